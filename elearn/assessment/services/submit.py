"""Submitting an attempt: it is closed, scored by the server, and reported into learning."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from elearn.assessment.models import Attempt
from elearn.assessment.queries import answers_of, attempt_of
from elearn.assessment.rules import mark
from elearn.catalogue.queries import assessment_definition
from elearn.learning.rules import Score, Verb, assessment_activity
from elearn.learning.services import record_result


def submit(
    session: Session,
    *,
    person_id: int,
    attempt_public_id: str,
    now: datetime,
    language: str | None = None,
) -> Attempt:
    """Close the attempt and return it with its score; questions without an answer count 0.

    Of two submissions at once one closes it; the other, like any later one, gets the same result.
    AttemptNotFound.
    """
    attempt, enrolment, kept_by = attempt_of(session, person_id, attempt_public_id, lock=True)
    if attempt.submitted_at is not None:
        return attempt
    definition = assessment_definition(session, enrolment.version_id, attempt.assessment, kept_by)
    answers = answers_of(session, attempt.id)
    marking = mark(
        definition,
        attempt.sheet,
        {question: answer.choices for question, answer in answers.items()},
    )
    attempt.submitted_at = now
    attempt.raw, attempt.max, attempt.scaled = marking.raw, marking.max, marking.scaled
    attempt.passed = marking.passed
    record_result(
        session,
        enrolment_id=enrolment.id,
        activity=assessment_activity(attempt.assessment),
        verb=Verb.PASSED if marking.passed else Verb.FAILED,
        score=Score(marking.raw, marking.max, marking.scaled),
        source_key=f"attempt:{attempt.public_id}",
        language=language,
        now=now,
    )
    return attempt
