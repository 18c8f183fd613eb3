"""The names integrators rely on, walked from a token to a certificate against a running service."""

from __future__ import annotations

import csv
import io
import json
import re
import urllib.request
from datetime import datetime
from typing import Any

import pytest

from elearn.catalogue.rules.questions import body_of, question_type
from tests.courses import real_course
from tests.journeys.client import ApiClient
from tests.journeys.service import Service

COURSE = "human-rights-foundations"
MET = {"satisfied", "satisfied_late"}
WORDS = re.compile(r'"(correct|feedback|is_correct|key|solution)"')


def right_answers(slug: str = COURSE) -> dict[str, dict[str, Any]]:
    """Return the right answer to every question, read from the pack and not from the service."""
    pack = real_course(slug)
    return {
        question.id: question_type(question.type).best(body_of(question.data))
        for assessment in pack.assessments.values()
        for question in assessment.questions
    }


def test_a_program_walks_from_a_token_to_a_verified_certificate(  # noqa: PLR0915  # one walk
    service: Service,
):
    learner = ApiClient(service.url)
    status, token = learner.call("POST", "/tokens", {"username": "learner", "password": "demo"})
    assert status == 201
    assert datetime.fromisoformat(token["expires_at"]).tzinfo is not None
    learner.token = token["token"]

    _, owed = learner.call("GET", "/me/obligations")
    assert {item["article"] for item in owed["items"]} == {"7"}
    assert owed["items"][0]["due_on"] == "2026-12-31"
    assert owed["items"][0]["state"] not in MET

    _, courses = learner.call("GET", "/courses")
    assert {"slug", "title", "languages", "hours", "version"} <= set(courses["items"][0])

    status, enrolment = learner.call("POST", "/enrolments", {"course": COURSE})
    assert status == 201
    assert {"id", "course", "version", "status"} <= set(enrolment)
    status, again = learner.call("POST", "/enrolments", {"course": COURSE})
    assert (status, again["id"]) == (200, enrolment["id"])
    base = f"/enrolments/{enrolment['id']}"

    _, state = learner.call("GET", base)
    for module in state["modules"]:
        assert {"id", "title", "lessons", "assessment"} <= set(module)
        for lesson in module["lessons"]:
            _, text = learner.call("GET", f"{base}/lessons/{lesson['id']}?lang=ar")
            assert {"id", "title", "html", "language"} <= set(text)
            status, _ = learner.call(
                "PUT", f"{base}/lessons/{lesson['id']}/progress", {"status": "completed"}
            )
            assert status == 200

    status, attempt = learner.call("POST", f"{base}/assessments/final/attempts")
    assert status == 201
    assert not WORDS.search(json.dumps(attempt))
    status, same = learner.call("POST", f"{base}/assessments/final/attempts")
    assert (status, same["id"]) == (200, attempt["id"])
    assert len(attempt["questions"]) == 15
    key = right_answers()
    for question in attempt["questions"]:
        assert {"id", "type", "prompt", "choices"} <= set(question)
        address = f"/attempts/{attempt['id']}/answers/{question['id']}"
        for _ in range(2):
            status, saved = learner.call("PUT", address, key[question["id"]])
            assert status == 200
            assert not WORDS.search(json.dumps(saved))
    status, result = learner.call("POST", f"/attempts/{attempt['id']}/submission")
    assert status in {200, 201}
    assert result["score"] == {"raw": 15, "max": 15, "scaled": 1.0}
    assert result["passed"] is True
    status, _ = learner.call("PUT", address, key[question["id"]])
    assert status == 409

    _, after = learner.call("GET", base)
    assert after["status"] == "completed"
    _, owed = learner.call("GET", "/me/obligations")
    assert owed["items"][0]["state"] in MET

    _, certificates = learner.call("GET", "/me/certificates")
    code = certificates["items"][0]["code"]
    stranger = ApiClient(service.url)
    status, public = stranger.call("GET", f"/certificates/{code}?lang=ko")
    assert status == 200
    assert "한서연" in json.dumps(public, ensure_ascii=False)
    with urllib.request.urlopen(f"{service.url}/api/v1/certificates/{code}.pdf?lang=ko") as pdf:
        assert pdf.read(5) == b"%PDF-"
    with urllib.request.urlopen(f"{service.url}/verify/{code}") as page:
        assert "한서연" in page.read().decode()
    assert code in service.elearn("certificates", "verify", code)

    manager = ApiClient(service.url, "manager")
    _, report = manager.call("GET", "/organisations/baekdam/completions")
    assert [row["name"] for row in report["items"]] == ["한서연"]
    request = urllib.request.Request(
        f"{service.url}/api/v1/organisations/baekdam/completions?format=csv",
        headers={"Authorization": f"Bearer {manager.token}"},
    )
    with urllib.request.urlopen(request) as answer:
        rows = list(csv.DictReader(io.StringIO(answer.read().decode("utf-8-sig"))))
    assert [row["name"] for row in rows] == ["한서연"]
    assert "한서연" in service.elearn("reports", "completion", "--organisation", "baekdam")


@pytest.mark.parametrize("path", ["", "/lessons/limits", "/lessons/limits/progress"])
def test_another_persons_enrolment_does_not_exist(service: Service, path: str):
    _, enrolment = ApiClient(service.url, "learner").call("POST", "/enrolments", {"course": COURSE})
    method = "PUT" if path.endswith("progress") else "GET"
    status, problem = ApiClient(service.url, "author").call(
        method, f"/enrolments/{enrolment['id']}{path}", {"status": "completed"} if path else None
    )
    assert status == 404
    assert problem["status"] == 404
