"""The doors: closed by default, and the open ones are listed here."""

from __future__ import annotations

import re

import pytest

from elearn.permissions import PUBLIC
from elearn.web.doors import doors

OPEN = {
    "/",
    "/api/docs",
    "/api/v1/certificates/<code>",
    "/api/v1/certificates/<code>.pdf",
    "/api/v1/charters/<code>/reports",
    "/api/v1/charters/<code>/reports/<period>",
    "/api/v1/openapi.json",
    "/api/v1/tokens",
    "/assets/<digest>/<name>",
    "/calendar/<token>.ics",
    "/certificates/<code>.pdf",
    "/charters/<code>/reports",
    "/charters/<code>/reports/<period>",
    "/charters/<code>/reports/<period>.csv",
    "/healthz",
    "/readyz",
    "/sign-in",
    "/sign-out",
    "/verify",
    "/verify/<code>",
}


def test_every_door_says_who_may_enter(app):
    assert [rule for rule, _method, _endpoint, door in doors(app) if door is None] == []


def test_the_open_doors_are_these_and_no_others(app):
    assert {rule for rule, _method, _endpoint, door in doors(app) if door is PUBLIC} == OPEN


def test_a_stranger_is_sent_to_sign_in_from_a_page_and_refused_by_the_api(app, client):
    for rule, method, _endpoint, door in doors(app):
        if door is PUBLIC:
            continue
        address = rule
        for part in ("eid", "aid", "code", "lesson", "key", "slug", "number"):
            address = address.replace(f"<{part}>", "x")
        if "<" in address:
            address = "/" + "/".join(
                "1" if "<" in part else part for part in address.split("/")[1:]
            )
        answer = client.open(address, method=method)
        if rule.startswith("/api/") or method != "GET":
            assert answer.status_code == 401, (rule, method)
        else:
            assert answer.status_code == 302, (rule, method)
            assert "/sign-in" in answer.location


def test_a_form_without_the_token_of_its_session_changes_nothing(client, cast, sign_in):
    sign_in(client, cast.learner)
    answer = client.post("/sign-out", data={"csrf_token": "00" * 32})
    assert answer.status_code == 400
    assert client.get("/account").status_code == 200


@pytest.mark.parametrize("path", ["/nowhere", "/sign-in", "/api/v1/nowhere"])
def test_every_answer_carries_the_headers_that_keep_a_browser_safe(client, path):
    headers = client.get(path).headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


def test_no_address_can_be_made_to_carry_the_token_of_a_form(client, cast, sign_in):
    sign_in(client, cast.learner)
    page = client.get("/courses/%01token%02?x=%01token%02").text
    tokens = re.findall(r'name="csrf_token" value="([0-9a-f]{64})"', page)
    assert tokens
    assert not [href for href in re.findall(r'href="([^"]*)"', page) if tokens[0] in href]
