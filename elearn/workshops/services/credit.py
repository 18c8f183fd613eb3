"""The one place where attendance changes: the row, and the minutes it reports into learning."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from elearn.learning.services import record_credit, withdraw_credit
from elearn.workshops.models import Attendance, Workshop
from elearn.workshops.queries import valid_attendance
from elearn.workshops.rules import Way


def put_on_record(  # noqa: PLR0913  # whose, how long, how found, by whom and when
    session: Session,
    workshop: Workshop,
    *,
    person_id: int,
    minutes: int,
    way: Way,
    marker_id: int | None,
    now: datetime,
) -> bool:
    """Let a person have been there for so many minutes, and return whether that is new.

    Nothing is overwritten: what was recorded is withdrawn, and other minutes are recorded anew.
    """
    known = valid_attendance(session, workshop.id, person_id)
    if (known.minutes if known else 0) == minutes:
        return False
    if known is not None:
        known.withdrawn_at, known.withdrawn_by = now, marker_id
        session.flush()  # before the next row: only one may be valid at a time
        withdraw_credit(session, source_key=_key(workshop, known), now=now)
    if minutes:
        attendance = Attendance(
            workshop_id=workshop.id,
            person_id=person_id,
            minutes=minutes,
            way=way,
            marked_by=marker_id,
            marked_at=now,
        )
        session.add(attendance)
        session.flush()
        record_credit(
            session,
            person_id=person_id,
            activity=f"workshop:{workshop.public_id}",
            title=_title(workshop),
            credited_on=workshop.held_on,
            minutes=minutes,
            live_minutes=minutes,
            provider=workshop.provider,
            source_key=_key(workshop, attendance),
            now=now,
            courses=workshop.courses,
            topics=workshop.topics,
        )
    return True


def _key(workshop: Workshop, attendance: Attendance) -> str:
    return f"workshop:{workshop.public_id}:{attendance.id}"


def _title(workshop: Workshop) -> str:
    """Return the title in the language it was held in, else any."""
    return workshop.titles.get(workshop.language) or next(iter(workshop.titles.values()))
