"""Saving one answer: what is acknowledged is on disk, and a repeat changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import Table, bindparam, case, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from elearn.assessment.models import Answer, Attempt
from elearn.assessment.queries import AttemptNotFound
from elearn.assessment.rules import Paper, fit_answer
from elearn.catalogue.models import CourseVersion
from elearn.catalogue.queries import assessment_definition, outline
from elearn.errors import N_, Conflict, Invalid
from elearn.learning.models import Enrolment

# Every answer of every learner passes here, and on SQLite one at a time: both statements are built
# once and run on the connection, because building them anew took longer than running them.

ATTEMPT = (
    select(
        Attempt.id,
        Attempt.submitted_at,
        Attempt.assessment,
        Attempt.paper,
        Enrolment.version_id,
        CourseVersion.content_hash,
    )
    .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
    .join(CourseVersion, CourseVersion.id == Enrolment.version_id)
    .where(
        Attempt.public_id == bindparam("attempt"),
        Enrolment.person_id == bindparam("person"),
    )
    .with_for_update(of=Attempt, read=True)
)
"""Answers of one attempt may be saved beside each other, but not while it is being closed."""


def _upsert(new: sqlite.Insert | postgresql.Insert, answer: Table) -> Any:
    """Return the insert that leaves an answer alone where the same choices are there already."""
    same = answer.c.choices == new.excluded.choices
    return new.on_conflict_do_update(
        index_elements=["attempt_id", "question"],
        set_={
            "choices": new.excluded.choices,
            "language": case((same, answer.c.language), else_=new.excluded.language),
            "revision": case((same, answer.c.revision), else_=answer.c.revision + 1),
            "saved_at": case((same, answer.c.saved_at), else_=new.excluded.saved_at),
        },
    ).returning(
        answer.c.question,
        answer.c.choices,
        answer.c.language,
        answer.c.revision,
        answer.c.saved_at,
    )


ANSWERS = cast("Table", Answer.__table__)
SAVE = {
    "sqlite": _upsert(sqlite.insert(ANSWERS), ANSWERS),
    "postgresql": _upsert(postgresql.insert(ANSWERS), ANSWERS),
}


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
    connection = session.connection()
    found = connection.execute(ATTEMPT, {"attempt": attempt_public_id, "person": person_id}).first()
    if found is None:
        raise AttemptNotFound
    if found.submitted_at is not None:
        raise AttemptClosed(N_("This attempt was submitted; its answers can no longer be changed."))
    version_id, kept_by = found.version_id, found.content_hash
    definition = assessment_definition(session, version_id, found.assessment, kept_by)
    on_paper = Paper.from_document(found.paper).item(question)
    asked = definition.question(question) if on_paper else None
    if asked is None:
        raise QuestionNotAsked(N_("This attempt does not ask that question."))
    new = {
        "attempt_id": found.id,
        "question": question,
        "choices": fit_answer(asked, choices),
        "language": outline(session, version_id, kept_by).language(language),
        "revision": 1,
        "saved_at": now,
    }
    row = connection.execute(SAVE[connection.dialect.name], new).one()
    return SavedAnswer(*row)
