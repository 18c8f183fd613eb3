"""Starting, answering and submitting an attempt; nothing here commits."""

from elearn.assessment.services.answer import (
    AttemptClosed,
    QuestionNotAsked,
    SavedAnswer,
    save_answer,
)
from elearn.assessment.services.start import NoAttemptsLeft, start
from elearn.assessment.services.submit import submit

__all__ = [
    "AttemptClosed",
    "NoAttemptsLeft",
    "QuestionNotAsked",
    "SavedAnswer",
    "save_answer",
    "start",
    "submit",
]
