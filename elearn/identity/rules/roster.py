"""What a line of HR's roster means for the employment that is on record.

History is never rewritten: a changed fact closes the running spell the day before, opens another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from elearn.errors import N_, Fault
from elearn.identity.rules.employment import Employment, Spell

COLUMNS = (
    "staff_number",
    "name",
    "name_latin",
    "user_name",
    "email",
    "language",
    "unit_code",
    "unit_name",
    "job_title",
    "role_family",
    "employment_type",
    "supervises_others",
    "public_contact",
    "starts_on",
    "ends_on",
)
"""Every column a roster may have; only the first two must be there."""

REQUIRED = COLUMNS[:2]
PERSONAL = ("name", "name_latin", "user_name", "email")
"""What is HR's to say of the person; the language is the person's own once it is set."""

WORK = ("job_title", "role_family", "employment_type", "supervises_others", "public_contact")
"""What is true of a spell, beside its unit; the fields of Employment have the same names."""

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One person as the file tells of them: only the columns that the file has."""

    line: int
    values: Mapping[str, Any]

    @property
    def staff_number(self) -> str:
        """Return the key of the line."""
        return str(self.values["staff_number"])


@dataclass(frozen=True, slots=True)
class Roster:
    """A whole file as it was read, with every fault found in reading it."""

    file: str
    lines: tuple[RosterLine, ...]
    faults: tuple[Fault, ...] = ()
    encoding: str = ""
    """How a CSV file was decoded; empty for a workbook."""
    unread: tuple[str, ...] = ()
    """Headers of columns that mean nothing to us and were left aside."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """The header as written, by column."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a line does to the spells of a person."""

    ends_last: bool = False
    """Whether the last spell gets `last_end` as its end."""
    last_end: date | None = None
    opens: Spell | None = None
    notice: tuple[str, str] | None = None
    """What HR should know and mend, where the file contradicts history."""

    @property
    def changes(self) -> bool:
        """Return whether anything is to be written."""
        return self.ends_last or self.opens is not None


class RefusedError(Exception):
    """The line cannot be carried out; holds what is wrong and the mend, as templates."""

    def __init__(self, what: str, mend: str, column: str) -> None:
        """Keep the two templates and the column to blame."""
        super().__init__(what)
        self.what, self.mend, self.column = what, mend, column


NOT_REWRITTEN = (
    N_("it contradicts an employment that has ended, and history is not rewritten"),
    N_("leave it so, or give the start of the new employment"),
)
START_DIFFERS = (
    N_("the start is not the one on record, and history is not rewritten"),
    N_("leave it so, or ask the operator to correct the record"),
)


def decide(
    spells: tuple[Spell, ...], wanted: Employment, values: Mapping[str, Any], effective: date
) -> Decision:
    """Return what to write so that the record agrees with the line from `effective` on.

    `spells` come in order of their start. Raises RefusedError where the dates leave no room.
    """
    start, end = values.get("starts_on"), values.get("ends_on")
    if not spells:
        return Decision(opens=_spell(wanted, start or effective, end))
    last = spells[-1]
    if start and last.ends_on and start > last.ends_on:
        return Decision(opens=_spell(wanted, start, end))
    if last.ends_on and last.ends_on < effective:
        return _after_the_end(last, wanted, values, effective)
    if wanted == last.employment:
        return _same_work(spells, values)
    return _other_work(last, wanted, values, effective)


def _after_the_end(
    last: Spell, wanted: Employment, values: Mapping[str, Any], effective: date
) -> Decision:
    """Decide for somebody whose last spell is over: still gone, or employed again."""
    end = values.get("ends_on")
    if end is None or end >= effective:
        return Decision(opens=_spell(wanted, effective, end))
    if end == last.ends_on and wanted == last.employment:
        return Decision()
    return Decision(notice=NOT_REWRITTEN)


def _same_work(spells: tuple[Spell, ...], values: Mapping[str, Any]) -> Decision:
    """Decide for somebody whose work is as it was: perhaps the end is new."""
    last, start = spells[-1], values.get("starts_on")
    if "ends_on" in values and values["ends_on"] != last.ends_on:
        return _end(last, values["ends_on"])
    if start and all(spell.starts_on != start for spell in spells):
        return Decision(notice=START_DIFFERS)
    return Decision()


def _other_work(
    last: Spell, wanted: Employment, values: Mapping[str, Any], effective: date
) -> Decision:
    """Decide for somebody whose work has changed: one spell closes, another opens."""
    dated, end = values.get("starts_on"), values.get("ends_on", last.ends_on)
    start = dated if dated and dated > last.starts_on else effective
    if end and end < start:
        ended = _end(last, end) if end != last.ends_on else Decision()
        return Decision(ended.ends_last, ended.last_end, notice=NOT_REWRITTEN)
    if start <= last.starts_on:
        raise RefusedError(
            N_("a change cannot take effect on or before the day the present employment began"),
            N_("name a later day with --effective, or give the start of the new employment"),
            "starts_on",
        )
    return Decision(ends_last=True, last_end=start - DAY, opens=_spell(wanted, start, end))


def _end(last: Spell, end: date | None) -> Decision:
    if end and end < last.starts_on:
        raise RefusedError(
            N_("the end lies before the start on record"),
            N_("correct the end, or leave it empty"),
            "ends_on",
        )
    return Decision(ends_last=True, last_end=end)


def _spell(wanted: Employment, start: date, end: date | None) -> Spell:
    if end and end < start:
        raise RefusedError(
            N_("the end lies before the start"),
            N_("correct one of the two, or give the start as well"),
            "ends_on",
        )
    return Spell(wanted, start, end)
