"""Item statistics as JSON."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from elearn.assessment.queries import AssessmentStatistics


class ItemSchema(ma.Schema):
    """What is known of one question; `withheld` where too few have answered."""

    question = ma.fields.String(required=True)
    statistics = ma.fields.Dict(required=True)
    languages = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.Dict(), required=True)


class StatisticsSchema(ma.Schema):
    """What is known of an assessment."""

    course = ma.fields.String(required=True)
    version = ma.fields.Integer(required=True)
    assessment = ma.fields.String(required=True)
    computed_at = ma.fields.AwareDateTime(required=True, allow_none=True)
    whole = ma.fields.Dict(required=True, allow_none=True)
    items = ma.fields.List(ma.fields.Nested(ItemSchema), required=True)


def as_statistics(found: AssessmentStatistics) -> dict[str, Any]:
    """Return the statistics as the API shows them."""
    return {
        "course": found.outline.slug,
        "version": found.outline.version,
        "assessment": found.definition.key,
        "computed_at": found.computed_at,
        "whole": found.whole,
        "items": [
            {
                "question": item.question.key,
                "statistics": item.everybody,
                "languages": item.languages,
            }
            for item in found.items
        ],
    }
