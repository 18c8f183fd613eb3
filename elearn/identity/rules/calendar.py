"""On which days an organisation works, and where its years of account and its terms begin."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """On which days an organisation works, and where its years of account and its terms begin."""

    rest_days: frozenset[int] = frozenset({SATURDAY, SUNDAY})
    """Days of the week, Monday being 0, as `date.weekday` counts them."""
    holidays: frozenset[date] = frozenset()
    fiscal_year_starts: tuple[int, int] = (1, 1)
    """Month and day; a day that every year has."""
    terms: tuple[date, ...] = ()
    """The first days of terms of office, the earliest first."""

    def works_on(self, day: date) -> bool:
        """Say whether `day` is a working day."""
        return day.weekday() not in self.rest_days and day not in self.holidays

    def after(self, day: date, days: int, *, working: bool = False) -> date:
        """Return the day that lies `days` days, or working days, after `day`.

        Where no day of the week is a working day, every day counts.
        """
        if not working or len(self.rest_days) >= 7:  # noqa: PLR2004  # the days of a week
            return day + timedelta(days=days)
        while days > 0:
            day += DAY
            days -= self.works_on(day)
        return day

    def fiscal_year_of(self, day: date) -> date:
        """Return the first day of the fiscal year in which `day` lies."""
        month, first = self.fiscal_year_starts
        start = date(day.year, month, first)
        return start if start <= day else date(day.year - 1, month, first)

    def term_of(self, day: date) -> date | None:
        """Return the first day of the term of office in which `day` lies, if one is on record."""
        return max((start for start in self.terms if start <= day), default=None)

    def term_after(self, day: date) -> date | None:
        """Return the first day of the first term that begins after `day`, if it is on record."""
        return min((start for start in self.terms if start > day), default=None)

    def document(self) -> dict[str, Any]:
        """Return it as plain data for storage."""
        return {
            "rest_days": sorted(self.rest_days),
            "holidays": [day.isoformat() for day in sorted(self.holidays)],
            "fiscal_year_starts": list(self.fiscal_year_starts),
            "terms": [day.isoformat() for day in self.terms],
        }

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "WorkCalendar":
        """Return the calendar that `document()` wrote down."""
        month, first = document["fiscal_year_starts"]
        return cls(
            rest_days=frozenset(document["rest_days"]),
            holidays=frozenset(map(date.fromisoformat, document["holidays"])),
            fiscal_year_starts=(month, first),
            terms=tuple(map(date.fromisoformat, document["terms"])),
        )


EVERY_WEEK = WorkCalendar()
"""The calendar of a place that has recorded none: Saturday and Sunday are free."""
