"""The periods a charter has reports about: years, quarters and months of the calendar (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

LENGTHS = {"yearly": 12, "quarterly": 3, "monthly": 1}
"""Months of a period, by the frequency that a charter names."""
FIRST_YEAR, LAST_YEAR = 1900, 2199


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """A span of whole months: `2026`, `2026-Q3` or `2026-09`."""

    label: str
    frequency: str
    first: date
    last: date


def period_of(label: str) -> ReportPeriod:
    """Return the period of a label. Raises ValueError for any other text."""
    found = re.fullmatch(r"(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?", label, re.ASCII)
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        message = f"{label!r} is no period"
        raise ValueError(message)
    year, quarter, month = int(found[1]), found[2], found[3]
    if quarter:
        return _from(year, int(quarter) * 3 - 2, "quarterly")
    return _from(year, int(month), "monthly") if month else _from(year, 1, "yearly")


def ended(frequency: str, since: date, today: date) -> Iterator[ReportPeriod]:
    """Yield the periods that were over before `today`, the last first, back to that of `since`."""
    months = LENGTHS[frequency]
    begins = date(today.year, (today.month - 1) // months * months + 1, 1)
    while begins > since and begins.year > FIRST_YEAR:
        before = begins - timedelta(days=1)
        period = _from(before.year, (before.month - 1) // months * months + 1, frequency)
        yield period
        begins = period.first


def _from(year: int, month: int, frequency: str) -> ReportPeriod:
    following = month + LENGTHS[frequency]
    after = date(year + (following - 1) // 12, (following - 1) % 12 + 1, 1)
    label = {
        "yearly": f"{year}",
        "quarterly": f"{year}-Q{(month + 2) // 3}",
        "monthly": f"{year}-{month:02}",
    }[frequency]
    return ReportPeriod(label, frequency, date(year, month, 1), after - timedelta(days=1))
