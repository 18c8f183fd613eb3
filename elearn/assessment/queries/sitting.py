"""An attempt as the learner sees it while it is open: questions, choices, answers, and no key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from elearn.assessment.models import Answer, Attempt
from elearn.assessment.queries.attempts import answers_of, attempt_of
from elearn.catalogue.queries import assessment_definition, outline
from elearn.catalogue.rules import AssessmentForLearning, Outline, QuestionForLearning, Text
from elearn.catalogue.rules.questions import Control
from elearn.learning.models import Enrolment


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it is put to the learner; it holds no key and no feedback."""

    number: int
    key: str
    type: str
    shape: Mapping[str, str]
    """The parts of a response and their shapes: `list`, `one`, `map` or `text`."""
    language: str
    prompt: str
    parts: Mapping[str, tuple[tuple[str, str], ...]]
    """By part (`choices`, `items` …), (id, text) in the order of this attempt."""
    controls: tuple[Control, ...]
    """What it is answered by."""
    answer_schema: Mapping[str, Any]
    response: Mapping[str, Any]
    """What was answered so far; empty where nothing was."""
    missing: int
    """How many things a whole answer still lacks."""
    begun: bool
    """Whether anything is answered."""
    unfolds: bool
    """Whether an answer may open a further part of it."""
    answer: Answer | None

    @property
    def answered(self) -> bool:
        """Whether the answer is whole."""
        return self.missing == 0

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """The choices; none where the question has none."""
        return self.parts.get("choices", ())


@dataclass(frozen=True, slots=True)
class Sitting:
    """An attempt with everything a page of it may show before it is closed."""

    attempt: Attempt
    enrolment: Enrolment
    outline: Outline
    title: Text
    kind: str
    pass_mark: float
    attempts: int | None
    language: str
    """The language the questions are asked in: one that the course offers."""
    questions: tuple[Asked, ...]
    definition: AssessmentForLearning = field(repr=False)

    @property
    def open(self) -> bool:
        """Whether answers are still taken."""
        return self.attempt.submitted_at is None

    @property
    def unanswered(self) -> tuple[Asked, ...]:
        """The questions without an answer."""
        return tuple(asked for asked in self.questions if not asked.answered)


def sitting(session: Session, person_id: int, public_id: str, language: str) -> Sitting:
    """Return the person's attempt, asked in the language or in the course's own.

    AttemptNotFound where there is none or where it is another person's.
    """
    attempt, enrolment, kept_by = attempt_of(session, person_id, public_id)
    version = outline(session, enrolment.version_id, kept_by)
    definition = assessment_definition(session, enrolment.version_id, attempt.assessment, kept_by)
    spoken = version.language(language)
    return Sitting(
        attempt=attempt,
        enrolment=enrolment,
        outline=version,
        title=definition.title(spoken),
        kind=definition.kind,
        pass_mark=definition.pass_mark,
        attempts=definition.attempts,
        language=spoken,
        questions=_asked(attempt, definition, answers_of(session, attempt.id), spoken),
        definition=definition,
    )


def _asked(
    attempt: Attempt,
    definition: AssessmentForLearning,
    answers: Mapping[str, Answer],
    language: str,
) -> tuple[Asked, ...]:
    pool = {question.key: question for question in definition.questions}
    return tuple(
        ask(number, pool[item.question], item.orders, answers.get(item.question), language)
        for number, item in enumerate(attempt.sheet.items, start=1)
    )


def ask(
    number: int,
    question: QuestionForLearning,
    orders: Mapping[str, tuple[str, ...]],
    answer: Answer | None,
    language: str,
) -> Asked:
    """Return a question as it is put to the learner, with the answer given so far."""
    texts, kind, body = question.text(language), question.kind, question.body
    response = answer.response if answer else {}
    return Asked(
        number=number,
        key=question.key,
        type=question.type,
        shape={part: kind.SHAPE[part] for part in kind.parts(body)},
        language=texts.language,
        prompt=texts.prompt,
        parts=kind.shown(body, texts, orders, response),
        controls=kind.controls(body, texts, orders, response),
        answer_schema=kind.answer_schema(body),
        response=response,
        missing=kind.missing(body, response),
        begun=kind.given(body, response) > 0,
        unfolds=kind.UNFOLDS,
        answer=answer,
    )
