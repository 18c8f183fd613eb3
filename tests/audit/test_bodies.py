"""Whatever stands in a body, the answer is a sentence and nothing is half-applied."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.assessment.models import Answer, Attempt
from elearn.identity.models import AccessToken, Person
from elearn.learning.models import LessonProgress
from tests.audit.conftest import World
from tests.conftest import PASSWORD, csrf_of

Browser = Callable[[str], FlaskClient]

NUL, HALF = "a\0b", "\ud800"
VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    10**30,
    "",
    "x",
    NUL,
    HALF,
    "a" * 100_000,
    [],
    [None],
    [NUL],
    [HALF],
    [["a"]],
    ["a"] * 1000,
    {NUL: HALF},
)


def operations(world: World) -> dict[tuple[str, str], dict[str, Any]]:
    """Return every operation of the API that takes a body, with a body that it takes."""
    own = f"/api/v1/enrolments/{world.enrolment}"
    return {
        ("POST", "/api/v1/tokens"): {"username": "learner", "password": PASSWORD},
        ("POST", "/api/v1/enrolments"): {"course": world.course, "again": False},
        ("PUT", f"{own}/lessons/{world.lesson}/progress"): {
            "status": "attempted",
            "block": None,
            "language": "en",
        },
        ("POST", f"{own}/assessments/counter-check/attempts"): {"language": "en"},
        ("PUT", f"/api/v1/attempts/{world.open_attempt}/answers/{world.question}"): {
            "choices": [],
            "language": "en",
        },
        ("POST", f"/api/v1/attempts/{world.closed_attempt}/submission"): {},
    }


def assert_told(answer: Any, what: object) -> None:
    """Say that the answer is either good or a problem in one sentence."""
    assert answer.status_code < 500, what
    if answer.status_code >= 400:
        assert answer.content_type == "application/problem+json", what
        assert answer.json["detail"], what
        assert answer.json["status"] == answer.status_code, what


def counts(session: Session) -> dict[str, int]:
    """Return how many facts there are."""
    session.rollback()
    kept = (Attempt, Answer, LessonProgress, Person)
    return {
        each.__tablename__: session.scalar(select(func.count()).select_from(each)) or 0
        for each in kept
    }


def test_no_value_of_a_field_breaks_the_api(
    client: FlaskClient, world: World, token: Any, session: Session
) -> None:
    headers = token(client, world.cast.learner)
    before = counts(session)
    for (method, address), body in operations(world).items():
        for field in (*body, "unknown", NUL, HALF):
            for value in VALUES:
                sent = json.dumps({**body, field: value})
                answer = client.open(
                    address,
                    method=method,
                    headers=headers,
                    data=sent,
                    content_type="application/json",
                )
                assert_told(answer, (method, address, field, repr(value)[:60]))
    assert counts(session) == before


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        (b"", "application/json"),
        (b"", None),
        (b"{", "application/json"),
        (b"null", "application/json"),
        (b"[]", "application/json"),
        (b"1", "application/json"),
        (b'"text"', "application/json"),
        (b"NaN", "application/json"),
        (b'{"course": NaN}', "application/json"),
        (b"\xff\xfe", "application/json"),
        (b"\xef\xbb\xbf{}", "application/json"),
        ('{"course": "x"}'.encode("utf-16"), "application/json"),
        (b"[" * 100_000, "application/json"),
        (b'{"a":' * 100_000, "application/json"),
        (b'{"course":' + b"1" * 10_000 + b"}", "application/json"),
        (b"course=x", "application/x-www-form-urlencoded"),
        (b"<course/>", "text/xml"),
        (b"--x\r\n", "multipart/form-data"),
        (b"--x\r\n", "multipart/form-data; boundary=x"),
        (b"{}", "application/json; charset=klingon"),
        (b"{}", "application/json\x0b"),
        (b"{}", "x"),
    ],
)
def test_no_body_and_no_content_type_breaks_the_api(
    client: FlaskClient, world: World, token: Any, sent: bytes, kind: str | None
) -> None:
    headers = token(client, world.cast.manager)
    others = {
        ("POST", "/api/v1/organisations/baekdam/people/imports"): {},
        ("DELETE", "/api/v1/tokens/current"): {},
    }
    for method, address in {**operations(world), **others}:
        answer = client.open(address, method=method, headers=headers, data=sent, content_type=kind)
        assert_told(answer, (method, address))


def test_no_field_of_a_form_breaks_a_page(browser: Browser, world: World) -> None:
    client = browser("manager")
    client.get("/account")
    csrf = csrf_of(client)
    forms = {
        "/account": ("language", "time_zone"),
        "/account/password": ("current", "password"),
        "/courses/small-rights/enrolments": ("again",),
        "/organisations/baekdam/people/import": ("upload", "digest", "effective", "dates"),
        "/sign-in": ("login", "password", "next"),
    }
    for address, fields in forms.items():
        for field in fields:
            for value in (NUL, "\x7f", "a" * 100_000, "10000-01-01", "9" * 5000, "//", "٣"):
                answer = client.post(
                    address, data={"csrf_token": csrf, **dict.fromkeys(fields, "x"), field: value}
                )
                assert answer.status_code < 500, (address, field, value[:20])


def test_no_field_breaks_a_learners_form(browser: Browser, world: World) -> None:
    client = browser("learner")
    client.get("/account")
    csrf = csrf_of(client)
    own = f"/enrolments/{world.enrolment}"
    forms = {
        f"{own}/position": ("lesson", "block"),
        f"{own}/lessons/{world.lesson}/completion": ("next",),
        f"/attempts/{world.open_attempt}/questions/1": ("choices", "later"),
        f"/attempts/{world.closed_attempt}/questions/1": ("choices",),
        f"/attempts/{world.closed_attempt}/submission": ("confirmed",),
    }
    for address, fields in forms.items():
        for field in fields:
            for value in (NUL, "", "a" * 100_000, "9" * 5000, "//"):
                answer = client.post(address, data={"csrf_token": csrf, field: value})
                assert answer.status_code < 500, (address, field, value[:20])


@pytest.mark.parametrize("part", ["login", "password"])
@pytest.mark.parametrize("value", [NUL, HALF, "\u0130" * 400, "learner/", "/1001", "baekdam/٣"])
def test_no_name_and_no_password_breaks_signing_in(
    client: FlaskClient, world: World, session: Session, part: str, value: str
) -> None:
    field = {"login": "username"}.get(part, part)
    body = {"username": "learner", "password": PASSWORD, field: value}
    answer = client.post("/api/v1/tokens", data=json.dumps(body), content_type="application/json")
    assert_told(answer, value)
    assert answer.status_code in {401, 422}
    assert session.scalar(select(func.count()).select_from(AccessToken)) == 0


@pytest.mark.parametrize(
    "name", ["a\0.csv", "../../etc/passwd", "\u202egpj.exe", "a" * 5000, "\r\nX: 1"]
)
def test_no_name_of_a_file_breaks_an_import(
    browser: Browser, client: FlaskClient, world: World, token: Any, name: str
) -> None:
    content = b"staff_number,name\n1,\xff\n"
    page = browser("manager")
    page.get("/account")
    answer = page.post(
        "/organisations/baekdam/people/import",
        data={"csrf_token": csrf_of(page), "file": (BytesIO(content), name)},
    )
    assert answer.status_code < 500
    answer = client.post(
        "/api/v1/organisations/baekdam/people/imports",
        headers=token(client, world.cast.manager),
        data={"file": (BytesIO(content), name)},
    )
    assert_told(answer, name)


@pytest.mark.parametrize("effective", ["0001-01-01", "9999-12-31", "10000-01-01", "x", "\0"])
def test_no_day_breaks_an_import(
    app: Flask, browser: Browser, world: World, token: Any, effective: str
) -> None:
    content = (
        b"staff_number,name,unit_code,starts_on\n"
        b"1001,A B,planning,0001-01-01\n77,C D,planning,9999-12-31\n"
    )
    page = browser("manager")
    page.get("/account")
    answer = page.post(
        "/organisations/baekdam/people/import",
        data={
            "csrf_token": csrf_of(page),
            "effective": effective,
            "file": (BytesIO(content), "x.csv"),
        },
    )
    assert answer.status_code < 500
    plain = app.test_client()
    for dry in ("true", "false", "perhaps"):
        answer = plain.post(
            "/api/v1/organisations/baekdam/people/imports",
            headers=token(plain, world.cast.manager),
            data={"effective": effective, "dry_run": dry, "file": (BytesIO(content), "x.csv")},
        )
        assert_told(answer, (effective, dry))
    for address in ("/", "/organisations/baekdam/report", "/organisations/baekdam/people"):
        assert page.get(address).status_code < 500, address
