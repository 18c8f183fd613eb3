"""The clock of the edge: a page, an API view or a command asks once and hands the instant down."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """Return this instant, aware, in UTC."""
    return datetime.now(UTC)


def today(instant: datetime, zone: str) -> date:
    """Return the civil date of an instant in a zone (a name of the IANA database)."""
    return instant.astimezone(ZoneInfo(zone)).date()
