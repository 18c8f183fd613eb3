"""The pages of charters, as a reader meets them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.identity.models import Organisation
from elearn.mandates.formats import read_charter
from elearn.mandates.services import load_charter, record_body_duty
from tests.conftest import NOW
from tests.mandates.stories import CHARTERS

pytestmark = pytest.mark.usefixtures("clock")
ARTICLE = "/charters/baekdam/articles/7"


@pytest.fixture
def reader(
    client: FlaskClient, cast: Any, charter: str, sign_in: Callable[..., None]
) -> FlaskClient:
    sign_in(client, cast.learner)
    return client


def test_an_article_shows_its_words_what_follows_and_why_the_reader_must(
    reader: FlaskClient,
) -> None:
    page = reader.get(ARTICLE)
    assert page.status_code == 200, page.text
    assert "Every employee of the city" in page.text
    assert "Example text, not a real law" in page.text
    assert "In force since Thursday 1 January 2026" in page.text
    assert "90 days after hire" in page.text
    assert "60 months" in page.text  # so long the evidence is kept
    assert "Appraisal of staff</dt><dd>It does not count" in page.text
    assert "Paragraph 1 of this article speaks of you." in page.text
    told = "It is due by the end of Thursday 31 December 2026, local time in City of Baekdam."
    assert told in page.text
    assert "As you are new to this duty" not in page.text
    assert "Human rights foundations" in page.text


def test_a_duty_that_is_met_says_so(
    reader: FlaskClient, cast: Any, complete: Callable[..., None]
) -> None:
    complete(cast.learner)
    assert "You completed it on Monday 20 April 2026." in reader.get(ARTICLE).text


def test_an_article_speaks_the_language_of_the_reader(reader: FlaskClient) -> None:
    page = reader.get(f"{ARTICLE}?lang=ko").text
    assert "시의 모든 직원은" in page
    assert 'lang="ko"' in page


def test_words_without_a_translation_say_so_and_keep_their_own_direction(
    reader: FlaskClient,
) -> None:
    page = reader.get(f"{ARTICLE}?lang=ru").text
    assert '<ol lang="ko" dir="ltr">' in page


def test_a_charter_lists_its_articles(reader: FlaskClient) -> None:
    page = reader.get("/charters/baekdam").text
    assert "Baekdam Human Rights Charter" in page
    assert ARTICLE in page
    assert "Plan and report" in page


def test_a_charter_says_what_the_readers_own_body_owes_and_what_is_done(
    reader: FlaskClient, session: Session, cast: Any
) -> None:
    text = (CHARTERS / "baekdam.yaml").read_text("utf-8")
    text = text.replace("code: baekdam\n", "code: second\n", 1)
    text += (
        "\nbody_duties:\n"
        '  - {code: plan, titles: {en: A plan, ar: خطة}, days: 90, to: "the council"}\n'
        "  - {code: report, titles: {en: A report}, days: 1826}\n"
    )
    load_charter(session, found=read_charter("second.yaml", text.encode()), now=NOW)
    city = session.scalars(select(Organisation).where(Organisation.code == "baekdam")).one()
    session.commit()
    page = reader.get("/charters/second").text
    assert "City of Baekdam owes it by Wednesday 1 April 2026." in page
    assert "It is owed to: <bdi>the council</bdi>" in page
    assert page.count("Overdue") == 1
    record_body_duty(
        session, code="second", organisation=city, duty="plan", done_on=date(2026, 3, 1), now=NOW
    )
    session.commit()
    page = reader.get("/charters/second").text
    assert "Completed on Sunday 1 March 2026." in page
    assert "Overdue" not in page
    assert "خطة" in reader.get("/charters/second?lang=ar").text


def test_nobody_is_told_what_the_body_of_somebody_else_owes(
    client: FlaskClient, cast: Any, charter: str, sign_in: Callable[..., None], session: Session
) -> None:
    text = (CHARTERS / "baekdam.yaml").read_text("utf-8").replace("code: baekdam\n", "code: b\n", 1)
    text += "\nbody_duties:\n  - {code: plan, titles: {en: A plan}, days: 90}\n"
    load_charter(session, found=read_charter("b.yaml", text.encode()), now=NOW)
    session.commit()
    sign_in(client, cast.stranger)
    assert "owes it by" not in client.get("/charters/b").text


@pytest.mark.parametrize(
    "address",
    [
        "/charters/nowhere",
        "/charters/baekdam/articles/99",
        "/charters/baekdam?version=9",
        "/charters/nowhere/articles/7",
    ],
)
def test_what_is_not_there_is_not_found(reader: FlaskClient, address: str) -> None:
    assert reader.get(address).status_code == 404


def test_a_reader_of_another_city_reads_the_article_and_is_asked_nothing(
    client: FlaskClient, cast: Any, charter: str, sign_in: Callable[..., None]
) -> None:
    sign_in(client, cast.stranger)
    assert "This article asks no training of you today." in client.get(ARTICLE).text


def test_nobody_reads_without_signing_in(client: FlaskClient, charter: str) -> None:
    assert client.get(ARTICLE).status_code == 302
