"""What happens when the same person asks twice at the same moment, on a real database."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.catalogue.models import CourseVersion
from elearn.database import transaction
from elearn.learning.models import Completion, Enrolment, Result
from elearn.learning.rules import Score, Verb
from elearn.learning.services import complete_lesson, enrol, record_result
from tests.conftest import NOW
from tests.learning.packs import LESSONS, SLUG

THREADS = 8


def at_once(app: Flask, tasks: list[Callable[[Session], Any]]) -> list[Any]:
    """Run each task in a thread and a transaction of its own, all let go at the same moment."""
    barrier = Barrier(len(tasks))

    def run(task: Callable[[Session], Any]) -> Any:
        with app.app_context():
            barrier.wait()
            with transaction() as session:
                return task(session)

    with ThreadPoolExecutor(len(tasks)) as pool:
        return [future.result() for future in [pool.submit(run, task) for task in tasks]]


def test_parallel_enrolments_make_one_row(
    app: Flask, session: Session, cast: Any, course: CourseVersion
) -> None:
    person_id = cast.learner.id
    answers = at_once(
        app,
        [lambda s: enrol(s, person_id=person_id, slug=SLUG, now=NOW)] * THREADS,
    )
    assert sum(created for _enrolment, created in answers) == 1
    assert len({enrolment.public_id for enrolment, _created in answers}) == 1
    assert session.scalar(select(func.count(Enrolment.id))) == 1


def test_two_last_steps_at_once_complete_the_course_once(
    app: Flask, session: Session, cast: Any, course: CourseVersion
) -> None:
    person_id = cast.learner.id
    enrolment, _created = enrol(session, person_id=person_id, slug=SLUG, now=NOW)
    session.commit()
    public_id, row_id = enrolment.public_id, enrolment.id

    def read(lesson: str) -> Callable[[Session], Any]:
        return lambda s: complete_lesson(
            s,
            person_id=person_id,
            enrolment_public_id=public_id,
            lesson_id=lesson,
            now=NOW,
        )

    def passed(s: Session) -> Any:
        return record_result(
            s,
            enrolment_id=row_id,
            activity="assessment:final",
            verb=Verb.PASSED,
            score=Score(1, 1, 1.0),
            source_key="attempt:x",
            now=NOW,
        )

    at_once(
        app,
        [read(LESSONS[0]), read(LESSONS[1]), read(LESSONS[2]), read(LESSONS[2]), passed, passed],
    )
    assert session.scalar(select(func.count(Completion.id))) == 1
    assert session.scalar(select(func.count(Result.id))) == 1
