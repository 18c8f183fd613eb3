"""What places record that duties hang on: in the browser, over the API and by command."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from elearn.audit import AuditEntry
from elearn.catalogue.models import Course, CourseVersion
from elearn.identity.models import Organisation
from elearn.mandates.formats import read_calendar, read_charter, write_calendar
from elearn.mandates.models import Accreditation, Adhesion, BodyDutyRecord, CalendarRecord
from elearn.mandates.queries import body_duties_at, charters_open_to
from elearn.mandates.rules import WorkCalendar, may_join
from elearn.mandates.services import adhere, load_charter
from tests.conftest import NOW, Cast, csrf_of
from tests.learning.test_races import at_once
from tests.mandates.stories import CHARTERS, SLUG

SignIn = Callable[[FlaskClient, Any], None]
Token = Callable[[FlaskClient, Any], dict[str, str]]
Cli = Callable[..., Result]
Opened = Callable[[str], FlaskClient]

FOLDER = Path(__file__).parent / "charters"
PAGE = "/organisations/baekdam/bound"
API = "/api/v1/organisations/baekdam"
VALLE = "/api/v1/organisations/valle"
JOINED = date(2026, 3, 1)
JOIN = {"charter": "chr-c", "adhered_on": "2026-03-01", "norm": "Ordinance 4"}
DONE = {"duty": "chr-c/unions", "done_on": "2026-05-01", "note": "File 12"}
ACCREDIT = {
    "charter": "chr-c",
    "course": SLUG,
    "granted_on": "2026-01-01",
    "expires_on": "2026-12-31",
    "accredited_by": "The academy",
}
CALENDAR = (
    "rest_days: [friday, saturday]\n"
    "fiscal_year_starts: 07-01\n"
    "holidays:\n"
    "  - 2026-12-25\n"
    "terms:\n"
    "  - 2024-06-01\n"
)
AS_JSON = {
    "rest_days": ["friday", "saturday"],
    "holidays": ["2026-12-25"],
    "fiscal_year_starts": "07-01",
    "terms": ["2024-06-01"],
}
PAGES = ("", "/adhesions", "/accreditations", "/calendar")

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def compact(session: Session, cast: Cast, course: CourseVersion) -> str:
    """Load the compact of the federation, which binds whoever joins it."""
    for slug in ("c1", "c2", "c3", "c8-executive"):
        session.add(Course(slug=slug, code=slug.upper()))
    session.flush()
    text = (FOLDER / "valle-norte.yaml").read_text("utf-8").replace(", languages: [en, es]", "")
    load_charter(session, found=read_charter("c.yaml", text.encode()), now=NOW)
    session.commit()
    return "chr-c"


@pytest.fixture
def joined(session: Session, compact: str) -> Organisation:
    """Let Baekdam have joined the compact in March."""
    city = place(session, "baekdam")
    adhere(session, code=compact, organisation=city, on=JOINED, norm="Ordinance 4", now=NOW)
    session.commit()
    return city


@pytest.fixture
def browser(app: Flask, cast: Cast, compact: str, sign_in: SignIn) -> Opened:
    """Return a browser in which somebody of the cast is signed in, with the compact loaded."""

    def opened(part: str) -> FlaskClient:
        client = app.test_client()
        sign_in(client, getattr(cast, part))
        return client

    return opened


@pytest.fixture
def manager(browser: Opened) -> FlaskClient:
    """Sign the administrator of the city in."""
    return browser("manager")


@pytest.fixture
def api(app: Flask, cast: Cast, compact: str, token: Token) -> Callable[..., Any]:
    """Return a way to ask the API as somebody of the cast."""
    client = app.test_client()
    headers: dict[str, dict[str, str]] = {}

    def ask(part: str, method: str, address: str, json: Any = None) -> Any:
        if part not in headers:
            headers[part] = token(client, getattr(cast, part))
        return client.open(address, method=method, json=json, headers=headers[part])

    return ask


def place(session: Session, code: str) -> Organisation:
    return session.scalars(select(Organisation).where(Organisation.code == code)).one()


def send(client: FlaskClient, address: str, **fields: Any) -> Any:
    client.get("/account")
    return client.post(address, data={**fields, "csrf_token": csrf_of(client)})


def rows(session: Session, kind: Any) -> list[Any]:
    """Return what is committed by now."""
    session.rollback()
    return list(session.scalars(select(kind).order_by(kind.id)))


def told(session: Session, action: str) -> list[tuple[int | None, dict[str, Any]]]:
    """Return who is entered in the audit trail for an action, and what changed."""
    return [
        (each.actor_id, each.details) for each in rows(session, AuditEntry) if each.action == action
    ]


# What the place itself owes.


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_administrator_sees_what_binds_the_place_and_records_what_it_has_done(
    manager: FlaskClient, session: Session, cast: Cast, joined: Organisation, language: str
) -> None:
    page = manager.get(f"{PAGE}?lang={language}").text
    assert ('dir="rtl"' in page) == (language == "ar")
    assert "Ordinance 4" in page
    if language == "en":
        assert "Valle Norte Rights Compact" in page
        assert "Consult the unions" in page
        assert "Joined by City of Baekdam" in page
        assert "Sunday 1 March 2026" in page
        assert "Friday 28 August 2026" in page
        assert page.count("Overdue") == 2
    else:
        assert "مدينة بيكدام" in page
        assert '<span lang="es" dir="auto">Consultar a los sindicatos</span>' in page
        assert "٢٨" in page
    assert send(manager, PAGE, **DONE).status_code == 303
    page = manager.get(f"{PAGE}?saved=1&lang=en").text
    assert "Saved." in page
    assert "Completed on Friday 1 May 2026." in page
    assert "File 12" in page
    assert page.count("Overdue") == 1
    (made,) = rows(session, BodyDutyRecord)
    assert (made.code, made.done_on, made.note) == ("unions", date(2026, 5, 1), "File 12")
    assert told(session, "body_duty.done") == [
        (
            cast.manager.id,
            {"organisation": "baekdam", "duty": "unions", "on": "2026-05-01"},
        )
    ]


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"duty": ""}, "duty", "Choose what was done."),
        ({"duty": "chr-c/parade"}, "duty", "There is no duty parade in this charter."),
        ({"duty": "nowhere/unions"}, "duty", "There is no charter nowhere."),
        ({"duty": "a\0/b\0"}, "duty", "Choose what was done."),
        ({"done_on": ""}, "done_on", "Give the day on which it was done."),
        ({"done_on": "9999-12-31"}, "done_on", "Give the day on which it was done."),
        ({"done_on": "2026-11-21"}, "done_on", "That day lies ahead."),
        ({"done_on": "2026-02-28"}, "done_on", "The duty began on 2026-03-01."),
        ({"note": "x" * 501}, "note", "Give the note in at most 500 characters."),
    ],
)
def test_a_bad_day_or_duty_is_told_beside_its_field_and_what_was_typed_stays(
    manager: FlaskClient,
    session: Session,
    joined: Organisation,
    changed: dict[str, str],
    field: str,
    sentence: str,
) -> None:
    answer = send(manager, PAGE, **{**DONE, **changed})
    assert answer.status_code == 422
    assert f'<a href="#{field}">{sentence}' in answer.text
    if field != "note":
        assert 'value="File 12"' in answer.text
    if changed == {"done_on": "2026-02-28"}:
        assert 'value="2026-02-28"' in answer.text
        assert '<option value="chr-c/unions" selected>' in answer.text
    assert rows(session, BodyDutyRecord) == []


def test_today_ends_where_the_place_is(
    manager: FlaskClient, session: Session, joined: Organisation
) -> None:
    assert send(manager, PAGE, **{**DONE, "done_on": "2026-11-20"}).status_code == 303


def test_a_double_click_is_recorded_once_and_another_day_is_refused(
    manager: FlaskClient, session: Session, joined: Organisation
) -> None:
    for _ in range(2):
        assert send(manager, PAGE, **DONE).status_code == 303
    answer = send(manager, PAGE, **{**DONE, "done_on": "2026-05-02"})
    assert answer.status_code == 422
    assert "It is on record as done on 2026-05-01 already." in answer.text
    assert len(rows(session, BodyDutyRecord)) == 1
    assert len(told(session, "body_duty.done")) == 1


def test_duties_done_over_the_api(
    api: Callable[..., Any], session: Session, cast: Cast, joined: Organisation
) -> None:
    listed = api("manager", "GET", f"{API}/body-duties?as_of=2026-08-28&size=1")
    assert listed.status_code == 200
    assert (listed.json["total"], listed.json["as_of"]) == (2, "2026-08-28")
    assert [(each["duty"], each["due_on"], each["state"]) for each in listed.json["items"]] == [
        ("materials", "2026-08-28", "open")
    ]
    body = {"charter": "chr-c", "duty": "unions", "done_on": "2026-10-01", "note": "File 12"}
    made = api("manager", "POST", f"{API}/body-duties", body)
    assert (made.status_code, made.json["state"]) == (201, "done_late")
    assert api("manager", "POST", f"{API}/body-duties", body).status_code == 200
    other = api("manager", "POST", f"{API}/body-duties", {**body, "done_on": "2026-10-02"})
    assert (other.status_code, other.json["code"]) == (409, "body-duty-done")
    ahead = {**body, "duty": "materials", "done_on": "2026-11-21"}
    assert api("manager", "POST", f"{API}/body-duties", ahead).status_code == 422
    assert told(session, "body_duty.done")[0][0] == cast.manager.id
    page = api("manager", "GET", f"{API}/body-duties?page=2&size=1&lang=es").json
    assert [(each["duty"], each["done_on"]) for each in page["items"]] == [("unions", "2026-10-01")]


def test_duties_done_by_command(cli: Cli, session: Session, joined: Organisation) -> None:
    assert "unions: overdue, due 2026-08-28" in cli("charters", "duties", "baekdam").output
    done = ("charters", "done", "chr-c", "baekdam", "unions", "--on", "2026-05-01")
    assert cli(*done, "--note", "File 12").exit_code == 0
    listed = cli("charters", "duties", "baekdam").output
    assert "unions: done, due 2026-08-28, done on 2026-05-01 (File 12)" in listed
    ahead = cli("charters", "done", "chr-c", "baekdam", "materials", "--on", "2026-12-24")
    assert ahead.exit_code == 1
    assert "That day lies ahead." in ahead.output
    nothing = cli("charters", "duties", "almar").output
    assert "No charter asks anything of almar itself." in nothing


def test_an_amendment_that_keeps_a_duty_moves_no_due_day(
    session: Session, cast: Cast, course: CourseVersion
) -> None:
    text = (CHARTERS / "baekdam.yaml").read_text("utf-8")
    text += "\nbody_duties:\n  - {code: plan, titles: {en: A plan}, days: 90}\n"
    load_charter(session, found=read_charter("b.yaml", text.encode()), now=NOW)
    again = text.replace("version: 1", "version: 2", 1).replace(
        "in_force_from: 2026-01-01", "in_force_from: 2026-10-01", 1
    )
    load_charter(session, found=read_charter("b.yaml", again.encode()), now=NOW)
    (duty,) = body_duties_at(session, place(session, "baekdam"), NOW.date())
    assert (duty.since, duty.due_on) == (date(2026, 1, 1), date(2026, 4, 1))


def test_a_unit_is_bound_by_what_binds_its_city_and_owes_nothing_itself(
    manager: FlaskClient, joined: Organisation
) -> None:
    page = manager.get("/organisations/baekdam-planning/bound").text
    assert "Valle Norte Rights Compact" in page
    assert "No charter asks anything of the place itself." in page
    answer = send(manager, "/organisations/baekdam-planning/bound", **DONE)
    assert answer.status_code == 422
    assert "baekdam-planning itself is not bound by it." in answer.text


def test_the_page_of_a_charter_leads_there_for_who_may_record_and_for_nobody_else(
    browser: Opened, joined: Organisation
) -> None:
    page = "/charters/chr-c"
    assert f'href="{PAGE}"' in browser("manager").get(page).text
    learner = browser("learner").get(page).text
    assert "Consult the unions" in learner
    assert PAGE not in learner


def test_administrators_find_it_where_they_find_the_desk(manager: FlaskClient) -> None:
    for address in ("/", "/organisations/baekdam/people", "/organisations/baekdam/charters"):
        assert f'href="{PAGE}"' in manager.get(address, follow_redirects=True).text, address


# Joining and leaving.


def test_a_place_joins_and_leaves_in_the_browser(
    manager: FlaskClient, session: Session, cast: Cast
) -> None:
    address = f"{PAGE}/adhesions"
    page = manager.get(address).text
    assert '<option value="chr-c">Valle Norte Rights Compact</option>' in page
    assert "Leave a charter" not in page
    for _ in range(2):
        assert send(manager, address, **JOIN).status_code == 303
    page = manager.get(f"{address}?lang=ar").text
    assert 'dir="rtl"' in page
    assert "Ordinance 4" in page
    left = {"left": "chr-c", "withdrawn_on": "2026-11-01"}
    for _ in range(2):
        assert send(manager, f"{address}/withdrawal", **left).status_code == 303
    (made,) = rows(session, Adhesion)
    assert (made.adhered_on, made.withdrawn_on) == (JOINED, date(2026, 11, 1))
    assert told(session, "charter.joined") == [
        (cast.manager.id, {"organisation": "baekdam", "on": "2026-03-01", "norm": "Ordinance 4"})
    ]
    assert told(session, "charter.left") == [
        (cast.manager.id, {"organisation": "baekdam", "on": "2026-11-01"})
    ]
    page = manager.get(PAGE).text
    assert "Ordinance 4" not in page, "what was left binds no more"


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"charter": ""}, "charter", "Choose the charter."),
        ({"charter": "nowhere"}, "charter", "There is no charter nowhere."),
        ({"charter": "baekdam"}, "charter", "nobody joins it"),
        ({"adhered_on": "soon"}, "adhered_on", "Give the first day"),
        ({"adhered_on": "0001-01-01"}, "adhered_on", "Give the first day"),
        ({"norm": ""}, "norm", "Give the ordinance or decision"),
        ({"norm": "a\0b"}, "norm", "Give the ordinance or decision"),
        ({"norm": "x" * 301}, "norm", "Give the ordinance or decision"),
    ],
)
def test_who_cannot_join_is_told_why(
    manager: FlaskClient,
    session: Session,
    charter: str,
    changed: dict[str, str],
    field: str,
    sentence: str,
) -> None:
    answer = send(manager, f"{PAGE}/adhesions", **{**JOIN, **changed})
    assert answer.status_code == 422
    assert f'<a href="#{field}">' in answer.text
    assert sentence in answer.text
    assert rows(session, Adhesion) == []


def test_nobody_joins_twice_or_leaves_what_they_have_not_joined(
    manager: FlaskClient, session: Session, joined: Organisation
) -> None:
    again = send(manager, f"{PAGE}/adhesions", **{**JOIN, "adhered_on": "2026-04-01"})
    assert again.status_code == 422
    assert "baekdam has been bound by it since 2026-03-01 already." in again.text
    early = send(
        manager, f"{PAGE}/adhesions/withdrawal", left="chr-c", withdrawn_on=JOINED.isoformat()
    )
    assert early.status_code == 422
    assert "baekdam is not bound by it before 2026-03-01." in early.text
    empty = send(manager, f"{PAGE}/adhesions/withdrawal", left="", withdrawn_on="")
    assert empty.status_code == 422
    assert 'href="#left"' in empty.text
    assert 'href="#withdrawn_on"' in empty.text
    assert len(rows(session, Adhesion)) == 1


def test_a_charter_is_open_to_members_of_its_kinds_and_not_to_its_owner(
    session: Session, compact: str
) -> None:
    def open_to(code: str) -> list[str]:
        return [
            each.charter.code for each in charters_open_to(session, place(session, code), JOINED)
        ]

    assert open_to("baekdam") == open_to("almar") == ["chr-c"]
    assert open_to("valle") == open_to("baekdam-planning") == []


@pytest.mark.parametrize(
    ("kind", "members", "may"),
    [
        ("municipality", ["municipality"], True),
        ("municipality", ["public_body"], False),
        ("body", ["public_body"], True),
        ("body", ["provincial_office"], True),
        ("body", ["municipality"], False),
        ("federation", ["municipality"], False),
        ("federation", [], True),
        ("unit", [], False),
        ("unit", ["municipality"], False),
    ],
)
def test_which_kinds_may_join(kind: str, members: list[str], *, may: bool) -> None:
    assert may_join(kind, members) is may


def test_a_place_joins_and_leaves_over_the_api(api: Callable[..., Any], session: Session) -> None:
    address = f"{API}/adhesions"
    assert api("manager", "GET", address).json["items"] == []
    made = api("manager", "POST", address, JOIN)
    assert made.status_code == 201, made.text
    assert made.json["title"] == "Valle Norte Rights Compact"
    assert api("manager", "POST", address, JOIN).status_code == 200
    other = api("manager", "POST", address, {**JOIN, "norm": "Ordinance 5"})
    assert (other.status_code, other.json["code"]) == (409, "adhesion-conflict")
    day = {"withdrawn_on": "2026-11-01"}
    for _ in range(2):
        left = api("manager", "POST", f"{address}/chr-c/withdrawal", day)
        assert (left.status_code, left.json["withdrawn_on"]) == (200, "2026-11-01")
    gone = api("manager", "POST", f"{address}/chr-c/withdrawal", {"withdrawn_on": "2026-12-01"})
    assert gone.status_code == 409
    assert api("manager", "GET", address).json["total"] == 1
    unit = api("manager", "POST", "/api/v1/organisations/baekdam-planning/adhesions", JOIN)
    assert (unit.status_code, unit.json["code"]) == (409, "not-open-to-members")
    assert len(rows(session, Adhesion)) == 1


def test_a_place_joins_and_leaves_by_command(cli: Cli, compact: str) -> None:
    join = ("charters", "join", "chr-c", "baekdam", "--on", "2026-03-01", "--norm", "Ordinance 4")
    assert "baekdam has joined no charter." in cli("charters", "adhesions", "baekdam").output
    assert cli(*join).exit_code == 0
    assert cli(*join).exit_code == 0
    assert cli(*join[:-1], "x" * 301).exit_code == 2
    listed = cli("charters", "adhesions", "baekdam").output
    assert listed == "chr-c  bound from 2026-03-01: Ordinance 4\n"
    assert cli("charters", "leave", "chr-c", "baekdam", "--on", "0001-01-01").exit_code == 2
    assert cli("charters", "leave", "chr-c", "baekdam", "--on", "2026-11-01").exit_code == 0
    listed = cli("charters", "adhesions", "baekdam").output
    assert "no longer from 2026-11-01" in listed


def test_two_who_join_at_the_same_moment_join_once(
    app: Flask, session: Session, compact: str
) -> None:
    def join(own: Session) -> int:
        city = place(own, "baekdam")
        made = adhere(own, code=compact, organisation=city, on=JOINED, norm="Ordinance 4", now=NOW)
        return made.id

    assert len(set(at_once(app, [join] * 4))) == 1
    assert len(rows(session, Adhesion)) == 1


# Accredited courses.


def test_the_owner_of_a_charter_accredits_a_course_in_the_browser(
    browser: Opened, session: Session, cast: Cast
) -> None:
    owner = browser("administrator")
    address = "/organisations/valle/bound/accreditations"
    assert f'href="{address}"' in owner.get("/organisations/valle/bound").text
    assert f'<option value="{SLUG}">' in owner.get(address).text
    for _ in range(2):
        assert send(owner, address, **ACCREDIT).status_code == 303
    page = owner.get(f"{address}?lang=es").text
    assert "Fundamentos de los derechos humanos" in page
    assert "The academy" in page
    (made,) = rows(session, Accreditation)
    assert (made.granted_on, made.expires_on) == (date(2026, 1, 1), date(2026, 12, 31))
    assert told(session, "course.accredited") == [
        (cast.administrator.id, {"course": SLUG, "from": "2026-01-01", "until": "2026-12-31"})
    ]
    owner.get(f"{address}?lang=en")
    other = send(owner, address, **{**ACCREDIT, "expires_on": "2027-12-31"})
    assert other.status_code == 422
    assert "This course is accredited from 2026-01-01 already." in other.text
    assert "<title>Error: Accredited courses" in other.text


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"charter": ""}, "charter"),
        ({"charter": "baekdam"}, "charter"),
        ({"course": ""}, "course"),
        ({"course": "nothing"}, "course"),
        ({"granted_on": "x"}, "granted_on"),
        ({"expires_on": ""}, "expires_on"),
        ({"expires_on": "2025-12-31"}, "expires_on"),
        ({"accredited_by": " "}, "accredited_by"),
    ],
)
def test_an_accreditation_that_is_not_clear_is_refused_beside_its_field(
    browser: Opened, session: Session, charter: str, changed: dict[str, str], field: str
) -> None:
    address = "/organisations/valle/bound/accreditations"
    answer = send(browser("administrator"), address, **{**ACCREDIT, **changed})
    assert answer.status_code == 422
    assert f'<a href="#{field}">' in answer.text
    if field != "accredited_by":
        assert 'value="The academy"' in answer.text
    assert rows(session, Accreditation) == []


def test_nobody_accredits_under_the_charter_of_somebody_else(
    manager: FlaskClient, api: Callable[..., Any], session: Session
) -> None:
    answer = send(manager, f"{PAGE}/accreditations", **ACCREDIT)
    assert answer.status_code == 422
    assert "There is no charter chr-c." in answer.text
    assert api("manager", "POST", f"{API}/accreditations", ACCREDIT).status_code == 404
    assert api("administrator", "POST", f"{API}/accreditations", ACCREDIT).status_code == 404
    assert rows(session, Accreditation) == []


def test_courses_are_accredited_over_the_api_and_by_command(
    api: Callable[..., Any], cli: Cli, session: Session
) -> None:
    address = f"{VALLE}/accreditations"
    made = api("administrator", "POST", address, ACCREDIT)
    assert made.status_code == 201, made.text
    assert api("administrator", "POST", address, ACCREDIT).status_code == 200
    other = api("administrator", "POST", address, {**ACCREDIT, "accredited_by": "Somebody"})
    assert (other.status_code, other.json["code"]) == (409, "accreditation-conflict")
    command = ("charters", "accredit", "chr-c", "c1", "--from", "2026-01-01")
    assert cli(*command, "--until", "2027-12-31", "--by", "The academy").exit_code == 0
    assert cli(*command, "--until", "2027-12-31", "--by", "").exit_code == 2
    listed = api("administrator", "GET", f"{address}?size=1").json
    assert (listed["total"], [each["course"] for each in listed["items"]]) == (2, ["c1"])
    printed = cli("charters", "accreditations", "valle").output.splitlines()
    assert printed == [
        "chr-c  c1: 2026-01-01 to 2027-12-31, by The academy",
        f"chr-c  {SLUG}: 2026-01-01 to 2026-12-31, by The academy",
    ]
    assert "No course is accredited" in cli("charters", "accreditations", "baekdam").output
    assert len(rows(session, Accreditation)) == 2


# Calendars.


def test_the_calendar_is_shown_and_changed_as_text(
    manager: FlaskClient, session: Session, cast: Cast
) -> None:
    address = f"{PAGE}/calendar"
    page = manager.get(address).text
    assert "Nobody has recorded one here or above" in page
    assert "Saturday · Sunday" in page
    assert "rest_days: [saturday, sunday]" in page
    answer = send(manager, address, text=CALENDAR.replace("\n", "\r\n"))
    assert answer.status_code == 303
    assert "Saved." in manager.get(answer.location).text
    again = send(manager, address, text=CALENDAR)
    assert "nothing changes" in manager.get(again.location).text
    page = manager.get(address).text
    for text in ("Friday · Saturday", "1 July", "Friday 25 December 2026", "Saturday 1 June 2024"):
        assert text in page, text
    assert CALENDAR in page
    arabic = manager.get(f"{address}?lang=ar").text
    assert 'dir="rtl"' in arabic
    assert "الجمعة" in arabic
    assert "١ يوليو" in arabic
    assert len(rows(session, CalendarRecord)) == 1
    changed = ["rest_days", "holidays", "fiscal_year_starts", "terms"]
    assert told(session, "calendar.set") == [(cast.manager.id, {"changed": changed})]
    send(manager, address, text=CALENDAR.replace("07-01", "04-01"))
    assert told(session, "calendar.set")[1] == (
        cast.manager.id,
        {"changed": ["fiscal_year_starts"]},
    )


def test_a_unit_shows_whose_calendar_holds_there(manager: FlaskClient) -> None:
    send(manager, f"{PAGE}/calendar", text=CALENDAR)
    page = manager.get("/organisations/baekdam-planning/bound/calendar").text
    assert "that of City of Baekdam holds" in page
    assert "Friday · Saturday" in page


def test_a_calendar_comes_from_a_file_before_the_text(
    manager: FlaskClient, session: Session
) -> None:
    file = (BytesIO(b"\xef\xbb\xbf" + CALENDAR.encode()), "calendar.yaml")
    assert send(manager, f"{PAGE}/calendar", text="x", file=file).status_code == 303
    (made,) = rows(session, CalendarRecord)
    assert made.document["fiscal_year_starts"] == [7, 1]


@pytest.mark.parametrize("as_file", [False, True])
def test_the_faults_of_a_calendar_are_told_with_their_lines_and_the_text_stays(
    manager: FlaskClient, session: Session, *, as_file: bool
) -> None:
    text = "rest_days: [sun]\nfiscal_year_starts: 02-29\nterms: [soon]\n"
    fields: dict[str, Any] = {"text": text}
    if as_file:
        fields = {"text": "", "file": (BytesIO(text.encode()), "calendar.yaml")}
    answer = send(manager, f"{PAGE}/calendar", **fields)
    assert answer.status_code == 422
    assert "3 things need mending" in answer.text
    assert '<a href="#text">Line 1: “sun” is not known here;' in answer.text
    assert '<a href="#text">Line 2: not every year has a 29 February;' in answer.text
    assert '<a href="#text">Line 3: “soon” is no date of our time;' in answer.text
    assert "rest_days: [sun]\nfiscal_year_starts: 02-29" in answer.text
    assert rows(session, CalendarRecord) == []


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"#" * 200_001])
def test_a_file_that_is_no_text_leaves_what_was_typed(
    manager: FlaskClient, session: Session, content: bytes
) -> None:
    file = (BytesIO(content), "calendar.yaml")
    answer = send(manager, f"{PAGE}/calendar", text="rest_days: [monday]", file=file)
    assert answer.status_code == 422
    assert '<a href="#file">' in answer.text
    assert "rest_days: [monday]" in answer.text
    assert rows(session, CalendarRecord) == []


def test_many_faults_are_counted(manager: FlaskClient) -> None:
    text = "holidays:\n" + "  - soon\n" * 60
    answer = send(manager, f"{PAGE}/calendar", text=text)
    assert answer.status_code == 422
    assert "And 10 more." in answer.text


def test_the_calendar_over_the_api(api: Callable[..., Any], session: Session, cast: Cast) -> None:
    address = f"{API}/calendar"
    before = api("manager", "GET", address).json
    assert (before["rest_days"], before["organisation"]) == (["saturday", "sunday"], None)
    for _ in range(2):
        answer = api("manager", "PUT", address, AS_JSON)
        assert answer.status_code == 200, answer.text
        assert {key: answer.json[key] for key in AS_JSON} == AS_JSON
        assert answer.json["organisation"] == "baekdam"
    assert len(rows(session, CalendarRecord)) == 1
    assert told(session, "calendar.set")[0][0] == cast.manager.id
    below = api("manager", "GET", "/api/v1/organisations/baekdam-planning/calendar").json
    assert below["organisation"] == "baekdam"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rest_days", []),
        ("rest_days", ["sun"]),
        (
            "rest_days",
            ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
        ),
        ("holidays", ["soon"]),
        ("holidays", ["0001-01-01"]),
        ("fiscal_year_starts", "02-29"),
        ("fiscal_year_starts", "13-01"),
        ("fiscal_year_starts", "7-1"),
        ("terms", None),
    ],
)
def test_a_calendar_that_cannot_be_is_refused_by_the_api(
    api: Callable[..., Any], session: Session, field: str, value: Any
) -> None:
    answer = api("manager", "PUT", f"{API}/calendar", {**AS_JSON, field: value})
    assert answer.status_code == 422
    assert field in answer.json["errors"]["json"]
    assert rows(session, CalendarRecord) == []


def test_the_calendar_by_command_is_the_file_that_it_takes(
    cli: Cli, cast: Cast, tmp_path: Path
) -> None:
    assert "# Recorded by nobody\n" in cli("mandates", "calendar", "baekdam").output
    file = tmp_path / "calendar.yaml"
    file.write_text(CALENDAR, "utf-8")
    assert "is set" in cli("mandates", "calendar", "baekdam", str(file)).output
    printed = cli("mandates", "calendar", "baekdam-planning").output
    assert printed == f"# Recorded by baekdam\n{CALENDAR}"
    file.write_text(printed, "utf-8")
    assert "nothing changes" in cli("mandates", "calendar", "baekdam", str(file)).output


DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@given(
    rest=st.frozensets(st.integers(0, 6), min_size=1, max_size=6),
    holidays=st.frozensets(DAYS, max_size=5),
    starts=st.dates(date(2001, 1, 1), date(2001, 12, 31)),
    terms=st.frozensets(DAYS, max_size=4),
)
def test_a_calendar_written_down_is_the_calendar_that_is_read(
    rest: frozenset[int], holidays: frozenset[date], starts: date, terms: frozenset[date]
) -> None:
    calendar = WorkCalendar(rest, holidays, (starts.month, starts.day), tuple(sorted(terms)))
    assert read_calendar("c.yaml", write_calendar(calendar).encode()) == calendar


# Charters for every reader.


def test_every_reader_lists_charters_over_the_api(api: Callable[..., Any], charter: str) -> None:
    listed = api("learner", "GET", "/api/v1/charters?lang=es").json
    assert (listed["total"], listed["page"], listed["size"]) == (2, 1, 50)
    codes = {each["code"]: each for each in listed["items"]}
    assert list(codes) == ["baekdam", "chr-c"]
    compact = codes["chr-c"]
    assert (compact["title"], compact["language"]) == ("Pacto de Derechos de Valle Norte", "es")
    assert (compact["organisation"], compact["on_adhesion"]) == ("valle", True)
    second = api("stranger", "GET", "/api/v1/charters?page=2&size=1").json
    assert [each["code"] for each in second["items"]] == ["chr-c"]
    assert api("learner", "GET", "/api/v1/charters?size=0").status_code == 422


def test_every_reader_reads_a_charter_whole_over_the_api(api: Callable[..., Any]) -> None:
    found = api("learner", "GET", "/api/v1/charters/chr-c").json
    assert [each["version"] for each in found["versions"]] == [1]
    (article,) = found["articles"]
    assert article["text"].startswith("Each adhering body ensures minimum training")
    assert article["language"] == "en"
    assert [each["code"] for each in found["requirements"]] == ["C-3-1", "C-3-2", "C-3-3"]
    first = found["requirements"][0]
    assert (first["asked"]["courses"], first["asked"]["accreditation"]) == (["c1"], True)
    assert (first["recurrence"]["interval"], first["initial_deadline"]["trigger"]) == (
        24,
        "adhesion",
    )
    assert [(each["code"], each["days"], each["to"]) for each in found["body_duties"]] == [
        ("materials", 180, "federation academy"),
        ("unions", 180, "unions"),
    ]
    french = api("learner", "GET", "/api/v1/charters/chr-c?lang=fr").json
    assert french["articles"][0]["language"] == "es", "the language of record decides"
    assert api("learner", "GET", "/api/v1/charters/nowhere").status_code == 404
    assert api("learner", "GET", "/api/v1/charters/chr-c?version=9").status_code == 404


def test_charters_are_listed_by_command(cli: Cli, session: Session, cast: Cast) -> None:
    assert cli("charters", "list").output == "No charter is loaded.\n"


def test_a_listed_charter_names_owner_version_and_whether_it_is_open(
    cli: Cli, compact: str
) -> None:
    assert cli("charters", "list").output == (
        "chr-c  valle  version 1 of 1, in force from 2026-01-01, open to members\n"
    )


# Scope.


@pytest.mark.parametrize("code", ["almar", "valle", "nowhere", "BAEKDAM"])
def test_a_place_outside_the_scope_does_not_exist(
    manager: FlaskClient, api: Callable[..., Any], session: Session, code: str
) -> None:
    pages = f"/organisations/{code}/bound"
    operations = f"/api/v1/organisations/{code}"
    for part in PAGES:
        assert manager.get(pages + part).status_code == 404
    for part, fields in (
        ("", DONE),
        ("/adhesions", JOIN),
        ("/adhesions/withdrawal", {"left": "chr-c", "withdrawn_on": "2026-11-01"}),
        ("/accreditations", ACCREDIT),
        ("/calendar", {"text": CALENDAR}),
    ):
        assert send(manager, pages + part, **fields).status_code == 404, part
    for part in ("body-duties", "adhesions", "accreditations", "calendar"):
        assert api("manager", "GET", f"{operations}/{part}").status_code == 404
    for method, part, body in (
        ("POST", "body-duties", {"charter": "chr-c", "duty": "unions", "done_on": "2026-05-01"}),
        ("POST", "adhesions", JOIN),
        ("POST", "adhesions/chr-c/withdrawal", {"withdrawn_on": "2026-11-01"}),
        ("POST", "accreditations", ACCREDIT),
        ("PUT", "calendar", AS_JSON),
    ):
        assert api("manager", method, f"{operations}/{part}", body).status_code == 404, part
    for kind in (Adhesion, Accreditation, BodyDutyRecord, CalendarRecord):
        assert rows(session, kind) == []


@pytest.mark.parametrize("part", ["learner", "author", "auditor"])
def test_who_may_not_edit_charters_finds_the_door_closed(browser: Opened, part: str) -> None:
    client = browser(part)
    for each in PAGES:
        assert client.get(PAGE + each).status_code == 403


def test_the_administrator_of_the_federation_records_for_its_members(
    browser: Opened, session: Session, joined: Organisation
) -> None:
    assert send(browser("administrator"), PAGE, **DONE).status_code == 303
    assert len(rows(session, BodyDutyRecord)) == 1


def test_the_pages_cost_few_statements_however_much_is_recorded(
    manager: FlaskClient, session: Session, joined: Organisation
) -> None:
    send(manager, f"{PAGE}/calendar", text=CALENDAR)
    few = [statements(manager, PAGE + part) for part in PAGES]
    text = (CHARTERS / "baekdam.yaml").read_text("utf-8")
    text += "\nbody_duties:\n  - {code: plan, titles: {en: A plan}, days: 90}\n"
    for number in range(5):
        more = text.replace("code: baekdam\n", f"code: more-{number}\n", 1)
        load_charter(session, found=read_charter("m.yaml", more.encode()), now=NOW)
    session.commit()
    assert [statements(manager, PAGE + part) for part in PAGES] == few
    assert max(few) <= 10


def statements(client: FlaskClient, address: str) -> int:
    """Return how many statements a page costs once it has been seen."""
    client.get(address)
    counted: list[str] = []

    def note(*arguments: Any) -> None:
        counted.append(arguments[2])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        assert client.get(address).status_code == 200
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return len(counted)
