"""What is achieved in an enrolment, in one statement however many enrolments are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from elearn.catalogue.models import CourseVersion
from elearn.catalogue.queries import outline
from elearn.catalogue.rules import Outline
from elearn.learning.models import Completion, Enrolment, LessonProgress, Result
from elearn.learning.rules import LessonState, Progress, Verb, assessment_activity

ASSESSMENT = assessment_activity("")


class Fact(NamedTuple):
    """One thing achieved: a lesson, a result or the completion itself."""

    enrolment_id: int
    kind: str
    name: str
    word: str
    at: datetime | None


def progress(session: Session, enrolment: Enrolment) -> Progress:
    """Return what is achieved in the enrolment, measured against its pinned version."""
    return progress_of_all(session, [enrolment])[enrolment.id]


def progress_of_all(session: Session, enrolments: Iterable[Enrolment]) -> dict[int, Progress]:
    """Return the progress of each enrolment by its id, with one statement for the facts."""
    enrolments = list(enrolments)
    if not enrolments:
        return {}
    versions = _outlines(session, {enrolment.version_id for enrolment in enrolments})
    facts: dict[int, list[Fact]] = defaultdict(list)
    for fact in _facts(session, [enrolment.id for enrolment in enrolments]):
        facts[fact.enrolment_id].append(fact)
    return {
        enrolment.id: _progress(versions[enrolment.version_id], enrolment, facts[enrolment.id])
        for enrolment in enrolments
    }


def _outlines(session: Session, ids: set[int]) -> dict[int, Outline]:
    found = select(CourseVersion.id, CourseVersion.content_hash).where(CourseVersion.id.in_(ids))
    return {
        version_id: outline(session, version_id, kept_by)
        for version_id, kept_by in session.execute(found).all()
    }


def _facts(session: Session, ids: list[int]) -> Iterable[Fact]:
    lesson = select(
        LessonProgress.enrolment_id,
        literal("lesson").label("kind"),
        LessonProgress.lesson_id,
        LessonProgress.status,
        LessonProgress.completed_at,
    ).where(LessonProgress.enrolment_id.in_(ids))
    result = select(
        Result.enrolment_id,
        literal("result"),
        Result.activity,
        Result.verb,
        Result.recorded_at,
    ).where(Result.enrolment_id.in_(ids))
    completion = select(
        Completion.enrolment_id,
        literal("completion"),
        Completion.language,
        literal(""),
        Completion.completed_at,
    ).where(Completion.enrolment_id.in_(ids))
    rows: Sequence[Any] = session.execute(union_all(lesson, result, completion)).all()
    return [Fact(*row) for row in rows]


def _progress(version: Outline, enrolment: Enrolment, facts: Iterable[Fact]) -> Progress:
    lessons = [fact for fact in facts if fact.kind == "lesson"]
    results = [fact for fact in facts if fact.kind == "result" and fact.name.startswith(ASSESSMENT)]
    return Progress(
        outline=version,
        completed=frozenset(fact.name for fact in lessons if fact.word == LessonState.COMPLETED),
        attempted=frozenset(fact.name for fact in lessons),
        passed=frozenset(
            fact.name.removeprefix(ASSESSMENT) for fact in results if fact.word == Verb.PASSED
        ),
        tried=frozenset(fact.name.removeprefix(ASSESSMENT) for fact in results),
        completed_at=next((fact.at for fact in facts if fact.kind == "completion"), None),
        last_lesson=enrolment.last_lesson,
        last_block=enrolment.last_block,
    )
