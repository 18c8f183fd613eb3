"""Who completed what, row by row, however many rows there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from elearn.catalogue.models import Course, CourseVersion
from elearn.identity.models import EmploymentSpell, Organisation, Person
from elearn.learning.models import Completion, Enrolment
from elearn.reporting.queries.places import Place
from elearn.reporting.rules import end_of_day

BATCH = 1000
"""Rows that are in memory at one time while a report is streamed."""

Found = Select[str, str, str, str, str, int, datetime, str, str]
"""Unit, staff number, name, course, its code, version, instant, language, enrolment."""


class CompletionRow(NamedTuple):
    """One completed course of one person; the names of the fields are the header of the CSV."""

    unit: str
    staff_number: str
    name: str
    course: str
    course_code: str
    course_version: int
    completed_on: str
    completed_at: str
    language: str
    enrolment: str


def _completions(where: Place, as_of: date) -> Found:
    """Select what was completed by the end of a day, by those who work at the place on that day.

    Of several places somebody works in, the one begun last is theirs.
    """
    current = (
        select(
            EmploymentSpell.person_id,
            func.max(EmploymentSpell.starts_on).label("starts_on"),
        )
        .where(
            EmploymentSpell.starts_on <= as_of,
            or_(EmploymentSpell.ends_on.is_(None), EmploymentSpell.ends_on >= as_of),
        )
        .group_by(EmploymentSpell.person_id)
        .subquery()
    )
    return (
        select(
            Organisation.code,
            Person.staff_number,
            Person.name,
            Course.slug,
            Course.code,
            CourseVersion.version,
            Completion.completed_at,
            Completion.language,
            Enrolment.public_id,
        )
        .select_from(Completion)
        .join(Enrolment, Enrolment.id == Completion.enrolment_id)
        .join(CourseVersion, CourseVersion.id == Enrolment.version_id)
        .join(Course, Course.id == Enrolment.course_id)
        .join(Person, Person.id == Enrolment.person_id)
        .join(current, current.c.person_id == Person.id)
        .join(
            EmploymentSpell,
            and_(
                EmploymentSpell.person_id == current.c.person_id,
                EmploymentSpell.starts_on == current.c.starts_on,
            ),
        )
        .join(Organisation, Organisation.id == EmploymentSpell.unit_id)
        .where(
            Organisation.path.startswith(where.path, autoescape=True),
            Completion.completed_at < end_of_day(as_of, where.time_zone),
        )
    )


def completion_count(session: Session, where: Place, *, as_of: date) -> int:
    """Return how many rows `completions` yields. One statement."""
    rows = _completions(where, as_of).subquery()
    return session.scalar(select(func.count()).select_from(rows)) or 0


def completions(session: Session, where: Place, *, as_of: date) -> Iterator[list[CompletionRow]]:
    """Yield the completions known at the end of a civil day at the place, in batches.

    One statement through a server-side cursor: however many rows there are, one batch is in memory.
    """
    zone = ZoneInfo(where.time_zone)
    result = session.execute(
        _completions(where, as_of).order_by(Completion.id),
        execution_options={"yield_per": BATCH},
    )
    for batch in result.partitions():
        yield [_row(row, zone) for row in batch]


def stream_completions(
    engine: Engine, where: Place, *, as_of: date
) -> Iterator[list[CompletionRow]]:
    """Yield what `completions` yields, from a session of its own.

    An answer is sent after its request has ended and let its session go; this one lasts until the
    last row is read, or the reader has gone away and the iterator is closed.
    """
    with Session(engine) as session:
        yield from completions(session, where, as_of=as_of)


def _row(row: Sequence[Any], zone: ZoneInfo) -> CompletionRow:
    unit, number, name, course, code, version, at, language, enrolment = row
    local: datetime = at.astimezone(zone)
    written = local.isoformat(timespec="seconds")
    return CompletionRow(
        unit, number, name, course, code, version, written[:10], written, language, enrolment
    )
