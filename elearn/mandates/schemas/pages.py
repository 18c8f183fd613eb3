"""Which page of a list."""

from __future__ import annotations

import marshmallow as ma


class PageSchema(ma.Schema):
    """Which page, and how many a page."""

    page = ma.fields.Integer(load_default=1, validate=ma.validate.Range(1, 100_000))
    size = ma.fields.Integer(
        load_default=50,
        validate=ma.validate.Range(1, 200),
        metadata={"description": "How many a page"},
    )


class PagedSchema(ma.Schema):
    """One page, and how many there are in all; `items` follow."""

    total = ma.fields.Integer(required=True)
    page = ma.fields.Integer(required=True)
    size = ma.fields.Integer(required=True)
