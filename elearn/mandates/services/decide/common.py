"""What all decisions about people share: their desk, the reading of them, and taking one back."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from elearn import audit
from elearn.errors import N_, Conflict, NotFound, NotOneself
from elearn.identity.models import Organisation, Person
from elearn.identity.queries import person_within
from elearn.identity.rules import Scope
from elearn.mandates.models import ExemptionGrant, Recognition


class DatesUnfit(Conflict):
    """The days of a decision do not make sense."""

    code = "dates-unfit"


class DecisionNotFound(NotFound):
    """No such decision is in force within the scope."""

    code = "decision-not-found"


class Desk(NamedTuple):
    """Where, by whom and on which day it is decided."""

    place: Organisation
    by: int
    now: datetime
    on: date
    """The day at the place."""

    @property
    def scope(self) -> Scope:
        """Whom it is decided about: who works at the place or below."""
        return Scope((self.place.path,))


def enter_reading(  # noqa: PLR0913  # who read how many of what, where and when
    session: Session,
    what: str,
    count: int,
    *,
    reader_id: int | None,
    place: Organisation,
    now: datetime,
) -> None:
    """Enter that a list of decisions was read, and how long it was."""
    audit.record(
        session,
        actor_id=reader_id,
        action=f"{what}.read",
        subject=f"organisation:{place.code}",
        now=now,
        details={what: count},
    )


def take_back(  # noqa: PLR0913  # who takes back what, and when
    session: Session,
    decision: ExemptionGrant | Recognition,
    action: str,
    *,
    scope: Scope,
    now: datetime,
    on: date,
    by: int,
) -> None:
    """End the effect of a decision; PersonNotFound outside the scope, NotOneself."""
    about = session.get_one(Person, decision.person_id)
    person = person_within(session, scope, about.public_id, on=on)
    refuse_oneself(person, by)
    decision.revoked_at, decision.revoked_by = now, by
    session.flush()
    enter_decision(session, action, person, now, by)


def refuse_oneself(person: Person, actor_id: int) -> None:
    """Refuse a decision about oneself. Raises NotOneself."""
    if person.id == actor_id:
        raise NotOneself(
            N_("You cannot decide this about yourself. Ask a colleague with the same role.")
        )


def enter_decision(
    session: Session, action: str, person: Person, now: datetime, actor_id: int
) -> None:
    """Enter that it was decided, and not why."""
    audit.record(
        session,
        actor_id=actor_id,
        action=action,
        subject=f"person:{person.public_id}",
        now=now,
    )
