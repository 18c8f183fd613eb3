"""Courses over the API, and the files of lessons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from elearn.catalogue.models import MediaFile
from elearn.catalogue.services import publish
from tests.catalogue.packs import edited, small_files, sound
from tests.catalogue.test_fidelity import with_terms
from tests.conftest import NOW, Cast

SignIn = Callable[[FlaskClient, Any], None]


@pytest.fixture
def _published(session: Session) -> None:
    publish(session, pack=sound(small_files()), now=NOW)
    session.commit()


def items(client: FlaskClient, query: str = "") -> list[dict[str, Any]]:
    """Return the courses that the API lists."""
    answer = client.get(f"/api/v1/courses{query}")
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.get_json()["items"]
    return found


@pytest.fixture
def address(_published: None, session: Session) -> str:
    """Return the address of the picture."""
    medium = session.query(MediaFile).one()
    return f"/media/{medium.digest}/counter.svg"


@pytest.mark.usefixtures("_published")
def test_a_learner_sees_the_courses_in_their_language(
    client: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    sign_in(client, cast.learner)
    assert items(client, "?lang=ar") == [
        {
            "slug": "small",
            "code": "T1",
            "title": "الحقوق باختصار",
            "language": "ar",
            "summary": "أصغر دورة ممكنة.",
            "languages": ["en", "es", "ar"],
            "hours": 0.17,
            "minutes": 10,
            "version": 1,
        }
    ]


@pytest.mark.usefixtures("_published")
def test_a_title_that_falls_back_says_its_language(
    client: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    sign_in(client, cast.learner)
    (item,) = items(client, "?lang=ko")
    assert (item["title"], item["language"]) == ("Rights in small", "en")


def test_a_language_not_offered_is_not_listed(
    client: FlaskClient, cast: Cast, sign_in: SignIn, session: Session
) -> None:
    fuzzy = edited("assessments/final.yaml", "What is a right?", "What is a human right?")
    publish(session, pack=sound(fuzzy), now=NOW)
    session.commit()
    sign_in(client, cast.learner)
    (item,) = items(client)
    assert item["languages"] == ["en"]


def test_a_stranger_to_the_service_sees_no_courses(client: FlaskClient) -> None:
    assert client.get("/api/v1/courses").status_code == 401


def test_a_picture_is_sent_to_keep_and_can_do_nothing(
    client: FlaskClient, cast: Cast, sign_in: SignIn, address: str
) -> None:
    sign_in(client, cast.learner)
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.data == small_files()["media/counter.svg"]
    assert answer.content_type == "image/svg+xml"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_part_of_a_film_can_be_asked_for(
    client: FlaskClient, cast: Cast, sign_in: SignIn, address: str
) -> None:
    sign_in(client, cast.learner)
    part = client.get(address, headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.data) == (206, b"<svg")


def test_a_picture_is_not_for_everyone(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code in {302, 303, 401}


@pytest.mark.parametrize("name", ["other.svg", "%2e%2e%2fcourse.yaml", "%", "_______.svg"])
def test_a_file_that_is_none_is_not_found(
    client: FlaskClient, cast: Cast, sign_in: SignIn, address: str, name: str
) -> None:
    sign_in(client, cast.learner)
    assert client.get(f"{address.rpartition('/')[0]}/{name}").status_code == 404


@pytest.mark.usefixtures("_published")
def test_a_catalogue_without_terms_says_so(
    client: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    sign_in(client, cast.learner)
    assert "No course explains its words yet." in client.get("/glossary?lang=en").text


@pytest.fixture
def glossary(client: FlaskClient, cast: Cast, sign_in: SignIn, session: Session) -> FlaskClient:
    """Return the client of a learner, with a course that explains two words."""
    publish(session, pack=sound(with_terms()), now=NOW)
    session.commit()
    sign_in(client, cast.learner)
    return client


def test_a_word_stands_beside_the_one_the_course_was_written_with(glossary: FlaskClient) -> None:
    page = glossary.get("/glossary?lang=es").text
    assert '<dt>favor <span class="quiet small" lang="en" dir="auto">favour</span></dt>' in page
    assert "Lo que se puede negar." in page
    assert '<a href="/courses/small">Derechos en pequeño</a>' in page


def test_a_meaning_that_is_not_translated_says_whose_language_it_is(glossary: FlaskClient) -> None:
    page = glossary.get("/glossary?lang=ar").text
    assert '<dd><span lang="en" dir="auto">What may be refused.</span></dd>' in page


@pytest.mark.parametrize("wanted", ["favor", "Favores", "favour", "negar"])
def test_a_word_is_found_by_either_language_and_by_its_meaning(
    glossary: FlaskClient, wanted: str
) -> None:
    page = glossary.get("/glossary", query_string={"lang": "es", "q": wanted}).text
    assert 'id="term-favour"' in page
    assert 'id="term-law"' not in page


def test_the_api_gives_each_word_beside_the_original(
    client: FlaskClient, cast: Cast, session: Session, token: Any
) -> None:
    publish(session, pack=sound(with_terms()), now=NOW)
    session.commit()
    headers = token(client, cast.learner)
    found = client.get("/api/v1/glossary?lang=es&q=negar", headers=headers).json
    assert found == {
        "items": [
            {
                "id": "favour",
                "term": "favor",
                "definition": "Lo que se puede negar.",
                "language": "es",
                "original": "favour",
                "original_language": "en",
                "courses": [{"slug": "small", "title": "Derechos en pequeño"}],
            }
        ]
    }
    every = client.get("/api/v1/glossary?lang=ar", headers=headers).json["items"]
    assert [(each["id"], each["language"]) for each in every] == [("favour", "en"), ("law", "en")]
    assert client.get(f"/api/v1/glossary?q={'x' * 101}", headers=headers).status_code == 422


def test_a_word_that_is_not_there_is_said_and_harmless(glossary: FlaskClient) -> None:
    page = glossary.get("/glossary", query_string={"lang": "en", "q": "<b>zebra"}).text
    assert "No word fits “&lt;b&gt;zebra”." in page
    assert "<b>zebra" not in page
    assert "Show all words" in page
