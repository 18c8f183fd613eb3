"""Starting, answering and submitting an attempt; nothing here commits."""

from elearn.assessment.services.answer import (
    AnswerChanged,
    AttemptClosed,
    QuestionNotAsked,
    SavedAnswer,
    save_answer,
)
from elearn.assessment.services.marking import MarkedByOthers, ReasonMissing, give_mark, open_answer
from elearn.assessment.services.regrade import (
    Change,
    CorrectionUnfit,
    QuestionUnknown,
    Wrong,
    changes,
    find_wrong,
    regrade,
)
from elearn.assessment.services.start import NoAttemptsLeft, TooSoon, WaitsForMark, start
from elearn.assessment.services.statistics import compute_statistics
from elearn.assessment.services.submit import close_expired, submit
from elearn.assessment.services.time import open_allowances, set_time_factor

__all__ = [
    "AnswerChanged",
    "AttemptClosed",
    "Change",
    "CorrectionUnfit",
    "MarkedByOthers",
    "NoAttemptsLeft",
    "QuestionNotAsked",
    "QuestionUnknown",
    "ReasonMissing",
    "SavedAnswer",
    "TooSoon",
    "WaitsForMark",
    "Wrong",
    "changes",
    "close_expired",
    "compute_statistics",
    "find_wrong",
    "give_mark",
    "open_allowances",
    "open_answer",
    "regrade",
    "save_answer",
    "set_time_factor",
    "start",
    "submit",
]
