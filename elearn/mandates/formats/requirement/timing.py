"""When a requirement is due for the first time, and when it returns."""

from __future__ import annotations

from elearn.errors import N_
from elearn.mandates.formats.fields import Fields
from elearn.mandates.formats.requirement.limits import (
    LONGEST_DAYS,
    LONGEST_MINUTES,
    LONGEST_MONTHS,
)
from elearn.mandates.rules import (
    ANCHORS,
    RECURRENCES,
    TRIGGERS,
    FirstDeadline,
    Recurrence,
)


def read_recurrence(fields: Fields) -> Recurrence:
    """Return when a requirement comes again."""
    fields.only(
        (
            "type",
            "interval",
            "anchor",
            "anchor_date",
            "grace_days",
            "window_open_days_before_due",
            "carry_over_minutes",
        ),
        required=("type",) if fields.values else (),
    )
    found = Recurrence(
        type=fields.word("type", RECURRENCES) or "once",
        interval=fields.whole("interval", least=1, most=LONGEST_MONTHS),
        anchor=fields.word("anchor", ANCHORS) or "assignment_date",
        anchor_date=fields.day("anchor_date"),
        window_days=fields.whole("window_open_days_before_due", most=LONGEST_DAYS),
        carry_over_minutes=fields.whole("carry_over_minutes", most=LONGEST_MINUTES) or 0,
    )
    if found.type == "interval_months" and fields.values.get("interval") is None:
        fields.fault((), N_("“interval” is missing"), N_("say after how many months it returns"))
    if found.anchor == "fixed_date" and fields.values.get("anchor_date") is None:
        fields.fault((), N_("“anchor_date” is missing"), N_("give the date it is counted from"))
    return found


def read_deadline(fields: Fields, recurrence: Recurrence) -> FirstDeadline:
    """Return when it is due for the first time: by a trigger and days, or on a fixed date."""
    fields.only(("trigger", "days", "working_days", "fixed_date"))
    working = fields.values.get("working_days") is not None
    found = FirstDeadline(
        trigger=fields.word("trigger", TRIGGERS),
        days=fields.whole("working_days" if working else "days", most=LONGEST_DAYS) or 0,
        fixed_date=fields.day("fixed_date"),
        working=working,
    )
    if not fields.values:
        return found
    given = [key for key in ("trigger", "fixed_date") if fields.values.get(key) is not None]
    if len(given) != 1:
        fields.fault(
            (),
            N_("a first deadline hangs on a trigger or on a fixed date"),
            N_("give either “trigger” with “days”, or “fixed_date”"),
        )
    if working and fields.values.get("days") is not None:
        fields.fault(
            (),
            N_("the days are counted in two ways"),
            N_("keep either “days” or “working_days”"),
        )
    if (
        not working
        and fields.values.get("days") is None
        and ("trigger" in given or recurrence.type not in {"calendar_year", "fiscal_year"})
    ):
        fields.fault((), N_("“days” is missing"), N_("say how many days people have"))
    return found
