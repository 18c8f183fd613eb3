"""What the API says of the words that courses explain."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from elearn.catalogue.rules import Entry
from elearn.catalogue.schemas.courses import LanguageQuery


class GlossaryQuery(LanguageQuery):
    """Which terms."""

    q = ma.fields.String(
        load_default="",
        validate=ma.validate.Length(0, 100, error="Write at most 100 signs."),
        metadata={"description": "Words that stand in the term, its definition or the original"},
    )


class TermCourseSchema(ma.Schema):
    """A course that explains a term."""

    slug = ma.fields.String(required=True)
    title = ma.fields.String(required=True)


class TermSchema(ma.Schema):
    """A term, beside its name in the language that the course was written in."""

    id = ma.fields.String(required=True)
    term = ma.fields.String(required=True)
    definition = ma.fields.String(required=True)
    language = ma.fields.String(required=True, metadata={"description": "Of both"})
    original = ma.fields.String(required=True)
    original_language = ma.fields.String(required=True)
    courses = ma.fields.List(ma.fields.Nested(TermCourseSchema), required=True)


class GlossarySchema(ma.Schema):
    """The terms, in the order of the language's letters."""

    items = ma.fields.List(ma.fields.Nested(TermSchema), required=True)


def entry_in_full(entry: Entry) -> dict[str, Any]:
    """Return a term as the API shows it."""
    return {
        "id": entry.id,
        "term": entry.term.text,
        "definition": entry.definition.text,
        "language": entry.definition.language,
        "original": entry.original.text,
        "original_language": entry.original.language,
        "courses": [{"slug": slug, "title": title.text} for slug, title in entry.courses],
    }
