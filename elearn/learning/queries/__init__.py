"""Reads: enrolments, what is achieved in them, completions."""

from elearn.learning.queries.completions import CompletionRow, completions_of
from elearn.learning.queries.enrolments import (
    EnrolmentNotFound,
    current_enrolment,
    enrolment_and_hash,
    enrolment_of,
    enrolments_of,
)
from elearn.learning.queries.paths import Paths, paths_of
from elearn.learning.queries.progress import progress, progress_of_all
from elearn.learning.queries.reading import Reading, reading
from elearn.learning.queries.worksheets import (
    Worksheet,
    WorksheetNotFound,
    earlier_worksheet,
    worksheet_of,
    worksheet_states,
)

__all__ = [
    "CompletionRow",
    "EnrolmentNotFound",
    "Paths",
    "Reading",
    "Worksheet",
    "WorksheetNotFound",
    "completions_of",
    "current_enrolment",
    "earlier_worksheet",
    "enrolment_and_hash",
    "enrolment_of",
    "enrolments_of",
    "paths_of",
    "progress",
    "progress_of_all",
    "reading",
    "worksheet_of",
    "worksheet_states",
]
