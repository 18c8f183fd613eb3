"""Who is told of a requirement: by reminders, and by reports."""

from __future__ import annotations

from elearn.errors import N_
from elearn.mandates.formats.fields import Fields
from elearn.mandates.formats.requirement.limits import (
    LARGEST_CELL,
    LONGEST_DAYS,
)
from elearn.mandates.rules import (
    FREQUENCIES,
    LEAST_CELL,
    REPORT_AUDIENCES,
    REPORT_LEVELS,
    Reminders,
    ReportingText,
)


def read_reminders(fields: Fields) -> Reminders:
    """Return when a person is reminded, and who else is told when they are late."""
    fields.only(("before_days", "after_days", "escalate"))
    escalate = fields.inner("escalate")
    escalate.only(("manager", "office"))
    told = {
        who: days
        for who in ("manager", "office")
        if (days := escalate.whole(who, most=LONGEST_DAYS)) is not None
    }
    return Reminders(
        before=fields.wholes("before_days", most=LONGEST_DAYS),
        after=fields.wholes("after_days", most=LONGEST_DAYS),
        escalate=told or None,
    )


def read_reporting(fields: Fields, usual: ReportingText) -> ReportingText:
    """Return whom reports are for, and how fine they are; `usual` is for what is not stated."""
    fields.only(("audience", "level", "min_cell", "frequency"))
    found = ReportingText(
        audience=fields.word("audience", REPORT_AUDIENCES) or usual.audience,
        level=fields.word("level", REPORT_LEVELS) or usual.level,
        min_cell=fields.whole("min_cell", least=LEAST_CELL, most=LARGEST_CELL) or usual.min_cell,
        frequency=fields.word("frequency", FREQUENCIES) or usual.frequency,
    )
    if found.level == "named" and found.audience in {"council", "public"}:
        fields.fault(
            ("level",) if "level" in fields.values else ("audience",),
            N_("the council and the public see no names"),
            N_("write “level: aggregate”"),
        )
    return found
