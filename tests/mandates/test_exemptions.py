"""Exemptions in the browser and over the API: who may, what is refused, what is entered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.audit import AuditEntry
from elearn.identity.models import RoleGrant
from elearn.mandates.models import ExemptionGrant
from tests.conftest import Cast, csrf_of

SignIn = Callable[[FlaskClient, Any], None]
Token = Callable[[FlaskClient, Any], dict[str, str]]
PAGE = "/organisations/baekdam/exemptions"
API = "/api/v1/organisations/baekdam/exemptions"
FORM = {
    "who": "1001",
    "duty": "baekdam/A-7-1",
    "reason": "parental_leave",
    "starts_on": "2026-11-01",
    "ends_on": "2027-02-28",
    "note": "Form 12",
}

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def manager(client: FlaskClient, cast: Cast, charter: str, sign_in: SignIn) -> FlaskClient:
    """Sign the administrator of the city in, under its charter."""
    sign_in(client, cast.manager)
    return client


def send(client: FlaskClient, path: str = PAGE, **changed: str) -> Any:
    client.get("/account")
    return client.post(path, data={**FORM, **changed, "csrf_token": csrf_of(client)})


@pytest.mark.parametrize("language", ["en", "ar", "ko"])
def test_an_administrator_excuses_somebody_and_the_person_reads_until_when(
    manager: FlaskClient, cast: Cast, session: Session, sign_in: SignIn, language: str
) -> None:
    assert send(manager).status_code == 303
    listed = manager.get(f"{PAGE}?lang={language}").text
    assert cast.learner.name in listed
    assert "Form 12" in listed
    grant = session.scalars(select(ExemptionGrant)).one()
    assert (grant.reason, grant.approved_by) == ("parental_leave", cast.manager.id)
    due = date(2026, 12, 31) + timedelta(days=(grant.ends_on - grant.starts_on).days + 1)
    manager.get("/account")
    manager.post("/sign-out", data={"csrf_token": csrf_of(manager)})
    sign_in(manager, cast.learner)
    own = manager.get("/my-training?lang=en").text
    assert "You are excused until" in own
    why = manager.get("/charters/baekdam/articles/7?lang=en").text
    assert "An exemption pauses it until" in why
    assert f"{due.day} {due:%B} {due.year}" in why or str(due.year) in why


def test_taking_it_back_leaves_what_was_known(
    manager: FlaskClient, session: Session, cast: Cast
) -> None:
    send(manager)
    address = f"{PAGE}/{session.scalars(select(ExemptionGrant)).one().public_id}/revocation"
    session.rollback()
    assert send(manager, address).status_code == 303
    assert session.scalars(select(ExemptionGrant)).one().revoked_at is not None
    assert "Form 12" not in manager.get(PAGE).text
    session.rollback()
    assert send(manager, address).status_code == 404


def test_a_decision_is_taken_back_where_the_person_works(
    manager: FlaskClient, session: Session
) -> None:
    send(manager)
    public_id = session.scalars(select(ExemptionGrant)).one().public_id
    session.rollback()
    for place, status in (("baekdam-planning", 404), ("baekdam-front-desk", 303)):
        address = f"/organisations/{place}/exemptions/{public_id}/revocation"
        assert send(manager, address).status_code == status, place


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"who": "9999"}, "who", "Nobody here has this staff number"),
        ({"who": ""}, "who", "Give a staff number"),
        ({"who": "1002"}, "who", "You cannot decide this about yourself"),
        ({"ends_on": ""}, "ends_on", "every exemption has an end"),
        ({"ends_on": "2026-10-01"}, "ends_on", "ends before it begins"),
        ({"starts_on": "soon"}, "starts_on", "Give the first day"),
        ({"reason": "service_abroad"}, "reason", "excuses nobody for this reason"),
        ({"reason": "whim"}, "reason", "Choose a reason"),
        ({"duty": ""}, "duty", "Choose what it is for"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(
    manager: FlaskClient, session: Session, changed: dict[str, str], field: str, sentence: str
) -> None:
    answer = send(manager, **changed)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert sentence in answer.text
    assert "Form 12" in answer.text
    assert session.scalars(select(ExemptionGrant)).all() == []


def test_every_reading_of_the_reasons_is_entered(manager: FlaskClient, session: Session) -> None:
    manager.get(PAGE)
    assert session.scalars(select(AuditEntry).where(AuditEntry.action == "exemptions.read")).one()


@pytest.mark.parametrize("who", ["learner", "author", "auditor", "stranger"])
def test_nobody_else_sees_or_grants_exemptions(
    client: FlaskClient, cast: Cast, charter: str, token: Token, who: str
) -> None:
    headers = token(client, getattr(cast, who))
    assert client.get(API, headers=headers).status_code in {403, 404}
    assert client.post(API, headers=headers, json={}).status_code in {403, 404, 422}


def test_outside_ones_scope_there_is_nobody_to_excuse(
    client: FlaskClient, cast: Cast, charter: str, token: Token, session: Session
) -> None:
    role = session.scalars(select(RoleGrant).where(RoleGrant.person_id == cast.manager.id)).one()
    assert role.organisation_id
    session.rollback()
    headers = token(client, cast.manager)
    body = {
        "person": cast.stranger.public_id,
        "charter": "baekdam",
        "reason": "parental_leave",
        "starts_on": "2026-11-01",
        "ends_on": "2027-02-28",
    }
    assert client.post(API, headers=headers, json=body).status_code == 404
    other = "/api/v1/organisations/almar/exemptions"
    assert client.get(other, headers=headers).status_code == 404


def test_the_api_grants_lists_and_takes_back(
    client: FlaskClient, cast: Cast, charter: str, token: Token
) -> None:
    headers = token(client, cast.manager)
    body = {
        "person": cast.learner.public_id,
        "charter": "baekdam",
        "requirement": "A-7-1",
        "reason": "other",
        "starts_on": "2026-11-01",
        "ends_on": "2026-12-31",
    }
    made = client.post(API, headers=headers, json=body)
    assert made.status_code == 201, made.text
    (listed,) = client.get(API, headers=headers).get_json()["items"]
    assert listed["id"] == made.get_json()["id"]
    assert (listed["person"], listed["waiver_reason"]) == (
        cast.learner.public_id,
        "Administrative",
    )
    own = client.get("/api/v1/me/obligations", headers=token(client, cast.learner)).get_json()
    assert own["items"][0]["state"] == "waived"
    assert own["items"][0]["excused_until"] == "2026-12-31"
    assert client.delete(f"{API}/{listed['id']}", headers=headers).status_code == 204
    assert client.delete(f"{API}/{listed['id']}", headers=headers).status_code == 404
    unended = client.post(API, headers=headers, json={**body, "ends_on": None})
    assert unended.status_code == 422
