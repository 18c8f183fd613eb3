"""What is somebody else's does not exist: on every page, in every operation, in every file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.identity.models import EmploymentSpell, Person
from elearn.permissions import EVERYONE
from elearn.web.doors import doors
from tests.audit.conftest import World
from tests.audit.test_addresses import filled, right
from tests.conftest import csrf_of
from tests.people import NAMES

Browser = Callable[[str], FlaskClient]

TOKEN = re.compile(r'value="[0-9a-f]{32,}"')
"""Of a form: its digits are chance, and may be anybody's number."""
OWN = {"aid", "attempt_id", "eid", "enrolment_id"}
"""Arguments of addresses that name something of one person."""

BODIES: dict[str, dict[str, Any]] = {
    "/approval": {"revision": 1},
    "/charter-proposals/<proposal_id>": {"text": "x", "revision": 1},
    "/charter-proposals": {"charter": "another", "text": "x"},
    "/local-texts/": {"text": "x"},
    "/answers/": {"choices": []},
    "/worksheets/": {"answers": {}, "revision": 0},
    "/progress": {"status": "completed"},
    "/exemptions": {
        "person": "00000000000000000000000000",
        "charter": "valle-gu-ordinance",
        "reason": "parental_leave",
        "starts_on": "2026-11-20",
        "ends_on": "2026-12-20",
    },
    "/recognitions": {
        "person": "00000000000000000000000000",
        "title": "Rights in the city",
        "provider": "nhri",
        "provider_name": "The commission",
        "completed_on": "2026-03-01",
        "minutes": 60,
        "decision": "accepted",
    },
    "/body-duties": {"charter": "baekdam", "duty": "plan", "done_on": "2026-03-01"},
    "/withdrawal": {"withdrawn_on": "2026-11-01"},
    "/adhesions": {"charter": "baekdam", "adhered_on": "2026-03-01", "norm": "Ordinance 4"},
    "/accreditations": {
        "charter": "baekdam",
        "course": "human-rights-foundations",
        "granted_on": "2026-01-01",
        "expires_on": "2026-12-31",
        "accredited_by": "The academy",
    },
    "/calendar": {
        "rest_days": ["sunday"],
        "holidays": [],
        "fiscal_year_starts": "01-01",
        "terms": [],
    },
}


def body_of(rule: str) -> dict[str, Any]:
    """Return a body that would be accepted from the owner."""
    return next((body for part, body in BODIES.items() if part in rule), {})


@pytest.mark.parametrize("part", ["stranger", "manager", "administrator", "auditor", "author"])
def test_another_persons_enrolments_and_attempts_do_not_exist(
    app: Flask, browser: Browser, world: World, part: str
) -> None:
    client = browser(part)
    client.get("/account")
    csrf = csrf_of(client)
    tried = 0
    for rule, method, _endpoint, door in doors(app):
        names = {name for name in right(world, rule) if f"<{name}>" in rule or f":{name}>" in rule}
        if not names & OWN:
            continue
        for attempt in (world.open_attempt, world.closed_attempt):
            values = right(world, rule) | {"aid": attempt, "attempt_id": attempt}
            address = filled(rule, {name: values[name] for name in names})
            options: dict[str, Any] = {"headers": {"X-CSRF-Token": csrf}}
            if rule.startswith("/api/"):
                options["json"] = body_of(rule)
            else:
                options["data"] = {"choices": "a", "confirmed": "1", "lesson": world.lesson}
            if method == "GET":
                options = {}
            answer = client.open(address, method=method, **options)
            # Behind everyone's doors it does not exist; a role's door is closed to all of these.
            expected = 404 if door in EVERYONE else 403
            assert answer.status_code == expected, (method, address, answer.text)
            assert NAMES["learner"] not in answer.text
            tried += 1
    assert tried >= 20


def test_a_list_of_ones_own_holds_nothing_of_others(browser: Browser, world: World) -> None:
    for part in ("stranger", "manager", "administrator"):
        client = browser(part)
        for address in ("/api/v1/me/certificates", "/api/v1/me/obligations", "/api/v1/me"):
            answer = client.get(address)
            assert answer.status_code == 200
            assert world.certificate not in answer.text
            assert 'satisfied_on":"2' not in answer.text.replace(" ", "")
        assert client.get("/api/v1/me/certificates").json["items"] == []
        for address in ("/certificates", "/my-training", "/courses", f"/courses/{world.course}"):
            page = client.get(address).text
            assert world.certificate not in page, address
            assert world.enrolment not in page, address
            assert world.open_attempt not in page, address
        assert client.get(f"/certificates/{world.certificate}").status_code == 404


def test_a_manager_of_one_city_finds_nothing_of_another(
    app: Flask, browser: Browser, world: World
) -> None:
    client = browser("manager")
    client.get("/account")
    csrf = csrf_of(client)
    tried = 0
    for other in ("almar", "almar-harbour", "valle", "baekdam%00", "BAEKDAM-x", "%25", "_", ""):
        for rule, method, _endpoint, _door in doors(app):
            if "/organisations/<code>" not in rule:
                continue
            options: dict[str, Any] = {"headers": {"X-CSRF-Token": csrf}}
            if rule.startswith("/api/") and body_of(rule):
                options["json"] = body_of(rule)
            elif method == "POST":
                options["data"] = {"file": (BytesIO(b"staff_number,name\n1,A B\n"), "x.csv")}
            elif method == "PUT":
                options["json"] = body_of(rule)
            for query in ("", "?format=csv", "?as_of=2026-11-20&unit=almar-harbour"):
                if query and method != "GET":
                    continue
                answer = client.open(
                    filled(rule, {"code": other}) + query, method=method, **options
                )
                assert answer.status_code in {404, 308}, (other, rule, query)
                assert NAMES["stranger"] not in answer.text
                tried += 1
    assert tried > 40


def test_no_page_of_one_city_names_anybody_of_another(
    app: Flask, browser: Browser, world: World, session: Session
) -> None:
    client = browser("manager")
    addresses = ["/", "/reports", "/my-training", "/account"]
    for rule, method, _endpoint, _door in doors(app):
        if method == "GET" and "/organisations/<code>" in rule:
            addresses += [filled(rule, right(world, rule))]
    for address in addresses:
        for query in ("", "?unit=almar-harbour", "?q=1001", "?format=csv", "?unit=almar"):
            answer = client.get(address + query, follow_redirects=True)
            assert answer.status_code == 200, address
            for word in (NAMES["stranger"], "almar", "Almar", world.cast.stranger.public_id):
                found = answer.text.replace(query[1:], "").replace("almar-harbour", "")
                assert word not in found or word == "almar", (address, query, word)


def test_a_person_who_has_moved_away_is_named_only_where_they_work(
    browser: Browser, world: World, session: Session
) -> None:
    """The learner leaves Baekdam for Almar: their completion is Almar's to read from then on."""
    spell = session.scalars(
        select(EmploymentSpell).where(EmploymentSpell.person_id == world.cast.learner.id)
    ).one()
    harbour = session.scalars(
        select(EmploymentSpell.unit_id).where(EmploymentSpell.person_id == world.cast.stranger.id)
    ).one()
    spell.unit_id = harbour
    session.commit()
    client = browser("manager")
    for address in ("people", "report/people", "completions.csv"):
        answer = client.get(f"/organisations/baekdam/{address}")
        assert answer.status_code == 200
        assert NAMES["learner"] not in answer.text, address
    answer = client.get("/api/v1/organisations/baekdam/completions")
    assert answer.json["items"] == []


def test_an_import_into_one_city_cannot_touch_another(
    client: FlaskClient, world: World, token: Any, session: Session
) -> None:
    """A staff number that both cities use, a unit of the other city, a user name of theirs."""
    headers = token(client, world.cast.manager)
    rows = (
        "staff_number,name,unit_code\n1001,A B,almar-harbour\n",
        "staff_number,name,unit_code\n1001,A B,harbour\n",
        "staff_number,name,unit_code,user_name\n55,A B,planning,stranger\n",
    )
    for row in rows:
        answer = client.post(
            "/api/v1/organisations/baekdam/people/imports",
            headers=headers,
            data={"file": (BytesIO(row.encode()), "x.csv")},
        )
        assert answer.status_code == 422, answer.text
        assert answer.json["faults"]
        assert NAMES["stranger"] not in answer.text
    session.rollback()
    stranger = session.get_one(Person, world.cast.stranger.id, populate_existing=True)
    assert stranger.name == NAMES["stranger"]


def test_an_auditor_sees_no_named_row_anywhere(app: Flask, browser: Browser, world: World) -> None:
    client = browser("auditor")
    for rule, method, _endpoint, _door in doors(app):
        if method != "GET" or not (
            "/organisations/<code>" in rule or rule in {"/", "/reports", "/people"}
        ):
            continue
        for code in ("baekdam", "baekdam-front-desk"):
            for query in ("", "?group=completed&unit=baekdam-front-desk", "?format=csv"):
                answer = client.get(filled(rule, {"code": code}) + query, follow_redirects=True)
                assert answer.status_code in {200, 403}, rule
                for part in ("learner", "manager", "author", "administrator"):
                    assert NAMES[part] not in answer.text, (rule, query)
                said = TOKEN.sub("", answer.text)
                for number in ("1001", "1002", world.enrolment, world.certificate):
                    assert number not in said, (rule, query)


def test_a_learner_opens_no_door_of_the_administration(
    app: Flask, browser: Browser, world: World
) -> None:
    client = browser("learner")
    client.get("/account")
    headers = {"X-CSRF-Token": csrf_of(client)}
    for rule, method, _endpoint, _door in doors(app):
        if "/organisations/" in rule or rule in {"/people", "/reports", "/desk"}:
            address = filled(rule, {"code": "baekdam"})
            answer = client.open(address, method=method, headers=headers)
            assert answer.status_code == 403, (method, address)


def test_a_key_is_in_nothing_that_a_learner_can_ask_for(
    app: Flask, browser: Browser, world: World
) -> None:
    """The open attempt's feedback marker stands in no page and no operation while it is open."""
    client = browser("learner")
    for rule, method, _endpoint, _door in doors(app):
        if method != "GET" or rule.endswith(".pdf") or "/organisations/" in rule:
            continue
        values = right(world, rule) | {"aid": world.open_attempt}
        names = {name for name in values if f"<{name}>" in rule or f":{name}>" in rule}
        for language in ("en", "ar"):
            answer = client.get(
                filled(rule, {name: values[name] for name in names}) + f"?lang={language}"
            )
            assert "xyzzy" not in answer.text, rule
            if answer.mimetype == "application/json" and "openapi" not in rule:
                assert "correct" not in json.dumps(answer.json), rule
