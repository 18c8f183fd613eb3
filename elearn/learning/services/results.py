"""The one way by which any activity reports what was achieved."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.learning.models import Enrolment, Result
from elearn.learning.rules import Score, Verb
from elearn.learning.services.conclude import conclude


def record_result(  # noqa: PLR0913  # a result has these facts, all named at the call
    session: Session,
    *,
    enrolment_id: int,
    activity: str,
    verb: Verb,
    source_key: str,
    now: datetime,
    score: Score | None = None,
    language: str | None = None,
    duration: int | None = None,
) -> Result:
    """Add a result, and the completion when it meets the rule of the course.

    The same `source_key` reports once only: a repeat returns what was recorded then.
    """
    enrolment = session.scalars(
        select(Enrolment).where(Enrolment.id == enrolment_id).with_for_update(),
        execution_options={"populate_existing": True},
    ).one()
    known = session.scalar(select(Result).where(Result.source_key == source_key))
    if known:
        return known
    result = Result(
        enrolment_id=enrolment_id,
        activity=activity,
        verb=verb,
        raw=score.raw if score else None,
        max=score.max if score else None,
        scaled=score.scaled if score else None,
        duration=duration,
        recorded_at=now,
        source_key=source_key,
    )
    session.add(result)
    conclude(session, enrolment, language=language, now=now)
    return result
