"""Training done elsewhere as JSON."""

from __future__ import annotations

import marshmallow as ma

from elearn.mandates.rules import PROVIDERS
from elearn.mandates.schemas.bounds import FIRST, LAST
from elearn.mandates.schemas.texts import fitting


class RecognitionSchema(ma.Schema):
    """Training that somebody did elsewhere, as its document says it, and what was decided."""

    person = ma.fields.String(
        required=True,
        validate=fitting(32),
        metadata={"description": "The id of the person"},
    )
    title = ma.fields.String(required=True, validate=fitting(300))
    provider = ma.fields.String(required=True, validate=ma.validate.OneOf(PROVIDERS))
    provider_name = ma.fields.String(required=True, validate=fitting(200))
    completed_on = ma.fields.Date(required=True, validate=ma.validate.Range(FIRST, LAST))
    minutes = ma.fields.Integer(required=True, validate=ma.validate.Range(1, 60_000))
    live_minutes = ma.fields.Integer(
        load_default=0,
        validate=ma.validate.Range(0, 60_000),
        metadata={"description": "Of the minutes, those together with others"},
    )
    courses = ma.fields.List(
        ma.fields.String(validate=fitting(64)),
        load_default=list,
        validate=ma.validate.Length(max=50),
        metadata={"description": "Slugs of the courses it stands for"},
    )
    topics = ma.fields.List(
        ma.fields.String(validate=fitting(64)),
        load_default=list,
        validate=ma.validate.Length(max=50),
        metadata={"description": "Codes of the topics it covers"},
    )
    valid_until = ma.fields.Date(
        load_default=None,
        allow_none=True,
        validate=ma.validate.Range(FIRST, LAST),
        metadata={"description": "The last day on which it counts for a period that begins"},
    )
    document_hash = ma.fields.String(
        load_default=None,
        allow_none=True,
        validate=ma.validate.Regexp(r"[0-9a-f]{64}\Z"),
        metadata={"description": "SHA-256 of the document that was seen; the file is not kept"},
    )
    decision = ma.fields.String(required=True, validate=ma.validate.OneOf(["accepted", "refused"]))
    note = ma.fields.String(
        load_default="",
        validate=fitting(500, least=0),
        metadata={"description": "What the decision rests on"},
    )


class RecognisedSchema(RecognitionSchema):
    """A decision about training done elsewhere, as it is on record."""

    id = ma.fields.String(required=True, attribute="public_id")
    staff_number = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    decided_by = ma.fields.String(required=True)
    recorded_at = ma.fields.AwareDateTime(required=True)


class RecognisedListSchema(ma.Schema):
    """The decisions at a place that are not taken back, the last ones first."""

    items = ma.fields.List(ma.fields.Nested(RecognisedSchema), required=True)


class RecognisedIdSchema(ma.Schema):
    """The id of a decision about training done elsewhere."""

    id = ma.fields.String(required=True)
