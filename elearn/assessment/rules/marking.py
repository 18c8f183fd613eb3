"""What the answers of a closed attempt are worth."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from elearn.assessment.rules.paper import Paper
from elearn.assessment.rules.register import question_type
from elearn.catalogue.rules import AssessmentForLearning

PLACES = 6


@dataclass(frozen=True, slots=True)
class Marking:
    """The points of an attempt, question by question and in all."""

    points: Mapping[str, float]
    raw: float
    max: float
    scaled: float
    passed: bool


def mark(
    assessment: AssessmentForLearning, paper: Paper, answers: Mapping[str, Collection[str]]
) -> Marking:
    """Return what the answers are worth; a question without an answer is worth 0.

    Only ids decide, so the score is the same in every language and for every order of choices.
    """
    questions = {question.key: question for question in assessment.questions}
    points = {}
    for item in paper.items:
        question = questions[item.question]
        chosen = frozenset(answers.get(item.question, ()))
        points[item.question] = question_type(question.type).score(question, chosen)
    raw, most = sum(points.values()), float(len(points))
    scaled = round(raw / most, PLACES) if most else 0.0
    return Marking(points, raw, most, scaled, passed=scaled >= round(assessment.pass_mark, PLACES))
