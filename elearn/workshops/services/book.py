"""Booking a place, and giving it back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.errors import N_, Conflict
from elearn.workshops.models import Booking, Workshop
from elearn.workshops.queries import hold, line_of, seen_workshop, workshop_bookable
from elearn.workshops.rules import News, moved_up, seated
from elearn.workshops.services.state import must_be_ahead, must_take_place
from elearn.workshops.services.tell import Compose, take_back, tell


class AlreadyBooked(Conflict):
    """The person has booked this workshop."""

    code = "already-booked"


class NotBooked(Conflict):
    """The person has no booking to give back."""

    code = "not-booked"


def book(session: Session, *, person_id: int, workshop_public_id: str, now: datetime) -> Booking:
    """Book a place; where none is left, the booking is the next on the waiting list.

    The row of the workshop is held, so that of two who book the last place at once one gets it.
    WorkshopNotFound for those who do not work there; WorkshopCancelled; WorkshopBegun;
    AlreadyBooked.
    """
    workshop = workshop_bookable(session, person_id, workshop_public_id)
    must_take_place(workshop)
    must_be_ahead(workshop, now, N_("This workshop has begun and can no longer be booked."))
    if _own(session, workshop, person_id) is not None:
        raise AlreadyBooked(N_("You have booked this workshop already."))
    booking = Booking(workshop_id=workshop.id, person_id=person_id, booked_at=now)
    session.add(booking)
    session.flush()
    return booking


def give_back(
    session: Session, *, person_id: int, workshop_public_id: str, compose: Compose, now: datetime
) -> Booking:
    """Give a place back, so that the first who waits has it and is written to.

    WorkshopNotFound; WorkshopCancelled; WorkshopBegun; NotBooked.
    """
    workshop = seen_workshop(session, person_id, workshop_public_id).workshop
    hold(session, workshop)
    must_take_place(workshop)
    must_be_ahead(
        workshop, now, N_("This workshop has begun: a place can no longer be given back.")
    )
    booking = _own(session, workshop, person_id)
    if booking is None:
        raise NotBooked(N_("You have no place in this workshop to give back."))
    before = line_of(session, workshop.id)
    booking.cancelled_at = now
    session.flush()
    after = [each for each in before if each != booking.id]
    take_back(session, workshop, [person_id], now)
    tell(
        session,
        workshop=workshop,
        news=News.MOVED_UP,
        bookings=moved_up(before, workshop.capacity, after, workshop.capacity),
        seats=seated(after, workshop.capacity),
        begins=workshop.starts_at,
        compose=compose,
        now=now,
    )
    return booking


def _own(session: Session, workshop: Workshop, person_id: int) -> Booking | None:
    return session.scalar(
        select(Booking).where(
            Booking.workshop_id == workshop.id,
            Booking.person_id == person_id,
            Booking.cancelled_at.is_(None),
        )
    )
