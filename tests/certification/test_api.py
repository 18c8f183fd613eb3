"""Certificates for programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from elearn.certification.models import Certificate
from elearn.certification.rules import codes
from elearn.certification.rules.statement import fingerprint
from elearn.learning.models import Enrolment

UNKNOWN = codes.make(bytes(26))
Token = Callable[[FlaskClient, Any], dict[str, str]]


def test_anyone_with_the_number_reads_the_certificate(
    client: FlaskClient, certificate: Certificate
) -> None:
    answer = client.get(f"/api/v1/certificates/{certificate.code}?lang=ar")
    assert answer.status_code == 200
    body = answer.json
    assert (body["code"], body["status"]) == (certificate.code, "valid")
    assert body["holder"] == "한서연"
    assert body["issuer"] == "مدينة بيكدام"
    assert (body["course"], body["version"], body["minutes"]) == ("small-rights", 1, 12)
    assert (body["charter"], body["article"]) == ("baekdam", "7")
    assert body["completed_on"] == "2026-11-20"
    assert body["verify_url"] == f"http://training.test/verify/{certificate.code}"
    assert fingerprint(body["record"]) == body["fingerprint"]
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_the_number_is_read_as_forgivingly_as_on_the_page(
    client: FlaskClient, certificate: Certificate
) -> None:
    typed = certificate.code.replace("-", "").lower()
    assert client.get(f"/api/v1/certificates/{typed}").json["code"] == certificate.code


def test_wrong_numbers_and_languages_get_problem_details(
    client: FlaskClient, certificate: Certificate
) -> None:
    for ending in ("", ".pdf"):
        unknown = client.get(f"/api/v1/certificates/{UNKNOWN}{ending}")
        assert (unknown.status_code, unknown.json["code"]) == (404, "certificate-not-found")
        mistyped = client.get(f"/api/v1/certificates/ABCD{ending}")
        assert (mistyped.status_code, mistyped.json["code"]) == (422, "certificate-code-mistyped")
        assert mistyped.mimetype == "application/problem+json"
        language = client.get(f"/api/v1/certificates/{certificate.code}{ending}?lang=xx")
        assert language.status_code == 422


def test_the_pdf_is_public_and_the_same_as_that_of_the_page(
    client: FlaskClient, certificate: Certificate
) -> None:
    answer = client.get(f"/api/v1/certificates/{certificate.code}.pdf?lang=ko")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    page = client.get(f"/certificates/{certificate.code}.pdf?lang=ko")
    assert page.data == answer.data


def test_my_certificates_are_issued_when_asked_for_and_are_mine_alone(
    client: FlaskClient,
    session: Session,
    cast: Any,
    token: Token,
    complete: Callable[..., Enrolment],
) -> None:
    complete(cast.learner)
    complete(cast.stranger)
    items = client.get("/api/v1/me/certificates", headers=token(client, cast.learner)).json["items"]
    assert [item["holder"] for item in items] == ["한서연"]
    assert items[0]["charter"] is None
    assert client.get("/api/v1/me/certificates").status_code == 401


def test_the_document_of_the_api_names_these_doors(client: FlaskClient) -> None:
    paths = client.get("/api/v1/openapi.json").json["paths"]
    for path in ("/certificates/{code}", "/certificates/{code}.pdf"):
        assert paths[f"/api/v1{path}"]["get"]["security"] == []
    assert "/api/v1/me/certificates" in paths
