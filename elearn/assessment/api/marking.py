"""The marking desk for programs; every reading of an answer is entered in the audit trail."""

from __future__ import annotations

from typing import Any

from elearn.assessment.api.blueprint import blueprint
from elearn.assessment.models import Mark
from elearn.assessment.queries import waiting_answers
from elearn.assessment.schemas import (
    GivenMarkSchema,
    LanguageSchema,
    MarkSchema,
    WaitingInFullSchema,
    WaitingListSchema,
    waiting_in_full,
    waiting_in_short,
)
from elearn.assessment.services import give_mark, open_answer
from elearn.database import db, transaction
from elearn.identity.login import current_person
from elearn.locales import current_language
from elearn.permissions import Permission, requires
from elearn.web import time


@blueprint.get("/marking")
@requires(Permission.ANSWER_MARK)
@blueprint.arguments(LanguageSchema, location="query")
@blueprint.response(200, WaitingListSchema)
def marking(_chosen: dict[str, Any]) -> dict[str, Any]:
    """List the answers within the reader's scope that wait for their mark."""
    person, instant = current_person(), time.now()
    found = waiting_answers(
        db.session(),
        person.scope(Permission.ANSWER_MARK),
        person.person_id,
        time.today(instant, person.organisation_time_zone),
    )
    return {"items": [waiting_in_short(each, current_language()) for each in found]}


@blueprint.get("/marking/<attempt_id>/<question>")
@requires(Permission.ANSWER_MARK)
@blueprint.arguments(LanguageSchema, location="query")
@blueprint.response(200, WaitingInFullSchema)
def marking_answer(_chosen: dict[str, Any], attempt_id: str, question: str) -> dict[str, Any]:
    """Return one answer with its rubric."""
    person, instant = current_person(), time.now()
    with transaction() as session:
        found = open_answer(
            session,
            marker_id=person.person_id,
            scope=person.scope(Permission.ANSWER_MARK),
            attempt_public_id=attempt_id,
            question=question,
            now=instant,
            on=time.today(instant, person.organisation_time_zone),
        )
    return waiting_in_full(found, current_language())


@blueprint.post("/marking/<attempt_id>/<question>/marks")
@requires(Permission.ANSWER_MARK)
@blueprint.arguments(MarkSchema)
@blueprint.response(201, GivenMarkSchema)
def mark_answer(asked: dict[str, Any], attempt_id: str, question: str) -> Mark:
    """Give an answer one's mark; the last mark awaited gives the attempt its score."""
    person, instant = current_person(), time.now()
    with transaction() as session:
        return give_mark(
            session,
            marker_id=person.person_id,
            scope=person.scope(Permission.ANSWER_MARK),
            attempt_public_id=attempt_id,
            question=question,
            levels=asked["levels"],
            reason=asked["reason"],
            now=instant,
            on=time.today(instant, person.organisation_time_zone),
        )
