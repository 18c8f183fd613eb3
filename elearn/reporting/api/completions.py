"""The API of completions, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import orjson
from flask import Response

from elearn.database import db, transaction
from elearn.identity.formats.tables import csv_pieces
from elearn.identity.login import current_person
from elearn.permissions import Permission, requires
from elearn.reporting.api.blueprint import blueprint
from elearn.reporting.queries import (
    CompletionRow,
    Place,
    completion_count,
    place,
    stream_completions,
)
from elearn.reporting.schemas import CompletionsQuery, CompletionsSchema
from elearn.reporting.services import record_named_reading
from elearn.web.time import now, today


@blueprint.get("/organisations/<code>/completions")
@requires(Permission.REPORT_NAMES)
@blueprint.arguments(CompletionsQuery, location="query")
@blueprint.response(200, CompletionsSchema, description="Also as text/csv, with `format=csv`")
@blueprint.doc(responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}})
def completions_of_organisation(asked: dict[str, Any], code: str) -> Response:
    """List what was completed by those who work at or below an organisation on a day.

    Rows carry names, so the reading is entered in the audit trail. Both forms are streamed.
    """
    person, instant = current_person(), now()
    where = place(db.session(), code, person.scope(Permission.REPORT_NAMES))
    as_of: date = asked["as_of"] or today(instant, where.time_zone)
    with transaction() as session:
        total = completion_count(session, where, as_of=as_of)
        record_named_reading(
            session,
            actor_id=person.person_id,
            organisation=code,
            report="completions",
            as_of=as_of,
            count=total,
            now=instant,
        )
    batches = stream_completions(db.engine, where, as_of=as_of)
    if asked["format"] == "csv":
        return Response(
            csv_pieces(CompletionRow._fields, batches),
            mimetype="text/csv",
            headers={"Content-Disposition": f"attachment; filename=completions-{code}-{as_of}.csv"},
        )
    return Response(_json(where, as_of, total, batches), mimetype="application/json")


def _json(
    where: Place, as_of: date, total: int, batches: Iterator[list[CompletionRow]]
) -> Iterator[bytes]:
    """Yield the answer in pieces: the head, then one piece a batch."""
    head = {
        "organisation": where.code,
        "as_of": as_of,
        "time_zone": where.time_zone,
        "total": total,
        "items": [],
    }
    yield orjson.dumps(head)[:-2]
    comma = b""
    for batch in batches:
        yield comma + orjson.dumps([row._asdict() for row in batch])[1:-1]
        comma = b","
    yield b"]}"
