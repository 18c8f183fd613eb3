"""Workshops as one person meets them: bookable, booked, waited for, attended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from elearn.identity.models import Organisation, Person
from elearn.workshops.models import Attendance, Booking, Workshop
from elearn.workshops.queries.planned import pairs, taken_of
from elearn.workshops.queries.reach import WorkshopNotFound, bookable_by, concerns
from elearn.workshops.rules import number_waiting, places_left

MOST = 200
DAY = timedelta(days=1)
Mine = aliased(Booking, name="mine")


@dataclass(frozen=True, slots=True)
class Seen:
    """One workshop, and how one person stands to it."""

    workshop: Workshop
    host: Organisation
    trainer: str
    bookable: bool
    """Whether the person works at the host or below it on the day."""
    booked: int
    """Bookings that were not given back, of everybody."""
    order: int
    """The place of the person's own booking among them, from 1; 0 without one."""
    attended: int
    """Minutes credited to the person; 0 without any."""
    trains: bool
    """Whether the person is its trainer."""

    @property
    def waiting(self) -> int:
        """Return the person's number on the waiting list, 0 where they are not on it."""
        return number_waiting(self.order, self.workshop.capacity)

    @property
    def has_place(self) -> bool:
        """Return whether the person has a place."""
        return self.order > 0 and not self.waiting

    @property
    def left(self) -> int | None:
        """Return how many places are left; None where there is no limit."""
        return places_left(self.booked, self.workshop.capacity)


def seen_workshops(session: Session, person_id: int, today: date) -> list[Seen]:
    """Return what a person may book from yesterday on, and all that they have booked or attended.

    In the order of time. Yesterday, as it may still be today where the workshop is.
    """
    mine = concerns(person_id)
    coming = and_(
        bookable_by(session, person_id),
        Workshop.held_on >= today - DAY,
        Workshop.cancelled_at.is_(None),
    )
    return _seen(session, person_id, or_(coming, mine))


def seen_workshop(session: Session, person_id: int, public_id: str) -> Seen:
    """Return one workshop that the person may book, has to do with, or trains in.

    WorkshopNotFound for any other.
    """
    reach = or_(
        bookable_by(session, person_id), concerns(person_id), Workshop.trainer_id == person_id
    )
    found = _seen(session, person_id, and_(Workshop.public_id == public_id, reach))
    if not found:
        raise WorkshopNotFound
    return found[0]


def trained_by(session: Session, person_id: int) -> Sequence[Workshop]:
    """Return the workshops that a person trains in, the latest first."""
    return session.scalars(
        select(Workshop)
        .where(Workshop.trainer_id == person_id)
        .order_by(Workshop.starts_at.desc(), Workshop.id)
        .limit(MOST)
    ).all()


def _seen(session: Session, person_id: int, which: ColumnElement[bool]) -> list[Seen]:
    bookable = bookable_by(session, person_id)
    rows = session.execute(
        select(Workshop, Organisation, Person.name, bookable)
        .join(Organisation, Organisation.id == Workshop.organisation_id)
        .join(Person, Person.id == Workshop.trainer_id)
        .where(which)
        .order_by(Workshop.starts_at.desc(), Workshop.id)
        .limit(MOST)
    ).all()
    ids = [row[0].id for row in rows]
    booked = taken_of(session, ids)
    orders = _orders(session, person_id, ids)
    attended = pairs(
        session,
        select(Attendance.workshop_id, Attendance.minutes).where(
            Attendance.workshop_id.in_(ids),
            Attendance.person_id == person_id,
            Attendance.withdrawn_at.is_(None),
        ),
    )
    return [
        Seen(
            workshop=workshop,
            host=host,
            trainer=trainer,
            bookable=bool(may_book),
            booked=booked.get(workshop.id, 0),
            order=orders.get(workshop.id, 0),
            attended=attended.get(workshop.id, 0),
            trains=workshop.trainer_id == person_id,
        )
        for workshop, host, trainer, may_book in reversed(rows)
    ]


def _orders(session: Session, person_id: int, ids: Sequence[int]) -> dict[int, int]:
    """Return, by workshop, the place of the person's booking among those not given back."""
    return pairs(
        session,
        select(Mine.workshop_id, func.count(Booking.id))
        .join(
            Booking,
            and_(
                Booking.workshop_id == Mine.workshop_id,
                Booking.cancelled_at.is_(None),
                Booking.id <= Mine.id,
            ),
        )
        .where(Mine.person_id == person_id, Mine.cancelled_at.is_(None), Mine.workshop_id.in_(ids))
        .group_by(Mine.workshop_id),
    )
