"""A published question proves wrong: who changes from what to what, and what stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.assessment.models import Attempt, KeyCorrection, Regrade
from elearn.assessment.queries import review, scores_of
from elearn.assessment.rules import Remedy
from elearn.assessment.services import (
    CorrectionUnfit,
    QuestionUnknown,
    ReasonMissing,
    changes,
    find_wrong,
    regrade,
)
from elearn.audit import AuditEntry
from elearn.learning.models import Completion, Result
from elearn.learning.services import complete_lesson
from tests.assessment.sitting_exams import Examinee, enrolled
from tests.conftest import NOW
from tests.learning.packs import LESSONS, SLUG, publish_small, question

POOL = [
    question("q-one", "single_choice", "lo1", "a"),
    question("q-two", "single_choice", "lo1", "b"),
]
MENDED = [question("q-one", "single_choice", "lo1", "c"), POOL[1]]
"""Version 2 knows that the right answer to the first question is c."""


@pytest.fixture
def learners(session: Session, cast: Any, tmp_path: Path) -> dict[str, Examinee]:
    """Publish two versions of the course and enrol three people in the first."""
    publish_small(
        session, tmp_path / "1", pool=POOL, blueprint=None, policy={"pass_mark": 1.0}, attempts=2
    )
    people = {name: getattr(cast, name) for name in ("learner", "manager", "auditor")}
    found = {name: enrolled(session, person.id) for name, person in people.items()}
    publish_small(session, tmp_path / "2", version=2, pool=MENDED, blueprint=None)
    return found


def sat(examinee: Examinee, one: str, two: str) -> Attempt:
    attempt, _created = examinee.start()
    examinee.save(attempt, "q-one", [one])
    examinee.save(attempt, "q-two", [two])
    closed = examinee.submit(attempt)
    examinee.session.commit()
    return closed


@pytest.fixture
def attempts(learners: dict[str, Examinee]) -> dict[str, Attempt]:
    """Let one pass by the wrong key, one fail by it, and one fail anyway."""
    return {
        "learner": sat(learners["learner"], "a", "b"),
        "manager": sat(learners["manager"], "c", "b"),
        "auditor": sat(learners["auditor"], "d", "a"),
    }


def wrong(session: Session, remedy: Remedy = Remedy.KEY, **changed: Any) -> Any:
    asked = {
        "slug": SLUG,
        "version": 1,
        "assessment": "final",
        "question": "q-one",
        "remedy": remedy,
        "key_of": 2 if remedy is Remedy.KEY else None,
    }
    return find_wrong(session, **{**asked, **changed})


def applied(session: Session, cast: Any, remedy: Remedy = Remedy.KEY) -> Any:
    found = regrade(
        session,
        wrong=wrong(session, remedy),
        author_id=cast.author.id,
        reason="The key of question one was wrong.",
        now=NOW,
    )
    session.commit()
    return found


def test_a_dry_run_lists_who_changes_and_writes_nothing(
    session: Session, attempts: dict[str, Attempt]
) -> None:
    found = list(changes(session, wrong(session)))
    session.rollback()
    told = {
        change.staff_number: (change.before.raw, change.after.raw, change.passed, change.kept)
        for change in found
    }
    assert told == {"1001": (2, 1, True, True), "1002": (1, 2, True, False)}
    assert session.scalar(select(func.count(KeyCorrection.id))) == 0
    assert session.scalar(select(func.count(Regrade.id))) == 0


def test_both_scores_stay_and_no_pass_is_taken_away(
    session: Session, attempts: dict[str, Attempt], cast: Any
) -> None:
    before = {name: (attempt.raw, attempt.passed) for name, attempt in attempts.items()}
    applied(session, cast)
    for attempt in attempts.values():
        session.refresh(attempt)
    assert {name: (a.raw, a.passed) for name, a in attempts.items()} == before
    scores = scores_of(session, attempts.values())
    now = {name: (scores[a.id].raw, scores[a.id].passed) for name, a in attempts.items()}
    assert now == {"learner": (1, True), "manager": (2, True), "auditor": (0, False)}
    entry = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "question.corrected")
    ).one()
    assert entry.details["changed"] == 2


def test_a_pass_won_by_it_is_reported_and_may_complete_the_course(
    session: Session, learners: dict[str, Examinee], attempts: dict[str, Attempt], cast: Any
) -> None:
    manager = learners["manager"]
    for lesson in LESSONS:
        complete_lesson(
            session,
            person_id=cast.manager.id,
            enrolment_public_id=manager.enrolment.public_id,
            lesson_id=lesson,
            now=NOW,
        )
    session.commit()
    assert session.scalar(select(func.count(Completion.id))) == 0
    applied(session, cast)
    assert session.scalars(select(Completion)).one().enrolment_id == manager.enrolment.id
    verbs = session.scalars(
        select(Result.verb).where(Result.enrolment_id == manager.enrolment.id).order_by(Result.id)
    ).all()
    assert verbs == ["failed", "passed"]


@pytest.mark.parametrize(
    ("remedy", "scores"),
    [
        (Remedy.VOID, {"learner": (1, 1), "manager": (1, 1), "auditor": (0, 1)}),
        (Remedy.FULL, {"learner": (2, 2), "manager": (2, 2), "auditor": (1, 2)}),
    ],
)
def test_a_question_can_be_voided_or_given_to_everybody(
    session: Session,
    attempts: dict[str, Attempt],
    cast: Any,
    remedy: Remedy,
    scores: dict[str, tuple[int, int]],
) -> None:
    applied(session, cast, remedy)
    found = scores_of(session, attempts.values())
    assert {name: (found[a.id].raw, found[a.id].max) for name, a in attempts.items()} == scores


def test_who_submits_afterwards_is_scored_by_the_correction_at_once(
    session: Session, learners: dict[str, Examinee], attempts: dict[str, Attempt], cast: Any
) -> None:
    applied(session, cast)
    later = sat(learners["auditor"], "c", "b")
    assert (later.raw, later.passed) == (2, True)
    assert list(changes(session, wrong(session))) == []


def test_a_second_correction_goes_before_the_first(
    session: Session, attempts: dict[str, Attempt], cast: Any
) -> None:
    applied(session, cast)
    applied(session, cast, Remedy.FULL)
    scores = scores_of(session, attempts.values())
    learner = scores[attempts["learner"].id]
    assert [regrade.raw for regrade, _ in learner.regrades] == [1, 2]
    assert (learner.raw, learner.passed) == (2, True)


def test_the_learner_reads_both_scores_and_the_reason(
    session: Session,
    learners: dict[str, Examinee],
    attempts: dict[str, Attempt],
    cast: Any,
    app: Flask,
    sign_in: Any,
    token: Any,
) -> None:
    client, other = app.test_client(), app.test_client()
    applied(session, cast)
    aid = attempts["manager"].public_id
    found = review(session, learners["manager"].person_id, aid, "en")
    assert found.score
    assert found.score.passed
    sign_in(client, cast.manager)
    page = client.get(f"/attempts/{aid}/result").text
    assert "Passed: Final quiz" in page
    assert "On the day of the attempt it was 50%." in page
    assert "The key of question one was wrong." in page
    body = other.get(f"/api/v1/attempts/{aid}", headers=token(other, cast.manager)).json
    assert (body["first_score"]["scaled"], body["score"]["scaled"]) == (0.5, 1.0)
    assert body["regrades"][0]["reason"] == "The key of question one was wrong."


def test_a_correction_that_makes_nothing_good_is_refused(
    session: Session, attempts: dict[str, Attempt], cast: Any
) -> None:
    with pytest.raises(QuestionUnknown):
        wrong(session, question="nowhere")
    for key_of in (None, 1):
        with pytest.raises(CorrectionUnfit):
            wrong(session, key_of=key_of)
    with pytest.raises(ReasonMissing):
        regrade(session, wrong=wrong(session), author_id=cast.author.id, reason=" ", now=NOW)


def test_the_command_tells_before_and_does_after(
    session: Session, attempts: dict[str, Attempt], cast: Any, cli: Any
) -> None:
    asked = [
        *("assessment", "regrade", SLUG, "--version", "1", "--assessment", "final"),
        *("--question", "q-one", "--key-of", "2", "--by", "author", "--reason", "Wrong key."),
    ]
    dry = cli(*asked, "--dry-run")
    assert dry.exit_code == 0, dry.output
    assert "1002\tattempt 1" in dry.output
    assert "50.0% -> 100.0%\tfailed -> passed" in dry.output
    assert "100.0% -> 50.0%\tpassed, and stays so" in dry.output
    assert "2 attempts change, 1 are passed now, 1 stay passed all the same." in dry.output
    assert "Nothing was changed." in dry.output
    assert session.scalar(select(func.count(KeyCorrection.id))) == 0
    done = cli(*asked)
    assert done.exit_code == 0, done.output
    session.rollback()
    assert session.scalar(select(func.count(Regrade.id))) == 2
    assert cli(*asked, "--void").exit_code == 2
    assert "nobody" in cli(*asked[:-3], "nobody", "--reason", "x").output
