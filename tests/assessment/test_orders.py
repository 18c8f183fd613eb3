"""No order of saves, retries and language switches changes what the last answers are worth."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elearn.assessment.queries import sitting
from elearn.learning.models import Enrolment
from elearn.learning.services import enrol
from tests.assessment.sitting_exams import Examinee
from tests.conftest import NOW
from tests.learning.packs import KEY, SLUG

QUESTIONS = {"one": "abcd", "many": "abcd", "true": "ab"}
LANGUAGES = ("en", "es", "ar", "ko")


@st.composite
def saves(draw: Any) -> tuple[str, list[str], str, int]:
    """Draw a save: a question, choices that fit it, a language, and how often it is retried."""
    question = draw(st.sampled_from(sorted(QUESTIONS)))
    most = 4 if question == "many" else 1
    names = st.sampled_from(QUESTIONS[question])
    choices = draw(st.lists(names, max_size=most, unique=True))
    return question, choices, draw(st.sampled_from(LANGUAGES)), draw(st.integers(1, 3))


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(saves(), max_size=12))
def test_the_score_is_that_of_the_last_acknowledged_answers(
    examinee: Examinee, sequence: list[tuple[str, list[str], str, int]]
) -> None:
    attempt, _created = examinee.start("counter-check")
    last: dict[str, list[str]] = {}
    for question, choices, language, times in sequence:
        revisions = {
            examinee.save(attempt, question, choices, language=language).revision
            for _ in range(times)
        }
        assert len(revisions) == 1
        last[question] = choices
        seen = sitting(examinee.session, examinee.person_id, attempt.public_id, language)
        assert {asked.key: set(asked.response.get("choices", ())) for asked in seen.questions} == {
            key: set(last.get(key, ())) for key in QUESTIONS
        }
    closed = examinee.submit(attempt)
    assert closed.raw == sum(set(last.get(key, ())) == set(KEY[key]) for key in QUESTIONS)


def test_two_people_never_share_an_attempt(examinee: Examinee, cast: Any) -> None:
    other, _created = enrol(examinee.session, person_id=cast.manager.id, slug=SLUG, now=NOW)
    assert isinstance(other, Enrolment)
    second = Examinee(examinee.session, cast.manager.id, other)
    assert examinee.start()[0].id != second.start()[0].id
