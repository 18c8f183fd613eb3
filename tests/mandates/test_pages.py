"""The pages of charters, as a reader meets them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

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
