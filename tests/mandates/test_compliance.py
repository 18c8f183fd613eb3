"""How everybody of a place stands: on which day, and by what was known when."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from click.testing import Result
from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from elearn.audit import AuditEntry
from elearn.identity.rules import Scope
from elearn.identity.services import add_person, employ
from elearn.mandates.queries import obligations_within
from elearn.mandates.services import Elsewhere, recognise
from tests.conftest import NOW, Cast
from tests.mandates.stories import SLUG

Token = Callable[[FlaskClient, Any], dict[str, str]]
API = "/api/v1/organisations/baekdam/obligations"
BEFORE, LATER = NOW - timedelta(hours=1), NOW + timedelta(hours=1)
HERE = Scope(("/valle/baekdam/",))

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def recognised(session: Session, cast: Cast, charter: str) -> None:
    """Let training of March be recognised an hour after NOW."""
    recognise(
        session,
        scope=HERE,
        person_public_id=cast.learner.public_id,
        found=Elsewhere(
            "Rights in the city", "nhri", "The commission", date(2026, 3, 1), 200, courses=(SLUG,)
        ),
        accepted=True,
        now=LATER,
        on=NOW.date(),
        decided_by=cast.manager.id,
    )
    session.commit()


def states(answer: Any) -> dict[str, list[str]]:
    """Return the states of the duties of each person, by staff number."""
    assert answer.status_code == 200, answer.text
    return {
        each["staff_number"]: [duty["state"] for duty in each["obligations"]]
        for each in answer.json["items"]
    }


def asked(known_at: datetime) -> str:
    return f"{API}?as_of=2026-11-20&known_at={known_at:%Y-%m-%dT%H:%M:%SZ}"


def test_what_is_learnt_later_does_not_change_what_was_known(
    client: FlaskClient, cast: Cast, recognised: None, session: Session, token: Token
) -> None:
    headers = token(client, cast.manager)
    assert states(client.get(API, headers=headers))["1001"] == ["satisfied"]
    assert states(client.get(asked(LATER), headers=headers))["1001"] == ["satisfied"]
    assert states(client.get(asked(NOW), headers=headers))["1001"] == ["due"]
    assert states(client.get(asked(BEFORE), headers=headers)) == {}, "nobody was on record yet"


def test_a_leave_recorded_later_changes_the_day_and_not_what_was_known_of_it(
    client: FlaskClient, cast: Cast, waive: Callable[[datetime], None], token: Token
) -> None:
    later = NOW + timedelta(hours=2)
    waive(later)
    headers = token(client, cast.manager)
    assert states(client.get(asked(later), headers=headers))["1001"] == ["waived"]
    assert states(client.get(asked(NOW), headers=headers))["1001"] == ["due"]
    assert states(client.get(f"{API}?as_of=2026-01-31", headers=headers)) == {}


def test_each_duty_cites_its_article_and_pages_are_by_name(
    client: FlaskClient, cast: Cast, recognised: None, token: Token
) -> None:
    headers = token(client, cast.manager)
    whole = client.get(API, headers=headers).json
    assert (whole["total"], whole["page"], whole["as_of"]) == (5, 1, "2026-11-20")
    names = [each["name"] for each in whole["items"]]
    assert names == sorted(names)
    paged = [
        client.get(f"{API}?size=2&page={page}", headers=headers).json["items"] for page in (1, 2, 3)
    ]
    assert [len(each) for each in paged] == [2, 2, 1]
    assert [each for page in paged for each in page] == whole["items"]
    assert client.get(f"{API}?size=2&page=4", headers=headers).json["items"] == []
    (mine,) = (each for each in whole["items"] if each["person"] == cast.learner.public_id)
    assert mine["unit"] == "baekdam-front-desk"
    assert mine["obligations"] == [
        {
            "charter": "baekdam",
            "charter_version": 1,
            "article": "7",
            "requirement": "A-7-1",
            "period": "2026",
            "due_on": "2026-12-31",
            "grace_ends_on": "2027-01-30",
            "state": "satisfied",
            "satisfied_on": "2026-03-01",
        }
    ]


@pytest.mark.parametrize(
    "query",
    ["as_of=1800-01-01", "as_of=soon", "known_at=2026-11-20T09:00", "page=0", "size=201"],
)
def test_days_instants_and_pages_have_bounds(
    client: FlaskClient, cast: Cast, charter: str, token: Token, query: str
) -> None:
    headers = token(client, cast.manager)
    assert client.get(f"{API}?{query}", headers=headers).status_code == 422


def test_the_reading_is_entered(
    client: FlaskClient, cast: Cast, charter: str, session: Session, token: Token
) -> None:
    client.get(asked(NOW), headers=token(client, cast.manager))
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "compliance.read")).one()
    assert (entry.actor_id, entry.subject) == (cast.manager.id, "organisation:baekdam")
    assert entry.details == {
        "people": 5,
        "as_of": "2026-11-20",
        "known_at": NOW.isoformat(),
    }


@pytest.mark.parametrize(
    ("who", "status"), [("learner", 403), ("author", 403), ("auditor", 403), ("stranger", 403)]
)
def test_names_are_for_those_who_may_read_them(
    client: FlaskClient, cast: Cast, charter: str, token: Token, who: str, status: int
) -> None:
    assert client.get(API, headers=token(client, getattr(cast, who))).status_code == status


def test_another_city_does_not_exist(
    client: FlaskClient, cast: Cast, charter: str, token: Token
) -> None:
    headers = token(client, cast.manager)
    assert client.get(API.replace("baekdam", "almar"), headers=headers).status_code == 404
    found = client.get(API, headers=headers).json["items"]
    assert cast.stranger.public_id not in {each["person"] for each in found}


def test_any_number_of_people_costs_the_same_statements(
    session: Session, cast: Cast, recognised: None
) -> None:
    told: list[str] = []
    bind = session.get_bind()

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement != "BEGIN":
            told.append(statement)

    event.listen(bind, "before_cursor_execute", note)

    def cost(**known: Any) -> int:
        told.clear()
        obligations_within(session, "/valle/baekdam/", today=NOW, **known)
        return len(told)

    few, few_then = cost(), cost(known_at=NOW)
    for number in range(20):
        person = add_person(
            session,
            organisation_id=cast.learner.organisation_id,
            staff_number=f"3{number:03}",
            name=f"Person {number}",
            now=NOW,
        )
        session.flush()
        unit = session.connection().exec_driver_sql(
            "SELECT id FROM organisation WHERE code = 'baekdam-planning'"
        )
        employ(
            session,
            person_id=person.id,
            unit_id=unit.scalar_one(),
            starts_on=date(2026, 3, 1),
            now=NOW,
        )
    session.flush()
    assert cost() == few <= 4
    assert cost(known_at=NOW) == few_then <= 5


def test_the_command_tells_it_in_lines_and_as_csv(
    cli: Callable[..., Result], cast: Cast, recognised: None, session: Session
) -> None:
    lines = cli("mandates", "compliance", "baekdam").output
    assert f"1001 {cast.learner.name}\n" in lines
    met = "A-7-1 2026: satisfied, due 2026-12-31, met on 2026-03-01"
    assert f"  baekdam article 7, version 1: {met}" in lines
    table = cli("mandates", "compliance", "baekdam", "--as-of", "2026-11-20", "--csv").output
    rows = list(csv.DictReader(io.StringIO(table.lstrip("\ufeff"))))
    assert {row["staff_number"]: row["state"] for row in rows} == {
        "1001": "satisfied",
        "1002": "due",
        "1003": "due",
        "1004": "due",
        "1005": "due",
    }
    past = cli(
        *("mandates", "compliance", "baekdam", "--as-of", "2026-11-20"),
        *("--known-at", f"{BEFORE.astimezone(UTC):%Y-%m-%dT%H:%M}"),
    )
    assert past.output == "Nobody worked there.\n"
    almar = cli("mandates", "compliance", "almar", "--csv").output
    assert "سلمى حداد,almar-harbour,,,,,,,,," in almar
    session.rollback()
    read = session.scalars(select(AuditEntry).where(AuditEntry.action == "compliance.read")).all()
    assert [each.actor_id for each in read] == [None] * 4
