"""Item statistics from real attempts: computed by the command, shown to authors alone."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest
from flask.testing import FlaskClient
from scipy import stats
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from elearn.assessment.models import Attempt, ItemStatistic
from elearn.assessment.queries import statistics_of
from elearn.assessment.services import compute_statistics
from elearn.catalogue.models import CourseVersion
from elearn.identity.models import Person
from elearn.learning.models import Enrolment
from elearn.orm import new_public_id
from tests.assessment.sitting_exams import Examinee
from tests.conftest import NOW
from tests.learning.packs import KEY, SLUG, publish_small

PEOPLE = 60
QUESTIONS = ("one", "many", "true")


@pytest.fixture
def course(session: Session, tmp_path: Path) -> CourseVersion:
    return publish_small(session, tmp_path, policy={"pretest": "counter-check"}, blueprint=None)


def crowd(session: Session, version: CourseVersion, count: int) -> Iterator[Examinee]:
    """Enrol many people in the course."""
    employer = session.scalars(select(Person.organisation_id)).first()
    people = [
        {
            "public_id": new_public_id(),
            "organisation_id": employer,
            "staff_number": f"crowd-{n}",
            "name": f"Crowd {n}",
            "created_at": NOW,
            "session_epoch": 1,
        }
        for n in range(count)
    ]
    session.execute(insert(Person), people)
    for person_id in session.scalars(
        select(Person.id).where(Person.staff_number.startswith("crowd-"))
    ).all():
        enrolment = Enrolment(
            person_id=person_id,
            course_id=version.course_id,
            version_id=version.id,
            enrolled_at=NOW,
        )
        session.add(enrolment)
        session.flush()
        yield Examinee(session, person_id, enrolment)


@pytest.fixture
def told(session: Session, cast: Any, course: CourseVersion) -> list[dict[str, float]]:
    """Let a crowd take the check: a third in Arabic, weaker ones skipping; return the points."""
    chance = random.Random(20261127)
    rows = []
    for n, examinee in enumerate(crowd(session, course, PEOPLE)):
        attempt, _created = examinee.start("counter-check")
        language = "ar" if n % 3 == 0 else "en"
        for number, question in enumerate(QUESTIONS, 1):
            if chance.random() < 0.1:
                continue
            right = chance.random() < 0.3 + n / PEOPLE * 0.5
            wrong = next(name for name in "abcd" if name not in KEY[question])
            examinee.save(
                attempt,
                question,
                KEY[question] if right else [wrong],
                language=language,
                now=NOW + timedelta(seconds=20 * number),
            )
        closed = examinee.submit(attempt, now=NOW + timedelta(minutes=5))
        assert closed.points
        rows.append(closed.points)
        final, _created = examinee.start()
        examinee.answer_all(final, rightly=n % 2 == 0)
        examinee.submit(final)
    session.commit()
    return rows


def test_they_equal_what_scipy_says_of_the_same_attempts(
    session: Session, told: list[dict[str, float]]
) -> None:
    assert compute_statistics(session, now=NOW) == 2
    found = statistics_of(session, SLUG, 1, "counter-check")
    assert found.whole
    assert found.whole["n"] == PEOPLE
    assert {item.question.key for item in found.items} == set(QUESTIONS)
    for item in found.items:
        points = [row[item.question.key] for row in told]
        rests = [sum(row.values()) - row[item.question.key] for row in told]
        assert item.everybody["n"] == PEOPLE
        assert item.everybody["facility"] == pytest.approx(fmean(points), abs=1e-9)
        assert item.everybody["discrimination"] == pytest.approx(
            stats.pearsonr(points, rests).statistic, abs=1e-9
        )
        assert item.everybody["seconds"][1] == pytest.approx(20, rel=1.1)
        assert set(item.languages) == {"en", "ar"}
        assert sum(own["n"] for own in item.languages.values()) == PEOPLE


def test_computing_again_replaces_what_was_there(
    session: Session, told: list[dict[str, float]]
) -> None:
    compute_statistics(session, now=NOW)
    session.commit()
    before = {(row.question, row.language, str(row.statistics)) for row in rows(session)}
    compute_statistics(session, now=NOW + timedelta(days=1))
    session.commit()
    assert {(row.question, row.language, str(row.statistics)) for row in rows(session)} == before


def rows(session: Session) -> list[ItemStatistic]:
    return list(session.scalars(select(ItemStatistic)))


def test_the_gain_is_that_between_check_and_final(
    session: Session, told: list[dict[str, float]]
) -> None:
    compute_statistics(session, now=NOW)
    found = statistics_of(session, SLUG, 1, "final")
    assert found.whole
    gain = found.whole["gain"]
    finals = session.scalars(
        select(Attempt.scaled).where(Attempt.assessment == "final").order_by(Attempt.enrolment_id)
    ).all()
    checks = session.scalars(
        select(Attempt.scaled)
        .where(Attempt.assessment == "counter-check")
        .order_by(Attempt.enrolment_id)
    ).all()
    interval = stats.ttest_rel(finals, checks).confidence_interval(0.95)
    assert gain["n"] == PEOPLE
    assert (gain["low"], gain["high"]) == pytest.approx((interval.low, interval.high), abs=1e-9)


def test_a_handful_of_answers_tells_nothing(session: Session, cast: Any, course: Any) -> None:
    for examinee in crowd(session, course, 5):
        attempt, _created = examinee.start("counter-check")
        examinee.answer_all(attempt)
        examinee.submit(attempt)
    compute_statistics(session, now=NOW)
    found = statistics_of(session, SLUG, 1, "counter-check")
    assert found.whole == {"n": 5, "withheld": True}
    assert all(item.everybody["withheld"] for item in found.items)
    assert not any("facility" in item.everybody for item in found.items)


def test_authors_read_them_in_the_browser_and_by_the_api_and_others_do_not(
    session: Session, told: Any, client: FlaskClient, cast: Any, sign_in: Any, token: Any, cli: Any
) -> None:
    assert "2 quizzes were looked at." in cli("assessment", "statistics").output
    headers = token(client, cast.author)
    base = f"/api/v1/courses/{SLUG}/versions/1/assessments"
    found = client.get(f"{base}/counter-check/statistics", headers=headers).json
    assert found["whole"]["n"] == PEOPLE
    assert client.get(f"{base}/nowhere/statistics", headers=headers).status_code == 404
    assert (
        client.get(f"{base}/final/statistics", headers=token(client, cast.learner)).status_code
        == 403
    )
    sign_in(client, cast.author)
    page = client.get(f"/desk/{SLUG}/1/statistics/counter-check").text
    assert "From 60 attempts." in page
    assert "Weakest 27 %" in page
    final = client.get(f"/desk/{SLUG}/1/statistics/final").text
    assert "Gain since the first check" in final
    assert client.get(f"/desk/{SLUG}/9/statistics/final").status_code == 404


def test_before_the_first_night_the_page_says_so(
    client: FlaskClient, cast: Any, course: Any, sign_in: Any
) -> None:
    sign_in(client, cast.author)
    assert "Nothing was computed yet." in client.get(f"/desk/{SLUG}/1/statistics/final").text
