"""What the API says of obligations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from elearn.mandates.formats import read_charter
from elearn.mandates.services import load_charter
from tests.conftest import NOW
from tests.mandates.stories import CHARTERS

pytestmark = pytest.mark.usefixtures("clock")
ADDRESS = "/api/v1/me/obligations"


def test_my_obligations_say_what_by_when_and_why(
    client: FlaskClient, cast: Any, charter: str, token: Callable[..., dict[str, str]]
) -> None:
    answer = client.get(ADDRESS, headers=token(client, cast.learner))
    assert answer.status_code == 200, answer.text
    (item,) = answer.json["items"]
    assert item["requirement"] == "A-7-1"
    assert item["article"] == "7"
    assert item["article_text"].startswith("Every employee of the city")
    assert item["course"] == "human-rights-foundations"
    assert item["course_title"] == "Human rights foundations"
    assert (item["due_on"], item["state"], item["period"]) == ("2026-12-31", "due", "2026")
    assert item["time_zone"] == "Asia/Seoul"


def test_the_words_come_in_the_language_asked_for(
    client: FlaskClient, cast: Any, charter: str, token: Callable[..., dict[str, str]]
) -> None:
    (item,) = client.get(f"{ADDRESS}?lang=es", headers=token(client, cast.learner)).json["items"]
    assert item["article_language"] == "es"
    assert item["article_text"].startswith("Cada persona empleada")
    assert item["course_title"] == "Fundamentos de los derechos humanos"


def test_somebody_who_is_bound_by_nothing_owes_nothing(
    client: FlaskClient, cast: Any, charter: str, token: Callable[..., dict[str, str]]
) -> None:
    assert client.get(ADDRESS, headers=token(client, cast.stranger)).json == {
        "items": [],
        "together": None,
    }


def test_what_duties_that_overlap_ask_for_together_is_said_in_minutes(
    client: FlaskClient,
    cast: Any,
    charter: str,
    session: Session,
    token: Callable[..., dict[str, str]],
) -> None:
    headers = token(client, cast.learner)
    assert client.get(ADDRESS, headers=headers).json["together"] is None, "a single duty"
    text = (CHARTERS / "baekdam.yaml").read_text("utf-8").replace("code: baekdam\n", "code: more\n")
    asked = "{kind: course_and_hours, courses: [human-rights-foundations], min_minutes: 90}"
    text = text.replace("{kind: course, courses: [human-rights-foundations]}", asked, 1)
    load_charter(session, found=read_charter("more.yaml", text.encode()), now=NOW)
    session.commit()
    assert client.get(ADDRESS, headers=headers).json["together"] == {
        "duties": 2,
        "minutes": 90,
        "minutes_done": 0,
        "live_minutes": 0,
        "live_minutes_done": 0,
    }


def test_without_a_token_nothing_is_said(client: FlaskClient) -> None:
    assert client.get(ADDRESS).status_code == 401
