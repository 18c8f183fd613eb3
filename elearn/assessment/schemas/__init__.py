"""Attempts, answers, marks and longer time as JSON."""

from elearn.assessment.schemas.attempts import (
    AnswerSchema,
    AttemptSchema,
    LanguageSchema,
    SavedAnswerSchema,
    StartSchema,
    as_closed,
    as_open,
)
from elearn.assessment.schemas.marking import (
    GivenMarkSchema,
    MarkSchema,
    WaitingInFullSchema,
    WaitingListSchema,
    waiting_in_full,
    waiting_in_short,
)
from elearn.assessment.schemas.statistics import StatisticsSchema, as_statistics
from elearn.assessment.schemas.time import AllowanceListSchema, TimeFactorSchema

__all__ = [
    "AllowanceListSchema",
    "AnswerSchema",
    "AttemptSchema",
    "GivenMarkSchema",
    "LanguageSchema",
    "MarkSchema",
    "SavedAnswerSchema",
    "StartSchema",
    "StatisticsSchema",
    "TimeFactorSchema",
    "WaitingInFullSchema",
    "WaitingListSchema",
    "as_closed",
    "as_open",
    "as_statistics",
    "waiting_in_full",
    "waiting_in_short",
]
