"""The API of assessment: start, answer, submit, look at an attempt."""

from __future__ import annotations

from typing import Any

from elearn.assessment.api.blueprint import blueprint
from elearn.assessment.queries import review_of, sitting
from elearn.assessment.schemas import (
    AnswerSchema,
    AttemptSchema,
    LanguageSchema,
    SavedAnswerSchema,
    StartSchema,
    as_closed,
    as_open,
)
from elearn.assessment.services import SavedAnswer, save_answer, start, submit
from elearn.database import db, transaction
from elearn.identity.login import current_person
from elearn.locales import current_language
from elearn.permissions import Permission, requires
from elearn.web.time import now


@blueprint.post("/enrolments/<enrolment_id>/assessments/<assessment_key>/attempts")
@requires(Permission.LEARN)
@blueprint.arguments(StartSchema, required=False)
@blueprint.response(201, AttemptSchema)
@blueprint.alt_response(200, schema=AttemptSchema, description="The attempt that is open already")
def start_attempt(
    asked: dict[str, Any], enrolment_id: str, assessment_key: str
) -> tuple[dict[str, Any], int]:
    """Start an attempt, or return the one that is open; it lists the questions, never the key."""
    person = current_person()
    with transaction() as session:
        attempt, created = start(
            session,
            person_id=person.person_id,
            enrolment_public_id=enrolment_id,
            assessment=assessment_key,
            now=now(),
        )
    language = asked.get("language") or current_language()
    found = sitting(db.session(), person.person_id, attempt.public_id, language)
    return as_open(found), 201 if created else 200


@blueprint.get("/attempts/<attempt_id>")
@requires(Permission.LEARN)
@blueprint.arguments(LanguageSchema, location="query")
@blueprint.response(200, AttemptSchema)
def attempt(_chosen: dict[str, Any], attempt_id: str) -> dict[str, Any]:
    """Return an attempt of one's own: questions and answers; once closed, score and feedback."""
    return _attempt(attempt_id, current_language())


@blueprint.put("/attempts/<attempt_id>/answers/<question>")
@requires(Permission.LEARN)
@blueprint.arguments(AnswerSchema)
@blueprint.response(200, SavedAnswerSchema)
@blueprint.alt_response(409, description="Closed, or changed elsewhere: then with both answers")
def answer(asked: dict[str, Any], attempt_id: str, question: str) -> SavedAnswer:
    """Save the answer to one question; sending it again changes nothing."""
    person_id = current_person().person_id
    language, seen = asked.pop("language"), asked.pop("revision")
    with transaction() as session:
        return save_answer(
            session,
            person_id=person_id,
            attempt_public_id=attempt_id,
            question=question,
            response=asked,
            language=language or current_language(),
            seen=seen,
            now=now(),
        )


@blueprint.post("/attempts/<attempt_id>/submission")
@requires(Permission.LEARN)
@blueprint.response(200, AttemptSchema)
def submission(attempt_id: str) -> dict[str, Any]:
    """Close the attempt and return its score; of two submissions both get the same one."""
    person_id = current_person().person_id
    with transaction() as session:
        submit(
            session,
            person_id=person_id,
            attempt_public_id=attempt_id,
            language=current_language(),
            now=now(),
        )
    return _attempt(attempt_id, current_language())


def _attempt(attempt_id: str, language: str) -> dict[str, Any]:
    person_id = current_person().person_id
    found = sitting(db.session(), person_id, attempt_id, language)
    if found.attempt.expired(now()):
        with transaction() as session:
            submit(session, person_id=person_id, attempt_public_id=attempt_id, now=now())
        found = sitting(db.session(), person_id, attempt_id, language)
    if found.open:
        return as_open(found)
    return as_closed(review_of(db.session(), found))
