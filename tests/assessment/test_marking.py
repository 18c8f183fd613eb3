"""Long answers: submitted, marked against a rubric by trainers within their scope, then scored."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.assessment.models import Attempt, Mark
from elearn.assessment.queries import AnswerNotFound, review, waiting_answers
from elearn.assessment.rules import AttemptStatus
from elearn.assessment.services import (
    MarkedByOthers,
    ReasonMissing,
    WaitsForMark,
    give_mark,
)
from elearn.audit import AuditEntry
from elearn.catalogue.rules.questions import LevelsUnfit
from elearn.identity.models import Organisation, Person
from elearn.identity.rules import Scope
from elearn.identity.services import grant_role
from elearn.learning.models import Result
from elearn.permissions import Role
from tests.assessment.every_type import ESSAY
from tests.assessment.sitting_exams import Examinee, enrolled
from tests.assessment.test_pages import post
from tests.conftest import NOW
from tests.learning.packs import publish_small

TEXT = "From 1 March the form <b>asks</b> for no document. مكتب الاستقبال"
GOOD = {"hook": "full", "act": "some"}
BAEKDAM = Scope(("/valle/baekdam/",))
TODAY = NOW.date()
PLAIN: dict[str, Any] = {
    "id": "plain",
    "type": "true_false",
    "outcome": "lo1",
    "prompt": "A right is a favour.",
    "choices": [
        {"id": "t", "text": "True", "correct": False, "feedback": "No."},
        {"id": "f", "text": "False", "correct": True, "feedback": "Yes."},
    ],
}


def two_markers() -> dict[str, Any]:
    return {**ESSAY, "rubric": {**ESSAY["rubric"], "markers": 2}}


@pytest.fixture
def essay() -> dict[str, Any]:
    return ESSAY


@pytest.fixture
def examinee(session: Session, cast: Any, tmp_path: Path, essay: dict[str, Any]) -> Examinee:
    """Enrol the learner in a course with a long answer in its final; make the author a trainer."""
    publish_small(session, tmp_path, pool=[PLAIN, essay], blueprint=None)
    baekdam = session.scalars(select(Organisation).where(Organisation.code == "baekdam")).one()
    almar = session.scalars(select(Organisation).where(Organisation.code == "almar")).one()
    for person, place in ((cast.author, baekdam), (cast.manager, baekdam), (cast.stranger, almar)):
        grant_role(
            session, person_id=person.id, organisation_id=place.id, role=Role.TRAINER, now=NOW
        )
    session.commit()
    return enrolled(session, cast.learner.id)


def submitted(examinee: Examinee, text: str = TEXT) -> Attempt:
    attempt, _created = examinee.start()
    examinee.save(attempt, "plain", ["f"])
    examinee.save(attempt, "essay", {"text": text}, language="ar")
    closed = examinee.submit(attempt)
    examinee.session.commit()
    return closed


def mark(
    examinee: Examinee,
    attempt: Attempt,
    by: Person,
    levels: dict[str, str] | None = None,
    scope: Scope = BAEKDAM,
    reason: str = "A right and an act; give the act a date.",
) -> Mark:
    return give_mark(
        examinee.session,
        marker_id=by.id,
        scope=scope,
        attempt_public_id=attempt.public_id,
        question="essay",
        levels=GOOD if levels is None else levels,
        reason=reason,
        now=NOW,
        on=TODAY,
    )


def test_an_attempt_waits_for_its_mark_and_then_has_its_score(
    examinee: Examinee, cast: Any
) -> None:
    attempt = submitted(examinee)
    assert attempt.status is AttemptStatus.SUBMITTED
    assert (attempt.scaled, attempt.passed, attempt.points) == (None, None, None)
    assert examinee.session.scalar(select(func.count(Result.id))) == 0
    with pytest.raises(WaitsForMark):
        examinee.start()
    given = mark(examinee, attempt, cast.author)
    assert given.points == 4 / 5
    assert attempt.status is AttemptStatus.CLOSED
    assert (attempt.raw, attempt.scaled, attempt.passed) == (1.8, 0.9, True)
    assert attempt.points == {"plain": 1.0, "essay": 0.8}
    result = examinee.session.scalars(select(Result)).one()
    assert (result.verb, result.scaled) == ("passed", 0.9)


def test_an_empty_answer_waits_for_nobody(examinee: Examinee) -> None:
    attempt = submitted(examinee, text=" ")
    assert attempt.status is AttemptStatus.CLOSED
    assert attempt.scaled == 0.5


def test_nothing_is_told_of_the_answers_before_the_mark(examinee: Examinee) -> None:
    attempt = submitted(examinee)
    found = review(examinee.session, examinee.person_id, attempt.public_id, "en")
    assert (found.score, found.waiting) == (None, 1)
    assert not found.told.key
    assert not found.told.answers
    assert all(answer.lines == () for answer in found.answers)


def test_the_learner_reads_the_reason_afterwards(examinee: Examinee, cast: Any) -> None:
    attempt = submitted(examinee)
    mark(examinee, attempt, cast.author)
    found = review(examinee.session, examinee.person_id, attempt.public_id, "en")
    answer = next(each for each in found.answers if each.asked.key == "essay")
    assert [each.reason for each in answer.marks] == ["A right and an act; give the act a date."]


@pytest.mark.parametrize(
    "levels", [{}, {"hook": "full"}, {"hook": "full", "act": "most"}, {**GOOD, "style": "full"}]
)
def test_a_mark_that_does_not_fit_the_rubric_changes_nothing(
    examinee: Examinee, cast: Any, levels: dict[str, str]
) -> None:
    attempt = submitted(examinee)
    with pytest.raises(LevelsUnfit):
        mark(examinee, attempt, cast.author, levels)
    with pytest.raises(ReasonMissing):
        mark(examinee, attempt, cast.author, reason="  ")
    examinee.session.rollback()
    assert examinee.session.scalar(select(func.count(Mark.id))) == 0
    assert attempt.status is AttemptStatus.SUBMITTED


def test_whose_answer_lies_outside_the_scope_does_not_exist(examinee: Examinee, cast: Any) -> None:
    attempt = submitted(examinee)
    for scope in (Scope(), Scope(("/almar/",)), Scope(("/valle/baekdam/baekdam-planning/",))):
        assert waiting_answers(examinee.session, scope, cast.author.id, TODAY) == []
        with pytest.raises(AnswerNotFound):
            mark(examinee, attempt, cast.author, scope=scope)
    assert len(waiting_answers(examinee.session, BAEKDAM, cast.author.id, TODAY)) == 1


def test_nobody_marks_their_own_answer(examinee: Examinee, cast: Any) -> None:
    attempt = submitted(examinee)
    assert waiting_answers(examinee.session, BAEKDAM, cast.learner.id, TODAY) == []
    with pytest.raises(AnswerNotFound):
        mark(examinee, attempt, cast.learner)


class TestTwoMarkers:
    @pytest.fixture
    def essay(self) -> dict[str, Any]:
        return two_markers()

    def test_the_mean_of_both_counts_and_the_second_sees_nothing_of_the_first(
        self, examinee: Examinee, cast: Any
    ) -> None:
        attempt = submitted(examinee)
        mark(examinee, attempt, cast.author, {"hook": "full", "act": "full"})
        assert attempt.status is AttemptStatus.SUBMITTED
        assert waiting_answers(examinee.session, BAEKDAM, cast.author.id, TODAY) == []
        (seen,) = waiting_answers(examinee.session, BAEKDAM, cast.manager.id, TODAY)
        assert (seen.own, seen.given, seen.wanted) == (None, 1, 2)
        mark(examinee, attempt, cast.manager, {"hook": "none", "act": "some"})
        assert attempt.points == {"plain": 1.0, "essay": (1.0 + 0.2) / 2}

    def test_a_second_thought_goes_before_the_first_which_stays_on_record(
        self, examinee: Examinee, cast: Any
    ) -> None:
        attempt = submitted(examinee)
        mark(examinee, attempt, cast.author, {"hook": "none", "act": "none"})
        mark(examinee, attempt, cast.author, {"hook": "full", "act": "full"})
        mark(examinee, attempt, cast.manager, {"hook": "full", "act": "full"})
        assert attempt.points == {"plain": 1.0, "essay": 1.0}
        assert examinee.session.scalar(select(func.count(Mark.id))) == 3

    def test_a_third_trainer_comes_too_late(self, examinee: Examinee, cast: Any) -> None:
        attempt = submitted(examinee)
        mark(examinee, attempt, cast.author)
        mark(examinee, attempt, cast.manager)
        with pytest.raises((AnswerNotFound, MarkedByOthers)):
            mark(examinee, attempt, cast.administrator)


def test_the_desk_shows_no_name_and_the_reading_is_traceable(
    client: FlaskClient, examinee: Examinee, cast: Any, sign_in: Any
) -> None:
    attempt = submitted(examinee)
    sign_in(client, cast.author)
    listed = client.get("/marking").text
    assert "1 answer waits for your mark." in listed
    page = client.get(f"/marking/{attempt.public_id}/essay").text
    assert "From 1 March the form &lt;b&gt;asks&lt;/b&gt; for no document. مكتب الاستقبال" in page
    assert 'lang="ar"' in page
    for secret in (cast.learner.name, cast.learner.staff_number, cast.learner.public_id):
        assert secret not in listed + page.replace(attempt.public_id, "")
    examinee.session.rollback()
    entry = examinee.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "answer.read")
    ).one()
    assert (entry.actor_id, entry.subject) == (cast.author.id, f"attempt:{attempt.public_id}")


def test_a_trainer_marks_in_the_browser_and_what_is_missing_is_said_at_once(
    client: FlaskClient, examinee: Examinee, cast: Any, sign_in: Any
) -> None:
    attempt = submitted(examinee)
    sign_in(client, cast.author)
    client.get("/marking")
    address = f"/marking/{attempt.public_id}/essay"
    short = post(client, address, **{"levels.hook": "full", "reason": ""})
    assert short.status_code == 422
    assert "2 things need mending" in short.text
    assert 'href="#levels.act"' in short.text
    assert 'href="#reason"' in short.text
    assert short.text.count(" checked") == 1
    sent = {f"levels.{name}": level for name, level in GOOD.items()}
    done = post(client, address, **sent, reason="Good.")
    assert done.location.endswith("/marking?marked=1")
    assert "No answer waits for your mark." in client.get(done.location).text
    assert post(client, address, **sent, reason="Again.").status_code == 404


def test_the_api_marks_too(client: FlaskClient, examinee: Examinee, cast: Any, token: Any) -> None:
    attempt = submitted(examinee)
    headers = token(client, cast.author)
    (listed,) = client.get("/api/v1/marking", headers=headers).json["items"]
    assert (listed["attempt"], listed["question"]) == (attempt.public_id, "essay")
    address = f"/api/v1/marking/{attempt.public_id}/essay"
    seen = client.get(address + "?lang=es", headers=headers).json
    assert seen["text"] == TEXT
    assert seen["criteria"][0]["text"] == "ES Names a right"
    bad = client.post(f"{address}/marks", json={"levels": {}, "reason": "x"}, headers=headers)
    assert (bad.status_code, bad.json["code"]) == (422, "levels-unfit")
    good = client.post(f"{address}/marks", json={"levels": GOOD, "reason": "x"}, headers=headers)
    assert (good.status_code, good.json["points"]) == (201, 0.8)
    assert client.get(address, headers=headers).status_code == 404


@pytest.mark.parametrize("who", ["learner", "auditor"])
def test_the_desk_is_closed_to_others(
    client: FlaskClient, examinee: Examinee, cast: Any, sign_in: Any, who: str
) -> None:
    attempt = submitted(examinee)
    sign_in(client, getattr(cast, who))
    for address in ("/marking", f"/marking/{attempt.public_id}/essay"):
        assert client.get(address).status_code == 403


def test_a_trainer_of_another_city_finds_nothing(
    client: FlaskClient, examinee: Examinee, cast: Any, sign_in: Any
) -> None:
    attempt = submitted(examinee)
    sign_in(client, cast.stranger)
    assert "No answer waits" in client.get("/marking").text
    assert client.get(f"/marking/{attempt.public_id}/essay").status_code == 404


def test_the_result_page_says_that_it_waits(
    client: FlaskClient, examinee: Examinee, cast: Any, sign_in: Any
) -> None:
    attempt = submitted(examinee)
    sign_in(client, cast.learner)
    page = client.get(f"/attempts/{attempt.public_id}/result").text
    assert "Submitted, not marked yet: Final quiz" in page
    assert "1 answer waits for a trainer" in page
    intro = client.get(f"/enrolments/{examinee.enrolment.public_id}/assessments/final").text
    assert "is still being marked" in intro
    mark(examinee, attempt, cast.author)
    examinee.session.commit()
    page = client.get(f"/attempts/{attempt.public_id}/result").text
    assert "Passed: Final quiz" in page
    assert "give the act a date" in page
