"""The list of one workshop: who has booked, who was there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from elearn.errors import N_, NotFound
from elearn.identity.models import EmploymentSpell, Organisation, Person
from elearn.identity.queries import within
from elearn.identity.rules import Scope
from elearn.identity.rules.names import identifier
from elearn.workshops.models import Attendance, Booking, Workshop
from elearn.workshops.rules import number_waiting

Employer = aliased(Organisation, name="employer")


class AttendeeNotFound(NotFound):
    """Nobody who may attend has this staff number, or more than one person has."""

    code = "attendee-not-found"


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody on the list of one workshop."""

    person_id: int
    public_id: str
    name: str
    staff_number: str
    order: int
    """The place of the booking in the line, from 1; 0 for who came without one."""
    waiting: int
    """The number on the waiting list; 0 where they are not on it."""
    minutes: int
    """Credited; 0 for nothing yet."""
    way: str
    """How their being there was found; empty for nothing yet."""


def attendees(session: Session, workshop: Workshop) -> list[Attendee]:
    """Return who has booked, in the order of booking, and then who came without."""
    booked = session.scalars(
        select(Person)
        .join(Booking, Booking.person_id == Person.id)
        .where(Booking.workshop_id == workshop.id, Booking.cancelled_at.is_(None))
        .order_by(Booking.id)
    ).all()
    there = {
        attendance.person_id: (attendance, person)
        for attendance, person in session.execute(
            select(Attendance, Person)
            .join(Person, Person.id == Attendance.person_id)
            .where(Attendance.workshop_id == workshop.id, Attendance.withdrawn_at.is_(None))
            .order_by(Person.name, Person.id)
        )
    }
    orders = {person.id: number for number, person in enumerate(booked, start=1)}
    people = [*booked, *(person for _, person in there.values() if person.id not in orders)]
    return [
        Attendee(
            person_id=person.id,
            public_id=person.public_id,
            name=person.name,
            staff_number=person.staff_number,
            order=orders.get(person.id, 0),
            waiting=number_waiting(orders.get(person.id, 0), workshop.capacity),
            minutes=there[person.id][0].minutes if person.id in there else 0,
            way=there[person.id][0].way if person.id in there else "",
        )
        for person in people
    ]


def valid_attendance(session: Session, workshop_id: int, person_id: int) -> Attendance | None:
    """Return what is on record of a person's being there and was not withdrawn, if anything."""
    return session.scalar(
        select(Attendance).where(
            Attendance.workshop_id == workshop_id,
            Attendance.person_id == person_id,
            Attendance.withdrawn_at.is_(None),
        )
    )


def person_to_add(session: Session, host: Organisation, staff_number: str, on: date) -> Person:
    """Return who has exactly this staff number, or `code/number`, at the host or below on a day.

    AttendeeNotFound, also where several employers there use the number.
    """
    code, slash, number = staff_number.replace("\0", "").strip().rpartition("/")
    statement = (
        select(Person)
        .join(EmploymentSpell, EmploymentSpell.person_id == Person.id)
        .join(Organisation, Organisation.id == EmploymentSpell.unit_id)
        .join(Employer, Employer.id == Person.organisation_id)
        .where(
            within(Scope((host.path,))),
            Person.staff_number == identifier(number),
            EmploymentSpell.starts_on <= on,
            or_(EmploymentSpell.ends_on.is_(None), EmploymentSpell.ends_on >= on),
        )
        .limit(3)
    )
    if slash:
        statement = statement.where(Employer.code == code.strip().lower())
    found = {person.id: person for person in session.scalars(statement)}
    if len(found) > 1:
        raise AttendeeNotFound(
            N_(
                "Several employers use this staff number. Write the code of one before it:"
                " code/%(number)s."
            ),
            number=identifier(number),
        )
    if not found:
        raise AttendeeNotFound(
            N_("Nobody who may attend has this staff number. Ask the person to show it to you.")
        )
    return next(iter(found.values()))
