"""The pages of learning, as a browser without scripts sees them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from elearn.catalogue.models import CourseVersion
from elearn.catalogue.queries import lesson_text, outline
from elearn.database import db
from elearn.learning.models import Enrolment, LessonProgress
from tests.conftest import csrf_of
from tests.learning.packs import LESSONS, SLUG, publish_small


@pytest.fixture
def eid(
    session: Session, client: FlaskClient, cast: Any, course: CourseVersion, sign_in: Any
) -> str:
    """Sign the learner in and enrol through the page."""
    sign_in(client, cast.learner)
    client.get(f"/courses/{SLUG}")
    answer = client.post(f"/courses/{SLUG}/enrolments", data={"csrf_token": csrf_of(client)})
    assert answer.status_code == 303
    assert answer.location.endswith("/lessons/right")
    return the_enrolment(session)


def the_enrolment(session: Session) -> str:
    found = session.scalars(select(Enrolment.public_id)).one()
    session.rollback()  # so that the next read sees what is written until then
    return found


def complete(client: FlaskClient, eid: str, lesson: str, query: str = "") -> Any:
    return client.post(
        f"/enrolments/{eid}/lessons/{lesson}/completion{query}",
        data={"csrf_token": csrf_of(client)},
    )


def test_the_list_says_what_to_do_when_no_course_is_published(
    client: FlaskClient, cast: Any, sign_in: Any
) -> None:
    sign_in(client, cast.learner)
    page = client.get("/courses")
    assert page.status_code == 200
    assert "No course is published yet" in page.text


def test_the_list_names_each_course_and_how_far_one_is(client: FlaskClient, eid: str) -> None:
    page = client.get("/courses").text
    assert "Rights in small" in page
    assert "Not started" in page
    client.get(f"/enrolments/{eid}/lessons/right")
    assert "In progress" in client.get("/courses").text


def test_a_course_page_says_what_counts_as_done_and_offers_to_start(
    client: FlaskClient, cast: Any, course: CourseVersion, sign_in: Any
) -> None:
    sign_in(client, cast.learner)
    page = client.get(f"/courses/{SLUG}").text
    assert "say what a right is" in page
    assert "Every lesson read." in page
    assert "At least 60% in “Final quiz”; 2 attempts, no time limit." in page
    assert ">Start" in page
    assert "العربية" in page


def test_a_course_that_is_not_published_is_not_found(
    client: FlaskClient, cast: Any, sign_in: Any
) -> None:
    sign_in(client, cast.learner)
    assert client.get("/courses/nowhere").status_code == 404


def test_continue_leads_to_the_very_block(client: FlaskClient, eid: str) -> None:
    client.get(f"/enrolments/{eid}/lessons/right")
    answer = client.post(
        f"/enrolments/{eid}/position",
        data={"lesson": "right", "block": "b2", "csrf_token": csrf_of(client)},
    )
    assert answer.status_code == 204
    assert f"/enrolments/{eid}/lessons/right#b2" in client.get(f"/courses/{SLUG}").text


def test_opening_a_lesson_is_noted_once_and_by_one_row(
    session: Session, client: FlaskClient, eid: str
) -> None:
    for _ in range(2):
        assert client.get(f"/enrolments/{eid}/lessons/right").status_code == 200
    assert session.scalars(select(LessonProgress.status)).all() == ["attempted"]


def test_a_lesson_shows_its_text_its_labels_and_its_sources(client: FlaskClient, eid: str) -> None:
    page = client.get(f"/enrolments/{eid}/lessons/right").text
    assert "The first block of right." in page
    assert "Worked example" in page
    assert "<!--label" not in page
    assert 'id="src-udhr"' in page
    assert "Universal Declaration of Human Rights" in page
    assert "Lesson 1 of 3" in page
    assert "Mark as read and go on" in page


def test_mark_as_read_goes_through_lessons_and_checks_in_order(
    client: FlaskClient, eid: str
) -> None:
    assert complete(client, eid, "right").location.endswith("/lessons/local")
    assert complete(client, eid, "local").location.endswith("/assessments/counter-check")
    assert complete(client, eid, "whose").location.endswith("/assessments/final")
    page = client.get(f"/courses/{SLUG}").text
    assert "All 3 lessons are read" in page
    assert f"/enrolments/{eid}/assessments/final" in page


def test_a_lesson_already_read_says_so(client: FlaskClient, eid: str) -> None:
    complete(client, eid, "right")
    page = client.get(f"/enrolments/{eid}/lessons/right").text
    assert "Mark as read" not in page
    assert "Read" in page


def test_the_language_changes_in_place(client: FlaskClient, eid: str) -> None:
    page = client.get(f"/enrolments/{eid}/lessons/right?lang=ar").text
    assert '<html lang="ar" dir="rtl"' in page
    assert 'class="prose" lang="ar" dir="rtl"' in page
    assert "ع The first block of right." in page


def test_a_block_that_is_not_translated_says_whose_language_it_is(
    client: FlaskClient, eid: str
) -> None:
    page = client.get(f"/enrolments/{eid}/lessons/right?lang=es").text
    assert "ES The first block of right." in page
    _before, _mark, after = page.partition('class="fallback"')
    label, _text, _rest = after.partition("The second block of right.")
    assert "English" in label
    assert 'lang="en" dir="ltr"' in label


def test_a_lesson_in_a_language_not_offered_says_whose_language_it_is(
    client: FlaskClient, eid: str
) -> None:
    page = client.get(f"/enrolments/{eid}/lessons/right?lang=fr").text
    assert '<html lang="fr"' in page
    assert 'class="prose" lang="en" dir="ltr"' in page
    assert page.count('class="fallback"') == 1


@pytest.mark.parametrize("path", ["lessons/right", "lessons/nowhere"])
def test_another_persons_enrolment_is_not_found(
    eid: str, cast: Any, sign_in: Any, app: Flask, path: str
) -> None:
    other = app.test_client()
    sign_in(other, cast.stranger)
    assert other.get(f"/enrolments/{eid}/{path}").status_code == 404
    assert complete(other, eid, "right").status_code == 404


def test_a_lesson_that_is_not_in_the_course_is_not_found(client: FlaskClient, eid: str) -> None:
    assert client.get(f"/enrolments/{eid}/lessons/nowhere").status_code == 404


def test_nobody_reads_without_signing_in(client: FlaskClient, eid: str, app: Flask) -> None:
    answer = app.test_client().get(f"/enrolments/{eid}/lessons/right")
    assert answer.status_code == 302
    assert "/sign-in" in answer.location


def test_a_completed_course_offers_to_be_taken_again(
    session: Session, client: FlaskClient, cast: Any, tmp_path: Path, sign_in: Any
) -> None:
    publish_small(session, tmp_path, move_on="Completed")
    sign_in(client, cast.learner)
    client.get("/courses")
    client.post(f"/courses/{SLUG}/enrolments", data={"csrf_token": csrf_of(client)})
    eid = the_enrolment(session)
    for lesson in LESSONS:
        complete(client, eid, lesson)
    assert "Take this course again" in client.get(f"/courses/{SLUG}").text
    client.post(f"/courses/{SLUG}/enrolments", data={"csrf_token": csrf_of(client), "again": "1"})
    assert session.scalars(select(Enrolment.sequence)).all() == [1, 2]


def test_a_lesson_page_costs_two_statements_and_three_the_first_time(
    app: Flask, client: FlaskClient, eid: str
) -> None:
    client.get(f"/enrolments/{eid}/lessons/local")
    statements: list[str] = []
    with app.app_context():
        engine = db.engine
        # Each process reads the text of a published lesson once, in one statement more.
        version = db.session.scalars(select(CourseVersion.id)).one()
        lesson_text(db.session(), outline(db.session(), version), "right", "en")

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        client.get(f"/enrolments/{eid}/lessons/right")
        first = len(statements)
        client.get(f"/enrolments/{eid}/lessons/right")
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert first <= 4, statements
    assert len(statements) - first <= 2, statements[first:]
