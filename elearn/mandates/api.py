"""The API of obligations."""

from __future__ import annotations

from typing import Any

from elearn.database import db, transaction
from elearn.identity.login import current_person
from elearn.identity.queries import organisation_by_code
from elearn.identity.rules import Scope
from elearn.locales import current_language, pick
from elearn.mandates.queries import ObligationView, Standing, obligations_of
from elearn.mandates.schemas import (
    AskedSchema,
    ComplianceAskedSchema,
    ComplianceSchema,
    GrantedIdSchema,
    GrantedListSchema,
    GrantSchema,
    ObligationsSchema,
    RecognisedIdSchema,
    RecognisedListSchema,
    RecognitionSchema,
)
from elearn.mandates.services import (
    Elsewhere,
    excuse,
    open_exemptions,
    open_recognitions,
    read_compliance,
    recognise,
    revoke_exemption,
    revoke_recognition,
)
from elearn.permissions import Permission, requires
from elearn.web.api import ApiBlueprint
from elearn.web.time import now, today

blueprint = ApiBlueprint("mandates", __name__, description="What charters ask, and of whom")


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
    return {"items": [_item(each) for each in found]}


@blueprint.get("/organisations/<code>/exemptions")
@requires(Permission.EXEMPTION_GRANT)
@blueprint.response(200, GrantedListSchema)
def exemptions(code: str) -> dict[str, Any]:
    """List who works there today and is excused; the reading is entered in the audit trail."""
    person, instant = current_person(), now()
    with transaction() as session:
        place = organisation_by_code(session, code, person.scope(Permission.EXEMPTION_GRANT))
        found = open_exemptions(
            session,
            reader_id=person.person_id,
            place=place,
            now=instant,
            on=today(instant, place.time_zone),
        )
    return {"items": found}


@blueprint.post("/organisations/<code>/exemptions")
@requires(Permission.EXEMPTION_GRANT)
@blueprint.arguments(GrantSchema)
@blueprint.response(201, GrantedIdSchema)
def grant_exemption(asked: dict[str, Any], code: str) -> dict[str, str]:
    """Excuse a person who works there, from the first to the last day, both included."""
    person, instant = current_person(), now()
    with transaction() as session:
        place = organisation_by_code(session, code, person.scope(Permission.EXEMPTION_GRANT))
        made = excuse(
            session,
            scope=Scope((place.path,)),
            person_public_id=asked.pop("person"),
            approved_by=person.person_id,
            now=instant,
            on=today(instant, place.time_zone),
            **asked,
        )
    return {"id": made.public_id}


@blueprint.delete("/organisations/<code>/exemptions/<exemption_id>")
@requires(Permission.EXEMPTION_GRANT)
@blueprint.response(204)
def revoke(code: str, exemption_id: str) -> None:
    """Take an exemption back, from now on; what was known before is not touched."""
    person, instant = current_person(), now()
    with transaction() as session:
        place = organisation_by_code(session, code, person.scope(Permission.EXEMPTION_GRANT))
        revoke_exemption(
            session,
            scope=Scope((place.path,)),
            public_id=exemption_id,
            now=instant,
            on=today(instant, place.time_zone),
            revoked_by=person.person_id,
        )


@blueprint.get("/organisations/<code>/recognitions")
@requires(Permission.EXEMPTION_GRANT)
@blueprint.response(200, RecognisedListSchema)
def recognitions(code: str) -> dict[str, Any]:
    """List what was decided about training elsewhere; the reading is entered in the audit trail."""
    person, instant = current_person(), now()
    with transaction() as session:
        place = organisation_by_code(session, code, person.scope(Permission.EXEMPTION_GRANT))
        found = open_recognitions(
            session,
            reader_id=person.person_id,
            place=place,
            now=instant,
            on=today(instant, place.time_zone),
        )
    return {"items": found}


@blueprint.post("/organisations/<code>/recognitions")
@requires(Permission.EXEMPTION_GRANT)
@blueprint.arguments(RecognitionSchema)
@blueprint.response(201, RecognisedIdSchema)
def decide_recognition(asked: dict[str, Any], code: str) -> dict[str, str]:
    """Accept or refuse training that a person who works there did elsewhere.

    What was completed longer ago than the charters in force there allow can only be refused.
    """
    person, instant = current_person(), now()
    with transaction() as session:
        place = organisation_by_code(session, code, person.scope(Permission.EXEMPTION_GRANT))
        made = recognise(
            session,
            scope=Scope((place.path,)),
            person_public_id=asked.pop("person"),
            accepted=asked.pop("decision") == "accepted",
            note=asked.pop("note"),
            found=Elsewhere(**asked),
            decided_by=person.person_id,
            now=instant,
            on=today(instant, place.time_zone),
        )
    return {"id": made.public_id}


@blueprint.delete("/organisations/<code>/recognitions/<recognition_id>")
@requires(Permission.EXEMPTION_GRANT)
@blueprint.response(204)
def take_recognition_back(code: str, recognition_id: str) -> None:
    """Take a recognition back, from now on; what was known before is not touched."""
    person, instant = current_person(), now()
    with transaction() as session:
        place = organisation_by_code(session, code, person.scope(Permission.EXEMPTION_GRANT))
        revoke_recognition(
            session,
            scope=Scope((place.path,)),
            public_id=recognition_id,
            now=instant,
            on=today(instant, place.time_zone),
            revoked_by=person.person_id,
        )


@blueprint.get("/organisations/<code>/obligations")
@requires(Permission.REPORT_NAMES)
@blueprint.arguments(ComplianceAskedSchema, location="query")
@blueprint.response(200, ComplianceSchema)
def compliance(asked: dict[str, Any], code: str) -> dict[str, Any]:
    """List how everybody who works there stands, on a day and by what was known at an instant.

    `as_of` asks for another civil day than today, `known_at` for what was on record at an instant:
    what was learnt later changes the first answer and not the second. Rows carry names, so the
    reading is entered in the audit trail.
    """
    person, instant = current_person(), now()
    with transaction() as session:
        place = organisation_by_code(session, code, person.scope(Permission.REPORT_NAMES))
        found = read_compliance(
            session,
            reader_id=person.person_id,
            place=place,
            as_of=asked.get("as_of"),
            known_at=asked.get("known_at"),
            now=instant,
        )
    first = (asked["page"] - 1) * asked["size"]
    return {
        "as_of": asked.get("as_of") or today(instant, place.time_zone),
        "known_at": asked.get("known_at") or instant,
        "total": len(found),
        "page": asked["page"],
        "size": asked["size"],
        "items": [_standing(each) for each in found[first : first + asked["size"]]],
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
