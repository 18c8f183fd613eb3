"""Enrolling, reading, completing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.catalogue.models import CourseVersion
from elearn.catalogue.queries import CourseNotFound, LessonNotFound
from elearn.learning.models import Completion, Enrolment, LessonProgress, Result
from elearn.learning.queries import (
    EnrolmentNotFound,
    completions_of,
    enrolment_of,
    enrolments_of,
    progress,
)
from elearn.learning.rules import EnrolmentStatus, Place, Score, Verb
from elearn.learning.services import (
    complete_lesson,
    enrol,
    open_lesson,
    record_result,
    remember_place,
)
from elearn.learning.services.lessons import BlockUnknown
from tests.conftest import NOW
from tests.learning.packs import LESSONS, SLUG, publish_small

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def enrolment(session: Session, cast: Any, course: CourseVersion) -> Enrolment:
    made, _created = enrol(session, person_id=cast.learner.id, slug=SLUG, now=NOW)
    session.commit()
    return made


def read_all(session: Session, enrolment: Enrolment, now: Any = NOW) -> None:
    for lesson in LESSONS:
        complete_lesson(
            session,
            person_id=enrolment.person_id,
            enrolment_public_id=enrolment.public_id,
            lesson_id=lesson,
            language="es",
            now=now,
        )


def pass_final(session: Session, enrolment: Enrolment, source_key: str = "attempt:1") -> Result:
    return record_result(
        session,
        enrolment_id=enrolment.id,
        activity="assessment:final",
        verb=Verb.PASSED,
        score=Score(3, 3, 1.0),
        source_key=source_key,
        language="ar",
        now=LATER,
    )


def test_enrolling_twice_gives_the_same_enrolment(
    session: Session, cast: Any, course: CourseVersion
) -> None:
    first, created = enrol(session, person_id=cast.learner.id, slug=SLUG, now=NOW)
    second, again = enrol(session, person_id=cast.learner.id, slug=SLUG, now=LATER)
    assert (created, again) == (True, False)
    assert first.id == second.id
    assert second.enrolled_at == NOW


def test_nobody_enrols_in_a_course_that_is_not_published(session: Session, cast: Any) -> None:
    with pytest.raises(CourseNotFound):
        enrol(session, person_id=cast.learner.id, slug="nowhere", now=NOW)


def test_a_completed_course_is_taken_again_as_a_new_round_in_the_latest_version(
    session: Session, enrolment: Enrolment, tmp_path: Path
) -> None:
    read_all(session, enrolment)
    pass_final(session, enrolment)
    newer = publish_small(session, tmp_path, version=2)
    again, created = enrol(session, person_id=enrolment.person_id, slug=SLUG, now=LATER, again=True)
    assert created
    assert (again.sequence, again.version_id) == (2, newer.id)
    assert progress(session, enrolment).completed_at == LATER
    assert progress(session, again).status is EnrolmentStatus.NOT_STARTED
    assert [found.id for found in enrolments_of(session, enrolment.person_id)] == [again.id]


def test_an_open_round_is_gone_on_with_even_when_asked_for_again(
    session: Session, enrolment: Enrolment
) -> None:
    again, created = enrol(session, person_id=enrolment.person_id, slug=SLUG, now=LATER, again=True)
    assert not created
    assert again.id == enrolment.id


def test_an_enrolment_stays_with_the_version_it_began_in(
    session: Session, enrolment: Enrolment, tmp_path: Path
) -> None:
    publish_small(session, tmp_path, version=2)
    same, created = enrol(session, person_id=enrolment.person_id, slug=SLUG, now=LATER)
    assert not created
    assert progress(session, same).outline.version == 1


def test_another_persons_enrolment_does_not_exist(
    session: Session, cast: Any, enrolment: Enrolment
) -> None:
    with pytest.raises(EnrolmentNotFound):
        enrolment_of(session, cast.stranger.id, enrolment.public_id)
    with pytest.raises(EnrolmentNotFound):
        complete_lesson(
            session,
            person_id=cast.stranger.id,
            enrolment_public_id=enrolment.public_id,
            lesson_id="right",
            now=NOW,
        )


def test_a_lesson_opened_twice_is_noted_once(session: Session, enrolment: Enrolment) -> None:
    for now in (NOW, LATER):
        open_lesson(session, enrolment_id=enrolment.id, lesson_id="right", now=now)
    rows = session.scalars(select(LessonProgress)).all()
    assert [(row.lesson_id, row.status, row.first_at) for row in rows] == [
        ("right", "attempted", NOW)
    ]


def test_reading_goes_on_at_the_last_block(session: Session, enrolment: Enrolment) -> None:
    open_lesson(session, enrolment_id=enrolment.id, lesson_id="local", now=NOW)
    remember_place(
        session,
        person_id=enrolment.person_id,
        enrolment_public_id=enrolment.public_id,
        lesson_id="local",
        block="b2",
        now=LATER,
    )
    assert progress(session, enrolment).place == Place("local", "b2")


def test_a_block_that_is_not_there_is_refused(session: Session, enrolment: Enrolment) -> None:
    with pytest.raises(BlockUnknown):
        remember_place(
            session,
            person_id=enrolment.person_id,
            enrolment_public_id=enrolment.public_id,
            lesson_id="local",
            block="nowhere",
            now=LATER,
        )


def test_a_lesson_that_is_not_in_the_version_is_not_found(
    session: Session, enrolment: Enrolment
) -> None:
    with pytest.raises(LessonNotFound):
        complete_lesson(
            session,
            person_id=enrolment.person_id,
            enrolment_public_id=enrolment.public_id,
            lesson_id="nowhere",
            now=NOW,
        )


def test_a_lesson_completed_again_keeps_its_first_date(
    session: Session, enrolment: Enrolment
) -> None:
    open_lesson(session, enrolment_id=enrolment.id, lesson_id="right", now=NOW)
    for now in (NOW, LATER):
        read_all(session, enrolment, now)
    dates = session.scalars(select(LessonProgress.completed_at)).all()
    assert dates == [NOW] * 3


def test_the_course_is_done_when_every_lesson_is_read_and_the_final_passed(
    session: Session, enrolment: Enrolment
) -> None:
    read_all(session, enrolment)
    assert progress(session, enrolment).status is EnrolmentStatus.IN_PROGRESS
    assert progress(session, enrolment).next_assessment == "final"
    pass_final(session, enrolment)
    found = progress(session, enrolment)
    assert (found.status, found.completed_at, found.share) == ("completed", LATER, 1.0)
    assert session.scalars(select(Completion.language)).all() == ["ar"]


def test_the_order_of_reading_and_passing_does_not_matter(
    session: Session, enrolment: Enrolment
) -> None:
    pass_final(session, enrolment)
    assert progress(session, enrolment).completed_at is None
    read_all(session, enrolment, LATER)
    assert progress(session, enrolment).completed_at == LATER
    assert session.scalars(select(Completion.language)).all() == ["es"]


def test_a_completion_is_written_once(session: Session, enrolment: Enrolment) -> None:
    read_all(session, enrolment)
    pass_final(session, enrolment)
    pass_final(session, enrolment, "attempt:2")
    read_all(session, enrolment, LATER)
    assert session.scalar(select(func.count(Completion.id))) == 1


def test_the_same_result_reported_again_changes_nothing(
    session: Session, enrolment: Enrolment
) -> None:
    first = pass_final(session, enrolment)
    second = pass_final(session, enrolment)
    assert first.id == second.id
    assert session.scalar(select(func.count(Result.id))) == 1


def test_a_failed_attempt_after_a_pass_takes_nothing_away(
    session: Session, enrolment: Enrolment
) -> None:
    pass_final(session, enrolment)
    record_result(
        session,
        enrolment_id=enrolment.id,
        activity="assessment:final",
        verb=Verb.FAILED,
        score=Score(0, 3, 0.0),
        source_key="attempt:2",
        now=LATER,
    )
    assert progress(session, enrolment).assessment_state("final") == "passed"


def test_completions_tell_who_did_what_when(session: Session, enrolment: Enrolment) -> None:
    assert completions_of(session, []) == []
    assert completions_of(session, [enrolment.person_id]) == []
    read_all(session, enrolment)
    pass_final(session, enrolment)
    (row,) = completions_of(session, [enrolment.person_id])
    assert (row.person_id, row.slug, row.version) == (enrolment.person_id, SLUG, 1)
    assert (row.completed_at, row.minutes, row.enrolment_id) == (LATER, 12, enrolment.id)


def test_a_course_whose_rule_asks_for_nothing_is_done_on_enrolling(
    session: Session, cast: Any, tmp_path: Path
) -> None:
    publish_small(session, tmp_path, move_on="NotApplicable")
    enrolment, _created = enrol(session, person_id=cast.learner.id, slug=SLUG, now=NOW)
    assert progress(session, enrolment).completed_at == NOW
