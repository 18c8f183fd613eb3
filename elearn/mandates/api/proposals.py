"""The API of the charter desk: texts that are proposed, and who approves them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext
from sqlalchemy.orm import Session

from elearn.database import db, transaction
from elearn.identity.login import current_person
from elearn.identity.models import Organisation
from elearn.identity.queries import organisation_by_code
from elearn.mandates.api.blueprint import blueprint
from elearn.mandates.queries import proposal_named, proposals_at
from elearn.mandates.schemas import (
    ApprovedSchema,
    ProposalListSchema,
    ProposalSchema,
    ProposeSchema,
    RevisionSchema,
    TextSchema,
)
from elearn.mandates.services import approve, examine, propose, revise, withdraw_proposal
from elearn.permissions import Permission, requires
from elearn.web.time import now


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
    proposal, row = proposal_named(session, place, public_id)
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
