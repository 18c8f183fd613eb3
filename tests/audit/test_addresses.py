"""Whatever stands in an address, the answer is a page or a problem with a sentence, never a 500."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.audit.conftest import World
from tests.conftest import csrf_of

Browser = Callable[[str], FlaskClient]

BAD = (
    "x",
    "a%00b",
    "1" + "0" * 30,
    "%ED%A0%80",
    "%2e%2e%2f",
    "%0d%0aX-Evil:1",
    "'\"%3Cb%3E%25",
    "٣",
    "a" * 3000,
)
"""Names that nothing has: NUL, huge, half a character, a way out, a header, markup, long."""

QUERIES = (
    "lang=xx&text=9&page=0&version=0",
    "lang=%00&text=%00&page=%00&version=%00&as_of=%00&q=%00&code=%00&format=%00&next=%00",
    "lang=ar&lang=xx&page=-1&page=2",
    "page=999999999999999999999&version=1000000000000000000000000000000",
    "page=٣&version=٣&added=1e9&changed=-1",
    "q=%ED%A0%80%25_\\&code=%ED%A0%80",
    "as_of=0001-01-01&done=%3Cscript%3E",
    "as_of=9999-12-31",
    "as_of=1900-01-01",
    "as_of=2199-12-31",
    "as_of=2026-W01-1",
    "article=%00&unit=%00&group=%00&sort=%00",
    "article=baekdam/7&unit=baekdam&group=overdue&sort=-share",
    "format=xml",
    "next=%0d%0aX-Evil:1&code=%0d%0aX-Evil:1&q=%0d%0aX-Evil:1",
    "%00=%00&%ED%A0%80=1",
    "q=" + "a" * 5000,
    "&".join("q=1" for _ in range(500)),
)


def addresses(app: Flask, method: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each rule that answers the method, with the names of its arguments."""
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or set()):
            yield rule.rule, sorted(rule.arguments)


def filled(rule: str, values: dict[str, str]) -> str:
    """Return the address of a rule with its arguments put in."""
    for name, value in values.items():
        for converter in ("", "int:", "path:"):
            rule = rule.replace(f"<{converter}{name}>", value)
    return rule


def right(world: World, rule: str) -> dict[str, str]:
    """Return values with which the rule leads somewhere."""
    attempt = world.closed_attempt if rule.endswith("/result") else world.open_attempt
    certificate = "certificate" in rule or "verify" in rule
    return {
        "aid": attempt,
        "attempt_id": attempt,
        "assessment": "counter-check",
        "assessment_key": "counter-check",
        "code": world.certificate if certificate else "baekdam",
        "charter": "baekdam",
        "digest": "0" * 64,
        "exemption_id": "0" * 32,
        "eid": world.enrolment,
        "enrolment_id": world.enrolment,
        "period": "2026-Q3",
        "filename": "elearn.css",
        "key": "counter-check",
        "language": "en",
        "lesson": world.lesson,
        "lesson_id": world.lesson,
        "n": "1",
        "name": "x.svg",
        "number": "7",
        "person_id": "0" * 32,
        "place": "charter",
        "proposal_id": world.proposal,
        "question": world.question,
        "recognition_id": "0" * 32,
        "slug": world.course,
        "token": "x",
        "version": "1",
        "workshop_id": world.workshop,
        "worksheet": "at-work",
        "worksheet_id": "at-work",
    }


def assert_answered(answer: Any, address: str) -> None:
    """Say that the answer is one we meant to give, and no header is the sender's."""
    assert answer.status_code < 500, address
    assert "X-Evil" not in answer.headers, address
    answer.get_data()


def test_no_name_in_an_address_breaks_the_service(
    app: Flask, browser: Browser, world: World
) -> None:
    clients = {part: browser(part) for part in ("learner", "manager")}
    headers = {}
    for part, client in clients.items():
        client.get("/account")
        headers[part] = {"X-CSRF-Token": csrf_of(client)}
    for method in ("GET", "POST", "PUT", "DELETE", "PATCH"):
        for rule, names in addresses(app, method):
            part = "manager" if "/organisations/" in rule else "learner"
            good = right(world, rule)
            for name in names:
                for bad in BAD:
                    address = filled(rule, {**{each: good[each] for each in names}, name: bad})
                    answer = clients[part].open(address, method=method, headers=headers[part])
                    assert_answered(answer, f"{method} {address}")


@pytest.mark.parametrize("part", ["learner", "manager", "auditor", ""])
def test_no_query_breaks_a_page(app: Flask, browser: Browser, world: World, part: str) -> None:
    client = browser(part) if part else app.test_client()
    for rule, names in addresses(app, "GET"):
        good = right(world, rule)
        address = filled(rule, {each: good[each] for each in names})
        if address.endswith(".pdf") or ("/organisations/" in rule) != (
            part in {"manager", "auditor"}
        ):
            continue
        for query in QUERIES:
            assert_answered(client.get(f"{address}?{query}"), f"{address}?{query}")


def test_an_unknown_language_is_a_sentence_in_the_api_and_changes_no_page(
    browser: Browser, world: World
) -> None:
    client = browser("learner")
    for address in (
        "/api/v1/courses",
        f"/api/v1/enrolments/{world.enrolment}",
        f"/api/v1/enrolments/{world.enrolment}/lessons/{world.lesson}",
        f"/api/v1/attempts/{world.open_attempt}",
        "/api/v1/me/certificates",
        "/api/v1/me/obligations",
        f"/api/v1/certificates/{world.certificate}",
        f"/api/v1/certificates/{world.certificate}.pdf",
    ):
        answer = client.get(f"{address}?lang=xx")
        assert answer.status_code == 422, address
        assert "en, es" in str(answer.json["errors"]["query"]["lang"]), address
    page = client.get("/courses?lang=xx")
    assert page.status_code == 200
    assert 'lang="en"' in page.text
    with client.session_transaction() as kept:  # the cookie itself may hold any letters by chance
        assert "xx" not in kept.values()
    cookies = page.headers.getlist("Set-Cookie")
    assert not [each for each in cookies if "xx" in each and not each.startswith("session=")]
