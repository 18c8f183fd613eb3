"""What is done about a published question that proved wrong."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from elearn.catalogue.rules import QuestionForLearning
from elearn.catalogue.rules.questions import AnswerUnfit, Response


class Remedy(StrEnum):
    """How a wrong question is made good."""

    VOID = "void"
    """It counts no longer, neither among the points won nor among those possible."""
    FULL = "full"
    """Whoever was asked it gets its point."""
    KEY = "key"
    """It is scored by the key of another published version of the course."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction of one question of one version."""

    remedy: Remedy
    question: QuestionForLearning | None = None
    """The question as the other version has it, where its key counts."""


def corrected(
    correction: Correction, question: QuestionForLearning, response: Response, won: float | None
) -> tuple[float | None, float]:
    """Return the points won and the points possible after the correction.

    Scored by another key, an answer that no longer fits the question is worth 0; an answer that a
    trainer marked keeps its mark.
    """
    match correction.remedy:
        case Remedy.VOID:
            return 0.0, 0.0
        case Remedy.FULL:
            return 1.0, 1.0
        case Remedy.KEY:
            return _by_other_key(correction.question, question, response, won), 1.0


def _by_other_key(
    other: QuestionForLearning | None,
    question: QuestionForLearning,
    response: Response,
    won: float | None,
) -> float | None:
    if other is None or other.type != question.type:
        return won
    try:
        again = other.kind.score(other.body, other.kind.fit(other.body, response))
    except AnswerUnfit:
        return 0.0
    return won if again is None else again
