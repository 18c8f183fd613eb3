"""Who is written to about a workshop, of what, and when the letter may leave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from elearn.identity.rules.calendar import WorkCalendar
from elearn.identity.rules.hours import arrival

WHEN_OR_WHERE = frozenset({"starts_at", "ends_at", "time_zone", "place", "link"})
"""The facts of a workshop of whose change those who have a place are told."""
NOTICE = timedelta(hours=3)
"""How long before it begins somebody must know, also at night and on a day of rest."""


class News(StrEnum):
    """What a letter tells of."""

    MOVED_UP = "moved_up"
    """Who waited has a place."""
    CHANGED = "changed"
    """It takes place at another time or place."""
    CANCELLED = "cancelled"
    """It does not take place."""


def seated(line: Sequence[int], capacity: int | None) -> list[int]:
    """Return those in the line who have a place."""
    return list(line if capacity is None else line[:capacity])


def moved_up(
    before: Sequence[int], places: int | None, after: Sequence[int], places_after: int | None
) -> list[int]:
    """Return who waited in the line before and has a place in the one after, in its order."""
    waited = set(before) - set(seated(before, places))
    return [each for each in seated(after, places_after) if each in waited]


def leaves_at(now: datetime, zone: str, calendar: WorkCalendar, begins: datetime) -> datetime:
    """Return when a letter may leave: in the reader's hours, unless that would be too late."""
    arrives = arrival(now, zone, calendar)
    return arrives if arrives <= begins - NOTICE else now
