"""What the API says of courses."""

from __future__ import annotations

import marshmallow as ma

from elearn.locales import LANGUAGES


class CourseSchema(ma.Schema):
    """A published course, at its newest version."""

    slug = ma.fields.String(required=True)
    code = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    language = ma.fields.String(
        required=True, metadata={"description": "The language the title is in"}
    )
    summary = ma.fields.String(required=True)
    languages = ma.fields.List(
        ma.fields.String(),
        required=True,
        metadata={"description": "The languages the whole course is offered in"},
    )
    hours = ma.fields.Float(required=True)
    minutes = ma.fields.Integer(required=True)
    version = ma.fields.Integer(required=True)


class CoursesSchema(ma.Schema):
    """Every course there is."""

    items = ma.fields.List(ma.fields.Nested(CourseSchema), required=True)
    language = ma.fields.String(
        required=True, metadata={"description": "The language that was asked for"}
    )


class LanguageQuery(ma.Schema):
    """Which language the words are wanted in."""

    class Meta:
        """Other parameters are somebody else's."""

        unknown = ma.EXCLUDE

    lang = ma.fields.String(
        validate=ma.validate.OneOf(LANGUAGES, error="Choose one of: {choices}."),
        metadata={"description": "A language of the interface, such as ar"},
    )
