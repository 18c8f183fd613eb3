"""Reading named rows leaves its entry in the trail."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from elearn import audit


def record_named_reading(  # noqa: PLR0913  # who read what, of which day, and how much of it
    session: Session,
    *,
    actor_id: int | None,
    organisation: str,
    report: str,
    as_of: date,
    count: int,
    now: datetime,
) -> None:
    """Note that somebody read `count` named rows of a report; one entry a request."""
    audit.record(
        session,
        actor_id=actor_id,
        action="report.names_read",
        subject=f"organisation:{organisation}",
        now=now,
        details={"report": report, "as_of": as_of.isoformat(), "count": count},
    )
