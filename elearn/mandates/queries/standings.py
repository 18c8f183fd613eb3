"""How many people of a scope have which standing, from the projection."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.identity.models import Organisation
from elearn.identity.queries import within
from elearn.identity.rules import Scope
from elearn.mandates.models import ProjectionMark, StandingCount
from elearn.mandates.rules import State


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people have each standing, and as of when."""

    people: dict[State, int]
    as_of: datetime


def counted(session: Session, scope: Scope) -> Counted | None:
    """Return how many people of the scope have which standing; None without a projection.

    Two statements, however many people there are.
    """
    as_of = session.scalar(select(ProjectionMark.as_of))
    if as_of is None:
        return None
    rows = session.execute(
        select(StandingCount.standing, func.sum(StandingCount.people))
        .join(Organisation, Organisation.id == StandingCount.unit_id)
        .where(within(scope))
        .group_by(StandingCount.standing)
    )
    return Counted({State(standing): int(people) for standing, people in rows}, as_of)
