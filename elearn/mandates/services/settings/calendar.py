"""The calendar of an organisation: days off, fiscal year, terms of office."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import audit
from elearn.identity.models import Organisation
from elearn.mandates.models import CalendarRecord
from elearn.mandates.rules import WorkCalendar


def set_calendar(
    session: Session,
    *,
    organisation: Organisation,
    calendar: WorkCalendar,
    now: datetime,
    actor_id: int | None = None,
) -> bool:
    """Record the calendar of an organisation, and return whether it is another than before."""
    session.execute(
        select(Organisation.id)
        .where(Organisation.id == organisation.id)
        .with_for_update(key_share=True)
    )
    last = session.scalars(
        select(CalendarRecord)
        .where(CalendarRecord.organisation_id == organisation.id)
        .order_by(CalendarRecord.recorded_at.desc(), CalendarRecord.id.desc())
    ).first()
    document, before = calendar.document(), last.document if last is not None else {}
    if before == document:
        return False
    session.add(CalendarRecord(organisation_id=organisation.id, document=document, recorded_at=now))
    audit.record(
        session,
        actor_id=actor_id,
        action="calendar.set",
        subject=f"organisation:{organisation.code}",
        now=now,
        details={"changed": [key for key in document if before.get(key) != document[key]]},
    )
    session.flush()
    return True
