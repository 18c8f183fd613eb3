"""Starting an attempt, or going on with the open one."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from elearn.assessment.models import Attempt
from elearn.assessment.queries import attempts_at, time_factor
from elearn.assessment.rules import (
    AttemptStatus,
    TimeFactor,
    attempts_left,
    draw_paper,
    expires,
    opens_again,
)
from elearn.assessment.services.submit import close
from elearn.catalogue.queries import assessment_definition
from elearn.errors import N_, Conflict
from elearn.learning.models import Enrolment
from elearn.learning.queries import enrolment_and_hash


class NoAttemptsLeft(Conflict):
    """Every attempt that the assessment allows has been made."""

    code = "no-attempts-left"


class TooSoon(Conflict):
    """The time between two attempts has not passed yet."""

    code = "too-soon"

    def __init__(self, opens_at: datetime) -> None:
        """Keep when the next attempt may start; the page tells it in the reader's own zone."""
        super().__init__(
            N_("The next attempt may start on %(day)s at %(time)s UTC. Come back then."),
            day=f"{opens_at:%Y-%m-%d}",
            time=f"{opens_at:%H:%M}",
        )
        self.opens_at = opens_at

    def members(self) -> dict[str, Any]:
        """Return when the next attempt may start."""
        return {"opens_at": self.opens_at.isoformat()}


class WaitsForMark(Conflict):
    """An answer of the attempt before is still to be marked."""

    code = "waits-for-mark"


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
    attempt and the others get it; two unique constraints stand behind that. An open attempt whose
    time has ended is closed first.
    EnrolmentNotFound; AssessmentNotFound; NoAttemptsLeft; TooSoon; WaitsForMark.
    """
    enrolment, kept_by = enrolment_and_hash(session, person_id, enrolment_public_id, lock=True)
    definition = assessment_definition(session, enrolment.version_id, assessment, kept_by)
    policy = definition.policy
    earlier = attempts_at(session, enrolment.id, assessment)
    for attempt in earlier:
        if attempt.expired(now):
            close(session, attempt, enrolment, now=now)
        elif attempt.status is AttemptStatus.OPEN:
            return attempt, False
    _may_start(earlier, policy.attempts)
    opens_at = opens_again(policy, earlier[-1].submitted_at if earlier else None)
    if opens_at and now < opens_at:
        raise TooSoon(opens_at)
    factor = time_factor(session, person_id) if policy.time_limit else TimeFactor.USUAL
    attempt = _new(enrolment, assessment, earlier, now)
    attempt.expires_at = expires(policy, factor, now)
    seen = Counter(item.question for attempt in earlier for item in attempt.sheet.items)
    attempt.paper = draw_paper(definition, seed=attempt.seed, seen=seen).as_document()
    session.add(attempt)
    session.flush()
    return attempt, True


def _may_start(earlier: Sequence[Attempt], allowed: int | None) -> None:
    if any(attempt.status is AttemptStatus.SUBMITTED for attempt in earlier):
        raise WaitsForMark(
            N_("An answer of your last attempt is still being marked. Wait for its result.")
        )
    if attempts_left(allowed, len(earlier)) == 0:
        raise NoAttemptsLeft(N_("All the attempts at this quiz have been made."))


def _new(
    enrolment: Enrolment, assessment: str, earlier: Sequence[Attempt], now: datetime
) -> Attempt:
    return Attempt(
        enrolment_id=enrolment.id,
        assessment=assessment,
        number=len(earlier) + 1,
        started_at=now,
        seed=secrets.token_hex(16),
    )
