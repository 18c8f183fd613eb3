"""The key never leaves the server before the attempt is closed: a hunt through every byte sent."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.assessment.sitting_exams import Examinee
from tests.assessment.test_pages import begin, paper, post
from tests.conftest import csrf_of
from tests.learning.packs import KEY, SECRET

WORDS = (SECRET, "correct", "feedback", "points", "right_answer", '"key"')
"""Feedback texts all hold SECRET; the rest are the names under which a key could travel."""


def assert_keeps_secret(answer: Any) -> None:
    """Look into headers and body."""
    sent = f"{answer.headers}\n{answer.text}".lower()
    for word in WORDS:
        assert word not in sent, word


@pytest.fixture
def browser(client: FlaskClient, examinee: Examinee, cast: Any, sign_in: Any) -> FlaskClient:
    """Sign the learner in."""
    sign_in(client, cast.learner)
    return client


@pytest.mark.parametrize(
    ("key", "language"), [("final", "en"), ("final", "ko"), ("counter-check", "ar")]
)
def test_no_page_and_no_answer_holds_the_key_before_the_attempt_is_closed(
    browser: FlaskClient, examinee: Examinee, key: str, language: str
) -> None:
    client = browser
    eid, lang = examinee.enrolment.public_id, f"?lang={language}"
    client.get(f"/courses{lang}")
    aid = begin(client, examinee, key)
    asked = paper(examinee, aid)
    api, headers = f"/api/v1/attempts/{aid}", {"X-CSRF-Token": csrf_of(client)}
    answers = [
        client.get(f"/enrolments/{eid}/assessments/{key}"),
        client.get(f"/attempts/{aid}"),
        post(client, f"/attempts/{aid}/submission"),
        client.get(f"/attempts/{aid}/result"),
        client.post(f"/api/v1/enrolments/{eid}/assessments/{key}/attempts", headers=headers),
        client.get(f"/api/v1/enrolments/{eid}"),
        client.get(api),
    ]
    for number, question in enumerate(asked, start=1):
        page, put = f"/attempts/{aid}/questions/{number}", f"{api}/answers/{question}"
        answers += [client.get(page), post(client, page), post(client, page, choices="nowhere")]
        for choices in (KEY[question], ["nowhere"], ["a", "b", "c", "d"], []):
            answers.append(client.put(put, json={"choices": choices}, headers=headers))
        answers += [post(client, page, choices=KEY[question]), client.get(page)]
    answers += [client.get(f"/attempts/{aid}"), client.get(api)]
    for answer in answers:
        assert answer.status_code < 500
        assert_keeps_secret(answer)


def test_right_and_wrong_answers_are_acknowledged_alike(
    client: FlaskClient, examinee: Examinee, cast: Any, token: Any
) -> None:
    headers = token(client, cast.learner)
    attempt, _created = examinee.start("counter-check")
    examinee.session.commit()
    address = f"/api/v1/attempts/{attempt.public_id}/answers/one"
    seen = [client.put(address, json={"choices": [choice]}, headers=headers) for choice in "abcd"]
    assert {answer.status_code for answer in seen} == {200}
    assert {frozenset(answer.json) for answer in seen} == {
        frozenset({"question", "choices", "language", "revision", "saved_at"})
    }
