"""Charter files, YAML to a charter and every fault with its line; and calendars of duties."""

from elearn.mandates.formats.calendar_file import (
    WEEK,
    every_year_has,
    read_calendar,
    write_calendar,
)
from elearn.mandates.formats.charter_file import LARGEST, CharterFile, charter_code, read_charter
from elearn.mandates.formats.charter_writer import write_charter
from elearn.mandates.formats.document import DocumentUnfit, fingerprint
from elearn.mandates.formats.duty_calendar import DutyEntry, duty_calendar

__all__ = [
    "LARGEST",
    "WEEK",
    "CharterFile",
    "DocumentUnfit",
    "DutyEntry",
    "charter_code",
    "duty_calendar",
    "every_year_has",
    "fingerprint",
    "read_calendar",
    "read_charter",
    "write_calendar",
    "write_charter",
]
