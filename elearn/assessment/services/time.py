"""Giving a person longer time in quizzes."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from elearn import audit
from elearn.assessment.models import TimeAllowance
from elearn.assessment.queries import Allowed, allowances_below
from elearn.assessment.rules import TimeFactor
from elearn.assessment.services.marking import said
from elearn.errors import N_, NotOneself
from elearn.identity.models import Organisation, Person
from elearn.identity.queries import person_within
from elearn.identity.rules import Scope


def open_allowances(
    session: Session, *, reader_id: int, place: Organisation, now: datetime, on: date
) -> list[Allowed]:
    """Return who works at a place on a day and has longer time; the reading is entered."""
    found = allowances_below(session, place.path, on)
    audit.record(
        session,
        actor_id=reader_id,
        action="time_factor.read",
        subject=f"organisation:{place.code}",
        now=now,
        details={"people": len(found)},
    )
    return found


def set_time_factor(  # noqa: PLR0913  # who sets what for whom, why and when: all named
    session: Session,
    *,
    author_id: int,
    scope: Scope,
    person_public_id: str,
    factor: TimeFactor,
    reason: str,
    now: datetime,
    on: date,
) -> tuple[Person, TimeAllowance]:
    """Set by how much a person's time is longer, in attempts that start from now on.

    What was set before stays on record. The audit trail tells that it was set, and not why.
    PersonNotFound outside the scope; NotOneself; ReasonMissing.
    """
    person = person_within(session, scope, person_public_id, on=on)
    if person.id == author_id:
        raise NotOneself(
            N_("You cannot set this for yourself. Ask a colleague with the same role.")
        )
    allowance = TimeAllowance(
        person_id=person.id,
        factor=factor,
        reason=said(reason),
        author_id=author_id,
        set_at=now,
    )
    session.add(allowance)
    session.flush()
    audit.record(
        session,
        actor_id=author_id,
        action="time_factor.set",
        subject=f"person:{person.public_id}",
        now=now,
        details={"factor": factor.value},
    )
    return person, allowance
