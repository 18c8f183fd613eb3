"""The tables of enrolments and of what is achieved in them."""

from elearn.learning.models.achievement import Completion, LessonProgress, Result
from elearn.learning.models.credit import Credit
from elearn.learning.models.enrolment import Enrolment
from elearn.learning.models.worksheet import FilledWorksheet

__all__ = ["Completion", "Credit", "Enrolment", "FilledWorksheet", "LessonProgress", "Result"]
