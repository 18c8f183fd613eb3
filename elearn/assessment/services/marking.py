"""Marking a long answer against its rubric."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from elearn import audit
from elearn.assessment.models import Mark
from elearn.assessment.queries import Waiting, attempt_by_id, waiting_answer
from elearn.assessment.services.submit import settle
from elearn.catalogue.rules.questions import worth
from elearn.errors import N_, Conflict, Invalid
from elearn.identity.rules import Scope

LONGEST = 4000


class ReasonMissing(Invalid):
    """A decision about somebody comes without its reason."""

    code = "reason-missing"


class MarkedByOthers(Conflict):
    """As many trainers have marked the answer as were to mark it."""

    code = "marked-by-others"


def open_answer(  # noqa: PLR0913  # who opens which answer when: all named
    session: Session,
    *,
    marker_id: int,
    scope: Scope,
    attempt_public_id: str,
    question: str,
    now: datetime,
    on: date,
) -> Waiting:
    """Return an answer that waits for a mark, and enter the reading in the audit trail.

    AnswerNotFound outside the scope.
    """
    found = waiting_answer(
        session, scope, marker_id, attempt=attempt_public_id, question=question, on=on
    )
    audit.record(
        session,
        actor_id=marker_id,
        action="answer.read",
        subject=f"attempt:{attempt_public_id}",
        now=now,
        details={"question": question},
    )
    return found


def give_mark(  # noqa: PLR0913  # who marks what, how, why and when: all named
    session: Session,
    *,
    marker_id: int,
    scope: Scope,
    attempt_public_id: str,
    question: str,
    levels: Mapping[str, Any],
    reason: str,
    now: datetime,
    on: date,
) -> Mark:
    """Add a trainer's mark, and score the attempt when it was the last that was awaited.

    A second mark by the same trainer goes before the first, which stays on record. Several trainers
    mark without seeing each other's marks. `on` is today's civil date where the trainer works.
    AnswerNotFound; LevelsUnfit; ReasonMissing; MarkedByOthers.
    """
    attempt, enrolment = attempt_by_id(session, attempt_public_id, lock=True)
    found = waiting_answer(
        session, scope, marker_id, attempt=attempt_public_id, question=question, on=on
    )
    if found.own is None and found.given >= found.wanted:
        raise MarkedByOthers(N_("This answer has all its marks already. Open the next one."))
    mark = Mark(
        attempt_id=attempt.id,
        question=question,
        author_id=marker_id,
        levels=dict(levels),
        points=worth(found.question.body, levels),
        reason=said(reason),
        marked_at=now,
    )
    session.add(mark)
    session.flush()
    audit.record(
        session,
        actor_id=marker_id,
        action="answer.marked",
        subject=f"attempt:{attempt_public_id}",
        now=now,
        details={"question": question, "mark": mark.public_id},
    )
    settle(session, attempt, enrolment, now=now, language=found.answer.language)
    return mark


def said(reason: str) -> str:
    """Return a reason without white space around it; ReasonMissing for none, or for a novel."""
    text = reason.strip()
    if not text:
        raise ReasonMissing(N_("Write the reason: whoever it concerns may ask for it."))
    if len(text) > LONGEST:
        raise ReasonMissing(
            N_("The reason has %(length)s characters and may have %(most)s. Shorten it."),
            length=len(text),
            most=LONGEST,
        )
    return text
