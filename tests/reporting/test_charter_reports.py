"""The reports of a charter: published once, and telling nobody more than the charter lets them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.audit import AuditEntry
from elearn.identity.formats.tables import BOM
from elearn.identity.models import Organisation
from elearn.identity.services import grant_role
from elearn.mandates.formats import read_charter
from elearn.mandates.services import adhere, load_charter, withdraw
from elearn.permissions import Role
from elearn.reporting.models import CharterReport
from elearn.reporting.queries import reported, reported_charter
from elearn.reporting.rules import ended, period_of
from tests import people
from tests.conftest import NOW, csrf_of
from tests.mandates.stories import CHARTERS
from tests.reporting.cities import Load, staff

pytestmark = pytest.mark.usefixtures("clock")
REPORTS = "/charters/baekdam/reports"
PUBLIC = "{audience: public, level: aggregate, min_cell: 5, frequency: quarterly}"
COUNCIL = "{audience: council, level: aggregate, min_cell: 5, frequency: quarterly}"
DAYS = st.dates(date(1995, 1, 1), date(2060, 12, 31))


@pytest.fixture
def administrator(client: FlaskClient, cast: Any, sign_in: Callable[..., None]) -> FlaskClient:
    sign_in(client, cast.manager)  # who administers the city
    return client


def publish(client: FlaskClient, period: str = "2026-Q3", code: str = "baekdam") -> Any:
    client.get("/account")
    token = csrf_of(client)
    return client.post(f"/charters/{code}/reports/{period}", data={"csrf_token": token})


@given(st.sampled_from(["yearly", "quarterly", "monthly"]), DAYS, DAYS)
def test_periods_follow_one_another_without_a_gap_and_are_over(
    frequency: str, since: date, today: date
) -> None:
    found = list(ended(frequency, since, today))
    assert [period_of(each.label) for each in found] == found
    for later, earlier in pairwise(found):
        assert later.first == earlier.last + timedelta(days=1)
    if found:
        assert found[0].last < today
        assert found[-1].first <= since <= found[-1].last or found[-1].first > since


@pytest.mark.parametrize(
    ("label", "first", "last"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_is_whole_months(label: str, first: date, last: date) -> None:
    found = period_of(label)
    assert (found.first, found.last) == (first, last)


def test_an_administrator_looks_first_and_publishes_what_everybody_may_read(
    app: Flask, administrator: FlaskClient, session: Session, load: Load
) -> None:
    load(PUBLIC)
    staff(session, "baekdam-front-desk", 19)
    staff(session, "baekdam-planning", 26)
    public = app.test_client()
    assert "No report has been published yet." in public.get(REPORTS).text
    assert public.get(f"{REPORTS}/2026-Q3").status_code == 404
    offered = administrator.get(REPORTS).text
    assert "Quarter 3 of 2026" in offered
    assert "Quarter 4 of 2026" not in offered
    seen = administrator.get(f"{REPORTS}/2026-Q3").text
    assert "Publish this report" in seen
    assert public.get(f"{REPORTS}/2026-Q3").status_code == 404, "looking publishes nothing"
    assert publish(administrator).status_code == 303
    page = public.get(f"{REPORTS}/2026-Q3").text
    assert "Baekdam Human Rights Charter: Quarter 3 of 2026" in page
    assert '<td class="num">20</td>' in page
    assert "Publish this report" not in page
    assert "Quarter 3 of 2026" in public.get(REPORTS).text
    table = public.get(f"{REPORTS}/2026-Q3.csv").text.removeprefix(BOM).splitlines()
    assert table == [
        "charter,period,requirement,article,unit,people,completed,due,overdue,excused",
        "baekdam,2026-Q3,A-7-1,7,baekdam-front-desk,20,0,20,0,0",
        "baekdam,2026-Q3,A-7-1,7,baekdam-planning,30,0,30,0,0",
        "baekdam,2026-Q3,A-7-1,7,,50,0,50,0,0",
    ]
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "report.published")).one()
    assert (entry.subject, entry.details["period"]) == ("charter:baekdam", "2026-Q3")


def test_what_is_published_stays_as_it_is(
    administrator: FlaskClient,
    session: Session,
    load: Load,
    complete: Callable[..., None],
) -> None:
    load(PUBLIC)
    crowd = staff(session, "baekdam-front-desk", 19)
    staff(session, "baekdam-planning", 26)
    publish(administrator)
    before = administrator.get(f"{REPORTS}/2026-Q3.csv").text
    for person in crowd[:10]:
        complete(person)
    assert administrator.get(f"{REPORTS}/2026-Q3.csv").text == before
    again = publish(administrator)
    assert again.status_code == 409
    assert "was published already, and stays as it is" in again.text
    assert administrator.get(f"{REPORTS}/2026-Q3.csv").text == before
    assert publish(administrator, "2026-Q2").status_code == 303
    assert ",20,10,10,0,0" in administrator.get(f"{REPORTS}/2026-Q2.csv").text, "what is known now"


def test_the_public_does_not_see_what_the_council_is_told(
    app: Flask,
    administrator: FlaskClient,
    session: Session,
    cast: Any,
    load: Load,
    sign_in: Callable[..., None],
) -> None:
    load(COUNCIL)
    staff(session, "baekdam-front-desk", 19)
    publish(administrator)
    public = app.test_client()
    assert "No report has been published yet." in public.get(REPORTS).text
    for address in (f"{REPORTS}/2026-Q3", f"{REPORTS}/2026-Q3.csv", f"/api/v1{REPORTS}/2026-Q3"):
        assert public.get(address).status_code == 404
    for person, told in ((cast.auditor, True), (cast.manager, True), (cast.learner, False)):
        reader = app.test_client()
        sign_in(reader, person)
        assert (reader.get(f"{REPORTS}/2026-Q3").status_code == 200) is told


def test_no_small_number_is_published_or_even_kept(
    administrator: FlaskClient, session: Session, load: Load, complete: Callable[..., None]
) -> None:
    load(PUBLIC)
    crowd = staff(session, "baekdam-front-desk", 19)
    staff(session, "baekdam-planning", 26)
    for person in crowd[:3]:
        complete(person)
    publish(administrator)
    table = administrator.get(f"{REPORTS}/2026-Q3.csv").text
    assert "baekdam-front-desk,,,,," in table
    assert "baekdam-planning,,,,," in table, "or the first could be worked out"
    document = session.scalars(select(CharterReport.document)).one()
    kept = [row for each in document["requirements"] for row in each["units"]]
    assert {row["completed"] for row in kept} == {None}
    assert "hidden</td>" in administrator.get(f"{REPORTS}/2026-Q3?lang=en").text


@pytest.mark.parametrize(
    ("period", "status", "sentence"),
    [
        ("2026-Q4", 409, "ends on 2026-12-31"),
        ("2026", 409, "ends on 2026-12-31"),
        ("2025-Q4", 409, "nothing reported to the council or the public about 2025-Q4"),
        ("2026-09", 409, "nothing reported to the council or the public about 2026-09"),
        ("soon", 422, "2026, 2026-Q3 or 2026-09"),
        ("2026-Q5", 422, "2026, 2026-Q3 or 2026-09"),
    ],
)
def test_what_cannot_be_published_is_said(  # the cast, the city and the case
    administrator: FlaskClient,
    session: Session,
    load: Load,
    period: str,
    status: int,
    sentence: str,
) -> None:
    load(PUBLIC)
    answer = publish(administrator, period)
    assert answer.status_code == status
    assert sentence in answer.text
    assert session.scalars(select(CharterReport)).all() == []


def test_only_the_editors_of_the_charter_publish(
    app: Flask, session: Session, cast: Any, load: Load, sign_in: Callable[..., None]
) -> None:
    load(PUBLIC)
    city = session.scalars(select(Organisation).where(Organisation.code == "baekdam")).one()
    grant_role(
        session,
        person_id=cast.stranger.id,
        organisation_id=city.id,
        role=Role.MANAGER,
        now=NOW,
    )
    session.commit()
    for person in (cast.auditor, cast.learner, cast.stranger):
        reader = app.test_client()
        sign_in(reader, person)
        assert publish(reader).status_code == 403
        assert "Not published yet" not in reader.get(REPORTS).text
        assert reader.get(f"{REPORTS}/2026-Q3").status_code == 404


@pytest.fixture
def compact(session: Session, cast: Any, course: Any) -> str:
    """Load the compact of Valle with its first duty alone, and let two municipalities join it."""
    file = CHARTERS / "valle-norte.yaml"
    text = file.read_text("utf-8")
    text = text.replace("organisation: valle-norte", "organisation: valle")
    first, _, rest = text.partition("  - code: C-3-2")
    text = first + rest[rest.index("\nbody_duties:") :]
    load_charter(session, found=read_charter(file.name, text.encode()), now=NOW)
    valle = session.scalars(select(Organisation).where(Organisation.code == "valle")).one()
    for code, joined in (("rio", date(2026, 1, 1)), ("sur", date(2026, 2, 1))):
        member = people.unit(session, valle, code, code.title())
        member.kind = "municipality"
        people.unit(session, member, "desk", "Desk")
        adhere(session, code="valle-norte", organisation=member, on=joined, norm="N", now=NOW)
        staff(session, f"valle-{code}-desk", 12)
    session.commit()
    return "valle-norte"


def test_a_compact_is_reported_by_the_bodies_that_have_joined(
    session: Session, compact: str
) -> None:
    charter = reported_charter(session, compact)
    sur = session.scalars(select(Organisation).where(Organisation.code == "valle-sur")).one()
    withdraw(session, code=compact, organisation=sur, on=date(2026, 10, 1), now=NOW)
    session.commit()
    year = period_of("2026")
    for day, members in (
        (date(2026, 9, 30), ["valle-rio", "valle-sur"]),
        (date(2026, 10, 31), ["valle-rio"]),
    ):
        (first,) = reported(session, charter, replace(year, last=day))
        assert (first["code"], first["least"]) == ("C-3-1", 10)
        assert {row["unit"]: row["people"] for row in first["units"]} == dict.fromkeys(members, 12)


def test_a_charter_of_another_place_is_not_there_to_publish(
    app: Flask, cast: Any, compact: str, sign_in: Callable[..., None]
) -> None:
    city = app.test_client()
    sign_in(city, cast.manager)  # the administrator of a city in the federation
    assert publish(city, "2025", compact).status_code == 404
    assert publish(city, "2025", "nowhere").status_code == 404
    assert "Not published yet" not in city.get(f"/charters/{compact}/reports").text


def test_the_same_over_the_api_and_whoever_has_the_whole_can_check_its_fingerprint(
    app: Flask,
    session: Session,
    cast: Any,
    load: Load,
    token: Callable[..., dict[str, str]],
) -> None:
    load(PUBLIC)
    staff(session, "baekdam-front-desk", 19)
    client = app.test_client()
    keys = token(client, cast.administrator)
    assert client.put(f"/api/v1{REPORTS}/2026-Q3").status_code == 401
    made = client.put(f"/api/v1{REPORTS}/2026-Q3", headers=keys)
    assert made.status_code == 201, made.text
    assert client.put(f"/api/v1{REPORTS}/2026-Q3", headers=keys).status_code == 409
    assert client.put("/api/v1/charters/nowhere/reports/2026-Q3", headers=keys).status_code == 404
    (head,) = client.get(f"/api/v1{REPORTS}").json["items"]
    found = client.get(f"/api/v1{REPORTS}/2026-Q3").json
    assert {**head, "requirements": found["requirements"]} == found
    whole = {key: found[key] for key in ("charter", "period", "requirements")}
    words = json.dumps(whole, sort_keys=True, ensure_ascii=False)
    assert hashlib.sha256(words.encode()).hexdigest() == found["sha256"]
    since = datetime.fromisoformat(found["published_at"]) - NOW
    assert timedelta() <= since < timedelta(minutes=1)


def test_the_same_on_the_command_line(
    session: Session, load: Load, cli: Callable[..., Result]
) -> None:
    load(PUBLIC)
    staff(session, "baekdam-front-desk", 19)
    session.rollback()
    listed = cli("reports", "charter", "baekdam").output.splitlines()
    assert listed == ["2026-Q3 not published", "2026-Q2 not published", "2026-Q1 not published"]
    shown = cli("reports", "charter", "baekdam", "--period", "2026-Q3").output
    assert "A-7-1, article 7 (for the public, none below 5)" in shown
    assert session.scalars(select(CharterReport)).all() == []
    done = cli("reports", "charter", "baekdam", "--period", "2026-Q3", "--publish")
    assert done.exit_code == 0, done.output
    session.rollback()
    assert session.scalars(select(CharterReport.period)).all() == ["2026-Q3"]
    again = cli("reports", "charter", "baekdam", "--period", "2026-Q3", "--publish")
    assert again.exit_code == 1
    assert "was published already" in again.output
    assert "2026-Q3 published" in cli("reports", "charter", "baekdam").output


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("ko", "ltr")])
def test_the_public_reads_it_in_its_own_language(
    app: Flask,
    administrator: FlaskClient,
    session: Session,
    load: Load,
    language: str,
    direction: str,
) -> None:
    load(PUBLIC)
    staff(session, "baekdam-front-desk", 19)
    publish(administrator)
    public = app.test_client()
    page = public.get(f"{REPORTS}/2026-Q3?lang={language}").text
    assert f'lang="{language}" dir="{direction}"' in page
    assert {"ar": "ميثاق بيكدام لحقوق الإنسان", "ko": "백담 인권헌장"}[language] in page
    assert public.get(f"{REPORTS}?lang={language}").status_code == 200
