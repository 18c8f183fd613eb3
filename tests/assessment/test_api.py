"""The API of assessment, by the names that integrators rely on."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.assessment.sitting_exams import Examinee
from tests.learning.packs import KEY


@pytest.fixture
def headers(client: FlaskClient, examinee: Examinee, cast: Any, token: Any) -> dict[str, str]:
    return dict(token(client, cast.learner))


@pytest.fixture
def attempts(examinee: Examinee) -> str:
    return f"/api/v1/enrolments/{examinee.enrolment.public_id}/assessments/final/attempts"


def test_starting_answers_201_and_then_200_with_the_open_attempt(
    client: FlaskClient, headers: dict[str, str], attempts: str
) -> None:
    first = client.post(attempts, headers=headers)
    assert first.status_code == 201, first.text
    second = client.post(attempts, json={"language": "es"}, headers=headers)
    assert second.status_code == 200
    assert first.json["id"] == second.json["id"]
    assert [q["id"] for q in first.json["questions"]] == [q["id"] for q in second.json["questions"]]
    question = second.json["questions"][0]
    assert question["prompt"].startswith("ES What about")
    assert set(question) == {
        "id",
        "type",
        "prompt",
        "choices",
        "parts",
        "answer_schema",
        "missing",
        "answer",
    }
    assert all(set(choice) == {"id", "text"} for choice in question["choices"])


def test_the_way_from_the_first_answer_to_the_score(
    client: FlaskClient, headers: dict[str, str], attempts: str
) -> None:
    attempt = client.post(attempts, headers=headers).json
    base = f"/api/v1/attempts/{attempt['id']}"
    for question in attempt["questions"]:
        for _ in range(2):
            saved = client.put(
                f"{base}/answers/{question['id']}",
                json={"choices": KEY[question["id"]], "language": "ar"},
                headers=headers,
            )
            assert saved.status_code == 200
            assert (saved.json["revision"], saved.json["language"]) == (1, "ar")
            assert saved.json["choices"] == KEY[question["id"]]
    seen = client.get(base, headers=headers).json
    assert (seen["status"], seen["unanswered"]) == ("open", 0)
    assert "score" not in seen
    answers = [client.post(f"{base}/submission", headers=headers) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json == answers[1].json == client.get(base, headers=headers).json
    assert answers[0].json["score"] == {"raw": 3, "max": 3, "scaled": 1.0}
    assert answers[0].json["passed"] is True
    assert all(item["correct"] for item in answers[0].json["review"])


def test_an_answer_to_a_closed_attempt_is_a_conflict(
    client: FlaskClient, headers: dict[str, str], attempts: str
) -> None:
    attempt = client.post(attempts, headers=headers).json
    base = f"/api/v1/attempts/{attempt['id']}"
    closed = client.post(f"{base}/submission", headers=headers).json
    assert all("correct" not in item for item in closed["review"])
    question = attempt["questions"][0]["id"]
    late = client.put(f"{base}/answers/{question}", json={"choices": ["a"]}, headers=headers)
    assert (late.status_code, late.json["code"]) == (409, "attempt-closed")


def test_one_attempt_too_many_is_a_conflict(
    client: FlaskClient, headers: dict[str, str], attempts: str
) -> None:
    for _ in range(2):
        attempt = client.post(attempts, headers=headers).json
        client.post(f"/api/v1/attempts/{attempt['id']}/submission", headers=headers)
    answer = client.post(attempts, headers=headers)
    assert (answer.status_code, answer.json["code"]) == (409, "no-attempts-left")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"choices": "a"},
        {"choices": ["nowhere"]},
        {"choices": [1]},
        {"choices": None},
        {"choices": ["a"], "language": "tlh"},
        {"choices": ["a"], "correct": True},
        {"choices": ["a" * 65]},
        {"choices": ["a"] * 101},
    ],
)
def test_an_answer_of_the_wrong_shape_is_refused(
    client: FlaskClient, headers: dict[str, str], attempts: str, body: Any
) -> None:
    attempt = client.post(attempts, headers=headers).json
    address = f"/api/v1/attempts/{attempt['id']}/answers/{attempt['questions'][0]['id']}"
    answer = client.put(address, json=body, headers=headers)
    assert answer.status_code == 422
    assert client.get(f"/api/v1/attempts/{attempt['id']}", headers=headers).json["unanswered"] == 3


def test_an_unknown_question_is_refused(
    client: FlaskClient, headers: dict[str, str], attempts: str
) -> None:
    attempt = client.post(attempts, headers=headers).json
    answer = client.put(
        f"/api/v1/attempts/{attempt['id']}/answers/nowhere",
        json={"choices": ["a"]},
        headers=headers,
    )
    assert (answer.status_code, answer.json["code"]) == (422, "question-unknown")


def test_another_persons_attempt_is_not_found(
    client: FlaskClient, headers: dict[str, str], attempts: str, cast: Any, token: Any
) -> None:
    attempt = client.post(attempts, headers=headers).json
    other = token(client, cast.stranger)
    base = f"/api/v1/attempts/{attempt['id']}"
    question = attempt["questions"][0]["id"]
    assert client.get(base, headers=other).status_code == 404
    assert client.post(f"{base}/submission", headers=other).status_code == 404
    assert client.post(attempts, headers=other).status_code == 404
    put = client.put(f"{base}/answers/{question}", json={"choices": ["a"]}, headers=other)
    assert put.status_code == 404
