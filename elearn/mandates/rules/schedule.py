"""When it is due: the first deadline and the periods that follow one another."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

from elearn.mandates.rules.calendar import add_months

KINDS = ("course", "course_any_of")
RECURRENCES = ("once", "calendar_year", "interval_months")
TRIGGERS = ("hire", "role_change", "contract_start", "charter_in_force")
ANCHORS = ("assignment_date", "hire_date", "last_completion", "fixed_date")

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How often: the data model of local charters, entity Recurrence.

    `anchor` says from what an interval is counted: `assignment_date` from the first due date,
    `hire_date` and `fixed_date` from that day (the first return after the first due date), and
    `last_completion` from the day the person completed. `window_days` is how long before the due
    date the duty opens; without it, it is open through its whole period.
    """

    type: str = "once"
    interval: int | None = None
    anchor: str = "assignment_date"
    anchor_date: date | None = None
    window_days: int | None = None

    def document(self) -> dict[str, object]:
        """Return it as plain data for storage."""
        return {**asdict(self), "anchor_date": _written(self.anchor_date)}

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Recurrence":
        """Return the recurrence that `document()` wrote down."""
        return cls(**{**document, "anchor_date": _read(document.get("anchor_date"))})


@dataclass(frozen=True, slots=True)
class FirstDeadline:
    """When the first period falls due: the data model of local charters, entity InitialDeadline."""

    trigger: str | None = None
    days: int = 0
    fixed_date: date | None = None

    def document(self) -> dict[str, object]:
        """Return it as plain data for storage."""
        return {**asdict(self), "fixed_date": _written(self.fixed_date)}

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "FirstDeadline":
        """Return the deadline that `document()` wrote down."""
        return cls(**{**document, "fixed_date": _read(document.get("fixed_date"))})


@dataclass(frozen=True, slots=True)
class Beginning:
    """The dates a first period hangs on: in the audience since, hired on, in force from."""

    starts_on: date
    hired_on: date
    in_force_from: date

    @property
    def bound_from(self) -> date:
        """The first day on which the person is bound."""
        return max(self.starts_on, self.in_force_from)


@dataclass(frozen=True, slots=True)
class Period:
    """One turn of a duty. It runs from `starts_on` until the next one starts.

    `evidence_from` is the earliest day on which a completion counts for it; `first_due` is the due
    date of the first period: intervals are counted from it, and nothing is due before it.
    """

    label: str
    starts_on: date
    opens_on: date
    due_on: date
    evidence_from: date
    first_due: date
    first_deadline: date | None = None


def first_deadline(rule: FirstDeadline, beginning: Beginning) -> date:
    """Return the later of trigger + days and entry into force + days, or the fixed date.

    Nobody is asked for something before the day they are bound: when that date has already passed
    on the first such day, the days are counted from there.
    """
    if rule.fixed_date is not None:
        asked = rule.fixed_date
    else:
        trigger = {
            "hire": beginning.hired_on,
            "role_change": beginning.starts_on,
            "contract_start": beginning.starts_on,
        }.get(rule.trigger or "", beginning.in_force_from)
        asked = max(trigger, beginning.in_force_from) + timedelta(days=rule.days)
    if asked < beginning.bound_from:
        return beginning.bound_from + timedelta(days=rule.days)
    return asked


def first_period(recurrence: Recurrence, deadline: FirstDeadline, beginning: Beginning) -> Period:
    """Return the period in which a person is first bound.

    A calendar year is due on its last day or on the first deadline, whichever is later, so that
    nobody hired in December is late in January. What was learnt before the person was bound counts
    as long as it would still hold: in the same year, within one interval, or at any time for a duty
    that is owed once.
    """
    asked = first_deadline(deadline, beginning)
    start = beginning.bound_from
    if recurrence.type == "calendar_year":
        due = max(date(start.year, 12, 31), asked)
        return _period(recurrence, start, due, date(start.year, 1, 1), asked)
    if recurrence.type == "interval_months":
        since = add_months(start, -(recurrence.interval or 0))
        return _period(recurrence, start, asked, since, asked)
    return _period(recurrence, start, asked, date.min, asked)


def following_period(
    recurrence: Recurrence,
    period: Period,
    beginning: Beginning,
    satisfied_on: date | None,
) -> Period | None:
    """Return the period after `period`, or None while none follows.

    A duty owed once has none; one counted from the last completion has none before it is completed.
    """
    if recurrence.type == "calendar_year":
        start = date(period.starts_on.year + 1, 1, 1)
        due = max(date(start.year, 12, 31), period.first_due)
        return replace(_period(recurrence, start, due, start), first_due=period.first_due)
    if recurrence.type != "interval_months" or not recurrence.interval:
        return None
    if recurrence.anchor == "last_completion":
        if satisfied_on is None:
            return None
        start = max(satisfied_on, period.starts_on) + DAY
        # Whoever completed early is not asked before the first deadline, nor before it starts.
        due = max(add_months(satisfied_on, recurrence.interval), period.due_on, start)
        return _period(recurrence, start, due, start)
    start = period.due_on + DAY
    base = {
        "hire_date": beginning.hired_on,
        "fixed_date": recurrence.anchor_date or beginning.hired_on,
    }.get(recurrence.anchor, period.first_due)
    due = _next_on_grid(base, recurrence.interval, period.due_on)
    return replace(_period(recurrence, start, due, start), first_due=period.first_due)


def _next_on_grid(base: date, interval: int, after: date) -> date:
    """Return the first of base + 1, 2, 3… intervals that lies after the day `after`."""
    turns = max(0, (after.year - base.year) * 12 + after.month - base.month) // interval
    while (day := add_months(base, turns * interval)) <= after:
        turns += 1
    return day


def _period(
    recurrence: Recurrence,
    start: date,
    due: date,
    evidence_from: date,
    asked: date | None = None,
) -> Period:
    label = str(start.year) if recurrence.type == "calendar_year" else due.isoformat()
    window = recurrence.window_days
    opens = start if window is None else max(start, due - timedelta(days=window))
    return Period(label, start, opens, due, evidence_from, due, asked)


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _read(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
