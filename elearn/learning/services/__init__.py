"""What can be done to an enrolment; nothing here commits."""

from elearn.learning.services.credits import record_credit, withdraw_credit
from elearn.learning.services.enrol import enrol
from elearn.learning.services.lessons import complete_lesson, open_lesson, remember_place
from elearn.learning.services.results import record_result
from elearn.learning.services.worksheets import (
    WHY,
    WorksheetChanged,
    WorksheetUnfit,
    save_worksheet,
)

__all__ = [
    "WHY",
    "WorksheetChanged",
    "WorksheetUnfit",
    "complete_lesson",
    "enrol",
    "open_lesson",
    "record_credit",
    "record_result",
    "remember_place",
    "save_worksheet",
    "withdraw_credit",
]
