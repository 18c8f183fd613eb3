"""The API of training done elsewhere."""

from __future__ import annotations

from typing import Any

from elearn.database import transaction
from elearn.mandates.api.blueprint import blueprint
from elearn.mandates.api.decisions import desk_at
from elearn.mandates.schemas import RecognisedIdSchema, RecognisedListSchema, RecognitionSchema
from elearn.mandates.services import Elsewhere, open_recognitions, recognise, revoke_recognition
from elearn.permissions import Permission, requires


@blueprint.get("/organisations/<code>/recognitions")
@requires(Permission.EXEMPTION_GRANT)
@blueprint.response(200, RecognisedListSchema)
def recognitions(code: str) -> dict[str, Any]:
    """List what was decided about training elsewhere; the reading is entered in the audit trail."""
    with transaction() as session:
        desk = desk_at(session, code)
        found = open_recognitions(
            session,
            reader_id=desk.by,
            place=desk.place,
            now=desk.now,
            on=desk.on,
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
    with transaction() as session:
        desk = desk_at(session, code)
        made = recognise(
            session,
            scope=desk.scope,
            person_public_id=asked.pop("person"),
            accepted=asked.pop("decision") == "accepted",
            note=asked.pop("note"),
            found=Elsewhere(**asked),
            decided_by=desk.by,
            now=desk.now,
            on=desk.on,
        )
    return {"id": made.public_id}


@blueprint.delete("/organisations/<code>/recognitions/<recognition_id>")
@requires(Permission.EXEMPTION_GRANT)
@blueprint.response(204)
def take_recognition_back(code: str, recognition_id: str) -> None:
    """Take a recognition back, from now on; what was known before is not touched."""
    with transaction() as session:
        desk = desk_at(session, code)
        revoke_recognition(
            session,
            scope=desk.scope,
            public_id=recognition_id,
            now=desk.now,
            on=desk.on,
            revoked_by=desk.by,
        )
