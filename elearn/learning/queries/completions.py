"""Who has done which course when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.catalogue.models import Course, CourseVersion
from elearn.catalogue.queries import outline
from elearn.learning.models import Completion, Enrolment


@dataclass(frozen=True, slots=True)
class CompletionRow:
    """One course done by one person."""

    person_id: int
    slug: str
    version: int
    completed_at: datetime
    minutes: int
    enrolment_id: int


def completions_of(session: Session, person_ids: Collection[int]) -> list[CompletionRow]:
    """Return every completion of these people, the oldest first."""
    if not person_ids:
        return []
    rows = session.execute(
        select(
            Enrolment.person_id,
            Course.slug,
            CourseVersion.version,
            Completion.completed_at,
            Enrolment.id,
            CourseVersion.id,
            CourseVersion.content_hash,
        )
        .join(Enrolment, Enrolment.id == Completion.enrolment_id)
        .join(Course, Course.id == Enrolment.course_id)
        .join(CourseVersion, CourseVersion.id == Enrolment.version_id)
        .where(Enrolment.person_id.in_(person_ids))
        .order_by(Completion.completed_at, Completion.id)
    ).all()
    minutes = {row[5]: outline(session, row[5], row[6]).minutes for row in rows}
    return [CompletionRow(*row[:4], minutes[row[5]], row[4]) for row in rows]
