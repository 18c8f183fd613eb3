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


class CharterReportHeadSchema(ma.Schema):
    """A published report of a charter: of which period, and by what was on record when."""

    charter = ma.fields.String(required=True)
    period = ma.fields.String(
        required=True,
        metadata={"description": "A year, a quarter or a month: 2026, 2026-Q3, 2026-09"},
    )
    as_of = ma.fields.Date(required=True, metadata={"description": "The last day of the period"})
    published_at = ma.fields.AwareDateTime(required=True)
    sha256 = ma.fields.String(required=True, metadata={"description": "Of the whole report"})


class CharterReportsSchema(ma.Schema):
    """The published reports of a charter that the caller may see."""

    items = ma.fields.List(ma.fields.Nested(CharterReportHeadSchema), required=True)


class ReportCellsSchema(ma.Schema):
    """How many people had the duty, and where they stood; null where it is hidden."""

    people = ma.fields.Integer(required=True, allow_none=True)
    completed = ma.fields.Integer(required=True, allow_none=True)
    due = ma.fields.Integer(required=True, allow_none=True)
    overdue = ma.fields.Integer(required=True, allow_none=True)
    excused = ma.fields.Integer(required=True, allow_none=True)


class ReportUnitSchema(ReportCellsSchema):
    """One row: a unit, or a body that has joined."""

    unit = ma.fields.String(required=True, metadata={"description": "Its code"})
    names = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.String(), required=True)
    language = ma.fields.String(required=True, metadata={"description": "Its own language"})


class ReportedRequirementSchema(ma.Schema):
    """One requirement of the charter, and a table."""

    code = ma.fields.String(required=True)
    version = ma.fields.Integer(required=True, metadata={"description": "Of the charter"})
    article = ma.fields.String(required=True)
    headings = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.String(), required=True)
    audience = ma.fields.String(required=True, validate=validate.OneOf(["council", "public"]))
    frequency = ma.fields.String(required=True)
    least = ma.fields.Integer(
        required=True, metadata={"description": "No smaller number is shown, except 0"}
    )
    units = ma.fields.List(ma.fields.Nested(ReportUnitSchema), required=True)
    total = ma.fields.Nested(ReportCellsSchema, required=True)


class CharterReportSchema(CharterReportHeadSchema):
    """A published report of a charter."""

    requirements = ma.fields.List(ma.fields.Nested(ReportedRequirementSchema), required=True)
