"""What places have recorded: which charters they joined, which courses count, their calendars."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session, aliased

from elearn.catalogue.models import Course
from elearn.identity.models import Organisation
from elearn.identity.rules import ancestors
from elearn.mandates.models import (
    Accreditation,
    Adhesion,
    CalendarRecord,
    Charter,
    CharterVersion,
)
from elearn.mandates.rules import EVERY_WEEK, WorkCalendar


class AdhesionRow(NamedTuple):
    """That a place joined a charter, and until when it is bound."""

    charter: str
    titles: Mapping[str, str]
    language_of_record: str
    adhered_on: date
    norm: str
    withdrawn_on: date | None
    """The first day on which it is no longer bound."""
    recorded_at: datetime


class AccreditationRow(NamedTuple):
    """That a course counts for a charter that asks for accredited courses."""

    charter: str
    titles: Mapping[str, str]
    language_of_record: str
    course: str
    """Its slug."""
    granted_on: date
    expires_on: date
    """The last day."""
    accredited_by: str
    recorded_at: datetime


class HeldCalendar(NamedTuple):
    """The calendar that holds at a place."""

    calendar: WorkCalendar
    owner: Organisation | None
    """Who recorded it: the place, or the nearest above it; None for the usual week."""
    recorded_at: datetime | None


def adhesions_of(session: Session, place: Organisation) -> list[AdhesionRow]:
    """Return what a place itself has joined and left, the last first. One statement."""
    version = aliased(CharterVersion)
    rows = session.execute(
        select(
            Charter.code,
            version.titles,
            version.language_of_record,
            Adhesion.adhered_on,
            Adhesion.norm,
            Adhesion.withdrawn_on,
            Adhesion.recorded_at,
        )
        .join(Charter, Charter.id == Adhesion.charter_id)
        .join(version, version.charter_id == Charter.id)
        .where(Adhesion.organisation_id == place.id, version.version == _newest(Charter))
        .order_by(Adhesion.adhered_on.desc(), Charter.code)
    )
    return [AdhesionRow._make(row) for row in rows]


def accreditations_of(session: Session, place: Organisation) -> list[AccreditationRow]:
    """Return which courses the charters of a place accredit, the last to end first.

    One statement.
    """
    version = aliased(CharterVersion)
    rows = session.execute(
        select(
            Charter.code,
            version.titles,
            version.language_of_record,
            Course.slug,
            Accreditation.granted_on,
            Accreditation.expires_on,
            Accreditation.accredited_by,
            Accreditation.recorded_at,
        )
        .join(Charter, Charter.id == Accreditation.charter_id)
        .join(Course, Course.id == Accreditation.course_id)
        .join(version, version.charter_id == Charter.id)
        .where(Charter.organisation_id == place.id, version.version == _newest(Charter))
        .order_by(Accreditation.expires_on.desc(), Charter.code, Course.slug)
    )
    return [AccreditationRow._make(row) for row in rows]


def held_calendar(session: Session, place: Organisation) -> HeldCalendar:
    """Return the calendar that holds at a place, and whose it is. One statement."""
    row = session.execute(
        select(CalendarRecord, Organisation)
        .join(Organisation, Organisation.id == CalendarRecord.organisation_id)
        .where(Organisation.path.in_(ancestors(place.path)))
        .order_by(
            func.length(Organisation.path).desc(),
            CalendarRecord.recorded_at.desc(),
            CalendarRecord.id.desc(),
        )
        .limit(1)
    ).one_or_none()
    if row is None:
        return HeldCalendar(EVERY_WEEK, None, None)
    record, owner = row
    return HeldCalendar(WorkCalendar.of(record.document), owner, record.recorded_at)


def _newest(charter: type[Charter]) -> ScalarSelect[int]:
    """Return the number of the newest version of the charter of a row."""
    other = aliased(CharterVersion)
    return (
        select(func.max(other.version))
        .where(other.charter_id == charter.id)
        .correlate(charter)
        .scalar_subquery()
    )
