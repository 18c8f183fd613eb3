"""The API of who is excused."""

from __future__ import annotations

from typing import Any

from elearn.database import transaction
from elearn.mandates.api.blueprint import blueprint
from elearn.mandates.api.decisions import desk_at
from elearn.mandates.schemas import GrantedIdSchema, GrantedListSchema, GrantSchema
from elearn.mandates.services import excuse, open_exemptions, revoke_exemption
from elearn.permissions import Permission, requires


@blueprint.get("/organisations/<code>/exemptions")
@requires(Permission.EXEMPTION_GRANT)
@blueprint.response(200, GrantedListSchema)
def exemptions(code: str) -> dict[str, Any]:
    """List who works there today and is excused; the reading is entered in the audit trail."""
    with transaction() as session:
        desk = desk_at(session, code)
        found = open_exemptions(
            session,
            reader_id=desk.by,
            place=desk.place,
            now=desk.now,
            on=desk.on,
        )
    return {"items": found}


@blueprint.post("/organisations/<code>/exemptions")
@requires(Permission.EXEMPTION_GRANT)
@blueprint.arguments(GrantSchema)
@blueprint.response(201, GrantedIdSchema)
def grant_exemption(asked: dict[str, Any], code: str) -> dict[str, str]:
    """Excuse a person who works there, from the first to the last day, both included."""
    with transaction() as session:
        desk = desk_at(session, code)
        made = excuse(
            session,
            scope=desk.scope,
            person_public_id=asked.pop("person"),
            approved_by=desk.by,
            now=desk.now,
            on=desk.on,
            **asked,
        )
    return {"id": made.public_id}


@blueprint.delete("/organisations/<code>/exemptions/<exemption_id>")
@requires(Permission.EXEMPTION_GRANT)
@blueprint.response(204)
def revoke(code: str, exemption_id: str) -> None:
    """Take an exemption back, from now on; what was known before is not touched."""
    with transaction() as session:
        desk = desk_at(session, code)
        revoke_exemption(
            session,
            scope=desk.scope,
            public_id=exemption_id,
            now=desk.now,
            on=desk.on,
            revoked_by=desk.by,
        )
