"""What the API says of programmes."""

from __future__ import annotations

import marshmallow as ma


class ProgrammePartSchema(ma.Schema):
    """One part of a path: any one of its courses."""

    any_of = ma.fields.List(ma.fields.String(), required=True)
    least = ma.fields.Float(
        required=True, allow_none=True, metadata={"description": "The least score, from 0 to 1"}
    )
    met_by = ma.fields.String(
        required=True, allow_none=True, metadata={"description": "Null while it is missing"}
    )
    published = ma.fields.List(
        ma.fields.String(), required=True, metadata={"description": "Those that can be taken now"}
    )


class ProgrammeSchema(ma.Schema):
    """A programme and how far one is with it."""

    id = ma.fields.String(required=True)
    titles = ma.fields.Dict(required=True, metadata={"description": "By language"})
    is_met = ma.fields.Boolean(required=True)
    minutes = ma.fields.Integer(required=True, metadata={"description": "Done so far"})
    minutes_needed = ma.fields.Integer(required=True)
    parts = ma.fields.List(ma.fields.Nested(ProgrammePartSchema), required=True)


class ProgrammesSchema(ma.Schema):
    """Every programme."""

    items = ma.fields.List(ma.fields.Nested(ProgrammeSchema), required=True)
