"""The result of a closed attempt: score, feedback, and the key where it may be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from elearn.assessment.queries.attempts import attempts_at
from elearn.assessment.queries.sitting import Asked, Sitting, sitting
from elearn.assessment.rules import attempts_left, mark, reveals_key
from elearn.catalogue.rules import LessonOutline
from elearn.errors import N_, Conflict


class AttemptStillOpen(Conflict):
    """The result was asked for before the attempt was submitted."""

    code = "attempt-open"

    def __init__(self) -> None:
        """Say what to do first."""
        super().__init__(N_("This attempt is still open. Submit it to see the result."))


@dataclass(frozen=True, slots=True)
class ReviewedAnswer:
    """A question of a closed attempt, with what was chosen and what is said about it."""

    asked: Asked
    points: float
    correct: frozenset[str]
    """The ids of the correct choices; empty where the key is not shown."""
    feedback: Mapping[str, str]
    """By choice: what was chosen, and the correct choices where the key is shown."""
    read_again: tuple[LessonOutline, ...]
    """The lessons to go back to; empty for a right answer."""

    @property
    def right(self) -> bool:
        """Whether the answer won every point."""
        return self.points >= 1


@dataclass(frozen=True, slots=True)
class Review:
    """A closed attempt."""

    sitting: Sitting
    answers: tuple[ReviewedAnswer, ...]
    left: int | None
    """How many attempts are left; None without a limit."""
    key_shown: bool

    @property
    def wrong(self) -> tuple[ReviewedAnswer, ...]:
        """The answers that did not win every point."""
        return tuple(answer for answer in self.answers if not answer.right)

    @property
    def right(self) -> int:
        """How many answers won every point."""
        return len(self.answers) - len(self.wrong)


def review(session: Session, person_id: int, public_id: str, language: str) -> Review:
    """Return the result of the person's closed attempt; AttemptStillOpen before that."""
    found = sitting(session, person_id, public_id, language)
    if found.open:
        raise AttemptStillOpen
    definition, attempt = found.definition, found.attempt
    made = len(attempts_at(session, attempt.enrolment_id, attempt.assessment))
    left = attempts_left(definition.attempts, made)
    shown = reveals_key(definition, passed=bool(attempt.passed), left=left)
    chosen = {asked.key: asked.chosen for asked in found.questions}
    points = mark(definition, attempt.sheet, chosen).points
    return Review(
        sitting=found,
        answers=tuple(
            _reviewed(found, asked, points[asked.key], shown=shown) for asked in found.questions
        ),
        left=left,
        key_shown=shown,
    )


def _reviewed(found: Sitting, asked: Asked, points: float, *, shown: bool) -> ReviewedAnswer:
    question = next(item for item in found.definition.questions if item.key == asked.key)
    correct = question.correct if shown else frozenset()
    texts = question.text(asked.language)
    told = correct | set(asked.chosen)
    return ReviewedAnswer(
        asked=asked,
        points=points,
        correct=correct,
        feedback={
            choice: texts.feedback[choice]
            for choice, _text in asked.choices
            if choice in told and texts.feedback.get(choice)
        },
        read_again=() if points >= 1 else _lessons_about(found, question.outcome),
    )


def _lessons_about(found: Sitting, outcome: str | None) -> tuple[LessonOutline, ...]:
    """Return the lessons of the check's module, or those that teach the outcome."""
    lessons = found.outline.lessons
    if found.definition.module_id:
        lessons = tuple(
            lesson for lesson in lessons if lesson.module_id == found.definition.module_id
        )
    teaching = tuple(lesson for lesson in lessons if outcome in lesson.outcomes)
    return teaching or (lessons if found.definition.module_id else ())
