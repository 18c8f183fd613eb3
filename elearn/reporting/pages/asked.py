"""What a reader asked a report for, from the address of the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import request
from flask_babel import gettext

from elearn.errors import N_, Invalid
from elearn.reporting.queries import Place
from elearn.reporting.rules import Group
from elearn.reporting.schemas import FIRST, LAST
from elearn.web.time import now, today

COLUMNS = ("unit", "people", "completed", "due", "overdue", "excused", "share")
NO_DAY = N_("Give the day as year-month-day, such as 2026-01-31.")


class DayUnclear(Invalid):
    """The day that was asked for is none."""

    code = "day-unclear"


@dataclass(frozen=True, slots=True)
class Asked:
    """The day, the article, the unit, the group and the order a reader asked for."""

    as_of: date
    is_today: bool
    typed: str
    """The day as it was typed, kept for the form."""
    article: str | None
    unit: str | None
    group: Group | None
    sort: str
    descending: bool
    errors: list[tuple[str, str]]

    def kept(self) -> dict[str, str]:
        """Return what links within the report carry on; today is left out, so it stays today."""
        kept = {} if self.is_today else {"as_of": self.as_of.isoformat()}
        return {**kept, "article": self.article} if self.article else kept


def asked(where: Place, *, strict: bool = False) -> Asked:
    """Return what the address asks for; a day that is none is an error of the form.

    Raises DayUnclear instead where there is no form to show it in (`strict`).
    """
    typed = request.args.get("as_of", "").strip()
    this_day = today(now(), where.time_zone)
    day: date | None = this_day
    if typed:
        day = _day(typed)
        if day is None and strict:
            raise DayUnclear(NO_DAY)
    sort = request.args.get("sort", "unit")
    column = sort.removeprefix("-")
    group = request.args.get("group", "")
    return Asked(
        as_of=day or this_day,
        is_today=(day or this_day) == this_day,
        typed=typed or this_day.isoformat(),
        article=request.args.get("article") or None,
        unit=request.args.get("unit") or None,
        group=Group(group) if group in set(Group) else None,
        sort=column if column in COLUMNS else "unit",
        descending=sort.startswith("-"),
        errors=[("as_of", gettext(NO_DAY))] if day is None else [],
    )


def _day(typed: str) -> date | None:
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        return None
    return found if FIRST <= found <= LAST else None
