"""The API of obligations, exemptions and proposals of charters."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext
from sqlalchemy.orm import Session

from elearn.database import db, transaction
from elearn.identity.login import current_person
from elearn.identity.models import Organisation
from elearn.identity.queries import organisation_by_code
from elearn.identity.rules import Scope
from elearn.locales import current_language, pick
from elearn.mandates.queries import (
    ObligationView,
    obligations_of,
    proposal_at,
    proposal_row,
    proposals_at,
)
from elearn.mandates.schemas import (
    ApprovedSchema,
    AskedSchema,
    GrantedIdSchema,
    GrantedListSchema,
    GrantSchema,
    ObligationsSchema,
    ProposalListSchema,
    ProposalSchema,
    ProposeSchema,
    RevisionSchema,
    TextSchema,
)
from elearn.mandates.services import (
    approve,
    examine,
    excuse,
    open_exemptions,
    propose,
    revise,
    revoke_exemption,
    withdraw_proposal,
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


@blueprint.get("/organisations/<code>/charter-proposals")
@requires(Permission.CHARTER_EDIT)
@blueprint.response(200, ProposalListSchema)
def charter_proposals(code: str) -> dict[str, Any]:
    """List what is and was proposed for the charters of a place."""
    session = db.session()
    return {"items": proposals_at(session, _place(session, code))}


@blueprint.post("/organisations/<code>/charter-proposals")
@requires(Permission.CHARTER_EDIT)
@blueprint.arguments(ProposeSchema)
@blueprint.response(201, ProposalSchema)
@blueprint.alt_response(409, description="There is an open one, or it is another place's charter")
def propose_charter(asked: dict[str, str], code: str) -> dict[str, Any]:
    """Propose a text for a charter of the place; it may have faults, and binds nobody."""
    person, instant = current_person(), now()
    with transaction() as session:
        place = _place(session, code)
        made = propose(session, place=place, by=person.person_id, now=instant, **asked)
        return _proposal(session, place, made.public_id, instant)


@blueprint.get("/organisations/<code>/charter-proposals/<proposal_id>")
@requires(Permission.CHARTER_EDIT)
@blueprint.response(200, ProposalSchema)
def charter_proposal(code: str, proposal_id: str) -> dict[str, Any]:
    """Return a proposal: its text, its faults, what it changes, and whom it binds in numbers."""
    session = db.session()
    return _proposal(session, _place(session, code), proposal_id, now())


@blueprint.put("/organisations/<code>/charter-proposals/<proposal_id>")
@requires(Permission.CHARTER_EDIT)
@blueprint.arguments(TextSchema)
@blueprint.response(200, ProposalSchema)
@blueprint.alt_response(409, description="Closed, or changed meanwhile: then with the other text")
def revise_charter(asked: dict[str, Any], code: str, proposal_id: str) -> dict[str, Any]:
    """Put another text into an open proposal; `revision` is the one it began from."""
    person, instant = current_person(), now()
    with transaction() as session:
        place = _place(session, code)
        revise(
            session,
            place=place,
            public_id=proposal_id,
            by=person.person_id,
            now=instant,
            **asked,
        )
        return _proposal(session, place, proposal_id, instant)


@blueprint.post("/organisations/<code>/charter-proposals/<proposal_id>/approval")
@requires(Permission.CHARTER_EDIT)
@blueprint.arguments(RevisionSchema)
@blueprint.response(200, ApprovedSchema)
@blueprint.alt_response(403, description="You proposed it or edited it last")
@blueprint.alt_response(409, description="Closed, changed meanwhile, or nothing new")
@blueprint.alt_response(422, description="The text has faults; nothing was changed")
def approve_charter(asked: dict[str, int], code: str, proposal_id: str) -> dict[str, Any]:
    """Make a proposal a version of its charter: by a second person, and without a way back."""
    person, instant = current_person(), now()
    with transaction() as session:
        loaded = approve(
            session,
            place=_place(session, code),
            public_id=proposal_id,
            by=person.person_id,
            now=instant,
            **asked,
        )
    return {"charter": loaded.charter, "version": loaded.version}


@blueprint.delete("/organisations/<code>/charter-proposals/<proposal_id>")
@requires(Permission.CHARTER_EDIT)
@blueprint.response(204)
@blueprint.alt_response(409, description="It is approved or withdrawn already")
def withdraw_charter(code: str, proposal_id: str) -> None:
    """Withdraw an open proposal; it stays on record."""
    person, instant = current_person(), now()
    with transaction() as session:
        withdraw_proposal(
            session,
            place=_place(session, code),
            public_id=proposal_id,
            by=person.person_id,
            now=instant,
        )


def _place(session: Session, code: str) -> Organisation:
    return organisation_by_code(session, code, current_person().scope(Permission.CHARTER_EDIT))


def _proposal(
    session: Session, place: Organisation, public_id: str, instant: datetime
) -> dict[str, Any]:
    row = proposal_row(session, place, public_id)
    proposal = proposal_at(session, place, public_id)
    found = examine(session, place=place, proposal=proposal, now=instant)
    told = [(fault.line, *fault.words(gettext)) for fault in found.faults]
    return {
        **row._asdict(),
        "text": proposal.text,
        "faults": [{"line": line, "what": what, "mend": mend} for line, what, mend in told],
        "not_enforced": found.not_enforced,
        "newest": found.newest,
        "differences": found.differences,
        "impact": [
            {
                "requirement": each.code,
                "dropped": each.code not in found.asked,
                "bound": len(each.bound),
                "joins": len(each.joins),
                "leaves": len(each.leaves),
            }
            for each in found.impact
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
