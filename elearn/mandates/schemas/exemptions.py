"""Who is excused, as JSON."""

from __future__ import annotations

import marshmallow as ma

from elearn.mandates.rules import REASONS, WAIVER_REASONS
from elearn.mandates.schemas.bounds import FIRST, LAST


class ExemptionSchema(ma.Schema):
    """What somebody is excused from, why and how long."""

    charter = ma.fields.String(required=True, validate=ma.validate.Length(max=64))
    requirement = ma.fields.String(
        load_default=None,
        allow_none=True,
        validate=ma.validate.Length(max=64),
        metadata={"description": "Its code; without it, all of the charter that know the reason"},
    )
    reason = ma.fields.String(required=True, validate=ma.validate.OneOf(REASONS))
    waiver_reason = ma.fields.String(
        load_default=None,
        allow_none=True,
        validate=ma.validate.OneOf(WAIVER_REASONS),
        metadata={"description": "Why it is waived, in cmi5's words; of waivers alone"},
    )
    starts_on = ma.fields.Date(required=True, validate=ma.validate.Range(FIRST, LAST))
    ends_on = ma.fields.Date(
        required=True,
        validate=ma.validate.Range(FIRST, LAST),
        metadata={"description": "The last day, included: every exemption has one"},
    )
    note = ma.fields.String(
        load_default="",
        validate=ma.validate.Length(max=500),
        metadata={"description": "What it rests on; not kept for a sensitive reason"},
    )


class GrantSchema(ExemptionSchema):
    """An exemption to be granted."""

    person = ma.fields.String(
        required=True,
        validate=ma.validate.Length(max=32),
        metadata={"description": "The id of the person"},
    )


class GrantedSchema(GrantSchema):
    """An exemption as it is on record."""

    id = ma.fields.String(required=True, attribute="public_id")
    staff_number = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    approved_by = ma.fields.String(required=True)
    recorded_at = ma.fields.AwareDateTime(required=True)


class GrantedListSchema(ma.Schema):
    """The exemptions at a place that are not taken back, the last ones first."""

    items = ma.fields.List(ma.fields.Nested(GrantedSchema), required=True)


class GrantedIdSchema(ma.Schema):
    """The id of an exemption."""

    id = ma.fields.String(required=True)
