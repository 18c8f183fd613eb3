"""Counting by unit, and hiding what would give a single person away (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from elearn.mandates.rules import MET, State

MIN_CELL = 5
"""The least number of people in a cell that readers without the right to names may ever see.

The data model of local charters, ReportingRule: ten are recommended, and never fewer than five.
"""


CELLS = ("people", "completed", "due", "overdue", "excused")
"""What a table counts, in its order."""


class Group(StrEnum):
    """Where somebody with a duty stands, as a report counts it."""

    COMPLETED = "completed"
    DUE = "due"
    OVERDUE = "overdue"
    EXCUSED = "excused"
    """Waived or paused for a reason: neither completed nor late, and always told apart."""


def group_of(state: State | None) -> Group | None:
    """Return the column a person is counted in; None for who has no open or met duty."""
    if state is None:
        return None
    if state in MET:
        return Group.COMPLETED
    if state in {State.WAIVED, State.PAUSED}:
        return Group.EXCUSED
    return Group.OVERDUE if state == State.OVERDUE else Group.DUE


@dataclass(frozen=True, slots=True)
class Count:
    """How many people of a unit have a duty, and where they stand; `key` is the unit's code."""

    key: str
    completed: int = 0
    due: int = 0
    overdue: int = 0
    excused: int = 0

    @property
    def people(self) -> int:
        """Everybody with a duty."""
        return self.completed + self.due + self.overdue + self.excused

    @property
    def share(self) -> float:
        """The share of those from whom it is asked, and who are not excused, that completed it."""
        asked = self.people - self.excused
        return self.completed / asked if asked else 0.0

    @property
    def cells(self) -> tuple[int, int, int, int, int]:
        """The numbers that a table shows."""
        return (self.people, self.completed, self.due, self.overdue, self.excused)


@dataclass(frozen=True, slots=True)
class Row:
    """A count as a reader sees it; a hidden one shows no number at all."""

    count: Count
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a report and their total."""

    rows: tuple[Row, ...]
    total: Row

    @property
    def hides(self) -> bool:
        """Say whether anything in it is hidden."""
        return self.total.hidden or any(row.hidden for row in self.rows)


def total_of(counts: Iterable[Count], key: str = "") -> Count:
    """Return the sum of counts."""
    listed = list(counts)
    return Count(
        key,
        sum(each.completed for each in listed),
        sum(each.due for each in listed),
        sum(each.overdue for each in listed),
        sum(each.excused for each in listed),
    )


def open_table(counts: Sequence[Count]) -> Table:
    """Return the table with every number, for those who may see names anyway."""
    return Table(tuple(Row(count) for count in counts), Row(total_of(counts)))


def closed_table(counts: Sequence[Count]) -> Table:
    """Return the table without any number."""
    return Table(
        tuple(Row(count, hidden=True) for count in counts), Row(total_of(counts), hidden=True)
    )


def safe_table(counts: Sequence[Count], least: int = MIN_CELL) -> Table:
    """Return the table without any cell of 1 to `least` - 1 people, stated or to be worked out.

    A row with such a cell is hidden whole. What the hidden rows come to together can be worked out
    from the total, so the smallest of the others are hidden with them until at least two rows are,
    and none of their sums is a small cell either. Where no row is left for that, the total goes.
    Nobody is no person: a cell of 0 is shown.
    """
    hidden = {count.key for count in counts if _small(count, least)}
    total = total_of(counts)
    shown = sorted((count for count in counts if count.key not in hidden), key=lambda c: c.people)
    while (
        hidden and shown and _gives_away([count for count in counts if count.key in hidden], least)
    ):
        hidden.add(shown.pop(0).key)
    lost = bool(hidden) and _gives_away([count for count in counts if count.key in hidden], least)
    return Table(
        tuple(Row(count, hidden=count.key in hidden) for count in counts),
        Row(total, hidden=lost or _small(total, least)),
    )


def _small(count: Count, least: int) -> bool:
    return any(0 < cell < least for cell in count.cells)


def _gives_away(hidden: Sequence[Count], least: int) -> bool:
    return len(hidden) == 1 or _small(total_of(hidden), least)


def end_of_day(day: date, zone: str) -> datetime:
    """Return the instant at which a civil day has ended in a zone (invariant 9)."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
