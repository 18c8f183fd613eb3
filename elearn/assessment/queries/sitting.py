"""An attempt as the learner sees it while it is open: questions, choices, answers, and no key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from elearn.assessment.models import Answer, Attempt
from elearn.assessment.queries.attempts import answers_of, attempt_of
from elearn.assessment.rules import question_type
from elearn.catalogue.queries import assessment_definition, outline
from elearn.catalogue.rules import AssessmentForLearning, Outline, QuestionForLearning, Text
from elearn.learning.models import Enrolment


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it is put to the learner; it holds no key and no feedback."""

    number: int
    key: str
    type: str
    control: str
    """`radio` or `checkbox`."""
    language: str
    prompt: str
    choices: tuple[tuple[str, str], ...]
    """(id, text) in the order of this attempt."""
    chosen: tuple[str, ...]
    answer: Answer | None

    @property
    def answered(self) -> bool:
        """Whether anything is chosen."""
        return bool(self.chosen)


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
        _ask(number, pool[item.question], item.choices, answers.get(item.question), language)
        for number, item in enumerate(attempt.sheet.items, start=1)
    )


def _ask(
    number: int,
    question: QuestionForLearning,
    order: tuple[str, ...],
    answer: Answer | None,
    language: str,
) -> Asked:
    texts = question.text(language)
    return Asked(
        number=number,
        key=question.key,
        type=question.type,
        control=question_type(question.type).CONTROL,
        language=texts.language,
        prompt=texts.prompt,
        choices=tuple((choice, texts.choices[choice]) for choice in order),
        chosen=tuple(answer.choices) if answer else (),
        answer=answer,
    )
