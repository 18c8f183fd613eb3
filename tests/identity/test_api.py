"""The API of identity: tokens that live and die, oneself, and rosters sent by programs."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from elearn.identity.models import AccessToken, Person
from elearn.web.time import now
from tests.conftest import PASSWORD

ROSTER = "staff number,name,unit\n1001,한서연,Front desk\n2001,Ana Núñez,planning\n"


def send(client: FlaskClient, headers: dict[str, str], code: str, **form: str) -> Any:
    data = {"file": (io.BytesIO(ROSTER.encode()), "roster.csv"), **form}
    return client.post(f"/api/v1/organisations/{code}/people/imports", data=data, headers=headers)


def test_a_token_opens_the_api_and_says_when_it_expires(client: FlaskClient, cast: Any) -> None:
    answer = client.post("/api/v1/tokens", json={"username": "learner", "password": PASSWORD})
    assert answer.status_code == 201
    assert set(answer.json) == {"token", "expires_at"}
    me = client.get("/api/v1/me", headers={"Authorization": f"Bearer {answer.json['token']}"})
    assert me.json["name"] == "한서연"
    assert me.json["organisation"] == "baekdam"
    assert me.json["id"] == cast.learner.public_id


def test_the_token_itself_is_not_kept(
    client: FlaskClient, cast: Any, token: Any, session: Session
) -> None:
    header = token(client, cast.learner)["Authorization"]
    assert header.removeprefix("Bearer ") not in session.scalars(select(AccessToken.digest)).all()


def problem_of(answer: Any) -> tuple[int, str, str]:
    assert answer.content_type == "application/problem+json"
    return answer.status_code, answer.json["code"], answer.json["detail"]


DEAD = (
    401,
    "token-refused",
    "This token is not valid, or no longer: get a new one from POST /api/v1/tokens.",
)


@pytest.mark.parametrize("forged", ["x", "", "a.b.c", "é", "0" * 5000])
def test_a_forged_token_is_refused_even_at_open_doors(
    client: FlaskClient, cast: Any, forged: str
) -> None:
    headers = {"Authorization": f"Bearer {forged}".encode().decode("latin-1")}
    answer = client.get("/api/v1/me", headers=headers)
    assert problem_of(answer) == DEAD
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert client.get("/api/v1/openapi.json", headers=headers).status_code == 401


def test_an_expired_token_is_refused(
    client: FlaskClient, cast: Any, token: Any, session: Session
) -> None:
    headers = token(client, cast.learner)
    session.execute(update(AccessToken).values(expires_at=now() - timedelta(seconds=1)))
    session.commit()
    assert problem_of(client.get("/api/v1/me", headers=headers)) == DEAD


def test_a_revoked_token_is_refused(client: FlaskClient, cast: Any, token: Any) -> None:
    headers = token(client, cast.learner)
    assert client.delete("/api/v1/tokens/current", headers=headers).status_code == 204
    assert problem_of(client.get("/api/v1/me", headers=headers)) == DEAD


def test_a_bearer_token_goes_before_a_cookie(
    client: FlaskClient, cast: Any, sign_in: Any, token: Any
) -> None:
    headers = token(client, cast.stranger)
    sign_in(client, cast.learner)
    assert client.get("/api/v1/me", headers=headers).json["id"] == cast.stranger.public_id
    assert client.get("/api/v1/me", headers={"Authorization": "Bearer x"}).status_code == 401


@pytest.mark.parametrize("name", ["learner", "nobody", "\a", "baekdam/x"])
def test_wrong_credentials_get_one_problem(client: FlaskClient, cast: Any, name: str) -> None:
    answer = client.post("/api/v1/tokens", json={"username": name, "password": "wrong"})
    assert problem_of(answer) == (
        401,
        "sign-in-refused",
        "The name and the password do not match. Check both, then try again.",
    )


@pytest.mark.parametrize("body", [{}, [], {"username": "", "password": "x"}, {"username": 3}])
def test_a_body_of_another_shape_is_named(client: FlaskClient, cast: Any, body: Any) -> None:
    assert client.post("/api/v1/tokens", json=body).status_code == 422


def test_who_makes_the_request_costs_one_statement(
    client: FlaskClient, cast: Any, token: Any, sign_in: Any
) -> None:
    headers = token(client, cast.manager)
    seen: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        assert client.get("/api/v1/me", headers=headers).status_code == 200
        assert len(seen) == 1, seen
        sign_in(client, cast.administrator)
        seen.clear()
        assert client.get("/api/v1/me").json["roles"] == [
            {"role": "administrator", "organisation_path": "/valle/"}
        ]
        assert len(seen) == 1, seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_a_program_sends_a_roster_dry_and_then_for_good(
    client: FlaskClient, cast: Any, token: Any, session: Session
) -> None:
    headers = token(client, cast.manager)
    dry = send(client, headers, "baekdam", dry_run="true")
    assert dry.status_code == 200, dry.text
    assert (dry.json["added"], dry.json["dry_run"]) == (1, True)
    assert session.scalars(select(Person).where(Person.staff_number == "2001")).all() == []
    real = send(client, headers, "baekdam")
    assert (real.json["added"], real.json["changed"]) == (1, 0)
    assert {each["staff_number"] for each in real.json["missing"]} == {
        "1002",
        "1003",
        "1004",
        "1005",
    }
    again = send(client, headers, "baekdam")
    assert (again.json["added"], again.json["changed"], again.json["unchanged"]) == (0, 0, 2)


def test_faults_come_as_a_problem_with_every_place(
    client: FlaskClient, cast: Any, token: Any
) -> None:
    data = {"file": (io.BytesIO(b"staff number,name,unit\n7,,moon\n"), "hr.csv")}
    answer = client.post(
        "/api/v1/organisations/baekdam/people/imports",
        data=data,
        headers=token(client, cast.manager),
    )
    assert problem_of(answer)[:2] == (422, "faults")
    assert [(each["line"], each["column"]) for each in answer.json["faults"]] == [
        (2, "name"),
        (2, "unit"),
    ]


@pytest.mark.parametrize(
    "door",
    [
        ("learner", "baekdam", 403),
        ("auditor", "baekdam", 403),
        ("manager", "almar", 404),
        ("manager", "valle", 404),
        ("manager", "nowhere", 404),
        ("administrator", "baekdam", 200),
    ],
)
def test_a_roster_is_taken_within_the_reach_of_the_sender_alone(
    client: FlaskClient, cast: Any, token: Any, door: tuple[str, str, int]
) -> None:
    part, code, status = door
    headers = token(client, getattr(cast, part))
    assert send(client, headers, code, dry_run="true").status_code == status
