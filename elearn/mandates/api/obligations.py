"""The API of what is owed: one's own duties, and those of everybody at a place."""

from __future__ import annotations

from typing import Any

from elearn.database import db, transaction
from elearn.identity.login import current_person
from elearn.identity.queries import organisation_by_code
from elearn.locales import current_language, pick
from elearn.mandates.api.blueprint import blueprint
from elearn.mandates.api.parts import paged
from elearn.mandates.queries import ObligationView, Standing, obligations_of, reader_at
from elearn.mandates.rules import overlapping, together
from elearn.mandates.schemas import (
    AskedSchema,
    ComplianceAskedSchema,
    ComplianceSchema,
    ObligationsSchema,
)
from elearn.mandates.services import read_compliance
from elearn.permissions import Permission, requires
from elearn.web.time import now, today


@blueprint.get("/me/obligations")
@requires(Permission.LEARN)
@blueprint.arguments(AskedSchema, location="query")
@blueprint.response(200, ObligationsSchema)
def my_obligations(chosen: dict[str, Any]) -> dict[str, Any]:
    """List what the reader owes or has met: what, by when, and which article says so.

    `as_of` asks for another civil day than today, `known_at` for what was on record at an instant.
    Words come in the language of the request (`?lang=`, the profile, `Accept-Language`).
    """
    found = obligations_of(
        db.session(),
        current_person().person_id,
        today=chosen.get("as_of") or now(),
        known_at=chosen.get("known_at"),
    )
    overlap = overlapping(each.obligation for each in found)
    return {
        "items": [_item(each) for each in found],
        "together": together(overlap) if overlap else None,
    }


@blueprint.get("/organisations/<code>/obligations")
@requires(Permission.REPORT_NAMES)
@blueprint.arguments(ComplianceAskedSchema, location="query")
@blueprint.response(200, ComplianceSchema)
def compliance(asked: dict[str, Any], code: str) -> dict[str, Any]:
    """List how everybody who works there stands, on a day and by what was known at an instant.

    `as_of` asks for another civil day than today, `known_at` for what was on record at an instant:
    what was learnt later changes the first answer and not the second. Rows carry names, so the
    reading is entered in the audit trail, and duties that their charter reports in numbers only
    are there for those alone who keep the record.
    """
    person, instant = current_person(), now()
    with transaction() as session:
        place = organisation_by_code(session, code, person.scope(Permission.REPORT_NAMES))
        found = read_compliance(
            session,
            reader_id=person.person_id,
            reader=reader_at(session, place.path, person.roles),
            place=place,
            as_of=asked.get("as_of"),
            known_at=asked.get("known_at"),
            now=instant,
        )
    return {
        "as_of": asked.get("as_of") or today(instant, place.time_zone),
        "known_at": asked.get("known_at") or instant,
        **paged(found, asked, _standing),
    }


def _standing(found: Standing) -> dict[str, Any]:
    person = found.person
    return {
        "person": person.public_id,
        "staff_number": person.staff_number,
        "name": person.name,
        "unit": person.unit_path.strip("/").rpartition("/")[2],
        "obligations": [
            {
                "charter": each.requirement.charter,
                "charter_version": each.requirement.version,
                "article": each.requirement.article,
                "requirement": each.requirement.code,
                "period": each.period.label,
                "due_on": each.due_on,
                "grace_ends_on": each.grace_ends_on,
                "state": each.state,
                "satisfied_on": each.satisfied_on,
            }
            for each in found.obligations
        ],
    }


def _item(found: ObligationView) -> dict[str, Any]:
    language, record = current_language(), found.charter_language
    article_language, text = pick(found.article_texts, language, record)
    courses = [
        {
            "slug": course.slug,
            "title": pick(course.titles, language, course.language)[1] or course.slug,
            "done": course.slug in found.done,
        }
        for course in found.courses
    ]
    return {
        "requirement": found.requirement,
        "charter": found.charter,
        "charter_title": pick(found.charter_titles, language, record)[1],
        "charter_version": found.version,
        "article": found.article,
        "paragraph": found.paragraph,
        "article_heading": pick(found.article_headings, language, record)[1],
        "article_text": text,
        "article_language": article_language,
        "provenance": found.provenance,
        "course": courses[0]["slug"],
        "course_title": courses[0]["title"],
        "courses": courses,
        "any_of": found.kind == "course_any_of",
        "period": found.period,
        "opens_on": found.opens_on,
        "due_on": found.due_on,
        "grace_ends_on": found.grace_ends_on,
        "first_deadline": found.first_deadline,
        "days_left": found.days_left,
        "state": found.state,
        "satisfied_on": found.satisfied_on,
        "excused_until": found.excused_until,
        "minutes": found.missing.minutes,
        "minutes_done": found.missing.minutes_done,
        "live_minutes": found.missing.live_minutes,
        "live_minutes_done": found.missing.live_minutes_done,
        "sessions": found.missing.sessions,
        "sessions_done": found.missing.sessions_done,
        "reasons": [
            {
                "because": each.because,
                "days": dict(each.days),
                "numbers": dict(each.numbers),
                "courses": list(each.courses),
                "topics": list(each.topics),
            }
            for each in found.reasons
        ],
        "topics_missing": [pick(titles, language, record)[1] for titles in found.missing.topics],
        "time_zone": found.time_zone,
    }
