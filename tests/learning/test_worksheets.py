"""Worksheets: filled in on any device, read by nobody else, taken along as PDF and text."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.catalogue.models import CourseVersion
from elearn.learning.models import FilledWorksheet
from elearn.learning.queries import current_enrolment
from tests.certification.test_pdf import pdftotext
from tests.conftest import csrf_of
from tests.learning.packs import SLUG
from tests.learning.test_services import pass_final, read_all

Browser = Callable[[str], FlaskClient]
SECRET = "The mayor's cousin got the flat"


@pytest.fixture
def browser(app: Flask, cast: Any, sign_in: Any) -> Browser:
    """Return a browser in which somebody of the cast is signed in."""

    def opened(part: str) -> FlaskClient:
        client = app.test_client()
        sign_in(client, getattr(cast, part))
        return client

    return opened


@pytest.fixture
def learner(browser: Browser, course: CourseVersion) -> FlaskClient:
    return browser("learner")


def start(client: FlaskClient, *, again: bool = False) -> str:
    """Enrol in the course and return the address of its worksheet."""
    client.get(f"/courses/{SLUG}")
    data = {"csrf_token": csrf_of(client), "again": "1" if again else ""}
    client.post(f"/courses/{SLUG}/enrolments", data=data)
    page = client.get(f"/courses/{SLUG}").text
    found = re.search(r'href="(/enrolments/\w+/worksheets/at-work)"', page)
    assert found
    return found[1]


def save(client: FlaskClient, address: str, revision: int = 0, **answers: Any) -> Any:
    """Send the form; names have _ for dots."""
    client.get(address)
    named = {
        name if name == "completed" else name.replace("_", "."): value
        for name, value in answers.items()
    }
    data = {"csrf_token": csrf_of(client), "revision": str(revision), **named}
    return client.post(address, data=data)


def stored(session: Session) -> FilledWorksheet:
    session.rollback()
    return session.scalars(select(FilledWorksheet)).one()


def test_what_is_saved_is_there_on_another_device_in_another_language(
    app: Flask, browser: Browser, learner: FlaskClient, session: Session
) -> None:
    address = start(learner)
    answer = save(
        learner,
        address,
        cases_1_what="  A form  ",
        cases_2_story="First.\r\n\r\nSecond <b>line</b>.",
        cases_1_duty=["protect", "respect"],
        plan_1_whose="mine",
        plan_1_by="2027-03-31",
    )
    assert answer.status_code == 303
    assert "Saved:" in learner.get(answer.location).text
    assert stored(session).answers == {
        "cases.1.what": "A form",
        "cases.1.duty": ["respect", "protect"],
        "cases.2.story": "First.\n\nSecond <b>line</b>.",
        "plan.1.whose": "mine",
        "plan.1.by": "2027-03-31",
    }
    page = browser("learner").get(f"{address}?lang=ar").text
    assert 'value="A form"' in page
    assert "Second &lt;b&gt;line&lt;/b&gt;." in page
    assert len(re.findall(r' value="(?:respect|protect|mine)" checked', page)) == 3
    assert "ع Two cases" in page


def test_an_answer_that_cannot_be_kept_is_said_beside_its_field_and_nothing_is_saved(
    learner: FlaskClient, session: Session
) -> None:
    address = start(learner)
    answer = save(learner, address, cases_1_what="x" * 301, plan_1_by="31.3.", cases_2_what="kept")
    assert answer.status_code == 422
    assert answer.text.count("Shorten this answer to 300 signs.") == 2
    assert 'href="#plan.1.by"' in answer.text
    assert 'value="kept"' in answer.text
    assert session.scalar(select(FilledWorksheet)) is None


def test_a_second_window_is_told_and_may_then_have_its_way(
    learner: FlaskClient, session: Session
) -> None:
    address = start(learner)
    save(learner, address, cases_1_what="first window")
    told = save(learner, address, cases_1_what="second window")
    assert told.status_code == 409
    assert "saved in another window" in told.text
    assert 'value="second window"' in told.text
    assert stored(session).answers == {"cases.1.what": "first window"}
    unfit = save(learner, address, plan_1_by="never")
    assert 'name="revision" value="0"' in unfit.text, "an unfit form must not learn the revision"
    revision = int(re.findall(r'name="revision" value="(\d+)"', told.text)[0])
    assert save(learner, address, revision, cases_1_what="second window").status_code == 303
    assert stored(session).answers == {"cases.1.what": "second window"}
    assert stored(session).revision == 2
    same = save(learner, address, 0, cases_1_what="second window")
    assert same.status_code == 303, "the same again is no conflict"


def test_others_see_that_it_is_completed_and_never_what_it_says(
    app: Flask, browser: Browser, learner: FlaskClient, session: Session
) -> None:
    address = start(learner)
    save(learner, address, cases_1_story=SECRET, completed="1")
    page = learner.get(f"/courses/{SLUG}").text
    row = re.search(r"At your own desk.*?</li>", page, re.DOTALL)
    assert row
    assert "Completed" in row[0]
    for part in ("stranger", "manager", "administrator", "auditor", "author"):
        client = browser(part)
        for path in (address, f"{address}/sheet.pdf", f"{address}/sheet.txt", f"/api/v1{address}"):
            answer = client.get(path)
            assert answer.status_code == 404, (part, path)
            assert SECRET not in answer.text
    first = stored(session).completed_at
    save(learner, address, 1, cases_1_story="other", completed="1")
    assert stored(session).completed_at == first, "the first date stands"
    save(learner, address, 2, cases_1_story="other")
    assert stored(session).completed_at is None


def test_a_later_round_begins_with_what_was_written_before_and_leaves_it(
    learner: FlaskClient, session: Session, cast: Any, course: CourseVersion
) -> None:
    address = start(learner)
    save(learner, address, cases_1_what="last year")
    enrolment = current_enrolment(session, cast.learner.id, course.course_id)
    assert enrolment
    read_all(session, enrolment)
    pass_final(session, enrolment)
    session.commit()
    later = start(learner, again=True)
    assert later != address
    page = learner.get(later).text
    assert 'value="last year"' in page
    assert "the last time you took this course" in page
    save(learner, later, cases_1_what="this year")
    assert 'value="last year"' in learner.get(address).text
    assert 'value="this year"' in learner.get(later).text


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_the_pdf_is_tagged_and_says_what_was_written(learner: FlaskClient, language: str) -> None:
    address = start(learner)
    empty = learner.get(f"{address}/sheet.pdf?lang={language}")
    assert empty.content_type == "application/pdf"
    story = "A line 🙂 with 한글, 中文 and عربي"
    save(learner, address, cases_1_story=story, plan_1_by="2027-03-31")
    answer = learner.get(f"{address}/sheet.pdf?lang={language}")
    assert f'filename="{SLUG}-1-at-work.pdf"' in answer.headers["Content-Disposition"]
    root = pypdf.PdfReader(io.BytesIO(answer.data)).root_object
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    text = pdftotext(answer.data)
    assert "[slightly smiling face]" in text
    assert "한글" in text
    assert ("2027" in text) == (language != "ar")
    assert "60" in text or "٦٠" in text


def test_the_text_names_the_version_and_every_field(learner: FlaskClient) -> None:
    address = start(learner)
    save(learner, address, cases_2_what="A form", cases_2_duty=["protect"])
    answer = learner.get(f"{address}/sheet.txt")
    assert answer.content_type == "text/plain; charset=utf-8"
    for line in ("# At your own desk", "Rights in small · Version 1", "### 2", "A form"):
        assert line in answer.text
    assert "- Protect\n" in answer.text
    assert "- Respect" not in answer.text
    assert answer.text.count("**What happened**") == 2


def test_the_api_reads_and_writes_it(
    client: FlaskClient, cast: Any, course: CourseVersion, token: Any
) -> None:
    headers = dict(token(client, cast.learner))
    made = client.post("/api/v1/enrolments", json={"course": SLUG}, headers=headers)
    whole = f"/api/v1/enrolments/{made.json['id']}"
    address = f"{whole}/worksheets/at-work"
    empty = client.get(f"{address}?lang=es", headers=headers).json
    assert empty["title"] == "ES At your own desk"
    assert empty["revision"] == 0
    assert [each["key"] for each in empty["fields"]][:3] == [
        "cases.1.what",
        "cases.1.story",
        "cases.1.duty",
    ]
    body = {"answers": {"cases.1.duty": ["respect"]}, "revision": 0, "completed": True}
    written = client.put(address, json=body, headers=headers)
    assert written.json["answers"] == body["answers"]
    assert written.json["revision"] == 1
    assert client.get(whole, headers=headers).json["worksheets"] == [
        {"id": "at-work", "title": "At your own desk", "minutes": 10, "status": "completed"}
    ]
    assert client.put(address, json=body, headers=headers).json["revision"] == 1
    clash = client.put(address, json={**body, "answers": {}}, headers=headers)
    assert clash.status_code == 409
    assert clash.json["code"] == "worksheet-changed"
    assert clash.json["revision"] == 1
    unfit = client.put(
        address, json={"answers": {"plan.1.by": "x", "?": "y"}, "revision": 1}, headers=headers
    )
    assert unfit.status_code == 422
    assert unfit.json["errors"]["plan.1.by"].startswith("Write the day as year, month and day")
    assert unfit.json["errors"]["?"].startswith("This worksheet has no field")
    missing = client.get(f"{whole}/worksheets/none", headers=headers)
    assert missing.status_code == 404
    assert missing.json["code"] == "worksheet-not-found"
