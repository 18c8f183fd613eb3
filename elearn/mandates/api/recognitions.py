"""The API of training done elsewhere."""

from __future__ import annotations

from typing import Any

from elearn.database import transaction
from elearn.identity.login import current_person
from elearn.identity.queries import organisation_by_code
from elearn.identity.rules import Scope
from elearn.mandates.api.blueprint import blueprint
from elearn.mandates.schemas import RecognisedIdSchema, RecognisedListSchema, RecognitionSchema
from elearn.mandates.services import Elsewhere, open_recognitions, recognise, revoke_recognition
from elearn.permissions import Permission, requires
from elearn.web.time import now, today


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
