"""Charters as JSON: the list, and one version whole."""

from __future__ import annotations

import marshmallow as ma

from elearn.locales import LANGUAGES
from elearn.mandates.rules import LEGAL_STATUSES, MEMBER_KINDS, PROVENANCES, RESPONSIBLE
from elearn.mandates.schemas.bounds import LARGEST
from elearn.mandates.schemas.pages import PagedSchema, PageSchema

AS_IN_THE_FILE = "The keys of the charter file"


class InLanguageSchema(ma.Schema):
    """The language of the words in the answer."""

    lang = ma.fields.String(
        validate=ma.validate.OneOf(LANGUAGES, error="Choose one of: {choices}."),
        metadata={"description": "Without it: the profile's language, then `Accept-Language`"},
    )


class ChartersAskedSchema(InLanguageSchema, PageSchema):
    """Which page, and in which language."""


class CharterAskedSchema(InLanguageSchema):
    """Which version, and in which language."""

    version = ma.fields.Integer(
        validate=ma.validate.Range(1, LARGEST),
        metadata={"description": "Without it: the one in force today, else the first"},
    )


class CharterRowSchema(ma.Schema):
    """A charter, by the version that is in force today, else its first."""

    code = ma.fields.String(required=True)
    organisation = ma.fields.String(
        required=True, metadata={"description": "The code of who gave it to itself"}
    )
    title = ma.fields.String(required=True)
    language = ma.fields.String(required=True, metadata={"description": "Of the title"})
    version = ma.fields.Integer(required=True)
    versions = ma.fields.List(ma.fields.Integer(), required=True)
    in_force_from = ma.fields.Date(required=True)
    in_force_to = ma.fields.Date(required=True, allow_none=True)
    legal_status = ma.fields.String(required=True, validate=ma.validate.OneOf(LEGAL_STATUSES))
    language_of_record = ma.fields.String(required=True)
    provenance = ma.fields.String(required=True, validate=ma.validate.OneOf(PROVENANCES))
    on_adhesion = ma.fields.Boolean(
        required=True, metadata={"description": "Whether it binds who joins it, and nobody else"}
    )


class CharterListSchema(PagedSchema):
    """The charters of this service, by code."""

    items = ma.fields.List(ma.fields.Nested(CharterRowSchema), required=True)


class CharterVersionSchema(ma.Schema):
    """One version in the list of versions."""

    version = ma.fields.Integer(required=True)
    adopted_on = ma.fields.Date(required=True)
    in_force_from = ma.fields.Date(required=True)
    in_force_to = ma.fields.Date(required=True, allow_none=True)


class ArticleSchema(ma.Schema):
    """An article with its words."""

    number = ma.fields.String(required=True)
    heading = ma.fields.String(required=True)
    text = ma.fields.String(required=True)
    language = ma.fields.String(required=True, metadata={"description": "Of the text"})
    valid_from = ma.fields.Date(required=True, allow_none=True)
    valid_to = ma.fields.Date(required=True, allow_none=True)
    source = ma.fields.String(required=True, allow_none=True)
    provenance = ma.fields.String(required=True, validate=ma.validate.OneOf(PROVENANCES))


class RequirementSchema(ma.Schema):
    """What follows from an article, as the service decides on it."""

    code = ma.fields.String(required=True)
    article = ma.fields.String(required=True)
    paragraph = ma.fields.String(required=True, allow_none=True)
    audience = ma.fields.Dict(required=True, metadata={"description": AS_IN_THE_FILE})
    asked = ma.fields.Dict(
        required=True, metadata={"description": "Kind, courses, minutes, sessions, topics, …"}
    )
    programme = ma.fields.String(required=True, allow_none=True)
    recurrence = ma.fields.Dict(required=True, metadata={"description": AS_IN_THE_FILE})
    initial_deadline = ma.fields.Dict(required=True, metadata={"description": AS_IN_THE_FILE})
    grace_days = ma.fields.Integer(required=True)
    exemptions = ma.fields.List(
        ma.fields.Dict(), required=True, metadata={"description": "Reasons and what they do"}
    )
    valid_from = ma.fields.Date(required=True, allow_none=True)
    valid_to = ma.fields.Date(required=True, allow_none=True)
    responsible = ma.fields.String(required=True, validate=ma.validate.OneOf(RESPONSIBLE))
    languages = ma.fields.List(ma.fields.String(), required=True)
    reminders = ma.fields.Dict(required=True, metadata={"description": AS_IN_THE_FILE})
    reporting = ma.fields.Dict(required=True, metadata={"description": AS_IN_THE_FILE})
    retention_months = ma.fields.Integer(required=True, allow_none=True)
    counts_in_appraisal = ma.fields.Boolean(required=True)
    fulfils = ma.fields.String(required=True, allow_none=True)
    provenance = ma.fields.String(required=True, validate=ma.validate.OneOf(PROVENANCES))


class CharterTopicSchema(ma.Schema):
    """A subject that requirements name, and the courses that cover it."""

    code = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    courses = ma.fields.List(ma.fields.String(), required=True)


class AskedOfBodySchema(ma.Schema):
    """What a body owes once it is bound."""

    code = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    days = ma.fields.Integer(
        required=True, metadata={"description": "After the day on which it is bound"}
    )
    to = ma.fields.String(required=True)


class CharterSchema(CharterRowSchema):
    """One version of a charter, whole."""

    versions = ma.fields.List(ma.fields.Nested(CharterVersionSchema), required=True)
    adopted_on = ma.fields.Date(required=True)
    source_url = ma.fields.String(required=True, allow_none=True)
    members = ma.fields.List(
        ma.fields.String(validate=ma.validate.OneOf(MEMBER_KINDS)),
        required=True,
        metadata={"description": "Who may join; empty: any body"},
    )
    articles = ma.fields.List(ma.fields.Nested(ArticleSchema), required=True)
    topics = ma.fields.List(ma.fields.Nested(CharterTopicSchema), required=True)
    requirements = ma.fields.List(ma.fields.Nested(RequirementSchema), required=True)
    body_duties = ma.fields.List(ma.fields.Nested(AskedOfBodySchema), required=True)
