"""Submitting an attempt: it is closed, scored by the server, and reported into learning."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from elearn.assessment.models import Attempt
from elearn.assessment.queries import (
    answers_of,
    attempt_of,
    corrections_of,
    expired_attempts,
    marks_of,
)
from elearn.assessment.rules import AttemptStatus, Marking, counts_for_passing, mark
from elearn.catalogue.queries import assessment_definition
from elearn.learning.models import Enrolment
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
    An attempt with an answer that a trainer marks has no score yet. AttemptNotFound.
    """
    attempt, enrolment, _kept_by = attempt_of(session, person_id, attempt_public_id, lock=True)
    if attempt.status is AttemptStatus.OPEN:
        close(session, attempt, enrolment, now=now, language=language)
    return attempt


def close_expired(session: Session, *, now: datetime) -> int:
    """Close every open attempt whose time has ended, and return how many there were."""
    found = expired_attempts(session, now)
    for attempt, enrolment in found:
        close(session, attempt, enrolment, now=now)
    return len(found)


def close(
    session: Session,
    attempt: Attempt,
    enrolment: Enrolment,
    *,
    now: datetime,
    language: str | None = None,
) -> None:
    """Close an open attempt whose row is held, with what was acknowledged by the end of its time.

    An attempt whose time has ended counts as submitted at that end, whenever it is found.
    """
    ended = attempt.expires_at if attempt.expired(now) else None
    attempt.submitted_at = ended or now
    settle(session, attempt, enrolment, now=now, language=language)


def settle(
    session: Session,
    attempt: Attempt,
    enrolment: Enrolment,
    *,
    now: datetime,
    language: str | None = None,
) -> Marking:
    """Score a submitted attempt and report its result, unless an answer waits for its mark."""
    marking = mark_attempt(session, attempt, enrolment)
    if marking.waiting or attempt.scaled is not None:
        return marking
    attempt.points = {question: won or 0.0 for question, won in marking.points.items()}
    attempt.raw, attempt.max, attempt.scaled = marking.raw, marking.max, marking.scaled
    attempt.passed = marking.passed
    definition = assessment_definition(session, enrolment.version_id, attempt.assessment)
    verb = Verb.PASSED if marking.passed else Verb.FAILED
    record_result(
        session,
        enrolment_id=enrolment.id,
        activity=assessment_activity(attempt.assessment),
        verb=verb if counts_for_passing(definition.policy, attempt.number) else Verb.SCORED,
        score=Score(marking.raw, marking.max, marking.scaled),
        source_key=f"attempt:{attempt.public_id}",
        language=language,
        now=now,
    )
    return marking


def mark_attempt(session: Session, attempt: Attempt, enrolment: Enrolment) -> Marking:
    """Return what the answers of an attempt are worth by now, corrections of keys included."""
    definition = assessment_definition(session, enrolment.version_id, attempt.assessment)
    answers = answers_of(session, attempt.id)
    return mark(
        definition,
        attempt.sheet,
        {question: answer.response for question, answer in answers.items()},
        marks=marks_of(session, attempt, definition),
        corrections=corrections_of(session, enrolment.version_id, attempt.assessment),
    )
