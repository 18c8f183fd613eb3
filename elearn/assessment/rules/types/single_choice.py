"""One choice out of several."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from elearn.catalogue.rules import QuestionForLearning

NAME = "single_choice"
CONTROL = "radio"


def most(question: QuestionForLearning) -> int:
    """One, whatever the question offers."""
    return min(1, len(question.choices))


def score(question: QuestionForLearning, chosen: AbstractSet[str]) -> float:
    """Return 1 for a correct choice, else 0."""
    return float(len(chosen) == 1 and chosen <= question.correct)
