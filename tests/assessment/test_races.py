"""Requests at the same moment, each in its own thread and transaction, on a real database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.assessment.models import Answer, Attempt
from elearn.assessment.services import (
    AttemptClosed,
    NoAttemptsLeft,
    save_answer,
    start,
    submit,
)
from elearn.learning.models import Result
from tests.assessment.sitting_exams import Examinee
from tests.conftest import NOW
from tests.learning.packs import KEY
from tests.learning.test_races import THREADS, at_once


def starting(examinee: Examinee) -> Callable[[Session], Any]:
    person_id, eid = examinee.person_id, examinee.enrolment.public_id

    def begin(session: Session) -> Any:
        try:
            return start(
                session,
                person_id=person_id,
                enrolment_public_id=eid,
                assessment="final",
                now=NOW,
            )[0].public_id
        except NoAttemptsLeft:
            return None

    return begin


def submitting(examinee: Examinee, aid: str) -> Callable[[Session], Any]:
    def close(session: Session) -> Any:
        closed = submit(session, person_id=examinee.person_id, attempt_public_id=aid, now=NOW)
        return closed.scaled

    return close


def saving(
    examinee: Examinee, aid: str, question: str, choice: str, seen: int | None = None
) -> Callable[[Session], Any]:
    def save(session: Session) -> Any:
        try:
            return save_answer(
                session,
                person_id=examinee.person_id,
                attempt_public_id=aid,
                question=question,
                response={"choices": [choice]},
                language="en",
                now=NOW,
                seen=seen,
            )
        except AttemptClosed:
            return None

    return save


def test_many_starts_at_once_make_one_attempt(app: Flask, examinee: Examinee) -> None:
    found = at_once(app, [starting(examinee)] * THREADS)
    assert len(set(found)) == 1
    assert examinee.session.scalar(select(func.count(Attempt.id))) == 1


def test_the_last_attempt_is_given_once_whatever_the_number_of_requests(
    app: Flask, examinee: Examinee
) -> None:
    for _ in range(2):
        (aid, *_rest) = at_once(app, [starting(examinee)] * 4)
        at_once(app, [submitting(examinee, aid)])
    assert at_once(app, [starting(examinee)] * THREADS) == [None] * THREADS
    assert examinee.session.scalar(select(func.count(Attempt.id))) == 2


def test_of_two_submissions_one_closes_and_both_get_the_same_result(
    app: Flask, examinee: Examinee
) -> None:
    attempt, _created = examinee.start()
    examinee.answer_all(attempt)
    examinee.session.commit()
    found = at_once(app, [submitting(examinee, attempt.public_id)] * THREADS)
    assert found == [1.0] * THREADS
    assert examinee.session.scalar(select(func.count(Result.id))) == 1


def test_many_saves_of_one_answer_make_one_row_and_each_change_one_revision(
    app: Flask, examinee: Examinee
) -> None:
    attempt, _created = examinee.start()
    examinee.session.commit()
    question = next(i.question for i in attempt.sheet.items if i.question.startswith("first"))
    found = at_once(
        app, [saving(examinee, attempt.public_id, question, choice) for choice in "abababab"]
    )
    examinee.session.rollback()
    row = examinee.session.scalars(select(Answer)).one()
    assert row.revision == max(saved.revision for saved in found)
    assert tuple(row.response["choices"]) in {
        tuple(s.response["choices"]) for s in found if s.revision == row.revision
    }


def test_every_acknowledged_answer_counts_and_none_after_closing(
    app: Flask, examinee: Examinee
) -> None:
    attempt, _created = examinee.start()
    examinee.session.commit()
    aid = attempt.public_id
    questions = [i.question for i in attempt.sheet.items if i.question.startswith("first")]
    *saved, scaled = at_once(
        app,
        [saving(examinee, aid, question, KEY[question][0]) for question in questions]
        + [submitting(examinee, aid)],
    )
    acknowledged = sum(answer is not None for answer in saved)
    assert round(scaled * 3) == acknowledged
    examinee.session.rollback()
    assert examinee.session.scalar(select(func.count(Answer.id))) == acknowledged
