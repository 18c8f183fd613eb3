"""An author looks at every question in every state; learners do not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.assessment.every_type import ESSAY, QUESTIONS
from tests.learning.packs import SECRET, SLUG, publish_small

KEYS = [question["id"] for question in (*QUESTIONS, ESSAY)]
BASE = f"/desk/{SLUG}/1/questions"


@pytest.fixture
def author(
    session: Session, tmp_path: Path, client: FlaskClient, cast: Any, sign_in: Any
) -> FlaskClient:
    publish_small(session, tmp_path, check=[*QUESTIONS, ESSAY])
    sign_in(client, cast.author)
    return client


def test_the_list_leads_to_every_question(author: FlaskClient) -> None:
    page = author.get(BASE).text
    for key in KEYS:
        assert f'href="{BASE}/{key}"' in page


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_state_of_every_type_has_its_page(
    author: FlaskClient, key: str, language: str
) -> None:
    seen = {
        state: author.get(f"{BASE}/{key}?state={state}&lang={language}")
        for state in ("empty", "answered", "refused", "right", "wrong")
    }
    assert {answer.status_code for answer in seen.values()} == {200}
    assert len({answer.text for answer in seen.values()}) == 5
    assert 'aria-invalid="true"' in seen["refused"].text or "is-wrong" in seen["refused"].text
    assert SECRET in seen["right"].text


def test_what_is_not_there_is_not_found(author: FlaskClient) -> None:
    assert author.get(f"{BASE}/nowhere").status_code == 404
    assert author.get(f"/desk/{SLUG}/7/questions").status_code == 404
    assert author.get("/desk/nowhere/1/questions").status_code == 404


def test_learners_do_not_get_in(author: FlaskClient, app: Any, cast: Any, sign_in: Any) -> None:
    other = app.test_client()
    sign_in(other, cast.learner)
    for address in (BASE, f"{BASE}/single", f"/desk/{SLUG}/1/statistics/final"):
        assert other.get(address).status_code == 403
