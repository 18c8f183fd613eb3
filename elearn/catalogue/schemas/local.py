"""What the places of courses are called, and local texts in the API."""

from __future__ import annotations

import marshmallow as ma
from flask_babel import lazy_gettext

PLACE_NAMES = {
    "charter": lazy_gettext("The charter"),
    "complaint-point": lazy_gettext("Where people complain"),
    "contacts": lazy_gettext("Whom to call in the country"),
    "next-reviews": lazy_gettext("Next reviews by the United Nations"),
    "ratifications": lazy_gettext("What the country has ratified"),
}


def place_name(place: str) -> str:
    """Return what a place is called in the reader's language."""
    return str(PLACE_NAMES[place])


class LocalTextSchema(ma.Schema):
    """What an organisation says in one place, in one language."""

    place = ma.fields.String(required=True)
    language = ma.fields.String(required=True)
    text = ma.fields.String(required=True, metadata={"description": "Markdown"})
    html = ma.fields.String(dump_only=True, metadata={"description": "As lessons show it"})
    changed_at = ma.fields.AwareDateTime(dump_only=True)


class LocalTextsSchema(ma.Schema):
    """Every text that an organisation has written itself."""

    items = ma.fields.List(ma.fields.Nested(LocalTextSchema), required=True)


class LocalTextBody(ma.Schema):
    """A text to put in a place; an empty one takes the place back."""

    text = ma.fields.String(required=True)
