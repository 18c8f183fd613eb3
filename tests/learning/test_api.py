"""The API of learning, by the names that integrators rely on."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from elearn.catalogue.models import CourseVersion
from tests.learning.packs import LESSONS, SLUG


@pytest.fixture
def headers(client: FlaskClient, cast: Any, course: CourseVersion, token: Any) -> dict[str, str]:
    return dict(token(client, cast.learner))


@pytest.fixture
def eid(client: FlaskClient, headers: dict[str, str]) -> str:
    answer = client.post("/api/v1/enrolments", json={"course": SLUG}, headers=headers)
    assert answer.status_code == 201
    return str(answer.json["id"])


def test_enrolling_answers_201_and_then_200_with_the_same_one(
    client: FlaskClient, headers: dict[str, str], eid: str
) -> None:
    answer = client.post("/api/v1/enrolments", json={"course": SLUG}, headers=headers)
    assert answer.status_code == 200
    assert answer.json["id"] == eid
    assert answer.json["course"] == SLUG
    assert answer.json["version"] == 1
    assert answer.json["status"] == "not_started"


def test_an_unknown_course_is_a_problem_with_a_sentence(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    answer = client.post("/api/v1/enrolments", json={"course": "nowhere"}, headers=headers)
    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"
    assert answer.json["code"] == "course-not-found"


@pytest.mark.parametrize("body", [{}, {"course": 7}, {"course": SLUG, "colour": "red"}, []])
def test_a_body_of_the_wrong_shape_is_refused(
    client: FlaskClient, headers: dict[str, str], body: Any
) -> None:
    assert client.post("/api/v1/enrolments", json=body, headers=headers).status_code == 422


def test_an_enrolment_lists_modules_lessons_and_assessments(
    client: FlaskClient, headers: dict[str, str], eid: str
) -> None:
    found = client.get(f"/api/v1/enrolments/{eid}?lang=es", headers=headers).json
    assert found["progress"] == 0
    assert found["language"] == "es"
    assert found["title"] == "ES Rights in small"
    assert [module["id"] for module in found["modules"]] == ["counter", "duty"]
    assert found["modules"][0]["assessment"] == "counter-check"
    assert found["modules"][0]["lessons"][0] == {
        "id": "right",
        "title": "ES What a right is",
        "minutes": 4,
        "status": "not_started",
    }
    assert {item["id"]: item["status"] for item in found["assessments"]} == {
        "counter-check": "not_started",
        "final": "not_started",
    }
    assert found["resume"] == {"lesson": "right", "block": None}


def test_a_lesson_comes_in_the_language_asked_for(
    client: FlaskClient, headers: dict[str, str], eid: str
) -> None:
    found = client.get(f"/api/v1/enrolments/{eid}/lessons/right?lang=ar", headers=headers).json
    assert (found["id"], found["language"], found["direction"]) == ("right", "ar", "rtl")
    assert found["title"] == "ع What a right is"
    assert "ع The first block of right." in found["html"]
    assert "<!--" not in found["html"]
    assert (found["previous"], found["next"]) == (None, "local")


def test_a_lesson_not_offered_in_the_language_comes_in_the_courses_own(
    client: FlaskClient, headers: dict[str, str], eid: str
) -> None:
    found = client.get(f"/api/v1/enrolments/{eid}/lessons/right?lang=fr", headers=headers).json
    assert found["language"] == "en"


def test_a_language_nobody_speaks_here_is_refused(
    client: FlaskClient, headers: dict[str, str], eid: str
) -> None:
    answer = client.get(f"/api/v1/enrolments/{eid}/lessons/right?lang=tlh", headers=headers)
    assert answer.status_code == 422


def test_progress_is_reported_lesson_by_lesson_and_twice_the_same(
    client: FlaskClient, headers: dict[str, str], eid: str
) -> None:
    shares = []
    for lesson in [*LESSONS, "right"]:
        answer = client.put(
            f"/api/v1/enrolments/{eid}/lessons/{lesson}/progress",
            json={"status": "completed"},
            headers=headers,
        )
        assert answer.status_code == 200
        shares.append(answer.json["progress"])
    assert shares == [0.25, 0.5, 0.75, 0.75]


def test_the_block_being_read_is_kept(
    client: FlaskClient, headers: dict[str, str], eid: str
) -> None:
    address = f"/api/v1/enrolments/{eid}/lessons/local/progress"
    client.put(address, json={"status": "attempted", "block": "b2"}, headers=headers)
    found = client.get(f"/api/v1/enrolments/{eid}", headers=headers).json
    assert found["resume"] == {"lesson": "local", "block": "b2"}
    assert found["status"] == "in_progress"


@pytest.mark.parametrize("body", [{"status": "perhaps"}, {}, {"status": "attempted", "block": "x"}])
def test_progress_of_the_wrong_shape_is_refused(
    client: FlaskClient, headers: dict[str, str], eid: str, body: Any
) -> None:
    address = f"/api/v1/enrolments/{eid}/lessons/local/progress"
    assert client.put(address, json=body, headers=headers).status_code == 422


def test_another_persons_enrolment_is_not_found(
    client: FlaskClient, cast: Any, eid: str, token: Any
) -> None:
    other = token(client, cast.stranger)
    for path in ("", "/lessons/right"):
        assert client.get(f"/api/v1/enrolments/{eid}{path}", headers=other).status_code == 404
    answer = client.put(
        f"/api/v1/enrolments/{eid}/lessons/right/progress",
        json={"status": "completed"},
        headers=other,
    )
    assert answer.status_code == 404


def test_nobody_enrols_without_a_token(client: FlaskClient, course: CourseVersion) -> None:
    assert client.post("/api/v1/enrolments", json={"course": SLUG}).status_code == 401
