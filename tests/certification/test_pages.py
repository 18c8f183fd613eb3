"""The pages of certificates, as their holders and strangers meet them."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from elearn.app import create_app
from elearn.certification.models import Certificate
from elearn.certification.rules import codes
from elearn.database import db
from elearn.identity.models import Person
from elearn.learning.models import Enrolment
from elearn.locales import LANGUAGES
from elearn.web.limits import limiter

UNKNOWN = codes.make(bytes(26))
MISTYPED = UNKNOWN[:-1] + ("0" if UNKNOWN[-1] != "0" else "2")
SignIn = Callable[[FlaskClient, Any], None]


def test_the_list_issues_what_is_missing_and_shows_it(  # fixtures
    client: FlaskClient,
    session: Session,
    cast: Any,
    sign_in: SignIn,
    charter: str,
    complete: Callable[..., Enrolment],
) -> None:
    complete(cast.learner)
    sign_in(client, cast.learner)
    page = client.get("/certificates")
    assert page.status_code == 200
    code = session.scalars(select(Certificate.code)).one()
    assert f"/certificates/{code}" in page.text
    assert "Rights in small" in page.text
    client.get("/certificates")
    assert session.scalar(select(func.count(Certificate.id))) == 1


def test_who_has_none_is_told_how_to_get_one(
    client: FlaskClient, cast: Any, sign_in: SignIn
) -> None:
    sign_in(client, cast.learner)
    assert "No certificates yet" in client.get("/certificates").text


def test_a_name_that_cannot_be_printed_is_explained_in_the_list(
    client: FlaskClient,
    session: Session,
    cast: Any,
    sign_in: SignIn,
    complete: Callable[..., Enrolment],
) -> None:
    complete(cast.learner)
    session.execute(update(Person).where(Person.id == cast.learner.id).values(name="ኣበበ"))
    session.commit()
    sign_in(client, cast.learner)
    assert "no typeface covers its script (Ethiopic)" in client.get("/certificates").text


def test_the_certificate_shows_the_statement_and_offers_every_language(
    client: FlaskClient, cast: Any, sign_in: SignIn, certificate: Certificate
) -> None:
    sign_in(client, cast.learner)
    page = client.get(f"/certificates/{certificate.code}").text
    assert '<bdi lang="ko" dir="ltr">한서연</bdi>' in page
    assert "87%" in page
    assert "Friday 20 November 2026" in page
    for language in LANGUAGES:
        assert f"/certificates/{certificate.code}.pdf?lang={language}" in page


def test_another_persons_certificate_page_does_not_exist(
    client: FlaskClient, cast: Any, sign_in: SignIn, certificate: Certificate
) -> None:
    sign_in(client, cast.manager)
    assert client.get(f"/certificates/{certificate.code}").status_code == 404


def test_the_list_and_the_page_ask_who_is_there(
    client: FlaskClient, certificate: Certificate
) -> None:
    for path in ("/certificates", f"/certificates/{certificate.code}"):
        answer = client.get(path)
        assert answer.status_code in {302, 303, 401}
        assert "한서연" not in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_has_the_number_gets_the_pdf_in_any_language(
    client: FlaskClient, certificate: Certificate, language: str
) -> None:
    answer = client.get(f"/certificates/{certificate.code}.pdf?lang={language}")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert certificate.code in answer.headers["Content-Disposition"]
    read = pypdf.PdfReader(io.BytesIO(answer.data))
    assert len(read.pages) == 1
    assert str(read.root_object["/Lang"]).split("-")[0] == language


def test_a_stranger_sees_first_that_it_is_valid_then_the_statement_then_the_facts(
    client: FlaskClient, certificate: Certificate
) -> None:
    answer = client.get(f"/verify/{certificate.code}")
    assert answer.status_code == 200
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    rest = answer.text[answer.text.index("<main") :]
    for text in (
        "This certificate is valid</h1>",
        "City of Baekdam states that",
        "한서연",
        "Rights in small",
        certificate.code,
        "Baekdam Human Rights Charter",
        certificate.payload_hash[:4],
        "What the article says",
    ):
        assert text in rest
        rest = rest[rest.index(text) :]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_comes_in_any_language(
    client: FlaskClient, certificate: Certificate, language: str
) -> None:
    answer = client.get(f"/verify/{certificate.code}?lang={language}")
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text
    assert "한서연" in answer.text


def test_in_arabic_numbers_and_days_are_written_in_arabic(
    client: FlaskClient, certificate: Certificate
) -> None:
    page = client.get(f"/verify/{certificate.code}?lang=ar").text
    assert "٢٠ نوفمبر ٢٠٢٦" in page
    assert "مدينة بيكدام" in page
    assert f'<code dir="ltr">{certificate.code}</code>' in page


def test_a_mistyped_number_is_told_apart_from_an_unknown_one(
    client: FlaskClient, certificate: Certificate
) -> None:
    unknown = client.get(f"/verify/{UNKNOWN}")
    assert unknown.status_code == 404
    assert "No certificate with this number was issued here" in unknown.text
    mistyped = client.get(f"/verify/{MISTYPED}")
    assert mistyped.status_code == 422
    assert "copied with a mistake" in mistyped.text
    assert MISTYPED in mistyped.text
    for answer in (unknown, mistyped):
        assert "한서연" not in answer.text
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_the_form_leads_to_the_page_of_the_number_however_it_is_typed(
    client: FlaskClient, certificate: Certificate
) -> None:
    assert client.get("/verify").status_code == 200
    typed = certificate.code.lower().replace("-", " ")
    answer = client.get("/verify", query_string={"code": typed})
    assert answer.status_code == 303
    assert answer.location == f"/verify/{certificate.code}"


def test_the_form_keeps_what_was_typed_and_says_what_is_wrong(client: FlaskClient) -> None:
    answer = client.get("/verify", query_string={"code": MISTYPED})
    assert answer.status_code == 422
    assert f'value="{MISTYPED}"' in answer.text
    assert "<title>Error:" in answer.text
    assert client.get("/verify?code=").status_code == 422


def test_a_record_changed_behind_our_back_is_not_shown_to_anyone(
    client: FlaskClient, session: Session, certificate: Certificate
) -> None:
    session.execute(update(Certificate).values(payload_hash="0" * 64))
    session.commit()
    for path in (f"/verify/{certificate.code}", f"/certificates/{certificate.code}.pdf"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "한서연" not in answer.text


def test_asking_very_often_is_slowed_down(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiter, "enabled", True)
    own = create_app(replace(app.config["ELEARN"], rate_limits=True))
    limiter.reset()
    client = own.test_client()
    answers = [client.get(f"/verify/{UNKNOWN}").status_code for _ in range(61)]
    limiter.reset()
    with own.app_context():
        db.session.remove()
        db.engine.dispose()
    assert answers == [404] * 60 + [429]
