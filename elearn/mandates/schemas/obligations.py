"""Duties as JSON: one's own, and those of everybody at a place."""

from __future__ import annotations

from datetime import UTC, datetime, time

import marshmallow as ma

from elearn.locales import LANGUAGES
from elearn.mandates.rules import Because, State
from elearn.mandates.schemas.bounds import FIRST, LAST
from elearn.mandates.schemas.pages import PagedSchema, PageSchema


class AskedSchema(ma.Schema):
    """The day and the instant asked about, and the language of the words in the answer."""

    as_of = ma.fields.Date(
        validate=ma.validate.Range(FIRST, LAST),
        metadata={"description": "The civil day asked about, at the person's place; today without"},
    )
    known_at = ma.fields.AwareDateTime(
        validate=ma.validate.Range(
            datetime.combine(FIRST, time(), UTC), datetime.combine(LAST, time(), UTC)
        ),
        metadata={"description": "As known at this instant, with its zone; now without"},
    )

    lang = ma.fields.String(
        validate=ma.validate.OneOf(LANGUAGES, error="Choose one of: {choices}."),
        metadata={"description": "Without it: the profile's language, then `Accept-Language`"},
    )


class ObligedCourseSchema(ma.Schema):
    """A course that an obligation asks for."""

    slug = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    done = ma.fields.Boolean(required=True)


class ReasonSchema(ma.Schema):
    """One step of the decision: its name, and the days and numbers that counted."""

    because = ma.fields.Enum(Because, by_value=True, required=True)
    days = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.Date(), required=True)
    numbers = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.Integer(), required=True)
    courses = ma.fields.List(ma.fields.String(), required=True)
    topics = ma.fields.List(ma.fields.String(), required=True)


class ObligationSchema(ma.Schema):
    """One requirement in one period: what, by when, and why."""

    requirement = ma.fields.String(required=True)
    charter = ma.fields.String(required=True)
    charter_title = ma.fields.String(required=True)
    charter_version = ma.fields.Integer(required=True)
    article = ma.fields.String(required=True)
    paragraph = ma.fields.String(required=True, allow_none=True)
    article_heading = ma.fields.String(required=True)
    article_text = ma.fields.String(
        required=True, metadata={"description": "The words it follows from"}
    )
    article_language = ma.fields.String(
        required=True, metadata={"description": "The language of those words"}
    )
    provenance = ma.fields.String(
        required=True, metadata={"description": "documented, illustrative or mixed"}
    )
    course = ma.fields.String(required=True, metadata={"description": "The first course asked for"})
    course_title = ma.fields.String(required=True)
    courses = ma.fields.List(ma.fields.Nested(ObligedCourseSchema), required=True)
    any_of = ma.fields.Boolean(
        required=True, metadata={"description": "Whether one of the courses is enough"}
    )
    period = ma.fields.String(
        required=True, metadata={"description": "The calendar year, or the due date of the turn"}
    )
    opens_on = ma.fields.Date(required=True)
    due_on = ma.fields.Date(
        required=True, metadata={"description": "A civil day that ends in time_zone"}
    )
    grace_ends_on = ma.fields.Date(required=True)
    first_deadline = ma.fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "In a first period: trigger + days, or entry into force + days"},
    )
    days_left = ma.fields.Integer(required=True)
    state = ma.fields.Enum(State, by_value=True, required=True)
    satisfied_on = ma.fields.Date(required=True, allow_none=True)
    excused_until = ma.fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "The last day of the exemption that pauses or waives it"},
    )
    minutes = ma.fields.Integer(required=True, metadata={"description": "Asked, 0 for none"})
    minutes_done = ma.fields.Integer(required=True)
    live_minutes = ma.fields.Integer(
        required=True, metadata={"description": "Asked together with others, part of `minutes`"}
    )
    live_minutes_done = ma.fields.Integer(required=True)
    sessions = ma.fields.Integer(required=True)
    sessions_done = ma.fields.Integer(required=True)
    reasons = ma.fields.List(
        ma.fields.Nested(ReasonSchema),
        required=True,
        metadata={"description": "Why it is owed, and why it stands as it does"},
    )
    topics_missing = ma.fields.List(
        ma.fields.String(),
        required=True,
        metadata={"description": "Titles of the topics that nothing has covered yet"},
    )
    time_zone = ma.fields.String(required=True)


class TogetherSchema(ma.Schema):
    """What duties that overlap ask for in all, and what of it is there."""

    duties = ma.fields.Integer(required=True, attribute="count")
    minutes = ma.fields.Integer(
        required=True, metadata={"description": "The largest: one training serves them all"}
    )
    minutes_done = ma.fields.Integer(required=True)
    live_minutes = ma.fields.Integer(required=True)
    live_minutes_done = ma.fields.Integer(required=True)


class ObligationsSchema(ma.Schema):
    """Everything the person of the request owes or has met, by due date."""

    items = ma.fields.List(ma.fields.Nested(ObligationSchema), required=True)
    together = ma.fields.Nested(
        TogetherSchema,
        required=True,
        allow_none=True,
        metadata={"description": "Of the open ones that overlap in minutes; null where none do"},
    )


class ComplianceAskedSchema(AskedSchema, PageSchema):
    """Of which day, by what was known when, and which page of the people."""

    class Meta:
        """The answer has no words of its own, so that no language is asked for."""

        exclude = ("lang",)


class DutySchema(ma.Schema):
    """One requirement in one period, as somebody stands to it."""

    charter = ma.fields.String(required=True)
    charter_version = ma.fields.Integer(required=True)
    article = ma.fields.String(required=True)
    requirement = ma.fields.String(required=True)
    period = ma.fields.String(required=True)
    due_on = ma.fields.Date(required=True)
    grace_ends_on = ma.fields.Date(required=True)
    state = ma.fields.Enum(State, by_value=True, required=True)
    satisfied_on = ma.fields.Date(required=True, allow_none=True)


class StandingSchema(ma.Schema):
    """A person who works there on the day, with what they owe or have met."""

    person = ma.fields.String(required=True, metadata={"description": "The id of the person"})
    staff_number = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    unit = ma.fields.String(required=True, metadata={"description": "The code of the unit"})
    obligations = ma.fields.List(ma.fields.Nested(DutySchema), required=True)


class ComplianceSchema(PagedSchema):
    """One page of the people of a place, by name, and how many there are in all."""

    as_of = ma.fields.Date(required=True, metadata={"description": "The civil day at the place"})
    known_at = ma.fields.AwareDateTime(required=True)
    items = ma.fields.List(ma.fields.Nested(StandingSchema), required=True)
