"""What the API says of obligations."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import marshmallow as ma

from elearn.locales import LANGUAGES
from elearn.mandates.rules import PROPOSAL_STATES, REASONS, WAIVER_REASONS, Because, State

LARGEST = 2**31 - 1
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
"""Days that anybody may ask about."""


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


class ExemptionSchema(ma.Schema):
    """What somebody is excused from, why and how long."""

    charter = ma.fields.String(required=True, validate=ma.validate.Length(max=64))
    requirement = ma.fields.String(
        load_default=None,
        allow_none=True,
        validate=ma.validate.Length(max=64),
        metadata={"description": "Its code; without it, all of the charter that know the reason"},
    )
    reason = ma.fields.String(required=True, validate=ma.validate.OneOf(REASONS))
    waiver_reason = ma.fields.String(
        load_default=None,
        allow_none=True,
        validate=ma.validate.OneOf(WAIVER_REASONS),
        metadata={"description": "Why it is waived, in cmi5's words; of waivers alone"},
    )
    starts_on = ma.fields.Date(required=True, validate=ma.validate.Range(FIRST, LAST))
    ends_on = ma.fields.Date(
        required=True,
        validate=ma.validate.Range(FIRST, LAST),
        metadata={"description": "The last day, included: every exemption has one"},
    )
    note = ma.fields.String(
        load_default="",
        validate=ma.validate.Length(max=500),
        metadata={"description": "What it rests on; not kept for a sensitive reason"},
    )


class GrantSchema(ExemptionSchema):
    """An exemption to be granted."""

    person = ma.fields.String(
        required=True,
        validate=ma.validate.Length(max=32),
        metadata={"description": "The id of the person"},
    )


class GrantedSchema(GrantSchema):
    """An exemption as it is on record."""

    id = ma.fields.String(required=True, attribute="public_id")
    staff_number = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    approved_by = ma.fields.String(required=True)
    recorded_at = ma.fields.AwareDateTime(required=True)


class GrantedListSchema(ma.Schema):
    """The exemptions at a place that are not taken back, the last ones first."""

    items = ma.fields.List(ma.fields.Nested(GrantedSchema), required=True)


class GrantedIdSchema(ma.Schema):
    """The id of an exemption."""

    id = ma.fields.String(required=True)


class RevisionSchema(ma.Schema):
    """Which state of a text the sender has read."""

    revision = ma.fields.Integer(
        required=True,
        validate=ma.validate.Range(1, LARGEST),
        metadata={"description": "The revision that was read: another one meanwhile is a 409"},
    )


class TextSchema(RevisionSchema):
    """Another text for a proposal."""

    text = ma.fields.String(required=True, metadata={"description": "The YAML, whole"})


class ProposeSchema(ma.Schema):
    """A text that a charter should have."""

    charter = ma.fields.String(
        required=True,
        validate=ma.validate.Length(1, 64),
        metadata={"description": "Its code; the charter need not be there yet"},
    )
    text = ma.fields.String(
        required=True, metadata={"description": "The YAML, whole; it may have faults"}
    )


class ProposalRowSchema(ma.Schema):
    """A proposal in a list."""

    id = ma.fields.String(required=True, attribute="public_id")
    charter = ma.fields.String(required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(PROPOSAL_STATES))
    revision = ma.fields.Integer(required=True)
    version = ma.fields.Integer(
        required=True, allow_none=True, metadata={"description": "What it became once approved"}
    )
    proposed_by = ma.fields.String(required=True)
    edited_by = ma.fields.String(required=True)
    decided_by = ma.fields.String(required=True, allow_none=True)
    created_at = ma.fields.AwareDateTime(required=True)
    updated_at = ma.fields.AwareDateTime(required=True)


class ProposalListSchema(ma.Schema):
    """The proposals of a place: the open ones first, then the others, the last ones first."""

    items = ma.fields.List(ma.fields.Nested(ProposalRowSchema), required=True)


class FoundFaultSchema(ma.Schema):
    """One thing that keeps a text from being approved."""

    line = ma.fields.Integer(required=True, allow_none=True)
    what = ma.fields.String(required=True)
    mend = ma.fields.String(required=True)


class DifferenceSchema(ma.Schema):
    """One place at which the text says something else than the newest version."""

    place = ma.fields.String(required=True)
    before = ma.fields.String(required=True, allow_none=True)
    after = ma.fields.String(required=True, allow_none=True)


class ImpactSchema(ma.Schema):
    """How many people a requirement binds today, and how many join and leave."""

    requirement = ma.fields.String(required=True)
    dropped = ma.fields.Boolean(
        required=True, metadata={"description": "Whether the text has it no more"}
    )
    bound = ma.fields.Integer(required=True)
    joins = ma.fields.Integer(required=True)
    leaves = ma.fields.Integer(required=True)


class ProposalSchema(ProposalRowSchema):
    """A proposal whole: its text, what the checks find in it, and what it would do."""

    text = ma.fields.String(required=True)
    faults = ma.fields.List(ma.fields.Nested(FoundFaultSchema), required=True)
    not_enforced = ma.fields.List(ma.fields.String(), required=True)
    newest = ma.fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "The newest version of the charter, which it is compared with"},
    )
    differences = ma.fields.List(
        ma.fields.Nested(DifferenceSchema),
        required=True,
        allow_none=True,
        metadata={"description": "null where there is nothing to compare with"},
    )
    impact = ma.fields.List(ma.fields.Nested(ImpactSchema), required=True)


class ApprovedSchema(ma.Schema):
    """What an approved proposal became."""

    charter = ma.fields.String(required=True)
    version = ma.fields.Integer(required=True)


class ObligationsSchema(ma.Schema):
    """Everything the person of the request owes or has met, by due date."""

    items = ma.fields.List(ma.fields.Nested(ObligationSchema), required=True)
