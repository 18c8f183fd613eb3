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

__all__ = [
    "CompletionRow",
    "EnrolmentNotFound",
    "Paths",
    "Reading",
    "completions_of",
    "current_enrolment",
    "enrolment_and_hash",
    "enrolment_of",
    "enrolments_of",
    "paths_of",
    "progress",
    "progress_of_all",
    "reading",
]
