"""When a message may arrive: neither in the night nor on a day on which nobody works."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from elearn.identity.rules.calendar import DAY, WorkCalendar

MORNING, EVENING = time(7), time(20)
"""From when until when a message may arrive, on the clock of its reader."""
YEAR = 366


def arrival(now: datetime, zone: str, calendar: WorkCalendar) -> datetime:
    """Return the first instant from `now` on at which a message may arrive, in UTC.

    Not in the night, nor on a day on which nobody works; where no day of the year is a working one,
    every day will do.
    """
    local = now.astimezone(ZoneInfo(zone))
    days = [local.date() + DAY * n for n in range(YEAR)]
    working = [day for day in days if calendar.works_on(day)] or days
    for day in working:
        opens = max(now, _instant(day, MORNING, zone))
        if opens < _instant(day, EVENING, zone):
            return opens.astimezone(UTC)
    return _instant(days[-1] + DAY, MORNING, zone)


def _instant(day: date, clock: time, zone: str) -> datetime:
    """Return the instant at which the clock shows this time there, or the first one after it."""
    return datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC)
