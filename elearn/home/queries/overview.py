"""How the people of a scope stand with what their charters ask of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.identity.models import Organisation
from elearn.identity.rules import Scope
from elearn.mandates.queries import counted
from elearn.mandates.rules import State

GROUPS = {
    State.SATISFIED: "completed",
    State.SATISFIED_LATE: "completed",
    State.OVERDUE: "overdue",
    State.DUE: "due",
    State.IN_GRACE: "due",
    State.PAUSED: "excused",
    State.WAIVED: "excused",
}
"""A person counts once, by the state that says most about them."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Where the people of one scope stand, each counted once."""

    organisations: Sequence[Organisation]
    """The tops of the scope."""
    bound: int
    """People with a duty that has opened."""
    completed: int
    overdue: int
    due: int
    excused: int
    as_of: datetime


def overview(session: Session, scope: Scope) -> Overview | None:
    """Return how the people within the scope stand, for a reader who may see who they are.

    None without a projection of duties. Nobody else may be shown these numbers: small ones are not
    hidden here. Three statements, however many people there are.
    """
    found = counted(session, scope)
    if found is None:
        return None
    counts: Counter[str] = Counter()
    for state, people in found.people.items():
        counts[GROUPS[state]] += people
    return Overview(
        organisations=session.scalars(
            select(Organisation)
            .where(Organisation.path.in_(scope.paths))
            .order_by(Organisation.path)
        ).all(),
        bound=counts.total(),
        completed=counts["completed"],
        overdue=counts["overdue"],
        due=counts["due"],
        excused=counts["excused"],
        as_of=found.as_of,
    )
