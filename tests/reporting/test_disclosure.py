"""Whom a charter lets be told how people stand with its duties, and how finely."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.identity.models import Organisation
from elearn.identity.rules import RoleHeld
from elearn.identity.services import grant_role
from elearn.mandates.queries import reader_at
from elearn.mandates.rules import (
    REPORT_AUDIENCES,
    REPORT_LEVELS,
    Detail,
    Disclosure,
    Reader,
    ReportingText,
)
from elearn.permissions import Role
from tests.conftest import NOW
from tests.reporting.cities import TOLD, Load, staff

pytestmark = pytest.mark.usefixtures("clock")
DESK = "baekdam-front-desk"
LEADERS = (Reader.SUPERVISOR, Reader.HEAD_OF_BODY)


@dataclass
class Desk:
    """The front desk, its head, and how to sign in."""

    session: Session
    cast: Any
    sign_in: Callable[..., None]

    def open(self, client: FlaskClient, role: Role, code: str = DESK) -> FlaskClient:
        """Give a stranger to the city one role at one place, and sign them in."""
        place = self.session.scalars(select(Organisation).where(Organisation.code == code)).one()
        person = self.cast.stranger.id
        grant_role(self.session, person_id=person, organisation_id=place.id, role=role, now=NOW)
        self.session.commit()
        self.sign_in(client, self.cast.stranger)
        return client


@pytest.fixture
def desk(session: Session, cast: Any, sign_in: Callable[..., None]) -> Desk:
    return Desk(session, cast, sign_in)


def to(audience: str, level: str, reader: Reader, *, told: bool = False) -> Detail:
    return Disclosure(ReportingText(audience=audience, level=level), told).to(reader)


@pytest.mark.parametrize("level", REPORT_LEVELS)
@pytest.mark.parametrize("audience", REPORT_AUDIENCES)
def test_who_keeps_the_record_sees_it_and_the_council_and_the_public_never_see_a_name(
    audience: str, level: str
) -> None:
    for told in (False, True):
        assert to(audience, level, Reader.KEEPER, told=told) is Detail.NAMES
        assert to(audience, level, Reader.COUNCIL, told=told) is Detail.NUMBERS
        public = Detail.NUMBERS if audience == "public" else Detail.NOTHING
        assert to(audience, level, Reader.PUBLIC, told=told) is public


@pytest.mark.parametrize(
    ("audience", "level", "supervisor", "head"),
    [
        ("learner", "named", Detail.NOTHING, Detail.NOTHING),
        ("learner", "aggregate", Detail.NOTHING, Detail.NOTHING),
        ("supervisor", "named", Detail.NAMES, Detail.NUMBERS),
        ("supervisor", "aggregate", Detail.NUMBERS, Detail.NUMBERS),
        ("head_of_body", "named", Detail.NAMES, Detail.NAMES),
        ("head_of_body", "aggregate", Detail.NUMBERS, Detail.NUMBERS),
        ("council", "aggregate", Detail.NUMBERS, Detail.NUMBERS),
        ("public", "aggregate", Detail.NUMBERS, Detail.NUMBERS),
    ],
)
def test_who_leads_is_told_as_the_charter_says(
    audience: str, level: str, supervisor: Detail, head: Detail
) -> None:
    assert tuple(to(audience, level, each) for each in LEADERS) == (supervisor, head)
    told = {to(audience, level, each, told=True) for each in LEADERS}
    assert told == {Detail.NAMES}, "its letters name who is late; so does the page"


def test_a_reader_is_what_their_roles_at_the_place_make_them(session: Session, cast: Any) -> None:
    city, unit = "/valle/baekdam/", f"/valle/baekdam/{DESK}/"

    def read(path: str, *held: tuple[Role, str]) -> Reader:
        return reader_at(session, path, [RoleHeld(role, 0, where) for role, where in held])

    for held, reader in (
        ([(Role.ADMINISTRATOR, city)], Reader.KEEPER),
        ([(Role.MANAGER, unit)], Reader.SUPERVISOR),
        ([(Role.MANAGER, city)], Reader.HEAD_OF_BODY),
        ([(Role.ADMINISTRATOR, unit), (Role.MANAGER, city)], Reader.KEEPER),
        ([(Role.AUDITOR, city)], Reader.COUNCIL),
        ([], Reader.COUNCIL),
    ):
        assert read(unit, *held) is reader
    assert read(city, (Role.ADMINISTRATOR, unit), (Role.MANAGER, city)) is Reader.HEAD_OF_BODY


@pytest.mark.parametrize(
    ("reporting", "told", "named"),
    [
        ("{audience: supervisor, level: named}", "escalate: {office: 30}", True),
        ("{audience: council, level: aggregate}", TOLD, True),
        ("{audience: council, level: aggregate}", "escalate: {office: 30}", False),
        ("{audience: head_of_body, level: aggregate}", "escalate: {office: 30}", False),
    ],
)
def test_the_head_of_a_unit_sees_names_only_if_the_charter_lets_them(
    app: Flask,
    client: FlaskClient,
    cast: Any,
    load: Load,
    desk: Desk,
    token: Callable[..., dict[str, str]],
    reporting: str,
    told: str,
    named: bool,
) -> None:
    load(reporting, told)
    head = desk.open(client, Role.MANAGER)
    people = head.get(f"/organisations/{DESK}/report/people").text
    assert (cast.learner.name in people) is named
    assert ("reported to you in numbers only" in people) is not named
    report = head.get(f"/organisations/{DESK}/report").text
    assert ("report/people" in report) is named
    assert ("hidden</td>" in report) is not named
    table = head.get(f"/organisations/{DESK}/report.csv").text
    assert (f"{DESK},2026-11-20,,1,0,1,0,0" in table) is named
    assert ("<strong>1</strong>" in head.get("/", follow_redirects=True).text) is named
    api = app.test_client()
    answer = api.get(
        f"/api/v1/organisations/{DESK}/obligations", headers=token(api, cast.stranger)
    ).json
    (item,) = answer["items"]
    assert bool(item["obligations"]) is named


def test_what_is_for_the_learner_alone_is_in_no_leaders_report(
    client: FlaskClient, load: Load, desk: Desk
) -> None:
    load("{audience: learner, level: aggregate}")
    report = desk.open(client, Role.MANAGER).get(f"/organisations/{DESK}/report").text
    assert "reported to the learner alone" in report
    assert "Article 7, Human rights education" in report
    assert "Nobody here has a duty" in report


def test_a_head_of_the_body_sees_numbers_where_names_end_with_the_supervisor(
    client: FlaskClient, cast: Any, load: Load, desk: Desk
) -> None:
    load("{audience: supervisor, level: named}")
    head = desk.open(client, Role.MANAGER, "baekdam")
    assert cast.learner.name not in head.get("/organisations/baekdam/report/people").text
    assert head.get("/").location.endswith("/organisations/baekdam/report")


def test_who_keeps_the_record_still_sees_and_reminds_by_name(
    client: FlaskClient,
    cast: Any,
    load: Load,
    cli: Callable[..., Result],
    sign_in: Callable[..., None],
) -> None:
    load("{audience: learner, level: aggregate}")
    sign_in(client, cast.administrator)
    assert cast.learner.name in client.get("/organisations/baekdam/report/people").text
    assert cast.learner.name in cli("mandates", "compliance", "baekdam").output


@pytest.mark.parametrize(("least", "hidden"), [(5, False), (7, True)])
def test_the_least_cell_is_that_of_the_charter(  # the cast, the city and the case
    client: FlaskClient,
    session: Session,
    cast: Any,
    load: Load,
    sign_in: Callable[..., None],
    least: int,
    hidden: bool,
) -> None:
    load(f"{{audience: council, level: aggregate, min_cell: {least}}}")
    staff(session, DESK, 5)  # and the learner: six
    staff(session, "baekdam-planning", 26)
    sign_in(client, cast.auditor)
    table = client.get("/organisations/baekdam/report.csv?article=baekdam/7").text
    assert (f"baekdam,{DESK},2026-11-20,baekdam/7,6,0,6,0,0" in table) is not hidden
    page = client.get("/organisations/baekdam/report").text
    assert (f"Numbers below {least} are hidden" in page) is hidden
    page = client.get("/organisations/baekdam/report?lang=ar").text
    assert 'lang="ar"' in page


def test_row_12_one_of_six_without_a_certificate_is_found_by_nobody_but_who_may(
    client: FlaskClient,
    session: Session,
    cast: Any,
    load: Load,
    desk: Desk,
    complete: Callable[..., None],
) -> None:
    """The test set of local charters, row 12: the report suppresses the unit."""
    load("{audience: public, level: aggregate, min_cell: 5}")
    for person in staff(session, DESK, 5):
        complete(person)
    for person in staff(session, "baekdam-planning", 26):
        complete(person)
    head = desk.open(client, Role.MANAGER)
    report = head.get(f"/organisations/{DESK}/report").text
    assert "hidden</td>" in report
    assert cast.learner.name not in head.get(f"/organisations/{DESK}/report/people").text
    auditor = desk.open(client, Role.AUDITOR, "baekdam")
    assert f"{DESK},2026-11-20,,,,,," in auditor.get("/organisations/baekdam/report.csv").text
