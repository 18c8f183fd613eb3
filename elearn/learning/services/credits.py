"""The one way by which an activity outside a course reports minutes, and takes them back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.learning.models import Credit


def record_credit(  # noqa: PLR0913  # a credit has these facts, all named at the call
    session: Session,
    *,
    person_id: int,
    activity: str,
    title: str,
    credited_on: date,
    minutes: int,
    live_minutes: int,
    provider: str,
    source_key: str,
    now: datetime,
    courses: Sequence[str] = (),
    topics: Sequence[str] = (),
) -> Credit:
    """Add the minutes of one person in one activity; `live_minutes` are part of `minutes`.

    The same `source_key` reports once only: a repeat returns what was recorded then.
    """
    known = session.scalar(select(Credit).where(Credit.source_key == source_key))
    if known:
        return known
    credit = Credit(
        person_id=person_id,
        activity=activity,
        title=title,
        credited_on=credited_on,
        minutes=minutes,
        live_minutes=live_minutes,
        provider=provider,
        courses=list(courses),
        topics=list(topics),
        recorded_at=now,
        source_key=source_key,
    )
    session.add(credit)
    session.flush()
    return credit


def withdraw_credit(session: Session, *, source_key: str, now: datetime) -> bool:
    """Say that minutes do not count any more, and return whether they did until now."""
    known = session.scalar(
        select(Credit).where(Credit.source_key == source_key, Credit.withdrawn_at.is_(None))
    )
    if known is None:
        return False
    known.withdrawn_at = now
    return True
