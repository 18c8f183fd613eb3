"""Workshops for programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.workshops.models import Attendance, Workshop
from tests.conftest import NOW
from tests.people import NAMES
from tests.workshops.planning import DRAFT, DURING, END, planned

API = "/api/v1"
Ask = Callable[..., Any]


@pytest.fixture(autouse=True)
def clock() -> Any:
    """Let the tests take place at NOW, and move on by `clock.move_to`."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ask(client: FlaskClient, token: Any) -> Ask:
    """Send a request in the name of somebody of the cast, with a token of this very moment."""

    def send(person: Any, method: str, path: str, json: Any = None) -> Any:
        return client.open(API + path, method=method, headers=token(client, person), json=json)

    return send


def test_an_administrator_plans_changes_and_cancels(ask: Ask, cast: Any) -> None:
    made = ask(cast.manager, "POST", "/workshops", {**DRAFT, "organisation": "baekdam"})
    assert made.status_code == 201, made.text
    address = f"/workshops/{made.json['id']}"
    assert made.json["starts_at"] == "2026-12-01T05:00:00+00:00"
    changed = ask(cast.manager, "PUT", address, {**DRAFT, "capacity": None})
    assert (changed.status_code, changed.json["revision"]) == (200, 1)
    listed = ask(cast.manager, "GET", "/organisations/baekdam/workshops").json["items"]
    assert [(each["id"], each["capacity"]) for each in listed] == [(made.json["id"], None)]
    cancelled = ask(cast.manager, "POST", f"{address}/cancellation")
    assert cancelled.json["cancelled_at"] == "2026-11-20T09:00:00+00:00"
    again = ask(cast.manager, "POST", f"{address}/cancellation")
    assert (again.status_code, again.json["code"]) == (409, "workshop-cancelled")


def test_what_cannot_be_planned_is_said_by_field(ask: Ask, cast: Any) -> None:
    sent = {**DRAFT, "organisation": "baekdam", "minutes": 121, "ends": "13:00", "trainer": "x"}
    refused = ask(cast.manager, "POST", "/workshops", sent)
    assert (refused.status_code, refused.json["code"]) == (422, "plan-unfit")
    assert set(refused.json["errors"]) == {"ends"}
    for code in ("almar", "nowhere"):
        sent = {**DRAFT, "organisation": code}
        assert ask(cast.manager, "POST", "/workshops", sent).status_code == 404
    assert ask(cast.learner, "POST", "/workshops", sent).status_code == 403
    without_zone = {key: value for key, value in DRAFT.items() if key != "time_zone"}
    made = ask(cast.manager, "POST", "/workshops", {**without_zone, "organisation": "baekdam"})
    assert made.json["starts_at"] == "2026-12-01T05:00:00+00:00"


def test_a_learner_books_waits_and_gives_back(ask: Ask, session: Session, cast: Any) -> None:
    workshop = planned(session, capacity=1)
    address = f"/workshops/{workshop.public_id}"
    first = ask(cast.author, "POST", f"{address}/booking")
    assert (first.status_code, first.json["standing"]) == (201, "booked")
    assert first.json["link"] == "https://meet.example/equality"
    second = ask(cast.learner, "POST", f"{address}/booking")
    assert (second.json["standing"], second.json["waiting"]) == ("waiting", 1)
    assert second.json["link"] == ""
    twice = ask(cast.learner, "POST", f"{address}/booking")
    assert (twice.status_code, twice.json["code"]) == (409, "already-booked")
    assert ask(cast.author, "DELETE", f"{address}/booking").status_code == 204
    (mine,) = ask(cast.learner, "GET", "/workshops?lang=ar").json["items"]
    assert (mine["standing"], mine["places_left"]) == ("booked", 0)
    assert (mine["title"], mine["title_language"]) == (DRAFT["titles"]["ar"], "ar")
    assert ask(cast.stranger, "POST", f"{address}/booking").status_code == 404
    assert ask(cast.stranger, "GET", address).json["trains"] is True


def test_a_trainer_reads_and_marks_the_list_of_their_own_workshop(
    ask: Ask, session: Session, cast: Any, workshop: Workshop, clock: Any
) -> None:
    address = f"/workshops/{workshop.public_id}"
    ask(cast.learner, "POST", f"{address}/booking")
    (row,) = ask(cast.stranger, "GET", f"{address}/attendance").json["items"]
    assert (row["name"], row["minutes"], row["way"]) == (NAMES["learner"], 0, "")
    for person in (cast.learner, cast.author):
        assert ask(person, "GET", f"{address}/attendance").status_code == 404
    lines = {
        "items": [
            {"person": row["person"], "minutes": 90},
            {"staff_number": "1003", "minutes": 45},
        ]
    }
    early = ask(cast.stranger, "PUT", f"{address}/attendance", lines)
    assert (early.status_code, early.json["code"]) == (409, "workshop-not-begun")
    clock.move_to(END)
    wrong = {"items": [*lines["items"], {"staff_number": "9", "minutes": 1}]}
    refused = ask(cast.stranger, "PUT", f"{address}/attendance", wrong)
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["2"])
    tried = {"items": [{"staff_number": str(n), "minutes": 0} for n in range(1000, 1011)]}
    refused = ask(cast.stranger, "PUT", f"{address}/attendance", tried)
    assert refused.status_code == 422
    assert "at most 10 staff numbers" in str(refused.json["errors"])
    assert ask(cast.stranger, "PUT", f"{address}/attendance", lines).json == {"changed": 2}
    assert ask(cast.stranger, "PUT", f"{address}/attendance", lines).json == {"changed": 0}
    assert ask(cast.learner, "GET", address).json["attended_minutes"] == 90
    assert sorted(session.scalars(select(Attendance.minutes))) == [45, 90]


def test_a_code_is_made_once_and_typed_in(
    ask: Ask, cast: Any, workshop: Workshop, clock: Any
) -> None:
    address = f"/workshops/{workshop.public_id}"
    assert ask(cast.learner, "POST", f"{address}/attendance/code").status_code == 404
    code = ask(cast.stranger, "POST", f"{address}/attendance/code").json["code"]
    early = ask(cast.learner, "POST", f"{address}/code", {"code": code})
    assert (early.status_code, early.json["code"]) == (409, "workshop-not-begun")
    clock.move_to(DURING)
    wrong = ask(cast.learner, "POST", f"{address}/code", {"code": "x"})
    assert (wrong.status_code, wrong.json["code"]) == (422, "code-wrong")
    there = ask(cast.learner, "POST", f"{address}/code", {"code": code})
    assert (there.status_code, there.json["minutes"], there.json["way"]) == (200, 90, "code")


def test_wrong_codes_are_limited(
    limited: FlaskClient, token: Any, cast: Any, workshop: Workshop, clock: Any
) -> None:
    clock.move_to(DURING)
    headers = token(limited, cast.learner)
    address = f"{API}/workshops/{workshop.public_id}/code"
    tried = [
        limited.post(address, headers=headers, json={"code": "x"}).status_code for _ in range(11)
    ]
    assert tried == [422] * 10 + [429]
