"""The address of a calendar feed as JSON."""

from __future__ import annotations

import marshmallow as ma


class CalendarAddressSchema(ma.Schema):
    """The address, which is told once."""

    address = ma.fields.Url(required=True, require_tld=False)
