"""Answers that wait for a mark, and marks, as JSON; no name of a learner is in any of them."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from elearn.assessment.queries import Waiting


class WaitingSchema(ma.Schema):
    """An answer that waits."""

    attempt = ma.fields.String(required=True)
    question = ma.fields.String(required=True)
    course = ma.fields.String(required=True)
    assessment = ma.fields.String(required=True)
    prompt = ma.fields.String(required=True)
    submitted_at = ma.fields.AwareDateTime(required=True)
    marks_given = ma.fields.Integer(required=True)
    marks_wanted = ma.fields.Integer(required=True)


class WaitingListSchema(ma.Schema):
    """The answers that wait for the reader's mark, the oldest first."""

    items = ma.fields.List(ma.fields.Nested(WaitingSchema), required=True)


class LevelSchema(ma.Schema):
    """A level of a criterion."""

    id = ma.fields.String(required=True)
    text = ma.fields.String(required=True)
    points = ma.fields.Integer(required=True)


class CriterionSchema(ma.Schema):
    """A criterion of a rubric."""

    id = ma.fields.String(required=True)
    text = ma.fields.String(required=True)
    levels = ma.fields.List(ma.fields.Nested(LevelSchema), required=True)


class WaitingInFullSchema(WaitingSchema):
    """An answer that waits, with what it is marked by."""

    text = ma.fields.String(required=True)
    language = ma.fields.String(required=True)
    criteria = ma.fields.List(ma.fields.Nested(CriterionSchema), required=True)


class MarkSchema(ma.Schema):
    """A mark as it is sent: a level for each criterion, and the reason."""

    levels = ma.fields.Dict(
        keys=ma.fields.String(validate=ma.validate.Length(max=64)),
        values=ma.fields.String(validate=ma.validate.Length(max=64)),
        required=True,
    )
    reason = ma.fields.String(required=True, validate=ma.validate.Length(max=4000))


class GivenMarkSchema(ma.Schema):
    """A mark that was given."""

    id = ma.fields.String(required=True, attribute="public_id")
    levels = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.String(), required=True)
    points = ma.fields.Float(required=True)
    reason = ma.fields.String(required=True)
    marked_at = ma.fields.AwareDateTime(required=True)


def waiting_in_short(found: Waiting, language: str) -> dict[str, Any]:
    """Return an answer as the list shows it."""
    return {
        "attempt": found.attempt.public_id,
        "question": found.question.key,
        "course": found.outline.slug,
        "assessment": found.attempt.assessment,
        "prompt": found.question.text(language).prompt,
        "submitted_at": found.attempt.submitted_at,
        "marks_given": found.given,
        "marks_wanted": found.wanted,
    }


def waiting_in_full(found: Waiting, language: str) -> dict[str, Any]:
    """Return an answer with its rubric in the language."""
    texts = found.question.text(language)
    return {
        **waiting_in_short(found, language),
        "text": found.answer.response["text"],
        "language": found.answer.language,
        "criteria": [
            {
                "id": criterion["id"],
                "text": texts.of("criteria", criterion["id"]),
                "levels": [
                    {
                        "id": level["id"],
                        "text": texts.of("levels", f"{criterion['id']}.{level['id']}"),
                        "points": level["points"],
                    }
                    for level in criterion["levels"]
                ],
            }
            for criterion in found.question.body["rubric"]["criteria"]
        ],
    }
