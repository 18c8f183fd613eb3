"""What one person has booked and is still to come, for their start page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from elearn.workshops.models import Booking, Workshop
from elearn.workshops.rules import number_waiting

Mine = aliased(Booking, name="mine")


@dataclass(frozen=True, slots=True)
class Ahead:
    """One workshop that a person has booked."""

    workshop: Workshop
    order: int
    """The place of the booking in the line, from 1."""

    @property
    def waiting(self) -> int:
        """Return the person's number on the waiting list, 0 where they have a place."""
        return number_waiting(self.order, self.workshop.capacity)


def booked_ahead(session: Session, person_id: int, now: datetime) -> list[Ahead]:
    """Return what a person has booked and is not over, in the order of time. One statement.

    A workshop that was cancelled stays until its end, so that nobody finds a closed door.
    """
    order = (
        select(func.count(Booking.id))
        .where(
            Booking.workshop_id == Mine.workshop_id,
            Booking.cancelled_at.is_(None),
            Booking.id <= Mine.id,
        )
        .scalar_subquery()
    )
    rows = session.execute(
        select(Workshop, order)
        .join(Mine, Mine.workshop_id == Workshop.id)
        .where(Mine.person_id == person_id, Mine.cancelled_at.is_(None), Workshop.ends_at > now)
        .order_by(Workshop.starts_at, Workshop.id)
    )
    return [Ahead(workshop, number) for workshop, number in rows]
