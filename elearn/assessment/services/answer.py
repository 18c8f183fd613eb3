"""Saving one answer: what is acknowledged is on disk, and a repeat changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import case
from sqlalchemy.orm import Session

from elearn.assessment.models import Answer
from elearn.assessment.queries import attempt_of
from elearn.assessment.rules import fit_answer
from elearn.catalogue.queries import assessment_definition, outline
from elearn.errors import N_, Conflict, Invalid
from elearn.learning.services.upsert import insert_into


class AttemptClosed(Conflict):
    """The attempt was submitted; its answers can no longer change."""

    code = "attempt-closed"


class QuestionNotAsked(Invalid):
    """The attempt does not ask this question."""

    code = "question-unknown"


class SavedAnswer(NamedTuple):
    """An answer as it now stands on disk."""

    question: str
    choices: list[str]
    language: str
    revision: int
    saved_at: datetime


def save_answer(  # noqa: PLR0913  # who answers what, in which language, when: all named
    session: Session,
    *,
    person_id: int,
    attempt_public_id: str,
    question: str,
    choices: Sequence[str],
    language: str,
    now: datetime,
) -> SavedAnswer:
    """Save the answer to one question of an open attempt.

    The same choices again change nothing, neither the revision nor the time nor the language in
    which they were first given. AttemptNotFound; AttemptClosed; QuestionNotAsked; AnswerUnfit.
    """
    attempt, enrolment, kept_by = attempt_of(session, person_id, attempt_public_id, hold="shared")
    if attempt.submitted_at is not None:
        raise AttemptClosed(N_("This attempt was submitted; its answers can no longer be changed."))
    definition = assessment_definition(session, enrolment.version_id, attempt.assessment, kept_by)
    asked = definition.question(question) if attempt.sheet.item(question) else None
    if asked is None:
        raise QuestionNotAsked(N_("This attempt does not ask that question."))
    chosen = fit_answer(asked, choices)
    new = insert_into(session, Answer).values(
        attempt_id=attempt.id,
        question=question,
        choices=chosen,
        language=outline(session, enrolment.version_id, kept_by).language(language),
        revision=1,
        saved_at=now,
    )
    same = Answer.choices == new.excluded.choices
    row = session.execute(
        new.on_conflict_do_update(
            index_elements=["attempt_id", "question"],
            set_={
                "choices": new.excluded.choices,
                "language": case((same, Answer.language), else_=new.excluded.language),
                "revision": case((same, Answer.revision), else_=Answer.revision + 1),
                "saved_at": case((same, Answer.saved_at), else_=new.excluded.saved_at),
            },
        ).returning(
            Answer.question, Answer.choices, Answer.language, Answer.revision, Answer.saved_at
        )
    ).one()
    return SavedAnswer(*row)
