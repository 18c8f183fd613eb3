"""Letters about workshops, from what happens to the message that arrives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import time_machine
import vobject
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.audit import AuditEntry
from elearn.identity.models import CalendarRecord, Person
from elearn.identity.rules.calendar import EVERY_WEEK, WorkCalendar
from elearn.mail import OutboxMessage
from elearn.workshops.models import Workshop
from elearn.workshops.rules import leaves_at, moved_up
from elearn.workshops.schemas import letters
from elearn.workshops.services import book, change_workshop, give_back
from tests.conftest import NOW, csrf_of
from tests.learning.test_races import at_once
from tests.people import NAMES
from tests.workshops.planning import DRAFT, START, place, planned
from tests.workshops.test_pages import FORM
from tests.workshops.test_services import BAEKDAM

LINK = "https://meet.example/equality"
SEOUL = "+09:00"


def at(day: str, clock: str = "10:00", zone: str = SEOUL) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}{zone}")


@pytest.fixture(autouse=True)
def clock() -> Any:
    """Let the tests take place at NOW, a Friday, 18:00 in Seoul; move on by `clock.move_to`."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def addresses(session: Session, cast: Any) -> None:
    """Give the cast e-mail addresses."""
    for part in ("learner", "author", "auditor"):
        met(session, getattr(cast, part), email=f"{part}@city.example")


def met(session: Session, person: Any, **facts: Any) -> None:
    """Change how a person is met: language, address, time zone."""
    found = session.get_one(Person, person.id)
    for name, value in facts.items():
        setattr(found, name, value)
    session.commit()


def booked(session: Session, workshop: Workshop, *people: Any) -> None:
    for each in people:
        book(session, person_id=each.id, workshop_public_id=workshop.public_id, now=NOW)
    session.commit()


@pytest.fixture
def leave(enter: Callable[[Any], FlaskClient]) -> Callable[..., None]:
    """Give the place of somebody back, on the page."""

    def give(person: Any, workshop: Workshop) -> None:
        browser = enter(person)
        address = f"/workshops/{workshop.public_id}/booking/return"
        answer = browser.post(address, data={"csrf_token": csrf_of(browser)})
        assert answer.location.endswith("?done=given-back")

    return give


@pytest.fixture
def change(enter: Callable[[Any], FlaskClient], cast: Any) -> Callable[..., None]:
    """Change a workshop, on the page."""

    def post(workshop: Workshop, **changes: Any) -> None:
        browser = enter(cast.manager)
        address = f"/organisations/baekdam/workshops/{workshop.public_id}"
        typed = {**FORM, "capacity": workshop.capacity or "", **changes}
        answer = browser.post(address, data={"csrf_token": csrf_of(browser), **typed})
        assert answer.status_code == 303, answer.text

    return post


@pytest.fixture
def cancel(client: FlaskClient, cast: Any, token: Any) -> Callable[[Workshop], None]:
    """Cancel a workshop, through the API."""

    def post(workshop: Workshop) -> None:
        address = f"/api/v1/workshops/{workshop.public_id}/cancellation"
        answer = client.post(address, headers=token(client, cast.manager))
        assert answer.status_code == 200, answer.text

    return post


@pytest.fixture
def send(
    app: Flask,
    cli: Callable[..., Result],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    session: Session,
) -> Callable[[], dict[str, EmailMessage]]:
    """Run `elearn mail send` and return what has arrived so far, by address, the last one each."""
    changed = replace(
        app.config["ELEARN"], mail_url=f"folder:{tmp_path}", mail_from="Training <t@city.example>"
    )
    monkeypatch.setitem(app.config, "ELEARN", changed)

    def run() -> dict[str, EmailMessage]:
        session.rollback()
        done = cli("mail", "send")
        assert done.exit_code == 0, done.output
        found = [
            message_from_bytes(each.read_bytes(), policy=policy.default)
            for each in sorted(tmp_path.iterdir(), key=lambda each: each.stat().st_mtime_ns)
        ]
        return {each["To"]: each for each in found}  # type: ignore[misc]

    return run


def outbox(session: Session, person: Any) -> Sequence[OutboxMessage]:
    session.rollback()
    return session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.person_id == person.id)
        .order_by(OutboxMessage.id)
        .execution_options(populate_existing=True)
    ).all()


def news(session: Session, person: Any) -> list[str]:
    """Return what a person is or was told, the letters withdrawn in brackets."""
    words = [(each.digest_key.split(":")[3], each.withdrawn_at) for each in outbox(session, person)]
    return [f"({word})" if withdrawn else word for word, withdrawn in words]


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def event_of(message: EmailMessage) -> tuple[str, Any]:
    """Return the method and the event of the calendar file that goes with a letter."""
    (file,) = message.iter_attachments()
    assert (file.get_content_type(), file.get_filename()) == ("text/calendar", "workshop.ics")
    whole = vobject.readOne(file.get_content(), validate=True)
    assert file.get_param("method") == whole.method.value
    return whole.method.value, whole.vevent


def test_each_who_moves_up_is_told_and_nobody_who_has_given_their_place_back(
    session: Session, cast: Any, leave: Any, send: Any
) -> None:
    workshop = planned(session, capacity=1)
    booked(session, workshop, cast.learner, cast.author, cast.auditor)
    leave(cast.learner, workshop)
    assert news(session, cast.author) == ["moved_up"]
    leave(cast.author, workshop)
    # The letter that still waited is not true any more.
    assert news(session, cast.author) == ["(moved_up)"]
    assert news(session, cast.auditor) == ["moved_up"]
    assert news(session, cast.learner) == []
    arrived = send()
    assert arrived.keys() == {"auditor@city.example"}
    told = arrived["auditor@city.example"]
    assert told["Subject"] == "You have a place: Equality at the counter"
    assert "You were on the waiting list of this workshop. Now you have a place" in text_of(told)
    assert LINK in text_of(told)
    assert f"http://training.test/workshops/{workshop.public_id}" in text_of(told)
    method, event = event_of(told)
    assert (method, event.status.value, event.sequence.value) == ("PUBLISH", "CONFIRMED", "0")
    assert event.uid.value == f"workshop-{workshop.public_id}"
    assert LINK in event.location.value
    assert event.organizer.value == "mailto:t@city.example"
    entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "workshop.told")).all()
    assert [(each.subject, each.details) for each in entries] == [
        (f"workshop:{workshop.public_id}", {"news": "moved_up", "letters": 1})
    ] * 2


def test_sending_twice_sends_nothing_twice(
    session: Session, cast: Any, leave: Any, send: Any, tmp_path: Path, clock: Any
) -> None:
    workshop = planned(session, capacity=1)
    booked(session, workshop, cast.learner, cast.author)
    leave(cast.learner, workshop)
    send()
    (file,) = tmp_path.iterdir()
    file.unlink()
    clock.move_to(NOW + timedelta(days=3))
    assert send() == {}
    assert [each.attempts for each in outbox(session, cast.author)] == [1]


def test_who_waits_and_gives_up_moves_nobody_up(session: Session, cast: Any, leave: Any) -> None:
    workshop = planned(session, capacity=1)
    booked(session, workshop, cast.learner, cast.author, cast.auditor)
    leave(cast.author, workshop)
    assert [news(session, each) for each in (cast.learner, cast.author, cast.auditor)] == [[]] * 3


def test_more_places_move_up_as_many_as_wait_for_them(
    session: Session, cast: Any, change: Any
) -> None:
    workshop = planned(session, capacity=1)
    booked(session, workshop, cast.learner, cast.author, cast.auditor, cast.manager)
    change(workshop, capacity=3, place="Room 5")
    assert news(session, cast.author) == news(session, cast.auditor) == ["moved_up"]
    assert "Room 5" in outbox(session, cast.author)[0].body
    assert news(session, cast.learner) == ["changed"]
    assert news(session, cast.manager) == []
    change(workshop, capacity="", place="Room 5")
    assert news(session, cast.manager) == ["moved_up"]
    assert news(session, cast.author) == ["moved_up"]


def test_who_has_a_place_is_told_of_another_time_or_place_and_of_nothing_else(
    session: Session, cast: Any, change: Any, send: Any, clock: Any
) -> None:
    workshop = planned(session, capacity=1)
    booked(session, workshop, cast.learner, cast.author)
    change(workshop, minutes="60", **{"titles.en": "Equality"})
    change(workshop, minutes="60", **{"titles.en": "Equality"})
    assert news(session, cast.learner) == []
    clock.move_to(at("2026-11-21"))  # a Saturday
    for hour in ("15:00", "16:00"):
        change(workshop, minutes="60", starts=hour, ends="18:00", **{"titles.en": "Equality"})
    assert news(session, cast.learner) == ["(changed)", "changed"]
    assert news(session, cast.author) == []
    assert send() == {}
    clock.move_to(at("2026-11-23", "07:00"))
    (told,) = send().values()
    assert told["Subject"] == "Another time or place: Equality"
    assert "Tuesday 1 December 2026, 16:00 to 18:00 (Korean Standard Time)" in text_of(told)
    assert "15:00" not in text_of(told)
    method, event = event_of(told)
    assert (method, event.sequence.value) == ("PUBLISH", "3")
    assert event.dtstart.value == START + timedelta(hours=2)
    assert event.dtstamp.value == at("2026-11-21")


def test_a_cancellation_reaches_who_has_a_place_and_who_waits_after_the_line_has_moved(
    session: Session, cast: Any, leave: Any, cancel: Any, send: Any
) -> None:
    workshop = planned(session, capacity=1)
    booked(session, workshop, cast.learner, cast.author, cast.auditor, cast.manager)
    leave(cast.learner, workshop)
    assert send().keys() == {"author@city.example"}
    leave(cast.author, workshop)
    cancel(workshop)
    assert news(session, cast.learner) == []
    assert news(session, cast.author) == ["moved_up"], "it had arrived, and they left by themselves"
    assert news(session, cast.auditor) == ["(moved_up)", "cancelled"]
    assert news(session, cast.manager) == ["cancelled"]
    met(session, cast.manager, email="manager@city.example")
    told = send()["auditor@city.example"]
    assert told["Subject"] == "Cancelled: Equality at the counter"
    assert "You had a place in this workshop. It does not take place:" in text_of(told)
    assert LINK not in text_of(told)
    method, event = event_of(told)
    assert (method, event.status.value, event.sequence.value) == ("CANCEL", "CANCELLED", "1")
    (paper,) = outbox(session, cast.manager)
    assert "You were on the waiting list of this workshop. It does not take place:" in paper.body
    assert LINK not in str(paper.calendar)


def test_letters_speak_arabic_and_korean_with_the_days_and_the_clock_of_their_readers(
    session: Session, cast: Any, cancel: Any, leave: Any, send: Any
) -> None:
    workshop = planned(
        session, titles={"ar": "المساواة عند الشباك", "ko": "창구에서의 평등"}, capacity=1
    )
    met(session, cast.author, language="ar", time_zone="Africa/Cairo")
    met(session, cast.auditor, language="ko")
    booked(session, workshop, cast.learner, cast.author, cast.auditor)
    leave(cast.learner, workshop)
    arabic = send()["author@city.example"]
    assert arabic["Content-Language"] == "ar"
    assert arabic["Subject"].startswith("لديكم مقعد: ")
    assert "المساواة عند الشباك" in arabic["Subject"]
    said = text_of(arabic).split("\n\n")
    assert NAMES["author"] in said[0]
    title, there, here = said[2].splitlines()
    assert title == "المساواة عند الشباك"
    assert "الثلاثاء ١ ديسمبر ٢٠٢٦" in there
    assert "١٤:٠٠" in there
    assert "توقيت كوريا" in there
    assert "٠٧:٠٠" in here
    assert "شرق أوروبا" in here
    assert "مدينة بيكدام" in said[-1]
    assert event_of(arabic)[1].summary.value == "المساواة عند الشباك"
    cancel(workshop)
    korean = send()["auditor@city.example"]
    assert korean["Content-Language"] == "ko"
    assert korean["Subject"].startswith("취소")
    assert korean["Subject"].endswith(": 창구에서의 평등")
    said = text_of(korean).split("\n\n")
    assert said[2].splitlines()[0] == "창구에서의 평등"
    assert "2026년 12월 1일 화요일" in said[2]
    assert "대한민국 표준시" in said[2]
    assert len(said[2].splitlines()) == 2, "their clock is that of the place"
    assert "백담시" in said[-1]


def test_letters_wait_through_the_night_and_days_of_rest_of_their_reader(
    session: Session, cast: Any, change: Any, clock: Any
) -> None:
    workshop = planned(session)
    met(session, cast.author, time_zone="America/Lima")
    booked(session, workshop, cast.learner, cast.author)
    city = place(session)
    closed = WorkCalendar(holidays=frozenset({date(2026, 11, 24)}))
    session.add(
        CalendarRecord(organisation_id=city.id, document=closed.document(), recorded_at=NOW)
    )
    session.commit()
    clock.move_to(at("2026-11-23", "20:30"))
    change(workshop, place="Room 5")
    assert outbox(session, cast.learner)[0].not_before == at("2026-11-25", "07:00")
    assert outbox(session, cast.author)[0].not_before == at("2026-11-23", "07:00", "-05:00")


def test_what_cannot_wait_leaves_at_once(
    session: Session, cast: Any, cancel: Any, clock: Any, send: Any
) -> None:
    workshop = planned(session, day="2026-11-30", starts="09:00", ends="11:00")
    booked(session, workshop, cast.learner)
    clock.move_to(at("2026-11-28", "23:00"))  # a Saturday; the next hours begin two before it
    cancel(workshop)
    assert send().keys() == {"learner@city.example"}


def test_who_has_no_address_gets_it_on_paper_and_not_what_was_withdrawn(
    session: Session, cast: Any, change: Any, cli: Callable[..., Result], workshop: Workshop
) -> None:
    met(session, cast.learner, email=None)
    booked(session, workshop, cast.learner)
    change(workshop, place="Room 5")
    change(workshop, place="Room 6")
    (sheet,) = cli("mail", "print", "baekdam").stdout.split("\f")[:-1]
    assert sheet.startswith("Front desk\n한서연 (1001)\n\nAnother time or place: Equality")
    assert "Room 6" in sheet
    assert cli("mail", "print", "baekdam").stdout == ""
    assert "no address\twithdrawn 2026-11-20T09:00Z" in cli("mail", "list").output
    assert "withdrawn" not in cli("mail", "list", "--unsent").output


def test_of_two_who_leave_at_once_two_move_up_and_each_is_told_once(
    app: Flask, session: Session, cast: Any, workshop: Workshop
) -> None:
    booked(session, workshop, cast.learner, cast.manager, cast.author, cast.auditor)
    public_id = workshop.public_id
    compose = letters(app.config["ELEARN"])

    def leaving(person_id: int) -> Callable[[Session], Any]:
        return lambda inside: give_back(
            inside, person_id=person_id, workshop_public_id=public_id, compose=compose, now=NOW
        )

    session.rollback()
    at_once(app, [leaving(each.id) for each in (cast.learner, cast.manager)])
    assert news(session, cast.author) == news(session, cast.auditor) == ["moved_up"]
    assert news(session, cast.learner) == news(session, cast.manager) == []


def test_nothing_is_written_when_what_it_tells_of_is_undone(
    app: Flask, session: Session, cast: Any, workshop: Workshop
) -> None:
    booked(session, workshop, cast.learner)
    with app.app_context():
        change_workshop(
            session,
            author_id=cast.manager.id,
            scope=BAEKDAM,
            workshop_public_id=workshop.public_id,
            draft={**DRAFT, "place": "Room 5"},
            compose=letters(app.config["ELEARN"]),
            now=NOW,
        )
    assert news(session, cast.learner) == []


@pytest.mark.parametrize(
    ("before", "places", "after", "places_after", "up"),
    [
        ([1, 2, 3, 4], 2, [2, 3, 4], 2, [3]),
        ([1, 2, 3, 4], 2, [1, 2, 4], 2, []),
        ([1, 2, 3, 4], 2, [1, 2, 3, 4], 3, [3]),
        ([1, 2, 3, 4], 2, [1, 2, 3, 4], None, [3, 4]),
        ([1, 2], None, [2], None, []),
        ([1, 2], 2, [2], 2, []),
        ([], 2, [], 3, []),
    ],
)
def test_who_moves_up_had_waited_and_has_a_place_now(
    before: list[int], places: int | None, after: list[int], places_after: int | None, up: list[int]
) -> None:
    assert moved_up(before, places, after, places_after) == up


@pytest.mark.parametrize(
    ("now", "begins", "leaves"),
    [
        ("2026-11-23T10:00", "2026-11-23T11:00", "2026-11-23T10:00"),
        ("2026-11-23T21:00", "2026-11-24T10:00", "2026-11-24T07:00"),
        ("2026-11-23T21:00", "2026-11-24T09:59", "2026-11-23T21:00"),
        ("2026-11-21T12:00", "2026-11-22T12:00", "2026-11-21T12:00"),
    ],
)
def test_a_letter_leaves_in_the_readers_hours_unless_it_would_come_too_late(
    now: str, begins: str, leaves: str
) -> None:
    instants = [datetime.fromisoformat(f"{each}+00:00") for each in (now, begins, leaves)]
    assert leaves_at(instants[0], "UTC", EVERY_WEEK, instants[1]) == instants[2].astimezone(UTC)
