"""The tables of assessment: attempts, answers, marks, corrections, time, statistics."""

from elearn.assessment.models.attempt import Answer, Attempt
from elearn.assessment.models.correction import KeyCorrection, Regrade
from elearn.assessment.models.mark import Mark
from elearn.assessment.models.statistic import ItemStatistic
from elearn.assessment.models.time import TimeAllowance

__all__ = [
    "Answer",
    "Attempt",
    "ItemStatistic",
    "KeyCorrection",
    "Mark",
    "Regrade",
    "TimeAllowance",
]
