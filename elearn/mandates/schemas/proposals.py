"""Proposals of charters as JSON."""

from __future__ import annotations

import marshmallow as ma

from elearn.mandates.rules import PROPOSAL_STATES
from elearn.mandates.schemas.bounds import LARGEST


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
