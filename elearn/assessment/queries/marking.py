"""The marking desk: answers that wait for a mark, within a trainer's scope and without names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from elearn.assessment.models import Answer, Attempt, Mark
from elearn.assessment.queries.marks import counting_marks, marks_at
from elearn.catalogue.queries import assessment_definition, outline
from elearn.catalogue.rules import Outline, QuestionForLearning, Text
from elearn.catalogue.rules.questions import markers
from elearn.errors import N_, NotFound
from elearn.identity.models import EmploymentSpell, Organisation
from elearn.identity.queries import within
from elearn.identity.rules import Scope
from elearn.learning.models import Enrolment

MOST = 200
"""Attempts on one page of the desk; the next ones follow as these are marked."""


class AnswerNotFound(NotFound):
    """There is no such answer to mark, or not within the trainer's scope."""

    code = "answer-not-found"

    def __init__(self) -> None:
        """Say the same in both cases."""
        super().__init__(N_("There is no such answer to mark. Open the list of answers again."))


@dataclass(frozen=True, slots=True)
class Waiting:
    """One answer that a trainer may mark; whose it is stays unsaid."""

    attempt: Attempt
    enrolment: Enrolment
    outline: Outline
    question: QuestionForLearning
    answer: Answer
    own: Mark | None
    """The trainer's own newest mark of it."""
    given: int
    """How many trainers have marked it."""

    @property
    def wanted(self) -> int:
        """How many trainers mark it."""
        return markers(self.question.body)

    def title(self, language: str) -> Text:
        """Return the title of its assessment."""
        return self.outline.text(language, f"assessment.{self.attempt.assessment}.title")

    def course(self, language: str) -> Text:
        """Return the title of its course."""
        return self.outline.text(language, "course.title")


def _reachable(scope: Scope, marker_id: int, on: date) -> ColumnElement[bool]:
    """Return the condition that an attempt waits, and is another's who works within the scope."""
    works_there = exists(
        select(EmploymentSpell.id)
        .join(Organisation, Organisation.id == EmploymentSpell.unit_id)
        .where(
            EmploymentSpell.person_id == Enrolment.person_id,
            within(scope),
            EmploymentSpell.starts_on <= on,
            or_(EmploymentSpell.ends_on.is_(None), EmploymentSpell.ends_on >= on),
        )
    )
    waits = Attempt.submitted_at.is_not(None) & Attempt.scaled.is_(None)
    return waits & (Enrolment.person_id != marker_id) & works_there


def waiting_answers(session: Session, scope: Scope, marker_id: int, on: date) -> list[Waiting]:
    """Return the answers that still want this trainer's mark on a day, the oldest first."""
    rows = session.execute(
        select(Attempt, Enrolment)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(_reachable(scope, marker_id, on))
        .order_by(Attempt.submitted_at, Attempt.id)
        .limit(MOST)
    ).all()
    found = [
        answer
        for attempt, enrolment in rows
        for answer in _answers(session, attempt, enrolment, marker_id)
    ]
    return [answer for answer in found if answer.own is None and answer.given < answer.wanted]


def waiting_answer(  # noqa: PLR0913  # which answer, and who may see it when
    session: Session, scope: Scope, marker_id: int, *, attempt: str, question: str, on: date
) -> Waiting:
    """Return one answer of an attempt that waits for marks; AnswerNotFound outside the scope."""
    row = session.execute(
        select(Attempt, Enrolment)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(_reachable(scope, marker_id, on), Attempt.public_id == attempt)
    ).first()
    if row is None:
        raise AnswerNotFound
    for found in _answers(session, *row, marker_id):
        if found.question.key == question:
            return found
    raise AnswerNotFound


def _answers(
    session: Session, attempt: Attempt, enrolment: Enrolment, marker_id: int
) -> list[Waiting]:
    definition = assessment_definition(session, enrolment.version_id, attempt.assessment)
    given = {
        answer.question: answer
        for answer in session.scalars(select(Answer).where(Answer.attempt_id == attempt.id))
    }
    marks = counting_marks(marks_at(session, attempt.id))
    return [
        Waiting(
            attempt=attempt,
            enrolment=enrolment,
            outline=outline(session, enrolment.version_id),
            question=question,
            answer=given[question.key],
            own=_own(marks.get(question.key, ()), marker_id),
            given=len(marks.get(question.key, ())),
        )
        for question in definition.questions
        if question.key in given
        and question.kind.score(question.body, given[question.key].response) is None
    ]


def _own(marks: Sequence[Mark], marker_id: int) -> Mark | None:
    return next((mark for mark in marks if mark.author_id == marker_id), None)
