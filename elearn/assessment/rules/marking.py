"""What the answers of a closed attempt are worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from elearn.assessment.rules.corrections import Correction, corrected
from elearn.assessment.rules.paper import Paper
from elearn.catalogue.rules import AssessmentForLearning
from elearn.catalogue.rules.questions import Response

PLACES = 6


@dataclass(frozen=True, slots=True)
class Marking:
    """The points of an attempt, question by question and in all."""

    points: Mapping[str, float | None]
    """From 0 to 1; None for an answer that waits for a trainer's mark."""
    raw: float
    max: float
    scaled: float
    passed: bool

    @property
    def waiting(self) -> tuple[str, ...]:
        """The questions whose answers wait for a mark."""
        return tuple(question for question, won in self.points.items() if won is None)


def mark(
    assessment: AssessmentForLearning,
    paper: Paper,
    responses: Mapping[str, Response],
    *,
    marks: Mapping[str, float] | None = None,
    corrections: Mapping[str, Correction] | None = None,
) -> Marking:
    """Return what the responses are worth; a question without one is worth 0.

    `marks` are those of trainers, by question, from 0 to 1. A question that a correction voids
    counts neither among the points won nor among those possible. While an answer waits for its
    mark it is counted as 0, so `passed` and `scaled` are to be used only when nothing waits.
    """
    questions = {question.key: question for question in assessment.questions}
    given, mended = marks or {}, corrections or {}
    points: dict[str, float | None] = {}
    most = 0.0
    for item in paper.items:
        question = questions[item.question]
        response = responses.get(item.question, {})
        won = question.kind.score(question.body, response)
        if won is None:
            won = given.get(item.question)
        correction = mended.get(item.question)
        worth, possible = corrected(correction, question, response, won) if correction else (won, 1)
        points[item.question] = worth
        most += possible
    raw = sum(won or 0.0 for won in points.values())
    scaled = round(raw / most, PLACES) if most else 0.0
    return Marking(points, raw, most, scaled, passed=scaled >= round(assessment.pass_mark, PLACES))
