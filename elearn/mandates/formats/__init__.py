"""Charter files: YAML to a charter and every fault with its line."""

from elearn.mandates.formats.calendar_file import read_calendar
from elearn.mandates.formats.charter_file import LARGEST, CharterFile, charter_code, read_charter
from elearn.mandates.formats.charter_writer import write_charter
from elearn.mandates.formats.document import DocumentUnfit, fingerprint

__all__ = [
    "LARGEST",
    "CharterFile",
    "DocumentUnfit",
    "charter_code",
    "fingerprint",
    "read_calendar",
    "read_charter",
    "write_charter",
]
