"""Saving one answer: what is acknowledged is on disk, and a repeat changes nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import Table, bindparam, case, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from elearn.assessment.models import Answer, Attempt
from elearn.assessment.queries import AttemptNotFound
from elearn.catalogue.models import CourseVersion
from elearn.catalogue.queries import assessment_definition, outline
from elearn.catalogue.rules.questions import Response
from elearn.errors import N_, Conflict, Invalid
from elearn.learning.models import Enrolment

# Every answer of every learner passes here, and on SQLite one at a time: the statements are built
# once and run on the connection, because building them anew took longer than running them.

ATTEMPT = (
    select(
        Attempt.id,
        Attempt.submitted_at,
        Attempt.expires_at,
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

ANSWERS = cast("Table", Answer.__table__)
COLUMNS = (
    ANSWERS.c.question,
    ANSWERS.c.response,
    ANSWERS.c.language,
    ANSWERS.c.revision,
    ANSWERS.c.saved_at,
)


def _upsert(new: sqlite.Insert | postgresql.Insert) -> Any:
    """Return the insert that leaves an answer alone where the same response is there already.

    Where another response is there than the one that was seen, it touches no row.
    """
    same = ANSWERS.c.response == new.excluded.response
    seen = bindparam("seen", type_=ANSWERS.c.revision.type)
    return new.on_conflict_do_update(
        index_elements=["attempt_id", "question"],
        set_={
            "response": new.excluded.response,
            "language": case((same, ANSWERS.c.language), else_=new.excluded.language),
            "revision": case((same, ANSWERS.c.revision), else_=ANSWERS.c.revision + 1),
            "saved_at": case((same, ANSWERS.c.saved_at), else_=new.excluded.saved_at),
        },
        where=or_(same, seen.is_(None), ANSWERS.c.revision == seen),
    ).returning(*COLUMNS)


SAVE = {
    "sqlite": _upsert(sqlite.insert(ANSWERS)),
    "postgresql": _upsert(postgresql.insert(ANSWERS)),
}
STORED = select(*COLUMNS).where(
    ANSWERS.c.attempt_id == bindparam("attempt_id"), ANSWERS.c.question == bindparam("question")
)


class AttemptClosed(Conflict):
    """The attempt was submitted, or its time has ended; its answers can no longer change."""

    code = "attempt-closed"


class QuestionNotAsked(Invalid):
    """The attempt does not ask this question."""

    code = "question-unknown"


class SavedAnswer(NamedTuple):
    """An answer as it now stands on disk."""

    question: str
    response: dict[str, Any]
    language: str
    revision: int
    saved_at: datetime


class AnswerChanged(Conflict):
    """The answer was changed elsewhere since it was seen here; nothing was overwritten."""

    code = "answer-changed"

    def __init__(self, stored: SavedAnswer, sent: Response) -> None:
        """Keep both: what stands on disk, and what was sent."""
        super().__init__(
            N_(
                "This answer was changed in another window meanwhile. Look at both, then save the"
                " one that is meant."
            )
        )
        self.stored = stored
        self.sent = sent

    def members(self) -> dict[str, Any]:
        """Return both answers: `stored`, which stands on disk, and `sent`, which was not saved."""
        stored = self.stored
        return {
            "stored": {
                **stored.response,
                "language": stored.language,
                "revision": stored.revision,
                "saved_at": stored.saved_at.isoformat(),
            },
            "sent": dict(self.sent),
        }


def save_answer(  # noqa: PLR0913  # who answers what, in which language, when: all named
    session: Session,
    *,
    person_id: int,
    attempt_public_id: str,
    question: str,
    response: Response,
    language: str,
    now: datetime,
    seen: int | None = None,
) -> SavedAnswer:
    """Save the answer to one question of an open attempt.

    The same response again changes nothing, neither the revision nor the time nor the language in
    which it was first given. `seen` is the revision that the sender knows of (0 for none): where
    another one stands on disk, with another response, AnswerChanged is raised with both. Without
    it the answer replaces whatever stands there.
    AttemptNotFound; AttemptClosed; QuestionNotAsked; AnswerUnfit.
    """
    connection = session.connection()
    found = connection.execute(ATTEMPT, {"attempt": attempt_public_id, "person": person_id}).first()
    if found is None:
        raise AttemptNotFound
    if found.submitted_at is not None:
        raise AttemptClosed(N_("This attempt was submitted; its answers can no longer be changed."))
    if found.expires_at is not None and now >= found.expires_at:
        raise AttemptClosed(
            N_("The time for this attempt has ended; what was saved by then counts.")
        )
    version_id, kept_by = found.version_id, found.content_hash
    definition = assessment_definition(session, version_id, found.assessment, kept_by)
    on_paper = any(item["question"] == question for item in found.paper)
    asked = definition.question(question) if on_paper else None
    if asked is None:
        raise QuestionNotAsked(N_("This attempt does not ask that question."))
    fitted = asked.kind.fit(asked.body, response)
    new = {
        "attempt_id": found.id,
        "question": question,
        "response": fitted,
        "language": outline(session, version_id, kept_by).language(language),
        "revision": 1,
        "saved_at": now,
        "seen": seen,
    }
    row = connection.execute(SAVE[connection.dialect.name], new).first()
    if row is None:
        stored = connection.execute(STORED, {"attempt_id": found.id, "question": question}).one()
        raise AnswerChanged(SavedAnswer(*stored), fitted)
    return SavedAnswer(*row)
