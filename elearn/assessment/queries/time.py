"""Longer time: what is set for a person, and attempts whose time has ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.assessment.models import Attempt, TimeAllowance
from elearn.assessment.rules import TimeFactor
from elearn.learning.models import Enrolment


def time_allowances(session: Session, person_id: int) -> Sequence[TimeAllowance]:
    """Return everything that was ever set for a person, the newest first."""
    return session.scalars(
        select(TimeAllowance)
        .where(TimeAllowance.person_id == person_id)
        .order_by(TimeAllowance.id.desc())
    ).all()


def time_factor(session: Session, person_id: int) -> TimeFactor:
    """Return by how much a person's time is longer now."""
    newest = session.scalar(
        select(TimeAllowance.factor)
        .where(TimeAllowance.person_id == person_id)
        .order_by(TimeAllowance.id.desc())
        .limit(1)
    )
    return TimeFactor(newest) if newest else TimeFactor.USUAL


def expired_attempts(session: Session, now: datetime) -> Sequence[tuple[Attempt, Enrolment]]:
    """Return the open attempts whose time has ended, and hold their rows.

    What another transaction is closing at this moment is passed over.
    """
    rows = session.execute(
        select(Attempt, Enrolment)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(Attempt.submitted_at.is_(None), Attempt.expires_at <= now)
        .order_by(Attempt.id)
        .with_for_update(of=Attempt, skip_locked=True)
    )
    return [(attempt, enrolment) for attempt, enrolment in rows]
