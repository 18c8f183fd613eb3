"""Marks of trainers: those of an attempt, and the answers that wait for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.assessment.models import Attempt, Mark
from elearn.catalogue.rules import AssessmentForLearning
from elearn.catalogue.rules.questions import markers


def marks_at(session: Session, attempt_id: int) -> Sequence[Mark]:
    """Return every mark of an attempt, the first first."""
    return session.scalars(
        select(Mark).where(Mark.attempt_id == attempt_id).order_by(Mark.id)
    ).all()


def counting_marks(marks: Sequence[Mark]) -> dict[str, list[Mark]]:
    """Return the marks that count, by question: the newest of each trainer, in their order."""
    newest: dict[str, dict[int, Mark]] = defaultdict(dict)
    for mark in marks:
        newest[mark.question][mark.author_id] = mark
    return {question: list(of.values()) for question, of in newest.items()}


def marks_of(
    session: Session, attempt: Attempt, definition: AssessmentForLearning
) -> dict[str, float]:
    """Return the worth of the answers that have all the marks they need: the mean of these."""
    wanted = {
        question.key: markers(question.body)
        for question in definition.questions
        if question.type == "long_answer" and attempt.sheet.item(question.key)
    }
    if not wanted:
        return {}
    found = counting_marks(marks_at(session, attempt.id))
    return {
        question: sum(mark.points for mark in found[question]) / len(found[question])
        for question, count in wanted.items()
        if len(found.get(question, ())) >= count
    }
