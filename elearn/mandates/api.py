"""The API of obligations."""

from __future__ import annotations

from typing import Any

from elearn.database import db, transaction
from elearn.identity.login import current_person
from elearn.identity.queries import organisation_by_code
from elearn.identity.rules import Scope
from elearn.locales import current_language, pick
from elearn.mandates.queries import ObligationView, obligations_of
from elearn.mandates.schemas import (
    AskedSchema,
    GrantedIdSchema,
    GrantedListSchema,
    GrantSchema,
    ObligationsSchema,
)
from elearn.mandates.services import excuse, open_exemptions, revoke_exemption
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
