"""What the API takes and gives for reports."""

from __future__ import annotations

from datetime import date

import marshmallow as ma
from marshmallow import validate

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)


class CompletionsQuery(ma.Schema):
    """Of which day, and in which form."""

    as_of = ma.fields.Date(
        load_default=None,
        validate=validate.Range(FIRST, LAST),
        metadata={"description": "Known at the end of this civil day there; today when left out"},
    )
    format = ma.fields.String(load_default="json", validate=validate.OneOf(["json", "csv"]))


class CompletionSchema(ma.Schema):
    """One completed course of one person."""

    unit = ma.fields.String(required=True)
    staff_number = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    course = ma.fields.String(required=True)
    course_code = ma.fields.String(required=True)
    course_version = ma.fields.Integer(required=True)
    completed_on = ma.fields.Date(required=True)
    completed_at = ma.fields.DateTime(required=True)
    language = ma.fields.String(required=True)
    enrolment = ma.fields.String(required=True)


class CompletionsSchema(ma.Schema):
    """The completions of those who work at an organisation on a day."""

    organisation = ma.fields.String(required=True)
    as_of = ma.fields.Date(required=True)
    time_zone = ma.fields.String(required=True)
    total = ma.fields.Integer(required=True)
    items = ma.fields.List(ma.fields.Nested(CompletionSchema), required=True)
