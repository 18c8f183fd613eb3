"""All the choices that hold, and no other."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from elearn.catalogue.rules import QuestionForLearning

NAME = "multiple_response"
CONTROL = "checkbox"


def most(question: QuestionForLearning) -> int:
    """As many as the question offers."""
    return len(question.choices)


def score(question: QuestionForLearning, chosen: AbstractSet[str]) -> float:
    """Return 1 when exactly the correct choices are chosen, else 0."""
    return float(bool(chosen) and chosen == question.correct)
