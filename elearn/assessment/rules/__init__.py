"""Pure decisions about assessments: what is asked, in which order, what it is worth."""

from elearn.assessment.rules.corrections import Correction, Remedy
from elearn.assessment.rules.draw import draw_paper
from elearn.assessment.rules.marking import Marking, mark
from elearn.assessment.rules.paper import Item, Paper
from elearn.assessment.rules.policy import (
    AttemptStatus,
    Disclosure,
    TimeFactor,
    attempts_left,
    counts_for_passing,
    disclosure,
    expires,
    opens_again,
    standing,
)

__all__ = [
    "AttemptStatus",
    "Correction",
    "Disclosure",
    "Item",
    "Marking",
    "Paper",
    "Remedy",
    "TimeFactor",
    "attempts_left",
    "counts_for_passing",
    "disclosure",
    "draw_paper",
    "expires",
    "mark",
    "opens_again",
    "standing",
]
