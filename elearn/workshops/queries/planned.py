"""Workshops as those who plan them see them: with numbers, without names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from elearn.identity.models import Organisation, Person
from elearn.identity.queries import within
from elearn.identity.rules import Scope
from elearn.workshops.models import Attendance, Booking, Workshop

MOST = 200


@dataclass(frozen=True, slots=True)
class Planned:
    """One workshop, with how many have booked and how many were there."""

    workshop: Workshop
    host: Organisation
    trainer: str
    booked: int
    attended: int


def planned_at(session: Session, organisation: Organisation) -> list[Planned]:
    """Return the workshops that an organisation, or one below it, hosts; the latest first."""
    rows = session.execute(
        select(Workshop, Organisation, Person.name)
        .join(Organisation, Organisation.id == Workshop.organisation_id)
        .join(Person, Person.id == Workshop.trainer_id)
        .where(within(Scope((organisation.path,))))
        .order_by(Workshop.starts_at.desc(), Workshop.id)
        .limit(MOST)
    ).all()
    ids = [row[0].id for row in rows]
    booked = taken_of(session, ids)
    attended = pairs(
        session,
        select(Attendance.workshop_id, func.count())
        .where(Attendance.workshop_id.in_(ids), Attendance.withdrawn_at.is_(None))
        .group_by(Attendance.workshop_id),
    )
    return [
        Planned(workshop, host, trainer, booked.get(workshop.id, 0), attended.get(workshop.id, 0))
        for workshop, host, trainer in rows
    ]


def taken(session: Session, workshop_id: int) -> int:
    """Return how many bookings of a workshop were not given back."""
    return taken_of(session, [workshop_id]).get(workshop_id, 0)


def taken_of(session: Session, workshop_ids: Sequence[int]) -> dict[int, int]:
    """Return, by workshop, how many bookings were not given back."""
    return pairs(
        session,
        select(Booking.workshop_id, func.count())
        .where(Booking.workshop_id.in_(workshop_ids), Booking.cancelled_at.is_(None))
        .group_by(Booking.workshop_id),
    )


def pairs(session: Session, statement: Select[int, int]) -> dict[int, int]:
    """Return the second column of a statement by the first."""
    return dict(session.execute(statement).all())


def trainer_login(session: Session, workshop: Workshop) -> str:
    """Return how the trainer is named in a form: by user name, else by `code/staff number`."""
    person, employer = session.execute(
        select(Person, Organisation.code)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(Person.id == workshop.trainer_id)
    ).one()
    return person.user_name or f"{employer}/{person.staff_number}"
