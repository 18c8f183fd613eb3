"""The pages of workshops, as browsers without scripts see them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import time_machine
import vobject
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.audit import AuditEntry
from elearn.workshops.models import Attendance, Workshop
from elearn.workshops.services import book
from tests.conftest import NOW, csrf_of
from tests.learning.packs import SLUG, publish_small
from tests.people import NAMES
from tests.workshops.planning import DRAFT, DURING, END, planned

Enter = Callable[[Any], FlaskClient]
FORM = {
    **{key: value for key, value in DRAFT.items() if key not in {"titles", "topics", "courses"}},
    "titles.en": "Equality at the counter",
    "topics": "equality",
}


@pytest.fixture(autouse=True)
def clock() -> Any:
    """Let the tests take place at NOW, and move on by `clock.move_to`."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def post(browser: FlaskClient, address: str, **data: Any) -> Any:
    return browser.post(address, data={"csrf_token": csrf_of(browser), **data})


def text_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def booked(session: Session, workshop: Workshop, *people: Any) -> None:
    for each in people:
        book(session, person_id=each.id, workshop_public_id=workshop.public_id, now=NOW)
    session.commit()


def test_a_learner_finds_books_and_gives_back(enter: Enter, cast: Any, workshop: Workshop) -> None:
    browser = enter(cast.learner)
    listed = text_of(browser.get("/workshops").text)
    assert "Equality at the counter" in listed
    assert "Tuesday 1 December 2026, 14:00 to 16:00 (Korean Standard Time)" in listed
    assert "2 places are free" in listed
    address = f"/workshops/{workshop.public_id}"
    page = browser.get(address).text
    assert "https://meet.example" not in page
    assert NAMES["stranger"] in page
    answer = post(browser, f"{address}/booking")
    assert (answer.status_code, answer.location) == (303, f"{address}?done=booked")
    page = browser.get(answer.location).text
    assert "You have a place." in page
    assert 'href="https://meet.example/equality"' in page
    assert "Booked" in text_of(browser.get("/workshops").text)
    twice = post(browser, f"{address}/booking")
    assert twice.status_code == 409
    assert "You have booked this workshop already." in twice.text
    answer = post(browser, f"{address}/booking/return")
    assert answer.location == f"{address}?done=given-back"
    assert "Book a place" in browser.get(address).text
    assert post(browser, f"{address}/booking/return").status_code == 409


def test_the_page_says_which_number_on_the_waiting_list_one_is(
    enter: Enter, session: Session, cast: Any, workshop: Workshop
) -> None:
    booked(session, workshop, cast.manager, cast.author)
    browser = enter(cast.learner)
    address = f"/workshops/{workshop.public_id}"
    assert "Join the waiting list" in browser.get(address).text
    answer = post(browser, f"{address}/booking")
    assert answer.location == f"{address}?done=waiting"
    page = browser.get(answer.location).text
    assert "You are number 1 on the waiting list" in page
    assert "Leave the waiting list" in page
    assert "meet.example" not in page


def test_the_code_is_typed_in_the_room_and_a_wrong_one_is_kept_in_the_field(
    enter: Enter, session: Session, cast: Any, workshop: Workshop, clock: Any
) -> None:
    trainer, browser = enter(cast.stranger), enter(cast.learner)
    address = f"/workshops/{workshop.public_id}"
    shown = post(trainer, f"{address}/attendance/code")
    assert shown.status_code == 200
    code = re.search(r"<code>(\w{4}-\w{4})</code>", shown.text)
    assert code
    assert code[1] not in trainer.get(f"{address}/attendance").text
    assert "The code that the trainer shows" not in browser.get(address).text
    clock.move_to(DURING)
    assert "The code that the trainer shows" in browser.get(address).text
    wrong = post(browser, f"{address}/code", code="nono-nono")
    assert wrong.status_code == 422
    assert '<a href="#code">This is not the code of this workshop.' in wrong.text
    assert 'value="nono-nono"' in wrong.text
    answer = post(browser, f"{address}/code", code=code[1].upper())
    assert answer.location == f"{address}?done=attended"
    clock.move_to(END + timedelta(days=1))
    assert "90 minutes credited" in text_of(browser.get("/workshops").text)
    assert post(browser, f"{address}/code", code=code[1]).status_code == 409


def test_ten_wrong_codes_are_enough(
    limited: FlaskClient, cast: Any, workshop: Workshop, clock: Any
) -> None:
    clock.move_to(DURING)
    with limited.session_transaction() as stored:
        stored["_user_id"] = f"{cast.learner.public_id}.{cast.learner.session_epoch}"
    limited.get("/account")
    address = f"/workshops/{workshop.public_id}/code"
    tried = [post(limited, address, code="nono-nono").status_code for _ in range(11)]
    assert tried == [422] * 10 + [429]


def test_a_trainer_without_a_role_marks_their_own_list_and_meets_no_other(
    enter: Enter, session: Session, cast: Any, workshop: Workshop, clock: Any
) -> None:
    booked(session, workshop, cast.learner, cast.author)
    other = planned(session, trainer="author")
    browser = enter(cast.stranger)
    address = f"/workshops/{workshop.public_id}/attendance"
    assert address in browser.get("/workshops").text
    page = browser.get(address).text
    assert NAMES["learner"] in page
    assert NAMES["auditor"] not in page
    assert "Attendance is recorded from the start" in page
    for closed in (
        f"/workshops/{other.public_id}/attendance",
        f"/workshops/{other.public_id}",
        "/workshops/" + "0" * 32 + "/attendance",
    ):
        assert browser.get(closed).status_code == 404
    assert browser.get("/organisations/baekdam/people").status_code == 403
    assert browser.get("/organisations/baekdam/workshops").status_code == 403
    early = post(browser, address, **{f"minutes.{cast.learner.public_id}": "90"})
    assert early.status_code == 409
    clock.move_to(END)
    sent = {
        f"minutes.{cast.learner.public_id}": "90",
        f"minutes.{cast.author.public_id}": "ninety",
    }
    wrong = post(browser, address, **sent)
    assert wrong.status_code == 422
    assert f'href="#minutes.{cast.author.public_id}"' in wrong.text
    assert 'value="ninety"' in wrong.text
    assert session.scalar(select(func.count(Attendance.id))) == 0
    above = post(browser, address, **{**sent, f"minutes.{cast.author.public_id}": "91"})
    assert above.status_code == 422
    assert "credits 90 minutes at most" in above.text
    sent[f"minutes.{cast.author.public_id}"] = ""
    assert post(browser, address, **sent).location == f"{address}?done=saved"
    session.rollback()
    assert [row.minutes for row in session.scalars(select(Attendance))] == [90]
    read = select(func.count()).where(
        AuditEntry.action == "attendance.read", AuditEntry.actor_id == cast.stranger.id
    )
    assert (session.scalar(read) or 0) >= 3


def test_a_list_that_was_opened_earlier_takes_nothing_back_that_was_recorded_since(
    enter: Enter, session: Session, cast: Any, workshop: Workshop, clock: Any
) -> None:
    booked(session, workshop, cast.learner, cast.author)
    clock.move_to(DURING)
    trainer, browser = enter(cast.stranger), enter(cast.learner)
    address = f"/workshops/{workshop.public_id}"
    stale = dict(
        re.findall(
            r'name="((?:shown|minutes)\.\w+)"[^>]* value="(\d*)"',
            trainer.get(f"{address}/attendance").text,
        )
    )
    assert len(stale) == 4
    shown = post(trainer, f"{address}/attendance/code").text
    code = re.search(r"<code>(.+?)</code>", shown)
    assert code
    assert post(browser, f"{address}/code", code=code[1]).status_code == 303
    stale[f"minutes.{cast.author.public_id}"] = "60"
    assert post(trainer, f"{address}/attendance", **stale).status_code == 303
    session.rollback()
    rows = session.scalars(select(Attendance).order_by(Attendance.id)).all()
    assert [(row.minutes, row.withdrawn_at) for row in rows] == [(90, None), (60, None)]


def test_a_trainer_adds_somebody_by_their_exact_staff_number(
    enter: Enter, session: Session, cast: Any, workshop: Workshop, clock: Any
) -> None:
    clock.move_to(END)
    browser = enter(cast.stranger)
    address = f"/workshops/{workshop.public_id}/attendance"
    wrong = post(browser, f"{address}/others", who="100", minutes="60")
    assert wrong.status_code == 422
    assert '<a href="#who">Nobody who may attend has this staff number.' in wrong.text
    assert 'value="100"' in wrong.text
    empty = post(browser, f"{address}/others")
    assert empty.status_code == 422
    assert '<a href="#who">' in empty.text
    assert '<a href="#minutes">' in empty.text
    assert post(browser, f"{address}/others", who="1003", minutes="60").status_code == 303
    page = browser.get(address).text
    assert NAMES["author"] in page
    assert "Came without a booking" in page


def test_an_administrator_plans_changes_and_cancels(
    enter: Enter, session: Session, cast: Any, tmp_path: Path
) -> None:
    publish_small(session, tmp_path)
    browser = enter(cast.manager)
    assert "/organisations/baekdam/workshops" in browser.get("/organisations/baekdam/people").text
    listed = "/organisations/baekdam/workshops"
    assert "No workshop has been planned yet." in browser.get(listed).text
    assert 'value="Asia/Seoul"' in browser.get(f"{listed}/new").text
    answer = post(browser, f"{listed}/new", **FORM, courses=SLUG)
    assert answer.location == f"{listed}?done=planned"
    workshop = session.scalars(select(Workshop)).one()
    assert (workshop.courses, workshop.created_by) == ([SLUG], cast.manager.id)
    address = f"{listed}/{workshop.public_id}"
    page = browser.get(address).text
    for value in ("2026-12-01", "14:00", "16:00", "Town Hall, room 4", "stranger", "equality"):
        assert f'value="{value}"' in page
    assert re.search(rf'value="{SLUG}" checked', page)
    changed = post(browser, address, **{**FORM, "place": "Elsewhere", "capacity": ""})
    assert changed.location == f"{listed}?done=saved"
    assert "Elsewhere" in browser.get(address).text
    unsure = post(browser, f"{address}/cancellation")
    assert unsure.status_code == 422
    assert '<a href="#confirmed">' in unsure.text
    assert post(browser, f"{address}/cancellation", confirmed="1").status_code == 303
    page = browser.get(address).text
    assert "This workshop does not take place." in page
    assert "Save the changes" not in page
    assert "Cancelled" in browser.get(listed).text


def test_the_form_says_all_that_is_wrong_and_keeps_what_was_typed(
    enter: Enter, session: Session, cast: Any
) -> None:
    browser = enter(cast.manager)
    sent = {
        **FORM,
        "titles.en": "",
        "day": "2027-03-28",
        "starts": "02:30",
        "time_zone": "Europe/Madrid",
        "capacity": "0",
        "trainer": "nobody",
        "place": '"><script>',
    }
    answer = post(browser, "/organisations/baekdam/workshops/new", **sent)
    assert answer.status_code == 422
    for field in ("titles", "starts", "capacity"):
        assert f'<a href="#{field}">' in answer.text
        assert f'id="{field}"' in answer.text
    assert "02:30 does not exist on this day in Europe/Madrid" in answer.text
    assert 'value="nobody"' in answer.text
    assert "<script>" not in answer.text
    assert session.scalar(select(func.count(Workshop.id))) == 0


def test_after_the_beginning_nothing_can_be_changed(
    enter: Enter, cast: Any, workshop: Workshop, clock: Any
) -> None:
    clock.move_to(DURING)
    browser = enter(cast.manager)
    address = f"/organisations/baekdam/workshops/{workshop.public_id}"
    assert "has begun" in browser.get(address).text
    assert post(browser, address, **FORM).status_code == 409
    assert post(browser, f"{address}/cancellation", confirmed="1").status_code == 409
    learner = enter(cast.learner)
    assert post(learner, f"/workshops/{workshop.public_id}/booking").status_code == 409


def test_the_workshops_of_another_city_do_not_exist(
    enter: Enter, session: Session, cast: Any, workshop: Workshop
) -> None:
    other = planned(session, at="almar", trainer="stranger")
    browser = enter(cast.manager)
    assert browser.get("/organisations/almar/workshops").status_code == 404
    assert browser.get(f"/organisations/almar/workshops/{other.public_id}").status_code == 404
    assert browser.get(f"/organisations/baekdam/workshops/{other.public_id}").status_code == 404
    assert browser.get(f"/workshops/{other.public_id}").status_code == 404
    assert browser.get(f"/workshops/{other.public_id}/attendance").status_code == 404
    assert browser.get(f"/workshops/{other.public_id}/calendar.ics").status_code == 404


def test_in_arabic_the_page_runs_from_the_right_with_arabic_digits(
    enter: Enter, session: Session, cast: Any, workshop: Workshop
) -> None:
    booked(session, workshop, cast.learner)
    for address in ("/workshops", f"/workshops/{workshop.public_id}"):
        page = enter(cast.learner).get(f"{address}?lang=ar").text
        assert '<html lang="ar" dir="rtl"' in page
        assert "المساواة عند الشباك" in page
        assert "الثلاثاء ١ ديسمبر ٢٠٢٦" in page
        assert "١٤:٠٠" in page
        assert "توقيت كوريا الرسمي" in page
    page = enter(cast.stranger).get(f"/workshops/{workshop.public_id}/attendance?lang=ar").text
    assert f"<bdi>{NAMES['learner']}</bdi>" in page


def test_the_calendar_file_is_known_again_when_the_workshop_changes(
    enter: Enter, session: Session, cast: Any, workshop: Workshop
) -> None:
    address = f"/workshops/{workshop.public_id}/calendar.ics"
    browser, manager = enter(cast.learner), enter(cast.manager)

    def event() -> Any:
        answer = browser.get(address)
        assert answer.mimetype == "text/calendar"
        assert answer.data.count(b"\n") == answer.data.count(b"\r\n")
        return vobject.readOne(answer.get_data(as_text=True), validate=True).vevent

    first = event()
    assert (first.summary.value, first.status.value) == ("Equality at the counter", "CONFIRMED")
    assert (first.dtstart.value, first.dtend.value) == (workshop.starts_at, workshop.ends_at)
    assert (first.sequence.value, first.dtstamp.value) == ("0", NOW)
    assert first.location.value == "Town Hall, room 4"
    assert first.url.value == f"http://training.test/workshops/{workshop.public_id}"
    booked(session, workshop, cast.learner)
    assert "https://meet.example/equality" in event().location.value
    planning = f"/organisations/baekdam/workshops/{workshop.public_id}"
    post(manager, planning, **{**FORM, "starts": "15:00", "ends": "17:00"})
    second = event()
    assert (second.uid.value, second.sequence.value) == (first.uid.value, "1")
    assert second.dtstart.value == workshop.starts_at + timedelta(hours=1)
    post(manager, f"{planning}/cancellation", confirmed="1")
    third = event()
    assert (third.uid.value, third.sequence.value) == (first.uid.value, "2")
    assert third.status.value == "CANCELLED"
    assert (
        "This workshop does not take place." in browser.get(address[: -len("/calendar.ics")]).text
    )
