"""What goes in and out as JSON, and the interface's words within a lesson."""

from elearn.learning.schemas.answers import in_full, in_short, lesson_in_full
from elearn.learning.schemas.dressing import dressed, placed
from elearn.learning.schemas.enrolment import (
    EnrolmentDetailSchema,
    EnrolmentSchema,
    EnrolSchema,
    LanguageSchema,
    LessonSchema,
    ProgressSchema,
    ReportProgressSchema,
)
from elearn.learning.schemas.programmes import ProgrammesSchema
from elearn.learning.schemas.worksheet import (
    SaveWorksheetSchema,
    WorksheetSchema,
    sheet_of,
    worksheet_in_full,
)

__all__ = [
    "EnrolSchema",
    "EnrolmentDetailSchema",
    "EnrolmentSchema",
    "LanguageSchema",
    "LessonSchema",
    "ProgrammesSchema",
    "ProgressSchema",
    "ReportProgressSchema",
    "SaveWorksheetSchema",
    "WorksheetSchema",
    "dressed",
    "in_full",
    "in_short",
    "lesson_in_full",
    "placed",
    "sheet_of",
    "worksheet_in_full",
]
