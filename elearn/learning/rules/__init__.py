"""Pure decisions about learning: when a course is done, how far it is, where to go on."""

from elearn.learning.rules.completion import is_met, share_done
from elearn.learning.rules.progress import Progress
from elearn.learning.rules.resume import Place, resume
from elearn.learning.rules.steps import Step, neighbours, steps
from elearn.learning.rules.words import (
    PROVIDERS,
    EnrolmentStatus,
    LessonState,
    MoveOn,
    Score,
    Verb,
    assessment_activity,
)

__all__ = [
    "PROVIDERS",
    "EnrolmentStatus",
    "LessonState",
    "MoveOn",
    "Place",
    "Progress",
    "Score",
    "Step",
    "Verb",
    "assessment_activity",
    "is_met",
    "neighbours",
    "resume",
    "share_done",
    "steps",
]
