"""Nobody else's form, link or session opens a door."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from elearn.permissions import PUBLIC
from elearn.web.doors import doors
from tests.audit.conftest import World
from tests.audit.test_addresses import filled, right
from tests.conftest import PASSWORD, csrf_of

Browser = Callable[[str], FlaskClient]
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-CSRF-Token": ""},
        {"X-CSRF-Token": "00" * 32},
        {"X-CSRF-Token": "not hexadecimal ٣"},
        {"Authorization": "Basic bGVhcm5lcjpkZW1v"},
        {"Authorization": "Bearer"},
        {"Authorization": "x"},
    ],
)
def test_nothing_is_changed_by_a_request_without_the_token_of_the_session(
    app: Flask, browser: Browser, world: World, headers: dict[str, str]
) -> None:
    client = browser("learner")
    for rule, method, _endpoint, door in doors(app):
        if method in UNSAFE and door in {"learn", "account", PUBLIC}:
            values = {name: value for name, value in right(world, rule).items() if name in rule}
            answer = client.open(filled(rule, values), method=method, headers=headers)
            assert answer.status_code == 400, (method, rule, answer.text)


def test_the_token_of_another_session_is_no_token(browser: Browser, cast: Any) -> None:
    theirs, own = browser("stranger"), browser("learner")
    theirs.get("/account")
    own.get("/account")
    answer = own.post("/account", data={"csrf_token": csrf_of(theirs), "language": "ar"})
    assert answer.status_code == 400


def test_signing_in_begins_a_new_session_and_a_new_token(client: FlaskClient, cast: Any) -> None:
    client.get("/sign-in?lang=es")
    with client.session_transaction() as stored:
        stored["planted"] = "by somebody else"
    before = csrf_of(client)
    sent = {"csrf_token": before, "login": "learner", "password": PASSWORD}
    assert client.post("/sign-in", data=sent).status_code == 303
    client.get("/account")
    with client.session_transaction() as stored:
        assert "planted" not in stored
    assert csrf_of(client) != before
    assert client.post("/account", data={"csrf_token": before}).status_code == 400


def test_a_new_password_ends_the_sessions_on_other_devices(browser: Browser, cast: Any) -> None:
    here, there = browser("learner"), browser("learner")
    here.get("/account")
    sent = {"current": PASSWORD, "password": "another long password"}
    answer = here.post("/account/password", data={"csrf_token": csrf_of(here), **sent})
    assert answer.status_code == 303
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 302


def test_a_cookie_somebody_has_written_is_nobodys(client: FlaskClient, cast: Any) -> None:
    for value in ("x", "eyJfdXNlcl9pZCI6ICIxIn0.x.x", "." * 3000, "é"):
        client.set_cookie("session", value)
        assert client.get("/account").status_code == 302
        client.set_cookie("remember_token", f"{cast.learner.public_id}.1|{value}")
        assert client.get("/account").status_code == 302


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "\t//evil.example",
        " //evil.example",
        "/\n/evil.example",
        "javascript:alert(1)",
        "/x\r\nX-Evil: 1",
        "/x\nSet-Cookie: a=b",
        "/\0/evil.example",
        "/..//evil.example",
        "/.//evil.example",
        "http:evil.example",
        "/[",
        "/\u2028",
        "@evil.example",
        "?//evil.example",
        "/sign-out",
    ],
)
def test_after_signing_in_one_stays_on_this_site(app: Flask, cast: Any, target: str) -> None:
    client = app.test_client()
    client.get("/sign-in", query_string={"next": target})
    sent = {"csrf_token": csrf_of(client), "login": "learner", "password": PASSWORD}
    for answer in (
        client.post("/sign-in", data={**sent, "next": target}),
        client.get("/sign-in", query_string={"next": target}),
    ):
        assert answer.status_code == 303
        address = urljoin("http://training.test/sign-in", answer.headers["Location"])
        assert urlsplit(address).netloc == "training.test"
        assert answer.headers["Location"].startswith("/")
        assert "X-Evil" not in answer.headers


WRITTEN = (
    "learner",
    "LEARNER",
    " learner",
    "learner ",
    "Learner",
    "ｌearner",
    "LEarner\t",
    "leaRNer",
)


def test_another_way_to_write_a_name_gives_no_further_tries(
    limited: FlaskClient, cast: Any
) -> None:
    def ask(name: str, password: str = "wrong password") -> int:
        sent = {"username": name, "password": password}
        return limited.post("/api/v1/tokens", json=sent).status_code

    assert [ask(WRITTEN[turn % len(WRITTEN)]) for turn in range(10)] == [401] * 10
    assert [ask(name, PASSWORD) for name in WRITTEN] == [429] * len(WRITTEN)


def test_what_is_cut_off_a_long_name_gives_no_further_tries(
    limited: FlaskClient, cast: Any
) -> None:
    def enter(turn: int) -> int:
        limited.get("/sign-in")
        login = f"learner{' ' * 3000}{turn}"
        sent = {"csrf_token": csrf_of(limited), "login": login, "password": "wrong password"}
        return limited.post("/sign-in", data=sent).status_code

    assert [enter(turn) for turn in range(11)] == [422] * 10 + [429]
