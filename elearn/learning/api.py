"""The API of learning: enrolments, lessons, progress."""

from __future__ import annotations

from typing import Any

from elearn.catalogue.queries import lesson_text, outline
from elearn.database import db, transaction
from elearn.identity.login import current_person
from elearn.learning.queries import (
    enrolment_of,
    paths_of,
    progress,
    reading,
    worksheet_of,
    worksheet_states,
)
from elearn.learning.rules import LessonState
from elearn.learning.schemas import (
    EnrolmentDetailSchema,
    EnrolmentSchema,
    EnrolSchema,
    LanguageSchema,
    LessonSchema,
    ProgrammesSchema,
    ProgressSchema,
    ReportProgressSchema,
    SaveWorksheetSchema,
    WorksheetSchema,
    in_full,
    in_short,
    lesson_in_full,
    worksheet_in_full,
)
from elearn.learning.services import (
    complete_lesson,
    enrol,
    open_lesson,
    remember_place,
    save_worksheet,
)
from elearn.locales import current_language
from elearn.permissions import Permission, requires
from elearn.web.api import ApiBlueprint
from elearn.web.time import now

blueprint = ApiBlueprint("learning", __name__)


@blueprint.post("/enrolments")
@requires(Permission.LEARN)
@blueprint.arguments(EnrolSchema)
@blueprint.response(201, EnrolmentSchema)
@blueprint.alt_response(200, schema=EnrolmentSchema, description="The one there was already")
def enrol_me(asked: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Enrol in the latest version of a course, or return the current enrolment."""
    person = current_person()
    with transaction() as session:
        enrolment, created = enrol(
            session,
            person_id=person.person_id,
            slug=asked["course"],
            again=asked["again"],
            now=now(),
        )
        answer = in_short(enrolment, progress(session, enrolment))
    return answer, 201 if created else 200


@blueprint.get("/programmes")
@requires(Permission.LEARN)
@blueprint.response(200, ProgrammesSchema)
def programmes() -> dict[str, Any]:
    """Return every programme with one's own path in it: what is met, and what is missing."""
    found = paths_of(db.session(), current_person().person_id)
    return {
        "items": [
            {
                "id": each.programme.slug,
                "titles": each.programme.title,
                "is_met": each.is_met,
                "minutes": each.minutes,
                "minutes_needed": each.minutes_needed,
                "parts": [
                    {
                        "any_of": list(state.part.any_of),
                        "least": state.part.least,
                        "met_by": state.met_by,
                        "published": [s for s in state.part.any_of if s in found.published],
                    }
                    for state in each.parts
                ],
            }
            for each in found.paths
        ]
    }


@blueprint.get("/enrolments/<enrolment_id>")
@requires(Permission.LEARN)
@blueprint.arguments(LanguageSchema, location="query")
@blueprint.response(200, EnrolmentDetailSchema)
def enrolment_detail(_chosen: dict[str, Any], enrolment_id: str) -> dict[str, Any]:
    """Return an enrolment of one's own: progress, modules, lessons, assessments."""
    enrolment = enrolment_of(db.session(), current_person().person_id, enrolment_id)
    found = progress(db.session(), enrolment)
    sheets = found.outline.worksheets
    saved = worksheet_states(db.session(), enrolment.id) if sheets else {}
    return in_full(enrolment, found, saved, current_language())


@blueprint.get("/enrolments/<enrolment_id>/lessons/<lesson_id>")
@requires(Permission.LEARN)
@blueprint.arguments(LanguageSchema, location="query")
@blueprint.response(200, LessonSchema)
def lesson(_chosen: dict[str, Any], enrolment_id: str, lesson_id: str) -> dict[str, Any]:
    """Return a lesson in the language of `lang`, or in the course's own where it is not offered."""
    found = reading(db.session(), current_person().person_id, enrolment_id, lesson_id)
    version = outline(db.session(), found.version_id, found.content_hash)
    language = current_language()
    text = lesson_text(db.session(), version, lesson_id, version.language(language))
    if found.status is None or found.last_lesson != lesson_id:
        with transaction() as session:
            open_lesson(session, enrolment_id=found.enrolment_id, lesson_id=lesson_id, now=now())
    return {
        **lesson_in_full(version, text, language),
        "status": found.status or LessonState.ATTEMPTED,
        "block": found.last_block if found.last_lesson == lesson_id else None,
    }


@blueprint.put("/enrolments/<enrolment_id>/lessons/<lesson_id>/progress")
@requires(Permission.LEARN)
@blueprint.arguments(ReportProgressSchema)
@blueprint.response(200, ProgressSchema)
def report_progress(asked: dict[str, Any], enrolment_id: str, lesson_id: str) -> dict[str, Any]:
    """Note how far a lesson is read; a lesson once completed stays so."""
    person_id = current_person().person_id
    with transaction() as session:
        if asked["status"] == LessonState.COMPLETED:
            found = complete_lesson(
                session,
                person_id=person_id,
                enrolment_public_id=enrolment_id,
                lesson_id=lesson_id,
                language=asked["language"] or current_language(),
                now=now(),
            )
        else:
            enrolment = remember_place(
                session,
                person_id=person_id,
                enrolment_public_id=enrolment_id,
                lesson_id=lesson_id,
                block=asked["block"],
                now=now(),
            )
            open_lesson(session, enrolment_id=enrolment.id, lesson_id=lesson_id, now=now())
            found = progress(session, enrolment)
    return {
        "lesson": lesson_id,
        "status": found.lesson_state(lesson_id),
        "progress": round(found.share, 4),
        "enrolment_status": found.status,
    }


@blueprint.get("/enrolments/<enrolment_id>/worksheets/<worksheet_id>")
@requires(Permission.LEARN)
@blueprint.arguments(LanguageSchema, location="query")
@blueprint.response(200, WorksheetSchema)
def worksheet(_chosen: dict[str, Any], enrolment_id: str, worksheet_id: str) -> dict[str, Any]:
    """Return a worksheet with what one wrote into it; nobody else's can be asked for."""
    found = worksheet_of(db.session(), current_person().person_id, enrolment_id, worksheet_id)
    return worksheet_in_full(found, current_language())


@blueprint.put("/enrolments/<enrolment_id>/worksheets/<worksheet_id>")
@requires(Permission.LEARN)
@blueprint.arguments(SaveWorksheetSchema)
@blueprint.response(200, WorksheetSchema)
def fill_worksheet(asked: dict[str, Any], enrolment_id: str, worksheet_id: str) -> dict[str, Any]:
    """Write a worksheet, in place of what it held; the same again changes nothing."""
    person_id = current_person().person_id
    with transaction() as session:
        save_worksheet(
            session,
            person_id=person_id,
            enrolment_public_id=enrolment_id,
            worksheet_id=worksheet_id,
            answers=asked["answers"],
            completed=asked["completed"],
            revision=asked["revision"],
            now=now(),
        )
        found = worksheet_of(session, person_id, enrolment_id, worksheet_id)
        return worksheet_in_full(found, current_language())
