"""The one statement of a lesson page: whose enrolment, which version, is this lesson read."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from elearn.catalogue.models import CourseVersion
from elearn.learning.models import Enrolment, LessonProgress
from elearn.learning.queries.enrolments import EnrolmentNotFound


class Reading(NamedTuple):
    """An enrolment as the page of one of its lessons needs it."""

    enrolment_id: int
    public_id: str
    version_id: int
    content_hash: str
    last_lesson: str | None
    last_block: str | None
    status: str | None
    """None while the lesson has never been opened."""


STATEMENT = (
    select(
        Enrolment.id,
        Enrolment.public_id,
        Enrolment.version_id,
        CourseVersion.content_hash,
        Enrolment.last_lesson,
        Enrolment.last_block,
        LessonProgress.status,
    )
    .join(CourseVersion, CourseVersion.id == Enrolment.version_id)
    .outerjoin(
        LessonProgress,
        and_(
            LessonProgress.enrolment_id == Enrolment.id,
            LessonProgress.lesson_id == bindparam("lesson"),
        ),
    )
    .where(
        Enrolment.public_id == bindparam("enrolment"),
        Enrolment.person_id == bindparam("person"),
    )
)
"""Built once: building it anew costs more than running it."""


def reading(session: Session, person_id: int, public_id: str, lesson_id: str) -> Reading:
    """Return the person's enrolment seen from one lesson; EnrolmentNotFound as always."""
    row = (
        session.connection()  # columns alone need no identity map, which would double the cost
        .execute(STATEMENT, {"person": person_id, "enrolment": public_id, "lesson": lesson_id})
        .first()
    )
    if row is None:
        raise EnrolmentNotFound
    return Reading(*row)
