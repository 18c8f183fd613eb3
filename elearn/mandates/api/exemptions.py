"""The API of who is excused."""

from __future__ import annotations

from typing import Any

from elearn.database import transaction
from elearn.identity.login import current_person
from elearn.identity.queries import organisation_by_code
from elearn.identity.rules import Scope
from elearn.mandates.api.blueprint import blueprint
from elearn.mandates.schemas import GrantedIdSchema, GrantedListSchema, GrantSchema
from elearn.mandates.services import excuse, open_exemptions, revoke_exemption
from elearn.permissions import Permission, requires
from elearn.web.time import now, today


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
