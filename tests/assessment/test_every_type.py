"""One whole attempt with every type of question: by the pages, the API, and in any language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from sqlalchemy.orm import Session

from elearn.assessment.models import Attempt
from elearn.assessment.queries import review, sitting
from elearn.assessment.services import AnswerChanged
from tests.assessment.every_type import QUESTIONS, RIGHT, WRONG, form_of
from tests.assessment.sitting_exams import Examinee, enrolled
from tests.assessment.test_pages import begin, post
from tests.assessment.test_secrets import assert_keeps_secret
from tests.conftest import csrf_of
from tests.learning.packs import SECRET, publish_small

KEYS = [question["id"] for question in QUESTIONS]
NUMBER = {key: n for n, key in enumerate(KEYS, 1)}


@pytest.fixture
def course(session: Session, tmp_path: Path) -> Any:
    """Publish a course whose check asks one question of every type that the server scores."""
    return publish_small(session, tmp_path, check=QUESTIONS)


@pytest.fixture
def examinee(session: Session, cast: Any, course: Any) -> Examinee:
    return enrolled(session, cast.learner.id)


@pytest.fixture
def browser(client: FlaskClient, examinee: Examinee, cast: Any, sign_in: Any) -> FlaskClient:
    sign_in(client, cast.learner)
    client.get("/courses")
    return client


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_type_is_answered_by_its_form_and_wins_its_point(
    browser: FlaskClient, examinee: Examinee, language: str
) -> None:
    browser.get(f"/courses?lang={language}")
    aid = begin(browser, examinee, "counter-check")
    for key, number in NUMBER.items():
        page = f"/attempts/{aid}/questions/{number}"
        answer = post(browser, page, **form_of(RIGHT[key]), revision="0")
        assert answer.status_code == 303, (key, answer.text)
        shown = browser.get(page).text
        assert 'data-saved="' in shown
    overview = browser.get(f"/attempts/{aid}").text
    assert overview.count('class="tag is-done"') == len(KEYS)
    assert post(browser, f"/attempts/{aid}/submission").status_code == 303
    result = review(examinee.session, examinee.person_id, aid, language)
    assert {answer.asked.key: answer.points for answer in result.answers} == dict.fromkeys(
        KEYS, 1.0
    )
    page = browser.get(f"/attempts/{aid}/result").text
    assert SECRET in page


def test_a_scenario_shows_the_next_step_once_the_first_is_decided(
    browser: FlaskClient, examinee: Examinee
) -> None:
    aid = begin(browser, examinee, "counter-check")
    page = f"/attempts/{aid}/questions/{NUMBER['march']}"
    assert "And then?" not in browser.get(page).text
    answer = post(browser, page, **{"steps.first": "talk"})
    assert answer.location.endswith(page)
    shown = browser.get(page).text
    assert "And then?" in shown
    assert "not complete yet" in shown
    answer = post(browser, page, **{"steps.first": "talk", "steps.then": "write"})
    assert answer.location.endswith(f"/questions/{NUMBER['march'] + 1}")


@pytest.mark.parametrize(
    ("key", "sent", "sentence"),
    [
        ("count", {"number": "1,234"}, "can be read as 1234 or as 1.234"),
        ("count", {"number": "many"}, "“many” is not a number"),
        (
            "steps-in-order",
            {"places.law": "1", "places.aim": "1"},
            "Two items are at place 1",
        ),
        ("single", {"choices": ["a", "b"]}, "takes one choice only"),
        ("pairs", {"pairs.crc": "nowhere"}, "has no choice “nowhere”"),
        ("march", {"steps.first": "write"}, "has no choice “write”"),
        ("word", {"text": "x" * 201}, "201 characters and may have 200"),
    ],
)
def test_what_does_not_fit_is_said_on_the_page_and_what_was_typed_is_kept(
    browser: FlaskClient, examinee: Examinee, key: str, sent: dict[str, Any], sentence: str
) -> None:
    aid = begin(browser, examinee, "counter-check")
    answer = post(browser, f"/attempts/{aid}/questions/{NUMBER[key]}", **sent)
    assert answer.status_code == 422
    assert sentence in answer.text
    for value in sent.values():
        if isinstance(value, str) and value != "nowhere" and key != "march":
            assert f'value="{value}"' in answer.text
    found = sitting(examinee.session, examinee.person_id, aid, "en")
    assert not any(asked.begun for asked in found.questions)


def test_every_type_is_answered_through_the_api_by_its_own_schema(
    client: FlaskClient, examinee: Examinee, cast: Any, token: Any
) -> None:
    headers = token(client, cast.learner)
    eid = examinee.enrolment.public_id
    start = f"/api/v1/enrolments/{eid}/assessments/counter-check/attempts"
    attempt = client.post(start, headers=headers).json
    base = f"/api/v1/attempts/{attempt['id']}"
    for question in attempt["questions"]:
        right = RIGHT[question["id"]]
        Draft202012Validator(question["answer_schema"]).validate(right)
        address = f"{base}/answers/{question['id']}"
        first = client.put(address, json={**right, "revision": 0}, headers=headers)
        again = client.put(address, json={**right, "revision": 0}, headers=headers)
        assert first.status_code == 200, first.text
        assert first.json == again.json
        assert first.json["revision"] == 1
        assert right.items() <= first.json.items()
    closed = client.post(f"{base}/submission", headers=headers).json
    assert closed["score"] == {"raw": 9.0, "max": 9.0, "scaled": 1.0}
    assert all(item["right"] for item in closed["review"])


def test_an_answer_of_another_types_shape_is_refused_and_nothing_is_saved(
    client: FlaskClient, examinee: Examinee, cast: Any, token: Any
) -> None:
    headers = token(client, cast.learner)
    attempt, _created = examinee.start("counter-check")
    examinee.session.commit()
    base = f"/api/v1/attempts/{attempt.public_id}"
    for key in KEYS:
        for other, response in RIGHT.items():
            if RIGHT[key].keys() & response.keys():
                continue
            answer = client.put(f"{base}/answers/{key}", json=response, headers=headers)
            assert answer.status_code == 422, (key, other)
            assert answer.json["code"] == "answer-unfit"
    found = client.get(base, headers=headers).json
    assert all(question["answer"] is None for question in found["questions"])


@pytest.mark.parametrize("size", [250_000, 1_000_000])
def test_an_answer_of_a_megabyte_gets_a_sentence_and_no_change(
    client: FlaskClient, examinee: Examinee, cast: Any, token: Any, size: int
) -> None:
    headers = token(client, cast.learner)
    attempt, _created = examinee.start("counter-check")
    examinee.session.commit()
    address = f"/api/v1/attempts/{attempt.public_id}/answers/word"
    answer = client.put(address, json={"text": "x" * size}, headers=headers)
    assert answer.status_code == (422 if size < 256 * 1024 else 413)
    assert answer.json["detail"]
    assert sitting(examinee.session, examinee.person_id, attempt.public_id, "en").unanswered


@pytest.mark.parametrize("language", ["en", "ar", "ko"])
def test_no_byte_before_closing_tells_the_key_of_any_type(
    browser: FlaskClient, examinee: Examinee, language: str
) -> None:
    client = browser
    client.get(f"/courses?lang={language}")
    aid = begin(client, examinee, "counter-check")
    api, headers = f"/api/v1/attempts/{aid}", {"X-CSRF-Token": csrf_of(client)}
    sent = [client.get(f"/attempts/{aid}"), client.get(api)]
    for key, number in NUMBER.items():
        page, put = f"/attempts/{aid}/questions/{number}", f"{api}/answers/{key}"
        sent += [client.get(page), post(client, page), post(client, page, nothing="x")]
        for response in (WRONG[key], RIGHT[key], {"choices": ["zz"]}, {"text": 1}, [], WRONG[key]):
            sent.append(client.put(put, json=response, headers=headers))
        sent.append(client.put(put, json={**RIGHT[key], "revision": 1}, headers=headers))
        sent += [post(client, page, **form_of(RIGHT[key]), revision="1"), client.get(page)]
    sent += [client.get(f"/attempts/{aid}"), client.get(api), client.get(f"/attempts/{aid}/result")]
    sent.append(post(client, f"/attempts/{aid}/submission"))
    for answer in sent[:-1]:
        assert answer.status_code < 500
        assert_keeps_secret(answer)


@pytest.mark.parametrize("key", KEYS)
def test_right_and_wrong_answers_are_acknowledged_alike(
    client: FlaskClient, examinee: Examinee, cast: Any, token: Any, key: str
) -> None:
    headers = token(client, cast.learner)
    attempt, _created = examinee.start("counter-check")
    examinee.session.commit()
    address = f"/api/v1/attempts/{attempt.public_id}/answers/{key}"
    seen = [client.put(address, json=each, headers=headers) for each in (WRONG[key], RIGHT[key])]
    assert [answer.status_code for answer in seen] == [200, 200]
    assert len({frozenset(answer.json) for answer in seen}) == 1


def test_the_review_names_what_was_right_item_by_item(examinee: Examinee) -> None:
    attempt: Attempt = examinee.start("counter-check")[0]
    for key, response in WRONG.items():
        examinee.save(attempt, key, response)
    closed = examinee.submit(attempt)
    assert closed.raw == 0
    found = review(examinee.session, examinee.person_id, attempt.public_id, "es")
    lines = {answer.asked.key: answer.lines for answer in found.answers}
    assert {line.id: (line.given, line.expected) for line in lines["pairs"]} == {
        "crc": ("ES A tax", "ES A playground"),
        "crpd": ("ES A tax", "ES A ramp"),
    }
    assert [(line.given, line.expected) for line in lines["steps-in-order"]] == [
        ("3", "1"),
        ("2", "2"),
        ("1", "3"),
    ]
    assert lines["word"][0].expected == f"{SECRET} es"
    assert lines["march"][0].review
    assert [source.id for source in found.answers[0].sources] == []


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_the_score_is_that_of_the_last_acknowledged_answers_of_every_type(
    examinee: Examinee, data: Any
) -> None:
    """Whatever the order of saves, stale saves, retries and changes of language."""
    attempt, is_new = examinee.start("counter-check")
    if not is_new:  # Hypothesis has given up an example in its middle
        examinee.submit(attempt)
        attempt, _ = examinee.start("counter-check")
    last: dict[str, dict[str, Any]] = {}
    revisions: dict[str, int] = {}
    for _ in range(data.draw(st.integers(0, 14))):
        key = data.draw(st.sampled_from(KEYS))
        response = data.draw(st.sampled_from([RIGHT[key], WRONG[key]]))
        seen = data.draw(st.sampled_from([None, revisions.get(key, 0), 99]))
        language = data.draw(st.sampled_from(["en", "es", "ar", "ko"]))
        for _ in range(data.draw(st.integers(1, 3))):
            try:
                saved = examinee.save(attempt, key, response, language=language, seen=seen)
            except AnswerChanged:
                continue
            last[key], revisions[key] = response, saved.revision
    closed = examinee.submit(attempt)
    assert closed.points == {key: float(last.get(key) == RIGHT[key]) for key in KEYS}
    assert closed.raw == sum(closed.points.values())
