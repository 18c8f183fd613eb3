"""The calendar file of an organisation: days off, where its fiscal year begins, terms of office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.yamldoc import read_yaml
from elearn.errors import N_, Faults
from elearn.mandates.formats.fields import Fields
from elearn.mandates.rules import WorkCalendar

LARGEST = 200_000
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PLAIN_YEAR, LEAP_YEAR = 2001, 2000


def read_calendar(file: str, content: bytes) -> WorkCalendar:
    """Return the calendar that a file holds, or raise Faults with all that is wrong in it."""
    findings = Findings()
    document = None
    if len(content) > LARGEST:
        findings.fault(file, None, N_("this file is too large"), N_("keep it under 200 kilobytes"))
    else:
        try:
            document = read_yaml(file, content.decode("utf-8-sig"), findings)
        except UnicodeDecodeError:
            findings.fault(file, None, N_("this file is not UTF-8"), N_("save the file as UTF-8"))
    found = WorkCalendar()
    if document is not None:
        fields = Fields(document, findings)
        fields.only(("rest_days", "holidays", "fiscal_year_starts", "terms"))
        rest = fields.words("rest_days", WEEK) if "rest_days" in fields.values else WEEK[5:]
        if len(set(rest)) == len(WEEK):
            fields.fault(
                ("rest_days",),
                N_("no day of the week is left to work on"),
                N_("take the working days out of the list"),
            )
        found = WorkCalendar(
            rest_days=frozenset(map(WEEK.index, rest)),
            holidays=frozenset(fields.days("holidays")),
            fiscal_year_starts=_start(fields),
            terms=tuple(sorted(fields.days("terms"))),
        )
    if findings.faults:
        raise Faults(findings.sorted_faults())
    return found


def write_calendar(calendar: WorkCalendar) -> str:
    """Return the YAML of a calendar, from which `read_calendar` reads the same one."""
    month, first = calendar.fiscal_year_starts
    return "".join(
        (
            f"rest_days: [{', '.join(WEEK[each] for each in sorted(calendar.rest_days))}]\n",
            f"fiscal_year_starts: {month:02}-{first:02}\n",
            _listed("holidays", sorted(calendar.holidays)),
            _listed("terms", calendar.terms),
        )
    )


def _listed(key: str, days: Sequence[date]) -> str:
    """Return a key with its days, a line each."""
    if not days:
        return f"{key}: []\n"
    return f"{key}:\n" + "".join(f"  - {each.isoformat()}\n" for each in days)


def every_year_has(month: int, day: int) -> bool:
    """Say whether it is a day of every year."""
    try:
        date(PLAIN_YEAR, month, day)
    except ValueError:
        return False
    return True


def _start(fields: Fields) -> tuple[int, int]:
    """Return month and day on which the fiscal year begins; every year must have that day."""
    value = fields.text("fiscal_year_starts")
    if value is None:
        return 1, 1
    try:
        there = date.fromisoformat(f"{LEAP_YEAR}-{value}")
    except ValueError:
        there = None
    if there is None:
        fields.fault(
            ("fiscal_year_starts",),
            N_("“%(value)s” is no day of the year"),
            N_("write month and day, such as 07-01"),
            value=value,
        )
        return 1, 1
    if not every_year_has(there.month, there.day):
        fields.fault(
            ("fiscal_year_starts",),
            N_("not every year has a 29 February"),
            N_("choose the day before or the day after"),
        )
    return there.month, there.day
