"""Civil days (invariant 9): whose day it is, how days and months are added."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

Day = date | datetime
"""A civil day, or an aware instant that `civil_day` turns into one where the zone is known."""

DAY = timedelta(days=1)


def civil_day(when: Day, zone: str) -> date:
    """Return the civil day of `when` in the time zone `zone`.

    An aware instant falls on the day it is there; a plain date is that day already.
    """
    if isinstance(when, datetime):
        return when.astimezone(ZoneInfo(zone)).date()
    return when


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of a month that is too short for it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
