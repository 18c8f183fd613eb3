"""The calendar feed: whoever has the secret address reads due dates, and nobody else."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import icalendar
import pytest
import vobject
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.audit import AuditEntry
from elearn.identity.services.tokens import digest_of
from elearn.mandates.models import CalendarFeed
from tests.conftest import NOW, csrf_of

pytestmark = pytest.mark.usefixtures("clock", "charter")
PAGE = "/my-training/calendar"


def post(client: FlaskClient, address: str) -> Any:
    client.get(PAGE)
    return client.post(address, data={"csrf_token": csrf_of(client)})


def path_in(text: str) -> str:
    found = re.search(r"http://training\.test(/calendar/[\w-]{43}\.ics)", text)
    assert found, text
    return found[1]


def events(content: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


@pytest.fixture
def reader(client: FlaskClient, cast: Any, sign_in: Callable[..., None]) -> FlaskClient:
    sign_in(client, cast.learner)
    return client


@pytest.fixture
def address(reader: FlaskClient) -> str:
    return path_in(post(reader, PAGE).text)


def test_an_address_is_made_seen_once_and_kept_as_a_digest(
    reader: FlaskClient, session: Session, cast: Any
) -> None:
    assert PAGE in reader.get("/my-training").text
    assert "End the address" not in reader.get(PAGE).text
    made = post(reader, PAGE)
    assert made.headers["Cache-Control"] == "no-store"
    token = path_in(made.text).removeprefix("/calendar/").removesuffix(".ics")
    later = reader.get(PAGE).text
    assert token not in later
    assert "End the address" in later
    kept = session.scalars(select(CalendarFeed)).one()
    assert (kept.person_id, kept.token_hash) == (cast.learner.id, digest_of(token))


def test_a_calendar_program_reads_the_day_the_article_and_no_name(
    app: Any, address: str, cast: Any
) -> None:
    answer = app.test_client().get(address)
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "text/calendar"
    assert "private" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers
    for secret in (cast.learner.name, cast.learner.staff_number, cast.learner.public_id):
        assert secret not in answer.text
    (entry,) = events(answer.data)
    assert (entry["dtstart"].dt, entry["dtend"].dt) == (date(2026, 12, 31), date(2027, 1, 1))
    assert entry["summary"] == "Human rights foundations"
    assert "Article 7" in entry["description"]
    assert entry["url"] == "http://training.test/charters/baekdam/articles/7"
    read = vobject.readOne(answer.text, validate=True).vevent
    assert read.dtstart.value == date(2026, 12, 31)
    assert read.uid.value == entry["uid"]


def test_making_replacing_and_ending_are_entered_without_the_secret(
    app: Any, reader: FlaskClient, session: Session, cast: Any, token: Callable[..., Any]
) -> None:
    secrets = [path_in(post(reader, PAGE).text) for _ in range(2)]
    assert post(reader, f"{PAGE}/end").status_code == 303
    program = app.test_client()
    headers = token(program, cast.learner)
    secrets.append(path_in(program.post("/api/v1/me/calendar", headers=headers).text))
    assert program.delete("/api/v1/me/calendar", headers=headers).status_code == 204
    assert program.delete("/api/v1/me/calendar", headers=headers).status_code == 404
    entries = session.scalars(
        select(AuditEntry).where(AuditEntry.action.startswith("calendar.")).order_by(AuditEntry.id)
    ).all()
    assert [each.action.removeprefix("calendar.") for each in entries] == [
        *("made", "replaced", "ended"),
        *("made", "ended"),
    ]
    assert {(each.actor_id, each.subject, str(each.details)) for each in entries} == {
        (cast.learner.id, f"person:{cast.learner.public_id}", "{}")
    }


def test_an_address_that_is_asked_for_too_often_is_slowed_and_no_other(
    app: Any,
    limited: FlaskClient,
    address: str,
    cast: Any,
    sign_in: Callable[..., None],
) -> None:
    other = app.test_client()
    sign_in(other, cast.manager)
    theirs = path_in(post(other, PAGE).text)
    answers = [limited.get(address) for _ in range(61)]
    assert [each.status_code for each in answers] == [200] * 60 + [429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert answers[-1].mimetype != "text/calendar"
    assert limited.get(theirs).status_code == 200


def test_whoever_guesses_at_addresses_is_slowed_and_nobody_elsewhere(
    limited: FlaskClient, address: str
) -> None:
    answers = [limited.get(f"/calendar/{number}.ics").status_code for number in range(61)]
    assert answers == [404] * 60 + [429]
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    assert limited.get(address, environ_overrides=elsewhere).status_code == 200


def test_what_has_not_changed_is_not_sent_again(app: Any, address: str) -> None:
    client = app.test_client()
    tag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_new_address_replaces_the_old_one_and_the_entries_stay_the_same(
    app: Any, reader: FlaskClient, address: str
) -> None:
    stranger = app.test_client()
    before = [each["uid"] for each in events(stranger.get(address).data)]
    new = path_in(post(reader, PAGE).text)
    assert stranger.get(address).status_code == 404
    assert [each["uid"] for each in events(stranger.get(new).data)] == before


def test_an_ended_address_and_an_unknown_one_show_nothing(
    app: Any, reader: FlaskClient, address: str
) -> None:
    ended = post(reader, f"{PAGE}/end")
    assert ended.status_code == 303
    assert "The address is ended." in reader.get(ended.location).text
    for gone in (address, "/calendar/unknown.ics"):
        assert app.test_client().get(gone).status_code == 404
    assert post(reader, f"{PAGE}/end").status_code == 404


def test_a_met_duty_is_not_listed(
    app: Any, address: str, cast: Any, complete: Callable[..., None]
) -> None:
    complete(cast.learner)
    answer = app.test_client().get(address)
    assert answer.status_code == 200
    assert events(answer.data) == []


def test_an_excused_duty_is_not_listed(
    app: Any, address: str, waive: Callable[[datetime], None]
) -> None:
    waive(NOW)
    assert events(app.test_client().get(address).data) == []


def test_the_duties_of_somebody_else_are_never_in_it(
    app: Any, address: str, cast: Any, client: FlaskClient, sign_in: Callable[..., None]
) -> None:
    mine = {each["uid"] for each in events(app.test_client().get(address).data)}
    other = app.test_client()
    sign_in(other, cast.manager)
    theirs = app.test_client().get(path_in(post(other, PAGE).text))
    found = {each["uid"] for each in events(theirs.data)}
    assert mine
    assert not mine & found


def test_the_feed_speaks_the_language_of_the_person_and_not_of_the_program(
    app: Any, address: str, session: Session, cast: Any
) -> None:
    cast.learner.language = "ar"
    session.commit()
    answer = app.test_client().get(address, headers={"Accept-Language": "en"})
    (entry,) = events(answer.data)
    assert "المادة" in entry["description"]
    assert "٧" in entry["description"]


def test_the_page_is_there_in_arabic(reader: FlaskClient) -> None:
    page = reader.get(f"{PAGE}?lang=ar")
    assert page.status_code == 200
    assert 'dir="rtl"' in page.text


def test_the_api_makes_and_ends_an_address(app: Any, reader: FlaskClient) -> None:
    reader.get(PAGE)
    headers = {"X-CSRF-Token": csrf_of(reader)}
    made = reader.post("/api/v1/me/calendar", headers=headers)
    assert made.status_code == 201, made.text
    path = path_in(made.json["address"])
    assert app.test_client().get(path).status_code == 200
    assert reader.delete("/api/v1/me/calendar", headers=headers).status_code == 204
    assert app.test_client().get(path).status_code == 404
    assert reader.delete("/api/v1/me/calendar", headers=headers).status_code == 404
