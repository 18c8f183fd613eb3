"""What the API says of a search."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from elearn.catalogue.rules import RIGHTS, Filters
from elearn.catalogue.schemas.courses import LanguageQuery
from elearn.locales import LANGUAGES

LONGEST = 200


class SearchQuery(LanguageQuery):
    """What is looked for, and among which courses."""

    q = ma.fields.String(
        required=True,
        validate=ma.validate.Length(1, LONGEST, error="Write 1 to 200 signs."),
        metadata={"description": "The words to look for"},
    )
    right = ma.fields.String(
        validate=ma.validate.OneOf(RIGHTS, error="Choose one of: {choices}."),
        metadata={"description": "A human right that the course is about"},
    )
    sdg = ma.fields.String(metadata={"description": "A goal or target of the 2030 Agenda, as 4.7"})
    instrument = ma.fields.String(metadata={"description": "The id of a source, such as icescr"})
    offered = ma.fields.String(
        validate=ma.validate.OneOf(LANGUAGES, error="Choose one of: {choices}."),
        metadata={"description": "A language that the course is offered in"},
    )


class PieceSchema(ma.Schema):
    """A piece of an excerpt."""

    text = ma.fields.String(required=True)
    wanted = ma.fields.Boolean(
        required=True, metadata={"description": "Whether it is what was looked for"}
    )


class HitSchema(ma.Schema):
    """A course or a lesson that fits."""

    course = ma.fields.String(required=True, metadata={"description": "The slug of the course"})
    code = ma.fields.String(required=True)
    course_title = ma.fields.String(required=True)
    lesson = ma.fields.String(
        required=True, allow_none=True, metadata={"description": "Null for the course itself"}
    )
    title = ma.fields.String(required=True)
    language = ma.fields.String(required=True, metadata={"description": "Of all its words"})
    excerpt = ma.fields.List(ma.fields.Nested(PieceSchema), required=True)


class FoundSchema(ma.Schema):
    """What a search found, best first."""

    items = ma.fields.List(ma.fields.Nested(HitSchema), required=True)
    read_as = ma.fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "What was looked for instead, where nothing says a word typed"},
    )
    some = ma.fields.Boolean(
        required=True, metadata={"description": "Whether the items say only some of the words"}
    )


def filters_of(query: dict[str, Any]) -> Filters:
    """Return the filters of a query string; what is empty leaves them open."""
    return Filters(
        right=query.get("right") or None,
        sdg=query.get("sdg") or None,
        instrument=query.get("instrument") or None,
        language=query.get("offered") or None,
    )
