"""A killed process loses no answer that was acknowledged."""

from __future__ import annotations

import random
import threading
import time
from http.client import HTTPException

from tests.journeys.client import ApiClient
from tests.journeys.service import Service

ENOUGH = 10
COURSE = "human-rights-foundations"


def begin_final(client: ApiClient) -> tuple[str, list[dict]]:
    """Enrol, read every lesson and open the final; return the attempt and its questions."""
    _, enrolment = client.call("POST", "/enrolments", {"course": COURSE})
    base = f"/enrolments/{enrolment['id']}"
    _, state = client.call("GET", base)
    for module in state["modules"]:
        for lesson in module["lessons"]:
            client.call("PUT", f"{base}/lessons/{lesson['id']}/progress", {"status": "completed"})
    status, attempt = client.call("POST", f"{base}/assessments/final/attempts")
    assert status == 201, attempt
    choosing = [q for q in attempt["questions"] if "choices" in q["answer_schema"]["properties"]]
    return attempt["id"], choosing


def test_a_process_killed_between_two_answers_loses_none_that_was_acknowledged(service: Service):
    client = ApiClient(service.url, "learner")
    attempt, questions = begin_final(client)
    chance = random.Random(20261120)
    acknowledged: dict[str, list[str]] = {}
    under_way: list[str] = []
    confirmed: list[str] = []
    stop = threading.Event()

    def answer_on() -> None:
        while not stop.is_set():
            question = chance.choice(questions)
            choice = [chance.choice(question["choices"])["id"]]
            under_way.append(question["id"])
            try:
                status, _ = client.call(
                    "PUT", f"/attempts/{attempt}/answers/{question['id']}", {"choices": choice}
                )
            except (OSError, HTTPException):
                return
            assert status == 200
            acknowledged[question["id"]] = choice
            confirmed.append(question["id"])

    for _ in range(3):
        stop.clear()
        confirmed.clear()
        writer = threading.Thread(target=answer_on)
        writer.start()
        while len(confirmed) < ENOUGH:
            time.sleep(0.01)
        time.sleep(chance.random() / 10)
        service.kill()
        stop.set()
        writer.join()
        service.start()
        _, kept = client.call("GET", f"/attempts/{attempt}")
        answers = {
            item["id"]: item["answer"].get("choices")
            for item in kept["questions"]
            if item["answer"]
        }
        # The request that was under way may have been committed without its answer arriving; every
        # other answer must stand exactly as it was acknowledged.
        differing = {
            question for question in acknowledged if answers[question] != acknowledged[question]
        }
        assert differing <= {under_way[-1]}
        acknowledged |= {question: answers[question] for question in differing}
