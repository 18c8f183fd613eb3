"""The pages of an attempt, as a browser without scripts sees them."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from elearn.assessment.models import Answer, Attempt
from tests.assessment.sitting_exams import Examinee
from tests.conftest import csrf_of
from tests.learning.packs import KEY, LESSONS


@pytest.fixture
def browser(client: FlaskClient, examinee: Examinee, cast: Any, sign_in: Any) -> FlaskClient:
    """Sign the learner in."""
    sign_in(client, cast.learner)
    client.get("/courses")
    return client


def post(browser: FlaskClient, address: str, **data: Any) -> Any:
    return browser.post(address, data={"csrf_token": csrf_of(browser), **data})


def begin(browser: FlaskClient, examinee: Examinee, key: str = "final") -> str:
    answer = post(browser, f"/enrolments/{examinee.enrolment.public_id}/assessments/{key}")
    assert answer.status_code == 303, answer.text
    found = re.search(r"/attempts/([0-9a-f]{32})", answer.location)
    assert found
    return found[1]


def paper(examinee: Examinee, aid: str) -> list[str]:
    examinee.session.rollback()
    attempt = examinee.session.scalars(select(Attempt).where(Attempt.public_id == aid)).one()
    return [item.question for item in attempt.sheet.items]


def answer_all(browser: FlaskClient, examinee: Examinee, aid: str) -> None:
    for number, question in enumerate(paper(examinee, aid), start=1):
        post(browser, f"/attempts/{aid}/questions/{number}", choices=KEY[question])


def test_the_page_before_says_what_awaits_one(browser: FlaskClient, examinee: Examinee) -> None:
    page = browser.get(f"/enrolments/{examinee.enrolment.public_id}/assessments/final").text
    assert "<h1>Final quiz</h1>" in page
    assert "3 questions, one a page." in page
    assert "2 attempts<br>2 are left" in page
    assert "60%" in page


def test_who_does_not_want_to_check_themselves_can_go_on(
    browser: FlaskClient, examinee: Examinee
) -> None:
    base = f"/enrolments/{examinee.enrolment.public_id}"
    page = browser.get(f"{base}/assessments/final").text
    assert re.search(rf'<a href="{base}/(lessons|assessments)/[\w-]+" rel="prev">', page)


def test_starting_leads_to_the_first_question(browser: FlaskClient, examinee: Examinee) -> None:
    aid = begin(browser, examinee)
    page = browser.get(f"/attempts/{aid}/questions/1").text
    assert "Question 1 of 3" in page
    assert "3 are not answered yet." in page
    assert "Not answered yet" in page
    assert "See all questions" in page
    question = paper(examinee, aid)[0]
    assert f"What about {question}?" in page
    assert f'data-answer-url="/api/v1/attempts/{aid}/answers/{question}"' in page
    assert 'data-language="en"' in page


def test_save_and_go_on_saves_and_goes_on(browser: FlaskClient, examinee: Examinee) -> None:
    aid = begin(browser, examinee)
    question = paper(examinee, aid)[0]
    answer = post(browser, f"/attempts/{aid}/questions/1", choices=KEY[question])
    assert answer.location.endswith(f"/attempts/{aid}/questions/2")
    page = browser.get(f"/attempts/{aid}/questions/1").text
    assert page.count(" checked") == len(KEY[question])
    assert "Saved at" in page
    assert "2 are not answered yet." in page


def test_nothing_chosen_is_said_with_a_link_to_the_choices(
    browser: FlaskClient, examinee: Examinee
) -> None:
    aid = begin(browser, examinee)
    answer = post(browser, f"/attempts/{aid}/questions/1")
    assert answer.status_code == 422
    assert "<title>Error: Question 1 of 3" in answer.text
    assert '<a href="#choices">Choose an answer, or press “Answer later”</a>' in answer.text
    assert 'id="choices"' in answer.text


def test_answer_later_goes_on_without_an_answer(browser: FlaskClient, examinee: Examinee) -> None:
    aid = begin(browser, examinee)
    answer = post(browser, f"/attempts/{aid}/questions/1", later="1")
    assert answer.location.endswith(f"/attempts/{aid}/questions/2")
    assert examinee.session.scalars(select(Answer)).all() == []


def test_the_last_question_leads_to_all_questions(browser: FlaskClient, examinee: Examinee) -> None:
    aid = begin(browser, examinee)
    answer = post(browser, f"/attempts/{aid}/questions/3", later="1")
    assert answer.location.endswith(f"/attempts/{aid}")
    page = browser.get(f"/attempts/{aid}").text
    assert "3 questions are not answered yet." in page
    assert page.count("Not answered yet") == 3
    assert "Submit" in page


def test_continue_leads_to_the_first_question_without_an_answer(
    browser: FlaskClient, examinee: Examinee
) -> None:
    aid = begin(browser, examinee)
    post(browser, f"/attempts/{aid}/questions/1", choices=KEY[paper(examinee, aid)[0]])
    answer = post(browser, f"/enrolments/{examinee.enrolment.public_id}/assessments/final")
    assert answer.location.endswith(f"/attempts/{aid}/questions/2")


def test_submitting_warns_of_unanswered_questions_first(
    browser: FlaskClient, examinee: Examinee
) -> None:
    aid = begin(browser, examinee)
    asked = post(browser, f"/attempts/{aid}/submission")
    assert asked.status_code == 422
    assert "3 questions are not answered yet" in asked.text
    assert "Answer question 2" in asked.text
    again = browser.get(f"/attempts/{aid}/submission?lang=es")
    assert again.location.endswith(f"/attempts/{aid}")
    done = post(browser, f"/attempts/{aid}/submission", confirmed="1")
    assert done.location.endswith(f"/attempts/{aid}/result")


def test_a_pass_with_every_lesson_read_ends_the_course(
    browser: FlaskClient, examinee: Examinee
) -> None:
    for lesson in LESSONS:
        post(browser, f"/enrolments/{examinee.enrolment.public_id}/lessons/{lesson}/completion")
    aid = begin(browser, examinee)
    answer_all(browser, examinee, aid)
    post(browser, f"/attempts/{aid}/submission")
    page = browser.get(f"/attempts/{aid}/result").text
    assert "<h1>Passed: Final quiz</h1>" in page
    assert "3 of 3 answers were right: 100%. The pass mark is 60%." in page
    assert "The course is done." in page


def test_a_fail_says_what_to_read_again_and_how_often_one_can_try(
    browser: FlaskClient, examinee: Examinee
) -> None:
    aid = begin(browser, examinee)
    post(browser, f"/attempts/{aid}/submission", confirmed="1")
    page = browser.get(f"/attempts/{aid}/result").text
    assert "<h1>Not passed: Final quiz</h1>" in page
    assert "1 attempt is left" in page
    assert "Worth reading again" in page
    assert f"/enrolments/{examinee.enrolment.public_id}/lessons/whose" in page
    assert "Whose duty it is" in page


def test_the_last_attempt_says_that_none_is_left(browser: FlaskClient, examinee: Examinee) -> None:
    for _ in range(2):
        aid = begin(browser, examinee)
        post(browser, f"/attempts/{aid}/submission", confirmed="1")
    assert (
        "All the attempts at this quiz have been made."
        in browser.get(f"/attempts/{aid}/result").text
    )
    address = f"/enrolments/{examinee.enrolment.public_id}/assessments/final"
    assert "All the attempts at this quiz have been made." in browser.get(address).text
    assert post(browser, address).status_code == 409


def test_a_check_tells_at_once_what_was_right(browser: FlaskClient, examinee: Examinee) -> None:
    aid = begin(browser, examinee, "counter-check")
    post(browser, f"/attempts/{aid}/questions/1", choices=["a"])
    post(browser, f"/attempts/{aid}/submission", confirmed="1")
    page = unescape(browser.get(f"/attempts/{aid}/result").text)
    assert "xyzzy about a of one" in page
    assert "xyzzy about b of one" in page
    assert "xyzzy about d of one" not in page


def test_a_closed_attempt_leads_to_its_result(browser: FlaskClient, examinee: Examinee) -> None:
    aid = begin(browser, examinee)
    assert browser.get(f"/attempts/{aid}/result").location.endswith(f"/attempts/{aid}")
    post(browser, f"/attempts/{aid}/submission", confirmed="1")
    for address in (f"/attempts/{aid}", f"/attempts/{aid}/questions/1"):
        assert browser.get(address).location.endswith("/result")
    late = post(browser, f"/attempts/{aid}/questions/1", choices=["a"])
    assert late.location.endswith("/result")
    examinee.session.rollback()
    assert examinee.session.scalars(select(Answer)).all() == []


def test_the_language_changes_in_place_and_answers_stay(
    browser: FlaskClient, examinee: Examinee
) -> None:
    aid = begin(browser, examinee)
    question = paper(examinee, aid)[0]
    post(browser, f"/attempts/{aid}/questions/1", choices=KEY[question])
    page = browser.get(f"/attempts/{aid}/questions/1?lang=ar").text
    assert '<html lang="ar" dir="rtl"' in page
    assert f"ع What about {question}?" in page
    assert page.count(" checked") == len(KEY[question])


def test_a_question_is_only_asked_in_a_language_the_course_offers(
    browser: FlaskClient, examinee: Examinee
) -> None:
    aid = begin(browser, examinee)
    page = browser.get(f"/attempts/{aid}/questions/1?lang=ko").text
    assert '<html lang="ko"' in page
    assert page.count('class="fallback"') == 1
    assert 'data-language="en"' in page
    assert '<span lang="en" dir="auto">What about' in page


def test_another_persons_attempt_is_not_found(
    browser: FlaskClient, examinee: Examinee, cast: Any, sign_in: Any, app: Flask
) -> None:
    aid = begin(browser, examinee)
    other = app.test_client()
    sign_in(other, cast.stranger)
    for path in ("", "/questions/1", "/result"):
        assert other.get(f"/attempts/{aid}{path}").status_code == 404
    assert post(other, f"/attempts/{aid}/submission", confirmed="1").status_code == 404


@pytest.mark.parametrize("number", ["0", "4", "99999999999999999999", "x"])
def test_a_question_that_is_not_there_is_not_found(
    browser: FlaskClient, examinee: Examinee, number: str
) -> None:
    aid = begin(browser, examinee)
    assert browser.get(f"/attempts/{aid}/questions/{number}").status_code == 404
