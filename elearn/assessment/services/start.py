"""Starting an attempt, or going on with the open one."""

from __future__ import annotations

import secrets
from collections import Counter
from datetime import datetime

from sqlalchemy.orm import Session

from elearn.assessment.models import Attempt
from elearn.assessment.queries import attempts_at
from elearn.assessment.rules import attempts_left, draw_paper
from elearn.catalogue.queries import assessment_definition
from elearn.errors import N_, Conflict
from elearn.learning.queries import enrolment_of


class NoAttemptsLeft(Conflict):
    """Every attempt that the assessment allows has been made."""

    code = "no-attempts-left"


def start(
    session: Session,
    *,
    person_id: int,
    enrolment_public_id: str,
    assessment: str,
    now: datetime,
) -> tuple[Attempt, bool]:
    """Return the open attempt at an assessment, and whether it was started just now.

    The row of the enrolment is held, so that of any number of requests at once one starts the
    attempt and the others get it; two unique constraints stand behind that.
    EnrolmentNotFound; AssessmentNotFound; NoAttemptsLeft.
    """
    enrolment = enrolment_of(session, person_id, enrolment_public_id, lock=True)
    definition = assessment_definition(session, enrolment.version_id, assessment)
    earlier = attempts_at(session, enrolment.id, assessment)
    for attempt in earlier:
        if attempt.submitted_at is None:
            return attempt, False
    if attempts_left(definition.attempts, len(earlier)) == 0:
        raise NoAttemptsLeft(N_("All the attempts at this quiz have been made."))
    seed = secrets.token_hex(16)
    seen = Counter(item.question for attempt in earlier for item in attempt.sheet.items)
    attempt = Attempt(
        enrolment_id=enrolment.id,
        assessment=assessment,
        number=len(earlier) + 1,
        started_at=now,
        seed=seed,
        paper=draw_paper(definition, seed=seed, seen=seen).as_document(),
    )
    session.add(attempt)
    session.flush()
    return attempt, True
