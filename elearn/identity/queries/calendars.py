"""The calendar that holds at a place: that of the nearest organisation which has one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from elearn.identity.models import CalendarRecord, Organisation
from elearn.identity.rules import ancestors
from elearn.identity.rules.calendar import EVERY_WEEK, WorkCalendar


def calendars(session: Session, known_at: datetime | None = None) -> dict[str, WorkCalendar]:
    """Return the newest calendar of every organisation that has recorded one, by its path."""
    later = aliased(CalendarRecord)
    newer = select(later.id).where(
        later.organisation_id == CalendarRecord.organisation_id,
        or_(
            later.recorded_at > CalendarRecord.recorded_at,
            (later.recorded_at == CalendarRecord.recorded_at) & (later.id > CalendarRecord.id),
        ),
    )
    statement = select(Organisation.path, CalendarRecord.document).join(
        Organisation, Organisation.id == CalendarRecord.organisation_id
    )
    if known_at is not None:
        newer = newer.where(later.recorded_at <= known_at)
        statement = statement.where(CalendarRecord.recorded_at <= known_at)
    return {
        path: WorkCalendar.of(document)
        for path, document in session.execute(statement.where(~newer.exists()))
    }


def nearest_calendar(path: str, known: Mapping[str, WorkCalendar]) -> WorkCalendar:
    """Return the calendar of the nearest organisation at or above `path` that has one."""
    if not known:
        return EVERY_WEEK
    return next((known[each] for each in reversed(ancestors(path)) if each in known), EVERY_WEEK)


def calendar_at(session: Session, path: str, *, known_at: datetime | None = None) -> WorkCalendar:
    """Return the calendar that holds at `path`. One statement."""
    return nearest_calendar(path, calendars(session, known_at))
