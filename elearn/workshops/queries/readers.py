"""Whom letters about a workshop go to, and how each of them is met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from elearn.identity.models import EmploymentSpell, Organisation, Person
from elearn.identity.queries.calendars import nearest_calendar
from elearn.identity.rules.calendar import WorkCalendar
from elearn.workshops.models import Booking, Workshop

Employer = aliased(Organisation, name="employer")
Unit = aliased(Organisation, name="unit")


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a letter goes to, and how they are met."""

    booking_id: int
    person_id: int
    name: str
    address: str | None
    languages: tuple[str, ...]
    """The person's own and the employer's, the one to be tried first in front."""
    employer_names: Mapping[str, str]
    employer_language: str
    time_zone: str
    calendar: WorkCalendar


def line_of(session: Session, workshop_id: int) -> list[int]:
    """Return the bookings of a workshop that were not given back, in the order of the line."""
    return list(
        session.scalars(
            select(Booking.id)
            .where(Booking.workshop_id == workshop_id, Booking.cancelled_at.is_(None))
            .order_by(Booking.id)
        )
    )


def readers_of(
    session: Session,
    workshop: Workshop,
    bookings: Sequence[int],
    calendars: Mapping[str, WorkCalendar],
) -> list[Reader]:
    """Return who stands behind these bookings, in the order of the line. One statement.

    The calendar and, without one of their own, the time zone are those of the place where they work
    on the day of the workshop, else of their employer.
    """
    on = workshop.held_on
    works = and_(
        EmploymentSpell.person_id == Person.id,
        EmploymentSpell.starts_on <= on,
        or_(EmploymentSpell.ends_on.is_(None), EmploymentSpell.ends_on >= on),
    )
    rows = session.execute(
        select(Booking.id, Person, Employer, Unit)
        .join(Person, Person.id == Booking.person_id)
        .join(Employer, Employer.id == Person.organisation_id)
        .outerjoin(EmploymentSpell, works)
        .outerjoin(Unit, Unit.id == EmploymentSpell.unit_id)
        .where(Booking.id.in_(bookings))
        .order_by(Booking.id, EmploymentSpell.starts_on)
    )
    found = {}
    for booking_id, person, employer, unit in rows:
        place = unit or employer
        spoken = (person.language, employer.default_language)
        found[booking_id] = Reader(
            booking_id=booking_id,
            person_id=person.id,
            name=person.name,
            address=person.email,
            languages=tuple(each for each in spoken if each),
            employer_names=employer.names,
            employer_language=employer.default_language,
            time_zone=person.time_zone or place.time_zone,
            calendar=nearest_calendar(place.path, calendars),
        )
    return list(found.values())
