"""Starting, answering, submitting."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn.assessment.models import Answer, Attempt
from elearn.assessment.queries import AttemptNotFound, AttemptStillOpen, review, sitting
from elearn.assessment.services import (
    AttemptClosed,
    NoAttemptsLeft,
    QuestionNotAsked,
    save_answer,
    start,
    submit,
)
from elearn.catalogue.queries import AssessmentNotFound
from elearn.catalogue.rules.questions import AnswerUnfit
from elearn.learning.models import Result
from elearn.learning.queries import EnrolmentNotFound, progress
from tests.assessment.sitting_exams import Examinee
from tests.conftest import NOW
from tests.learning.packs import KEY

LATER = NOW + timedelta(minutes=10)


def test_starting_twice_gives_the_open_attempt(examinee: Examinee) -> None:
    first, created = examinee.start()
    second, again = examinee.start(now=LATER)
    assert (created, again) == (True, False)
    assert first.id == second.id
    assert [len(first.sheet.items), first.number] == [3, 1]


def test_an_attempt_more_than_allowed_is_refused(examinee: Examinee) -> None:
    for number in (1, 2):
        attempt, created = examinee.start()
        assert (attempt.number, created) == (number, True)
        examinee.submit(attempt)
    with pytest.raises(NoAttemptsLeft):
        examinee.start()


def test_a_check_may_be_tried_without_limit(examinee: Examinee) -> None:
    for number in range(1, 6):
        attempt, _created = examinee.start("counter-check")
        assert attempt.number == number
        examinee.submit(attempt)


def test_a_retake_asks_other_questions_as_far_as_there_are_any(examinee: Examinee) -> None:
    first, _created = examinee.start()
    examinee.submit(first)
    second, _created = examinee.start()
    asked = [{item.question for item in attempt.sheet.items} for attempt in (first, second)]
    assert not asked[0] & asked[1]


def test_the_database_itself_refuses_a_second_open_attempt(examinee: Examinee) -> None:
    attempt, _created = examinee.start()
    examinee.session.add(
        Attempt(
            enrolment_id=attempt.enrolment_id,
            assessment="final",
            number=7,
            started_at=NOW,
            seed="",
            paper=[],
        )
    )
    with pytest.raises(IntegrityError):
        examinee.session.flush()


def test_an_assessment_that_the_course_has_not_got_is_not_found(examinee: Examinee) -> None:
    with pytest.raises(AssessmentNotFound):
        examinee.start("nowhere")


def test_a_stranger_finds_neither_enrolment_nor_attempt(examinee: Examinee, cast: Any) -> None:
    attempt, _created = examinee.start()
    whose = {"person_id": cast.stranger.id}
    with pytest.raises(EnrolmentNotFound):
        start(
            examinee.session,
            **whose,
            enrolment_public_id=examinee.enrolment.public_id,
            assessment="final",
            now=NOW,
        )
    with pytest.raises(AttemptNotFound):
        submit(examinee.session, **whose, attempt_public_id=attempt.public_id, now=NOW)
    with pytest.raises(AttemptNotFound):
        save_answer(
            examinee.session,
            **whose,
            attempt_public_id=attempt.public_id,
            question="first-0",
            response={"choices": ["a"]},
            language="en",
            now=NOW,
        )
    with pytest.raises(AttemptNotFound):
        sitting(examinee.session, cast.stranger.id, attempt.public_id, "en")


def test_the_same_answer_twice_is_the_same_save(examinee: Examinee) -> None:
    attempt, _created = examinee.start()
    question = attempt.sheet.items[0].question
    first = examinee.save(attempt, question, ["a"], language="es")
    second = examinee.save(attempt, question, ["a", "a"], language="ar", now=LATER)
    assert first == second
    assert (second.revision, second.language, second.saved_at) == (1, "es", NOW)
    assert examinee.session.scalar(select(func.count(Answer.id))) == 1


def test_another_answer_replaces_the_one_before(examinee: Examinee) -> None:
    attempt, _created = examinee.start()
    question = attempt.sheet.items[0].question
    examinee.save(attempt, question, ["a"], language="es")
    second = examinee.save(attempt, question, ["b"], language="ar", now=LATER)
    assert second.response == {"choices": ["b"]}
    assert (second.revision, second.language, second.saved_at) == (2, "ar", LATER)


def test_an_answer_in_a_language_not_offered_is_recorded_in_the_courses_own(
    examinee: Examinee,
) -> None:
    attempt, _created = examinee.start()
    saved = examinee.save(attempt, attempt.sheet.items[0].question, ["a"], language="fr")
    assert saved.language == "en"


@pytest.mark.parametrize("choices", [["nowhere"], ["a", "b"], [""]])
def test_an_answer_that_does_not_fit_is_refused_and_nothing_changes(
    examinee: Examinee, choices: list[str]
) -> None:
    attempt, _created = examinee.start()
    question = next(i.question for i in attempt.sheet.items if i.question.startswith("first"))
    with pytest.raises(AnswerUnfit):
        examinee.save(attempt, question, choices)
    assert examinee.session.scalar(select(func.count(Answer.id))) == 0


def test_a_question_of_the_pool_that_was_not_drawn_is_refused(examinee: Examinee) -> None:
    attempt, _created = examinee.start()
    asked = {item.question for item in attempt.sheet.items}
    other = next(key for key in KEY if key.startswith("first") and key not in asked)
    for question in (other, "nowhere"):
        with pytest.raises(QuestionNotAsked):
            examinee.save(attempt, question, ["a"])


def test_an_answer_to_a_closed_attempt_is_refused(examinee: Examinee) -> None:
    attempt, _created = examinee.start()
    examinee.submit(attempt)
    with pytest.raises(AttemptClosed):
        examinee.save(attempt, attempt.sheet.items[0].question, ["a"])


def test_right_answers_pass_and_are_reported_into_learning(examinee: Examinee) -> None:
    attempt, _created = examinee.start()
    examinee.answer_all(attempt)
    closed = examinee.submit(attempt, LATER)
    assert (closed.raw, closed.max, closed.scaled, closed.passed) == (3, 3, 1.0, True)
    result = examinee.session.scalars(select(Result)).one()
    assert (result.activity, result.verb, result.scaled) == ("assessment:final", "passed", 1.0)
    assert result.source_key == f"attempt:{attempt.public_id}"
    assert progress(examinee.session, examinee.enrolment).passed == {"final"}


def test_questions_without_an_answer_count_nothing(examinee: Examinee) -> None:
    attempt, _created = examinee.start()
    question = attempt.sheet.items[0].question
    examinee.save(attempt, question, KEY[question])
    closed = examinee.submit(attempt)
    assert (closed.raw, closed.passed) == (1, False)


def test_an_answer_taken_back_counts_nothing(examinee: Examinee) -> None:
    attempt, _created = examinee.start()
    examinee.answer_all(attempt)
    for item in attempt.sheet.items:
        examinee.save(attempt, item.question, [])
    found = sitting(examinee.session, examinee.person_id, attempt.public_id, "en")
    assert len(found.unanswered) == 3
    assert examinee.submit(attempt).raw == 0


def test_a_second_submission_gets_the_first_result(examinee: Examinee) -> None:
    attempt, _created = examinee.start()
    examinee.answer_all(attempt)
    first = examinee.submit(attempt)
    again = examinee.submit(attempt, LATER)
    assert (again.submitted_at, again.scaled) == (first.submitted_at, first.scaled)
    assert again.submitted_at == NOW
    assert examinee.session.scalar(select(func.count(Result.id))) == 1


def test_the_result_is_not_there_before_the_attempt_is_closed(examinee: Examinee) -> None:
    attempt, _created = examinee.start()
    with pytest.raises(AttemptStillOpen):
        review(examinee.session, examinee.person_id, attempt.public_id, "en")


def test_a_failed_final_tells_what_was_wrong_but_keeps_the_key(examinee: Examinee) -> None:
    attempt, _created = examinee.start()
    examinee.answer_all(attempt, rightly=False)
    examinee.submit(attempt)
    found = review(examinee.session, examinee.person_id, attempt.public_id, "en")
    assert (found.left, found.key_shown, found.right) == (1, False, 0)
    for answer in found.answers:
        assert answer.correct == ()
        assert set(answer.feedback) == set(answer.asked.response["choices"])
        assert [lesson.id for lesson in answer.read_again] in (["right", "local"], ["whose"])


def test_a_check_shows_the_key_and_the_feedback_at_once(examinee: Examinee) -> None:
    attempt, _created = examinee.start("counter-check")
    examinee.answer_all(attempt, rightly=False)
    examinee.submit(attempt)
    found = review(examinee.session, examinee.person_id, attempt.public_id, "ar")
    assert found.key_shown
    for answer in found.answers:
        assert set(answer.correct) == set(KEY[answer.asked.key])
        assert answer.asked.language == "ar"
        assert all(text.startswith("ع ") for text in answer.feedback.values())


def test_the_language_changes_in_mid_quiz_and_nothing_is_lost(examinee: Examinee) -> None:
    attempt, _created = examinee.start()
    question = attempt.sheet.items[0].question
    examinee.save(attempt, question, KEY[question], language="en")
    seen = [
        sitting(examinee.session, examinee.person_id, attempt.public_id, language)
        for language in ("en", "ar", "fr")
    ]
    assert [found.language for found in seen] == ["en", "ar", "en"]
    for found in seen:
        assert [asked.key for asked in found.questions] == [
            item.question for item in attempt.sheet.items
        ]
        assert [asked.response for asked in found.questions] == [
            {"choices": KEY[question]},
            {},
            {},
        ]
        assert [[c for c, _text in asked.choices] for asked in found.questions] == [
            list(item.choices) for item in attempt.sheet.items
        ]
    assert seen[1].questions[0].prompt == f"ع What about {question}?"


def test_scores_are_kept_as_they_were_given(session: Session, examinee: Examinee) -> None:
    attempt, _created = examinee.start()
    examinee.submit(attempt)
    session.commit()
    attempt.passed = None
    with pytest.raises(IntegrityError):
        session.flush()
