"""The result of a closed attempt: score, feedback, and the key where it may be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from elearn.assessment.models import Mark
from elearn.assessment.queries.attempts import attempts_at
from elearn.assessment.queries.corrections import ScoreThatStands, corrections_of, scores_of
from elearn.assessment.queries.marks import counting_marks, marks_at
from elearn.assessment.queries.sitting import Asked, Sitting, sitting
from elearn.assessment.rules import AttemptStatus, Disclosure, Remedy, attempts_left, disclosure
from elearn.catalogue.rules import LessonOutline, QuestionForLearning, SourceOutline
from elearn.catalogue.rules.questions import Line
from elearn.errors import N_, Conflict


class AttemptStillOpen(Conflict):
    """The result was asked for before the attempt was submitted."""

    code = "attempt-open"

    def __init__(self) -> None:
        """Say what to do first."""
        super().__init__(N_("This attempt is still open. Submit it to see the result."))


@dataclass(frozen=True, slots=True)
class ReviewedAnswer:
    """A question of a closed attempt, with what was answered and what is said about it."""

    asked: Asked
    points: float | None
    """None while the attempt has no score yet."""
    lines: tuple[Line, ...]
    """Without the key, or empty, where the policy says so."""
    read_again: tuple[LessonOutline, ...]
    """The lessons to go back to; empty for a right answer."""
    sources: tuple[SourceOutline, ...]
    """What the question rests on; empty where answers are not told."""
    marks: tuple[Mark, ...]
    void: bool
    """Whether the question proved wrong and counts no longer."""
    waits: bool
    """Whether it waits for a trainer's mark."""

    @property
    def right(self) -> bool:
        """Whether the answer won every point."""
        return self.points is not None and self.points >= 1

    @property
    def correct(self) -> tuple[str, ...]:
        """The ids of the correct choices, where the key is shown and the question has choices."""
        chosen = "list" in self.asked.shape.values()
        return tuple(line.id for line in self.lines if line.expected) if chosen else ()

    @property
    def feedback(self) -> Mapping[str, str]:
        """What the author says, by the id of what it is about."""
        return {line.id: line.feedback for line in self.lines if line.feedback}


@dataclass(frozen=True, slots=True)
class Review:
    """A closed attempt, or one that waits for a mark."""

    sitting: Sitting
    answers: tuple[ReviewedAnswer, ...]
    left: int | None
    """How many attempts are left; None without a limit."""
    told: Disclosure
    score: ScoreThatStands | None
    """None while an answer waits for its mark."""

    @property
    def key_shown(self) -> bool:
        """Whether the review holds the key."""
        return self.told.key

    @property
    def wrong(self) -> tuple[ReviewedAnswer, ...]:
        """The answers to read something about again: not all points, or a harmful decision."""
        return (
            tuple(
                answer
                for answer in self.counted
                if answer.points is not None
                and (not answer.right or any(line.review for line in answer.lines))
            )
            if self.told.answers
            else ()
        )

    @property
    def counted(self) -> tuple[ReviewedAnswer, ...]:
        """The answers that count."""
        return tuple(answer for answer in self.answers if not answer.void)

    @property
    def right(self) -> int:
        """How many answers won every point."""
        return sum(answer.right for answer in self.counted)

    @property
    def waiting(self) -> int:
        """How many answers wait for a mark."""
        return sum(answer.waits for answer in self.answers)


def review(session: Session, person_id: int, public_id: str, language: str) -> Review:
    """Return the result of the person's closed attempt; AttemptStillOpen before that."""
    found = sitting(session, person_id, public_id, language)
    if found.attempt.status is AttemptStatus.OPEN:
        raise AttemptStillOpen
    return review_of(session, found)


def review_of(session: Session, found: Sitting) -> Review:
    """Return the result of an attempt that takes no more answers."""
    definition, attempt = found.definition, found.attempt
    made = len(attempts_at(session, attempt.enrolment_id, attempt.assessment))
    left = attempts_left(definition.attempts, made)
    score = scores_of(session, [attempt]).get(attempt.id)
    told = disclosure(definition, passed=bool(score and score.passed), left=left)
    if score is None:
        told = Disclosure(key=False, answers=False)
    marks = counting_marks(marks_at(session, attempt.id))
    void = {
        question
        for question, correction in corrections_of(
            session, found.enrolment.version_id, attempt.assessment
        ).items()
        if correction.remedy is Remedy.VOID and score and score.regrades
    }
    points = score.points if score else {}
    pool = {question.key: question for question in definition.questions}
    return Review(
        sitting=found,
        answers=tuple(
            _reviewed(
                found,
                asked,
                pool[asked.key],
                points.get(asked.key, None if score is None else 0.0),
                told,
                marks.get(asked.key, ()) if score else (),
                void=asked.key in void,
            )
            for asked in found.questions
        ),
        left=left,
        told=told,
        score=score,
    )


def _reviewed(  # noqa: PLR0913, PLR0917  # a question, its answer and what may be told of it
    found: Sitting,
    asked: Asked,
    question: QuestionForLearning,
    points: float | None,
    told: Disclosure,
    marks: Sequence[Mark],
    *,
    void: bool,
) -> ReviewedAnswer:
    orders = (found.attempt.sheet.item(asked.key)).orders  # type: ignore[union-attr]  # it is on the paper
    texts = question.text(asked.language)
    lines = question.kind.lines(question.body, texts, orders, asked.response)
    again = points is not None and (points < 1 or any(line.review for line in lines))
    sources = {source.id: source for source in found.outline.sources}
    return ReviewedAnswer(
        asked=asked,
        points=points,
        lines=tuple(_told(lines, told)),
        read_again=_lessons_about(found, question.outcome) if again and told.answers else (),
        sources=tuple(sources[name] for name in question.sources if name in sources)
        if told.answers
        else (),
        marks=tuple(marks) if told.answers else (),
        void=void,
        waits=points is None and question.kind.score(question.body, asked.response) is None,
    )


def _told(lines: Sequence[Line], told: Disclosure) -> list[Line]:
    """Return the lines without what the policy keeps back."""
    if not told.answers:
        return []
    if told.key:
        return list(lines)
    return [replace(line, expected="") for line in lines if line.given]


def _lessons_about(found: Sitting, outcome: str | None) -> tuple[LessonOutline, ...]:
    """Return the lessons of the check's module, or those that teach the outcome."""
    lessons = found.outline.lessons
    if found.definition.module_id:
        lessons = tuple(
            lesson for lesson in lessons if lesson.module_id == found.definition.module_id
        )
    teaching = tuple(lesson for lesson in lessons if outcome in lesson.outcomes)
    return teaching or (lessons if found.definition.module_id else ())
