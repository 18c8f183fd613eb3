"""Longer time as JSON."""

from __future__ import annotations

import marshmallow as ma

from elearn.assessment.rules import TimeFactor


class TimeFactorSchema(ma.Schema):
    """By how much a person's time is longer, and why."""

    factor = ma.fields.String(required=True, validate=ma.validate.OneOf([*TimeFactor]))
    reason = ma.fields.String(required=True, validate=ma.validate.Length(max=4000))


class AllowanceSchema(TimeFactorSchema):
    """A person with longer time."""

    person = ma.fields.String(required=True, attribute="public_id")
    staff_number = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    set_at = ma.fields.AwareDateTime(required=True)


class AllowanceListSchema(ma.Schema):
    """Everybody with longer time, by name."""

    items = ma.fields.List(ma.fields.Nested(AllowanceSchema), required=True)
