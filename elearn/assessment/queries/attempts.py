"""Attempts of one person; another person's do not exist here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from elearn.assessment.models import Answer, Attempt
from elearn.catalogue.models import CourseVersion
from elearn.errors import N_, NotFound
from elearn.learning.models import Enrolment


class AttemptNotFound(NotFound):
    """There is no such attempt, or it is somebody else's."""

    code = "attempt-not-found"

    def __init__(self) -> None:
        """Say the same in both cases."""
        super().__init__(N_("There is no such attempt. Open the quiz from the course page again."))


class FoundAttempt(NamedTuple):
    """An attempt, the enrolment it belongs to, and what the version's values are kept by."""

    attempt: Attempt
    enrolment: Enrolment
    content_hash: str


PLAIN = (
    select(Attempt, Enrolment, CourseVersion.content_hash)
    .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
    .join(CourseVersion, CourseVersion.id == Enrolment.version_id)
    .where(
        Attempt.public_id == bindparam("attempt"),
        Enrolment.person_id == bindparam("person"),
    )
)
ALONE = PLAIN.execution_options(populate_existing=True).with_for_update(of=Attempt)
"""While an attempt is being closed nobody saves an answer to it."""


def attempt_of(
    session: Session, person_id: int, public_id: str, *, lock: bool = False
) -> FoundAttempt:
    """Return the person's attempt and its enrolment; AttemptNotFound where there is none.

    With `lock`, hold its row until the transaction ends. (SQLite has one writer at a time anyway.)
    """
    statement = ALONE if lock else PLAIN
    row = session.execute(statement, {"attempt": public_id, "person": person_id}).first()
    if row is None:
        raise AttemptNotFound
    return FoundAttempt(*row)


def attempt_by_id(
    session: Session, public_id: str, *, lock: bool = False
) -> tuple[Attempt, Enrolment]:
    """Return an attempt whoever's it is, for those who check the scope; AttemptNotFound."""
    statement = (
        select(Attempt, Enrolment)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(Attempt.public_id == public_id)
    )
    if lock:
        statement = statement.execution_options(populate_existing=True).with_for_update(of=Attempt)
    row = session.execute(statement).first()
    if row is None:
        raise AttemptNotFound
    return row[0], row[1]


def attempts_at(session: Session, enrolment_id: int, assessment: str) -> Sequence[Attempt]:
    """Return every attempt at an assessment in an enrolment, the first one first."""
    return session.scalars(
        select(Attempt)
        .where(Attempt.enrolment_id == enrolment_id, Attempt.assessment == assessment)
        .order_by(Attempt.number)
    ).all()


def responses_of(
    session: Session, attempt_ids: Sequence[int]
) -> dict[int, dict[str, dict[str, Any]]]:
    """Return the responses of many attempts, by attempt and question, in one statement."""
    found: dict[int, dict[str, dict[str, Any]]] = {number: {} for number in attempt_ids}
    rows = session.execute(
        select(Answer.attempt_id, Answer.question, Answer.response).where(
            Answer.attempt_id.in_(attempt_ids)
        )
    )
    for attempt_id, question, response in rows:
        found[attempt_id][question] = response
    return found


def answers_of(session: Session, attempt_id: int) -> dict[str, Answer]:
    """Return the answers of an attempt by the key of their question, as they stand on disk."""
    statement = select(Answer).where(Answer.attempt_id == attempt_id)
    found = session.scalars(statement, execution_options={"populate_existing": True})
    return {answer.question: answer for answer in found}
