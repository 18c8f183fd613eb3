"""The start pages, as each of the cast finds them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session

from elearn.catalogue.models import CourseVersion
from elearn.catalogue.queries import outline
from elearn.database import db
from elearn.identity.rules import Scope
from elearn.learning.models import Completion
from elearn.learning.services import complete_lesson, enrol, remember_place
from elearn.mandates.formats import read_charter
from elearn.mandates.services import Elsewhere, load_charter, recognise
from elearn.workshops.services import book, cancel_workshop, give_back
from tests.conftest import NOW
from tests.home.conftest import CHARTER
from tests.workshops.planning import plain, planned

Enter = Callable[[Any], FlaskClient]


def test_a_stranger_is_led_to_sign_in(client: FlaskClient) -> None:
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in")


@pytest.mark.parametrize(
    ("part", "address"),
    [
        ("learner", "/my-training"),
        ("author", "/desk"),
        ("auditor", "/organisations/baekdam/report"),
    ],
)
def test_each_role_starts_on_its_page(cast: Any, enter: Enter, part: str, address: str) -> None:
    assert enter(getattr(cast, part)).get("/").location == address


def test_a_learner_sees_what_they_owe_by_when_and_why(
    cast: Any, charter: None, enter: Enter
) -> None:
    page = enter(cast.learner).get("/my-training").text
    assert "Rights in small" in page
    assert "Due in 41 days" in page
    assert "Thursday 31 December 2026" in page
    assert "local time of <bdi>City of Baekdam</bdi>" in page
    assert "Every employee of the city, whatever the contract, takes human rights" in page
    assert "Baekdam Human Rights Charter, article 7, paragraph 1." in page
    assert 'href="/charters/baekdam/articles/7"' in page
    assert 'action="/courses/small/enrolments"' in page


def test_a_course_that_two_charters_ask_for_is_said_to_count_for_both(
    cast: Any, charter: None, enter: Enter, session: Session
) -> None:
    said = "The course counts for 1 more of your duties as well."
    client = enter(cast.learner)
    assert said not in client.get("/my-training").text
    text = CHARTER.read_text("utf-8").replace("code: baekdam\n", "code: second\n", 1)
    text = text.replace("human-rights-foundations", "small")
    load_charter(session, found=read_charter("second.yaml", text.encode()), now=NOW)
    session.commit()
    assert client.get("/my-training").text.count(said) == 2


def overlap(session: Session, asked: str) -> None:
    """Load two more charters for whoever works in Baekdam; the second asks for something else."""
    text = CHARTER.read_text("utf-8").replace("human-rights-foundations", "small")
    for code, requirement in (("second", "{kind: course, courses: [small]}"), ("third", asked)):
        more = text.replace("code: baekdam\n", f"code: {code}\n", 1)
        more = more.replace("{kind: course, courses: [small]}", requirement, 1)
        load_charter(session, found=read_charter(f"{code}.yaml", more.encode()), now=NOW)
    session.commit()


def test_what_duties_ask_for_together_is_said_in_minutes_with_what_is_done(
    cast: Any, charter: None, enter: Enter, session: Session
) -> None:
    overlap(
        session,
        "{kind: course_and_hours, courses: [small], min_minutes: 240, live_minutes: 60}",
    )
    recognise(
        session,
        scope=Scope(("/valle/baekdam/",)),
        person_public_id=cast.learner.public_id,
        found=Elsewhere("A day", "nhri", "The commission", date(2026, 11, 2), 50, live_minutes=45),
        accepted=True,
        now=NOW,
        on=NOW.date(),
        decided_by=cast.manager.id,
    )
    session.commit()
    page = enter(cast.learner).get("/my-training").text
    assert "3 of your duties overlap: together they ask for 240 minutes, 60 of them live" in page
    assert page.count("<li>50 of 240 minutes</li>") == 2, "in all, and beside the duty"
    assert page.count("<li>45 of 60 minutes together with others</li>") == 2
    arabic = enter(cast.learner).get("/my-training?lang=ar").text
    read = re.sub(r"<[^>]*>", " ", arabic)  # a token or an id may hold any digits
    assert "٢٤٠" in read
    assert "240" not in read


@pytest.mark.parametrize("asked", ["{kind: course, courses: [small]}", ""])
def test_duties_without_minutes_and_a_single_duty_say_none_in_all(
    cast: Any, charter: None, enter: Enter, session: Session, asked: str
) -> None:
    if asked:
        overlap(session, asked)
    page = enter(cast.learner).get("/my-training").text
    assert "3 open" in page if asked else "1 open" in page
    assert "duties overlap" not in page
    assert "minutes" not in page.partition('id="owe"')[2]


def test_a_duty_with_minutes_overlaps_with_one_without(
    cast: Any, charter: None, enter: Enter, session: Session
) -> None:
    overlap(session, "{kind: course_and_hours, courses: [small], min_minutes: 1}")
    page = enter(cast.learner).get("/my-training").text
    assert "3 of your duties overlap: together they ask for 1 minute." in page
    assert "live" not in page.partition('id="owe"')[2].partition("</ul>")[0]


def test_the_page_speaks_arabic_with_its_digits(cast: Any, charter: None, enter: Enter) -> None:
    page = enter(cast.learner).get("/my-training?lang=ar").text
    assert '<html lang="ar" dir="rtl"' in page
    assert "٣١ ديسمبر ٢٠٢٦" in page
    assert "<b>٧" in page


def test_continue_opens_the_very_block(
    cast: Any, charter: None, course: CourseVersion, enter: Enter, session: Session
) -> None:
    enrolment, _ = enrol(session, person_id=cast.learner.id, slug="small", now=NOW)
    session.flush()
    complete_lesson(
        session,
        person_id=cast.learner.id,
        enrolment_public_id=enrolment.public_id,
        lesson_id="what",
        now=NOW,
    )
    remember_place(
        session,
        person_id=cast.learner.id,
        enrolment_public_id=enrolment.public_id,
        lesson_id="why",
        block="b1",
        now=NOW,
    )
    session.commit()
    page = enter(cast.learner).get("/my-training").text
    address = f'href="/enrolments/{enrolment.public_id}/lessons/why#b1"'
    assert page.count(address) == 2, "once to go on, once beside the duty"
    lessons = len(outline(session, course.id).lessons)
    assert f"1 of {lessons} lessons done" in page
    assert page.count('class="btn"') == 1, "one strong button a page"


def test_continue_opens_the_final_when_every_lesson_is_read(
    cast: Any, charter: None, course: CourseVersion, enter: Enter, session: Session
) -> None:
    enrolment, _ = enrol(session, person_id=cast.learner.id, slug="small", now=NOW)
    session.flush()
    for lesson in outline(session, course.id).lessons:
        complete_lesson(
            session,
            person_id=cast.learner.id,
            enrolment_public_id=enrolment.public_id,
            lesson_id=lesson.id,
            now=NOW,
        )
    session.commit()
    page = enter(cast.learner).get("/my-training").text
    assert f'href="/enrolments/{enrolment.public_id}/assessments/final"' in page


def test_a_duty_that_is_met_is_shown_as_done(
    cast: Any, charter: None, enter: Enter, session: Session
) -> None:
    enrolment, _ = enrol(session, person_id=cast.learner.id, slug="small", now=NOW)
    session.flush()
    session.add(
        Completion(enrolment_id=enrolment.id, completed_at=NOW - timedelta(days=2), language="en")
    )
    session.commit()
    page = enter(cast.learner).get("/my-training").text
    assert "Completed on <strong>Wednesday 18 November 2026</strong>." in page
    assert "Nothing open" in page
    assert "The certificate of 1 completed course is ready." in page


def test_who_owes_nothing_is_told_what_to_do_next(cast: Any, enter: Enter) -> None:
    page = enter(cast.stranger).get("/my-training").text
    assert "No charter asks any training of you at the moment." in page
    assert "No certificates yet." in page
    assert 'href="/courses"' in page


def test_an_administrator_sees_three_numbers_with_their_denominators(
    cast: Any, charter: None, enter: Enter
) -> None:
    page = enter(cast.manager).get("/").text
    assert "<strong>0</strong> of <strong>5</strong> people with a duty have completed it." in page
    assert "<strong>5</strong> of <strong>5</strong> people with a duty still have time." in page
    assert 'href="/organisations/baekdam/report/people?group=due"' in page
    assert 'href="/reports"' in page
    assert 'href="/organisations/baekdam/people/import"' in page


def test_people_leads_to_the_organisation_of_the_reader(cast: Any, enter: Enter) -> None:
    assert enter(cast.manager).get("/people").location == "/organisations/baekdam/people"


def test_the_desk_shows_each_language_of_each_version(
    cast: Any, course: CourseVersion, enter: Enter
) -> None:
    page = enter(cast.author).get("/desk").text
    assert "T1, version 1" in page
    assert '<span lang="en">English</span>: the source' in page
    assert '<span lang="es">Español</span>: complete' in page


def test_the_desk_is_closed_to_learners(cast: Any, enter: Enter) -> None:
    assert enter(cast.learner).get("/desk").status_code == 403


def test_a_learners_home_costs_few_statements(
    app: Flask, cast: Any, charter: None, enter: Enter, session: Session
) -> None:
    overlap(session, "{kind: course_and_hours, courses: [small], min_minutes: 240}")
    client = enter(cast.learner)
    client.get("/my-training")
    counted: list[str] = []
    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", lambda *args: counted.append(args[2]))
    client.get("/my-training")
    assert len(counted) <= 12, counted


def test_a_workshop_that_is_booked_stands_on_the_page_until_it_is_over(
    cast: Any, enter: Enter, session: Session
) -> None:
    workshop = planned(session, capacity=1)
    waited = planned(session, day="2026-12-02", capacity=1, titles={"en": "Second workshop"})
    planned(session, titles={"en": "Not booked"})
    for who, which in ((cast.learner, workshop), (cast.author, waited), (cast.learner, waited)):
        book(session, person_id=who.id, workshop_public_id=which.public_id, now=NOW)
    session.commit()
    client = enter(cast.learner)
    page = client.get("/my-training").text
    assert "Tuesday 1 December 2026, 14:00 to 16:00 (Korean Standard Time)" in page
    assert "Town Hall, room 4" in page
    for each in (workshop, waited):
        assert f'href="/workshops/{each.public_id}"' in page
        assert f'href="/workshops/{each.public_id}/calendar.ics"' in page
    assert page.index("Equality at the counter") < page.index("Second workshop")
    assert page.count(workshop.link) == 2, (
        "once as the link, once as its words: not while one waits"
    )
    assert "Booked" in page
    assert "On the waiting list: number 1" in page
    assert page.count("The link is shown here to those who have a place.") == 1
    assert "Not booked" not in page
    with time_machine.travel(workshop.ends_at, tick=False):
        page = client.get("/my-training").text
    assert "Equality at the counter" not in page
    assert "Second workshop" in page


def test_a_workshop_that_was_given_back_is_gone_and_a_cancelled_one_says_so(
    cast: Any, enter: Enter, session: Session
) -> None:
    workshop = planned(session)
    for who in (cast.learner, cast.author):
        book(session, person_id=who.id, workshop_public_id=workshop.public_id, now=NOW)
    asked: dict[str, Any] = {"workshop_public_id": workshop.public_id, "now": NOW}
    give_back(session, person_id=cast.author.id, compose=plain, **asked)
    session.commit()
    assert "Equality at the counter" not in enter(cast.author).get("/my-training").text
    cancel_workshop(
        session,
        author_id=cast.manager.id,
        scope=Scope(("/valle/baekdam/",)),
        compose=plain,
        **asked,
    )
    session.commit()
    page = enter(cast.learner).get("/my-training").text
    assert "Cancelled" in page
    assert workshop.link not in page


def test_the_booked_workshops_speak_arabic(cast: Any, enter: Enter, session: Session) -> None:
    workshop = planned(session, capacity=1)
    for who in (cast.author, cast.learner):
        book(session, person_id=who.id, workshop_public_id=workshop.public_id, now=NOW)
    session.commit()
    page = enter(cast.learner).get("/my-training?lang=ar").text
    assert "المساواة عند الشباك" in page
    assert "الثلاثاء ١ ديسمبر ٢٠٢٦" in page
    assert "١٤:٠٠" in page
    assert "في قائمة الانتظار: الرقم ١" in page


def test_many_bookings_cost_no_more_statements_than_none(
    app: Flask, cast: Any, charter: None, enter: Enter, session: Session
) -> None:
    client = enter(cast.learner)
    client.get("/my-training")
    with app.app_context():
        engine = db.engine
    counted: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *args: counted.append(args[2]))
    client.get("/my-training")
    alone = len(counted)
    for number in range(12):
        workshop = planned(session, day=f"2026-12-{number + 1:02}")
        book(session, person_id=cast.learner.id, workshop_public_id=workshop.public_id, now=NOW)
    session.commit()
    counted.clear()
    page = client.get("/my-training").text
    assert page.count("calendar.ics") == 12
    assert len(counted) == alone
