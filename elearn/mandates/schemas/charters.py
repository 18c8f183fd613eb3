"""Charters as JSON: the list, and one version whole."""

from __future__ import annotations

import marshmallow as ma

from elearn.locales import LANGUAGES
from elearn.mandates.rules import (
    ANCHORS,
    EFFECTS,
    KINDS,
    LEGAL_STATUSES,
    MEMBER_KINDS,
    PROVENANCES,
    REASONS,
    RECURRENCES,
    RESPONSIBLE,
    TRIGGERS,
)
from elearn.mandates.schemas.bounds import LARGEST
from elearn.mandates.schemas.pages import PagedSchema, PageSchema

AS_IN_THE_FILE = "As the charter file has it"


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


class StepSchema(ma.Schema):
    """One step, met by any one of its courses."""

    any_of = ma.fields.List(ma.fields.String(), required=True)
    least = ma.fields.Float(
        required=True,
        allow_none=True,
        metadata={"description": "The least score, from 0 to 1, where completing is not enough"},
    )


class WhatIsAskedSchema(ma.Schema):
    """What a requirement asks for; 0, null and an empty list ask for nothing."""

    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(KINDS))
    parts = ma.fields.List(
        ma.fields.Nested(StepSchema), required=True, metadata={"description": "Every one is asked"}
    )
    courses = ma.fields.List(
        ma.fields.String(),
        required=True,
        metadata={"description": "Every course of the parts"},
    )
    min_minutes = ma.fields.Integer(required=True)
    live_minutes = ma.fields.Integer(required=True)
    min_sessions = ma.fields.Integer(required=True)
    topics = ma.fields.List(ma.fields.String(), required=True)
    pass_mark = ma.fields.Float(required=True, allow_none=True)
    providers = ma.fields.List(
        ma.fields.String(),
        required=True,
        metadata={"description": "Whose training counts; empty: anybody's"},
    )
    accepted = ma.fields.List(
        ma.fields.String(),
        required=True,
        metadata={"description": "What counts beside completed courses"},
    )
    accreditation = ma.fields.Boolean(
        required=True, metadata={"description": "Whether only accredited courses count"}
    )
    max_age_days = ma.fields.Integer(required=True)


class RecurrenceSchema(ma.Schema):
    """How often it is owed."""

    type = ma.fields.String(required=True, validate=ma.validate.OneOf(RECURRENCES))
    interval = ma.fields.Integer(required=True, allow_none=True, metadata={"description": "Months"})
    anchor = ma.fields.String(required=True, validate=ma.validate.OneOf(ANCHORS))
    anchor_date = ma.fields.Date(required=True, allow_none=True)
    window_days = ma.fields.Integer(required=True, allow_none=True)
    carry_over_minutes = ma.fields.Integer(required=True)


class FirstDeadlineSchema(ma.Schema):
    """When it falls due for the first time."""

    trigger = ma.fields.String(
        required=True, allow_none=True, validate=ma.validate.OneOf([*TRIGGERS, None])
    )
    days = ma.fields.Integer(required=True)
    working = ma.fields.Boolean(
        required=True, metadata={"description": "Whether they are working days"}
    )
    fixed_date = ma.fields.Date(required=True, allow_none=True)


class ExemptionRuleSchema(ma.Schema):
    """A reason that the charter knows, and what it does."""

    reason = ma.fields.String(required=True, validate=ma.validate.OneOf(REASONS))
    effect = ma.fields.String(required=True, validate=ma.validate.OneOf(EFFECTS))
    max_days = ma.fields.Integer(required=True, allow_none=True)
    sensitive = ma.fields.Boolean(required=True)
    short_form = ma.fields.Boolean(required=True)


class RequirementSchema(ma.Schema):
    """What follows from an article, as the service decides on it."""

    code = ma.fields.String(required=True)
    article = ma.fields.String(required=True)
    paragraph = ma.fields.String(required=True, allow_none=True)
    audience = ma.fields.Dict(
        required=True, metadata={"description": "The conditions that are given; all must hold"}
    )
    asked = ma.fields.Nested(WhatIsAskedSchema, required=True)
    programme = ma.fields.String(required=True, allow_none=True)
    recurrence = ma.fields.Nested(RecurrenceSchema, required=True)
    initial_deadline = ma.fields.Nested(FirstDeadlineSchema, required=True)
    grace_days = ma.fields.Integer(required=True)
    exemptions = ma.fields.List(ma.fields.Nested(ExemptionRuleSchema), required=True)
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
