"""Opening, leaving off in, and completing a lesson."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, update
from sqlalchemy.orm import Session

from elearn.catalogue.queries import LessonNotFound, lesson_text, outline
from elearn.errors import N_, Invalid
from elearn.learning.models import Enrolment, LessonProgress
from elearn.learning.queries import enrolment_of
from elearn.learning.rules import LessonState, Progress
from elearn.learning.services.conclude import conclude
from elearn.learning.services.upsert import insert_into


class BlockUnknown(Invalid):
    """The lesson has no block with that id."""

    code = "block-unknown"


def open_lesson(session: Session, *, enrolment_id: int, lesson_id: str, now: datetime) -> None:
    """Note that the lesson of an enrolment already found to be the reader's own was opened.

    Two statements, and none that waits for another reader; opening it again changes nothing.
    """
    session.execute(
        update(Enrolment)
        .where(
            Enrolment.id == enrolment_id,
            Enrolment.last_lesson.is_distinct_from(lesson_id),
        )
        .values(last_lesson=lesson_id, last_block=None, last_at=now)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        insert_into(session, LessonProgress)
        .values(
            enrolment_id=enrolment_id,
            lesson_id=lesson_id,
            status=LessonState.ATTEMPTED,
            first_at=now,
        )
        .on_conflict_do_nothing(index_elements=["enrolment_id", "lesson_id"])
    )


def remember_place(  # noqa: PLR0913  # whose, where and when: all named at the call
    session: Session,
    *,
    person_id: int,
    enrolment_public_id: str,
    lesson_id: str,
    block: str | None,
    now: datetime,
) -> Enrolment:
    """Keep the lesson and block being read, so that any device goes on there.

    EnrolmentNotFound; LessonNotFound; BlockUnknown.
    """
    enrolment = enrolment_of(session, person_id, enrolment_public_id)
    version = outline(session, enrolment.version_id)
    if version.lesson(lesson_id) is None:
        raise LessonNotFound(lesson_id)
    if block is not None:
        lesson = lesson_text(session, version, lesson_id, version.source_language)
        if block not in {found.id for found in lesson.blocks}:
            raise BlockUnknown(N_("This lesson has no block “%(block)s”."), block=block)
    enrolment.last_lesson = lesson_id
    enrolment.last_block = block
    enrolment.last_at = now
    return enrolment


def complete_lesson(  # noqa: PLR0913  # whose, what and when: all named at the call
    session: Session,
    *,
    person_id: int,
    enrolment_public_id: str,
    lesson_id: str,
    now: datetime,
    language: str | None = None,
) -> Progress:
    """Note that the lesson is read, and that the course is done if this was all it took.

    A repeat changes nothing: the first date stands. EnrolmentNotFound; LessonNotFound.
    """
    enrolment = enrolment_of(session, person_id, enrolment_public_id, lock=True)
    if outline(session, enrolment.version_id).lesson(lesson_id) is None:
        raise LessonNotFound(lesson_id)
    new = insert_into(session, LessonProgress).values(
        enrolment_id=enrolment.id,
        lesson_id=lesson_id,
        status=LessonState.COMPLETED,
        first_at=now,
        completed_at=now,
    )
    session.execute(
        new.on_conflict_do_update(
            index_elements=["enrolment_id", "lesson_id"],
            set_={
                "status": LessonState.COMPLETED,
                "completed_at": func.coalesce(
                    LessonProgress.completed_at, new.excluded.completed_at
                ),
            },
        )
    )
    enrolment.last_lesson = lesson_id
    enrolment.last_block = None
    enrolment.last_at = now
    return conclude(session, enrolment, language=language, now=now)
