"""The moment a course is done."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from elearn.learning.models import Completion, Enrolment
from elearn.learning.queries import progress
from elearn.learning.rules import Progress, is_met


def conclude(
    session: Session, enrolment: Enrolment, *, language: str | None, now: datetime
) -> Progress:
    """Write the completion when the rule of the version is met and none is written yet.

    The caller holds the row of the enrolment, so that two last steps at once cannot miss each
    other. Without a language, that of the course is recorded. Returns the progress after it.
    """
    session.flush()
    found = progress(session, enrolment)
    rule, lessons = found.outline.completion, {lesson.id for lesson in found.outline.lessons}
    if found.completed_at or not is_met(
        rule, lessons, completed=found.completed, passed=found.passed
    ):
        return found
    session.add(
        Completion(
            enrolment_id=enrolment.id,
            completed_at=now,
            language=found.outline.language(language or found.outline.source_language),
        )
    )
    return progress(session, enrolment)
