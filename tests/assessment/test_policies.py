"""How often, how long and whose score: the policies of an assessment, as learners meet them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.assessment.models import Attempt
from elearn.assessment.queries import review
from elearn.assessment.rules import TimeFactor
from elearn.assessment.services import (
    AttemptClosed,
    ReasonMissing,
    TooSoon,
    close_expired,
    set_time_factor,
)
from elearn.audit import AuditEntry
from elearn.errors import NotOneself
from elearn.identity.queries import PersonNotFound
from elearn.identity.rules import Scope
from elearn.learning.models import Completion, Result
from elearn.learning.queries import progress
from tests.assessment.sitting_exams import Examinee, enrolled
from tests.assessment.test_pages import begin, post
from tests.assessment.test_races import starting, submitting
from tests.conftest import NOW
from tests.learning.packs import KEY, publish_small
from tests.learning.test_races import THREADS, at_once

Enrol = Callable[..., Examinee]
BAEKDAM = Scope(("/valle/baekdam/",))


@pytest.fixture
def enrol(session: Session, cast: Any, tmp_path: Path) -> Enrol:
    """Publish the course with a policy for its final, and enrol the learner."""

    def make(attempts: int | None = 3, **policy: Any) -> Examinee:
        publish_small(session, tmp_path, attempts=attempts, policy=policy)
        return enrolled(session, cast.learner.id)

    return make


def minutes(count: float) -> datetime:
    return NOW + timedelta(minutes=count)


def test_the_next_attempt_waits_for_the_cool_down(enrol: Enrol) -> None:
    examinee = enrol(cool_down=24)
    attempt, _created = examinee.start()
    examinee.submit(attempt, now=minutes(30))
    with pytest.raises(TooSoon, match="2026-11-21 at 09:30 UTC") as caught:
        examinee.start(now=minutes(24 * 60 + 29))
    assert caught.value.opens_at == minutes(24 * 60 + 30)
    again, created = examinee.start(now=minutes(24 * 60 + 30))
    assert (again.number, created) == (2, True)


def test_an_attempt_that_runs_out_counts_what_was_acknowledged(enrol: Enrol) -> None:
    examinee = enrol(time_limit=20)
    attempt, _created = examinee.start()
    assert attempt.expires_at == minutes(20)
    first, second = (item.question for item in attempt.sheet.items[:2])
    examinee.save(attempt, first, KEY[first], now=minutes(19.9))
    for late in (20, 20.1, 500):
        with pytest.raises(AttemptClosed, match="time for this attempt has ended"):
            examinee.save(attempt, second, KEY[second], now=minutes(late))
    assert close_expired(examinee.session, now=minutes(19.9)) == 0
    assert close_expired(examinee.session, now=minutes(600)) == 1
    assert close_expired(examinee.session, now=minutes(600)) == 0
    assert attempt.submitted_at == minutes(20)
    assert attempt.raw == 1


def test_starting_again_closes_what_ran_out_and_begins_the_next(enrol: Enrol) -> None:
    examinee = enrol(time_limit=20)
    first, _created = examinee.start()
    second, created = examinee.start(now=minutes(21))
    assert (second.number, created) == (2, True)
    assert first.submitted_at == minutes(20)
    assert first.passed is False


def test_a_page_of_an_attempt_that_ran_out_leads_to_its_result(
    enrol: Enrol, client: FlaskClient, cast: Any, sign_in: Any
) -> None:
    examinee = enrol(time_limit=20)
    with time_machine.travel(NOW, tick=False):
        sign_in(client, cast.learner)
        client.get("/courses")
        aid = begin(client, examinee)
        page = client.get(f"/attempts/{aid}/questions/1").text
        assert "Time until 18:20." in page
        assert f'data-expires="{minutes(20).isoformat()}"' in page
    with time_machine.travel(minutes(20), tick=False):
        for path in ("/questions/1", ""):
            assert client.get(f"/attempts/{aid}{path}").location.endswith("/result")
        late = post(client, f"/attempts/{aid}/questions/1", choices="a")
        assert late.location.endswith("/result")
        assert "Not passed" in client.get(f"/attempts/{aid}/result").text


def test_the_api_closes_what_ran_out_as_well(
    enrol: Enrol, client: FlaskClient, cast: Any, token: Any
) -> None:
    examinee = enrol(time_limit=20)
    with time_machine.travel(NOW, tick=False):
        headers = token(client, cast.learner)
        start = f"/api/v1/enrolments/{examinee.enrolment.public_id}/assessments/final/attempts"
        attempt = client.post(start, headers=headers).json
        assert attempt["expires_at"].startswith("2026-11-20T09:20")
    with time_machine.travel(minutes(21), tick=False):
        address = f"/api/v1/attempts/{attempt['id']}"
        question = attempt["questions"][0]["id"]
        late = client.put(f"{address}/answers/{question}", json={"choices": []}, headers=headers)
        assert (late.status_code, late.json["code"]) == (409, "attempt-closed")
        closed = client.get(address, headers=headers).json
        assert closed["status"] == "closed"
        assert closed["submitted_at"].startswith("2026-11-20T09:20")


def test_of_many_starts_after_the_last_attempt_none_gets_one(app: Flask, enrol: Enrol) -> None:
    examinee = enrol(attempts=3)
    for _ in range(3):
        (aid, *_rest) = at_once(app, [starting(examinee)] * THREADS)
        at_once(app, [submitting(examinee, aid)])
    assert at_once(app, [starting(examinee)] * THREADS) == [None] * THREADS
    assert examinee.session.scalar(select(func.count(Attempt.id))) == 3


# --- whose score stands ---------------------------------------------------------------------------


def test_where_the_first_attempt_counts_a_later_pass_is_practice(enrol: Enrol) -> None:
    examinee = enrol(counts="first")
    failed, _created = examinee.start()
    examinee.submit(failed)
    passed, _created = examinee.start()
    examinee.answer_all(passed)
    examinee.submit(passed)
    verbs = [row.verb for row in examinee.session.scalars(select(Result).order_by(Result.id))]
    assert verbs == ["failed", "scored"]
    assert progress(examinee.session, examinee.enrolment).passed == frozenset()


def test_where_the_last_attempt_counts_a_pass_is_not_taken_away(enrol: Enrol) -> None:
    examinee = enrol(counts="last")
    passed, _created = examinee.start()
    examinee.answer_all(passed)
    examinee.submit(passed)
    failed, _created = examinee.start()
    examinee.submit(failed)
    assert progress(examinee.session, examinee.enrolment).passed == {"final"}
    assert examinee.session.scalar(select(func.count(Completion.id))) == 0


def test_the_page_says_which_attempt_counts(
    enrol: Enrol, client: FlaskClient, cast: Any, sign_in: Any
) -> None:
    examinee = enrol(counts="last", cool_down=1)
    for n in range(2):
        attempt, _created = examinee.start(now=minutes(n * 100))
        if n == 0:
            examinee.answer_all(attempt)
        examinee.submit(attempt, now=minutes(n * 100 + 10))
    examinee.session.commit()
    with time_machine.travel(minutes(111), tick=False):
        sign_in(client, cast.learner)
        page = client.get(f"/enrolments/{examinee.enrolment.public_id}/assessments/final").text
    assert "The score of the last attempt counts." in page
    assert "0% · this one counts" in page
    assert "The next attempt may start on" in page


@pytest.mark.parametrize(("feedback", "told"), [("full", True), ("late", False), ("none", False)])
def test_a_review_tells_what_the_policy_says(
    app: Flask,
    enrol: Enrol,
    cast: Any,
    sign_in: Any,
    token: Any,
    feedback: str,
    told: bool,
) -> None:
    examinee = enrol(feedback=feedback)
    attempt, _created = examinee.start()
    examinee.answer_all(attempt, rightly=False)
    examinee.submit(attempt)
    examinee.session.commit()
    found = review(examinee.session, examinee.person_id, attempt.public_id, "en")
    assert found.key_shown is told
    client = app.test_client()
    sign_in(client, cast.learner)
    page = client.get(f"/attempts/{attempt.public_id}/result").text
    assert ("xyzzy" in page) is told
    assert ("Your score is 0%" in page) is not told
    other = app.test_client()
    headers = token(other, cast.learner)
    body = other.get(f"/api/v1/attempts/{attempt.public_id}", headers=headers).json
    assert bool(body["review"]) is told


# --- longer time ----------------------------------------------------------------------------------


def allow(
    examinee: Examinee, cast: Any, factor: TimeFactor, scope: Scope = BAEKDAM, **changed: Any
) -> None:
    set_time_factor(
        examinee.session,
        **{
            "author_id": cast.manager.id,
            "scope": scope,
            "person_public_id": cast.learner.public_id,
            "factor": factor,
            "reason": "Uses a screen reader.",
            "now": NOW,
            "on": NOW.date(),
            **changed,
        },
    )
    examinee.session.commit()


@pytest.mark.parametrize(
    ("factor", "limit"),
    [
        (TimeFactor.QUARTER, 25),
        (TimeFactor.HALF, 30),
        (TimeFactor.DOUBLE, 40),
        (TimeFactor.NONE, None),
    ],
)
def test_a_person_has_the_time_that_was_set_for_them(
    enrol: Enrol, cast: Any, factor: TimeFactor, limit: int | None
) -> None:
    examinee = enrol(time_limit=20)
    allow(examinee, cast, TimeFactor.USUAL)
    allow(examinee, cast, factor)
    attempt, _created = examinee.start()
    assert attempt.expires_at == (minutes(limit) if limit else None)


def test_longer_time_needs_a_reason_a_scope_and_another_person(enrol: Enrol, cast: Any) -> None:
    examinee = enrol(time_limit=20)
    with pytest.raises(ReasonMissing):
        allow(examinee, cast, TimeFactor.HALF, reason=" ")
    with pytest.raises(PersonNotFound):
        allow(examinee, cast, TimeFactor.HALF, scope=Scope(("/almar/",)))
    with pytest.raises(NotOneself):
        allow(examinee, cast, TimeFactor.HALF, author_id=cast.learner.id)
    examinee.session.rollback()
    attempt, _created = examinee.start()
    assert attempt.expires_at == minutes(20)


def test_the_trail_tells_that_it_was_set_and_not_why(enrol: Enrol, cast: Any) -> None:
    examinee = enrol(time_limit=20)
    allow(examinee, cast, TimeFactor.HALF)
    entry = examinee.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "time_factor.set")
    ).one()
    assert entry.details == {"factor": "1.5"}
    assert entry.subject == f"person:{cast.learner.public_id}"


def test_an_administrator_sets_it_in_the_browser(
    enrol: Enrol, client: FlaskClient, cast: Any, sign_in: Any
) -> None:
    examinee = enrol(time_limit=20)
    sign_in(client, cast.manager)
    address = "/organisations/baekdam/time"
    client.get(address)
    for sent, sentence in (
        ({"who": "1001", "reason": "x"}, "Choose how much longer"),
        ({"who": "999", "factor": "1.5", "reason": "x"}, "Nobody here has this staff number"),
        ({"who": "1001", "factor": "1.5", "reason": ""}, "Write the reason"),
        ({"who": "manager", "factor": "1.5", "reason": "x"}, "cannot set this for yourself"),
    ):
        refused = post(client, address, **sent)
        assert refused.status_code == 422
        assert sentence in refused.text
    done = post(client, address, who="1001", factor="1.5", reason="Uses a screen reader.")
    page = client.get(done.location).text
    assert "Uses a screen reader." in page
    assert "Half as long again" in page
    assert client.get("/organisations/almar/time").status_code == 404
    assert examinee.start()[0].expires_at == minutes(30)


def test_the_api_and_the_command_line_set_it_too(
    enrol: Enrol, client: FlaskClient, cast: Any, token: Any, cli: Any
) -> None:
    examinee = enrol(time_limit=20)
    headers = token(client, cast.manager)
    address = f"/api/v1/people/{cast.learner.public_id}/time-factor"
    refused = client.put(address, json={"factor": "3", "reason": "x"}, headers=headers)
    assert refused.status_code == 422
    done = client.put(address, json={"factor": "2", "reason": "Needs it."}, headers=headers)
    assert (done.status_code, done.json) == (200, {"factor": "2", "reason": "Needs it."})
    listed = client.get("/api/v1/organisations/baekdam/time-factors", headers=headers).json
    assert [(row["staff_number"], row["factor"]) for row in listed["items"]] == [("1001", "2")]
    other = f"/api/v1/people/{cast.stranger.public_id}/time-factor"
    assert (
        client.put(other, json={"factor": "2", "reason": "x"}, headers=headers).status_code == 404
    )
    answer = cli(
        "assessment", "time", "learner", "none", "--by", "manager", "--reason", "Doctor's letter"
    )
    assert answer.exit_code == 0, answer.output
    examinee.session.rollback()
    assert examinee.start()[0].expires_at is None


def test_learners_do_not_reach_the_reasons(
    enrol: Enrol, client: FlaskClient, cast: Any, sign_in: Any
) -> None:
    enrol(time_limit=20)
    sign_in(client, cast.learner)
    assert client.get("/organisations/baekdam/time").status_code == 403


def test_the_command_closes_what_ran_out(enrol: Enrol, cli: Any) -> None:
    examinee = enrol(time_limit=20)
    examinee.start(now=NOW - timedelta(days=1))
    examinee.session.commit()
    assert "1 attempts were closed." in cli("assessment", "close-expired").output
