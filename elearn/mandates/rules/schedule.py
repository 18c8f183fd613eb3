"""When it is due: the first deadline and the periods that follow one another."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from elearn.identity.rules.calendar import EVERY_WEEK, WorkCalendar
from elearn.mandates.rules.calendar import DAY, add_months

RECURRENCES = ("once", "calendar_year", "fiscal_year", "interval_months", "per_term")
TRIGGERS = ("hire", "role_change", "election", "contract_start", "charter_in_force", "adhesion")
ANCHORS = ("assignment_date", "hire_date", "last_completion", "fixed_date")
YEARS = frozenset({"calendar_year", "fiscal_year"})


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How often: the data model of local charters, entity Recurrence.

    `anchor` says from what an interval is counted: `assignment_date` from the first due date,
    `hire_date` and `fixed_date` from that day (the first return after the first due date), and
    `last_completion` from the day the person completed. `window_days` is how long before the due
    date the duty opens; without it, it is open through its whole period. `carry_over_minutes` says
    how many minutes beyond what one period asks count for the next.
    """

    type: str = "once"
    interval: int | None = None
    anchor: str = "assignment_date"
    anchor_date: date | None = None
    window_days: int | None = None
    carry_over_minutes: int = 0

    def document(self) -> dict[str, object]:
        """Return it as plain data for storage."""
        return {**asdict(self), "anchor_date": _written(self.anchor_date)}

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Recurrence":
        """Return the recurrence that `document()` wrote down."""
        return cls(**{**document, "anchor_date": _read(document.get("anchor_date"))})


@dataclass(frozen=True, slots=True)
class FirstDeadline:
    """When the first period falls due: the data model of local charters, entity InitialDeadline.

    `working` says that `days` are working days of the organisation's calendar.
    """

    trigger: str | None = None
    days: int = 0
    fixed_date: date | None = None
    working: bool = False

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
    calendar: WorkCalendar = EVERY_WEEK

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
        asked = _days_after(rule, beginning, _trigger(rule, beginning))
    if asked < beginning.bound_from:
        return _days_after(rule, beginning, beginning.bound_from)
    return asked


def _trigger(rule: FirstDeadline, beginning: Beginning) -> date:
    """Return the day from which the days are counted, never before entry into force."""
    match rule.trigger:
        case "hire":
            day = beginning.hired_on
        case "role_change" | "contract_start":
            day = beginning.starts_on
        case "election":
            term = beginning.calendar.term_of(beginning.bound_from) or beginning.starts_on
            day = max(term, beginning.starts_on)
        case _:
            day = beginning.in_force_from
    return max(day, beginning.in_force_from)


def _days_after(rule: FirstDeadline, beginning: Beginning, day: date) -> date:
    return beginning.calendar.after(day, rule.days, working=rule.working)


def first_period(recurrence: Recurrence, deadline: FirstDeadline, beginning: Beginning) -> Period:
    """Return the period in which a person is first bound.

    A year is due on its last day or on the first deadline, whichever is later, so that nobody hired
    in its last month is late at once. What was learnt before the person was bound counts as long as
    it would still hold: in the same year or term, within one interval, or at any time for a duty
    that is owed once.
    """
    asked = first_deadline(deadline, beginning)
    start = beginning.bound_from
    if recurrence.type in YEARS:
        year = _year_of(recurrence, beginning.calendar, start)
        due = max(_year_after(recurrence, beginning.calendar, year) - DAY, asked)
        return _period(recurrence, start, due, year, _label(year, recurrence), asked)
    if recurrence.type == "interval_months":
        since = add_months(start, -(recurrence.interval or 0))
        return _period(recurrence, start, asked, since, asked.isoformat(), asked)
    if recurrence.type == "per_term":
        term = beginning.calendar.term_of(start) or beginning.starts_on
        return _period(recurrence, start, asked, min(term, start), start.isoformat(), asked)
    return _period(recurrence, start, asked, date.min, asked.isoformat(), asked)


def following_period(
    recurrence: Recurrence,
    deadline: FirstDeadline,
    period: Period,
    beginning: Beginning,
    satisfied_on: date | None,
) -> Period | None:
    """Return the period after `period`, or None while none follows.

    A duty owed once has none; one counted from the last completion has none before it is completed;
    one that is owed per term has none before the next term is on record.
    """
    calendar = beginning.calendar
    if recurrence.type in YEARS:
        start = _year_after(recurrence, calendar, period.starts_on)
        due = max(_year_after(recurrence, calendar, start) - DAY, period.first_due)
        return _period(
            recurrence, start, due, start, _label(start, recurrence), first_due=period.first_due
        )
    if recurrence.type == "per_term":
        term = calendar.term_after(period.starts_on)
        if term is None:
            return None
        due = calendar.after(term, deadline.days, working=deadline.working)
        return _period(recurrence, term, due, term, term.isoformat(), due)
    if recurrence.type == "interval_months" and recurrence.interval:
        return _after_interval(recurrence, recurrence.interval, period, beginning, satisfied_on)
    return None


def _after_interval(
    recurrence: Recurrence,
    months: int,
    period: Period,
    beginning: Beginning,
    satisfied_on: date | None,
) -> Period | None:
    """Return the period after `period` of a duty that returns after so many months."""
    if recurrence.anchor == "last_completion":
        if satisfied_on is None:
            return None
        start = max(satisfied_on, period.starts_on) + DAY
        # Whoever completed early is not asked before the first deadline, nor before it starts.
        due = max(add_months(satisfied_on, months), period.due_on, start)
        return _period(recurrence, start, due, start, due.isoformat())
    start = period.due_on + DAY
    base = {
        "hire_date": beginning.hired_on,
        "fixed_date": recurrence.anchor_date or beginning.hired_on,
    }.get(recurrence.anchor, period.first_due)
    due = _next_on_grid(base, months, period.due_on)
    return _period(recurrence, start, due, start, due.isoformat(), first_due=period.first_due)


def _year_of(recurrence: Recurrence, calendar: WorkCalendar, day: date) -> date:
    """Return the first day of the year in which `day` lies."""
    if recurrence.type == "calendar_year":
        return date(day.year, 1, 1)
    return calendar.fiscal_year_of(day)


def _year_after(recurrence: Recurrence, calendar: WorkCalendar, day: date) -> date:
    """Return the first day of the year that follows the one in which `day` lies."""
    start = _year_of(recurrence, calendar, day)
    return date(start.year + 1, start.month, start.day)


def _label(start: date, recurrence: Recurrence) -> str:
    """Return the name of a year: its number, or both where it begins within one."""
    if recurrence.type == "calendar_year" or (start.month, start.day) == (1, 1):
        return str(start.year)
    return f"{start.year}/{(start.year + 1) % 100:02}"


def _next_on_grid(base: date, interval: int, after: date) -> date:
    """Return the first of base + 1, 2, 3… intervals that lies after the day `after`."""
    turns = max(0, (after.year - base.year) * 12 + after.month - base.month) // interval
    while (day := add_months(base, turns * interval)) <= after:
        turns += 1
    return day


def _period(  # noqa: PLR0913, PLR0917  # the dates of a period, in their order
    recurrence: Recurrence,
    start: date,
    due: date,
    evidence_from: date,
    label: str,
    asked: date | None = None,
    first_due: date | None = None,
) -> Period:
    window = recurrence.window_days
    opens = start if window is None else max(start, due - timedelta(days=window))
    return Period(label, start, opens, due, evidence_from, first_due or due, asked)


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _read(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
