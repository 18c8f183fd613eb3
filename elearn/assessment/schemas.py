"""Attempts, answers and results as JSON. Nothing here shows a key before the attempt is closed."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from elearn.assessment.queries import Asked, Review, ReviewedAnswer, Sitting
from elearn.locales import LANGUAGES

LANGUAGE = ma.validate.OneOf(LANGUAGES, error="Choose one of: {choices}.")
MOST_CHOICES = 100
LONGEST_ID = 64


class LanguageSchema(ma.Schema):
    """The language of the questions in the answer."""

    lang = ma.fields.String(
        validate=LANGUAGE,
        metadata={"description": "Without it: the profile's language, then `Accept-Language`"},
    )


class StartSchema(ma.Schema):
    """In which language the questions are wanted."""

    language = ma.fields.String(load_default=None, allow_none=True, validate=LANGUAGE)


class AnswerSchema(ma.Schema):
    """The choices of an answer; an empty list takes back what was chosen."""

    choices = ma.fields.List(
        ma.fields.String(validate=ma.validate.Length(max=LONGEST_ID)),
        required=True,
        validate=ma.validate.Length(max=MOST_CHOICES),
    )
    language = ma.fields.String(
        load_default=None,
        allow_none=True,
        validate=LANGUAGE,
        metadata={"description": "The language in which the question was read"},
    )


class SavedAnswerSchema(ma.Schema):
    """An answer as it stands on disk."""

    question = ma.fields.String(required=True)
    choices = ma.fields.List(ma.fields.String(), required=True)
    language = ma.fields.String(required=True)
    revision = ma.fields.Integer(required=True)
    saved_at = ma.fields.AwareDateTime(required=True)


class ChoiceSchema(ma.Schema):
    """A choice to choose from."""

    id = ma.fields.String(required=True)
    text = ma.fields.String(required=True)


class QuestionSchema(ma.Schema):
    """A question as it is put to the learner."""

    id = ma.fields.String(required=True)
    type = ma.fields.String(required=True)
    prompt = ma.fields.String(required=True)
    choices = ma.fields.List(ma.fields.Nested(ChoiceSchema), required=True)
    answer = ma.fields.Nested(SavedAnswerSchema, required=True, allow_none=True)


class ScoreSchema(ma.Schema):
    """Points won, out of how many, and their share of 1."""

    raw = ma.fields.Float(required=True)
    max = ma.fields.Float(required=True)
    scaled = ma.fields.Float(required=True)


class ReviewSchema(ma.Schema):
    """What is said about one answer of a closed attempt."""

    question = ma.fields.String(required=True)
    right = ma.fields.Boolean(required=True)
    points = ma.fields.Float(required=True)
    chosen = ma.fields.List(ma.fields.String(), required=True)
    correct = ma.fields.List(
        ma.fields.String(), metadata={"description": "Only where the key is shown"}
    )
    feedback = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.String(), required=True)
    read_again = ma.fields.List(ma.fields.String(), required=True)


class AttemptSchema(ma.Schema):
    """An attempt; score, `passed` and `review` are there once it is closed."""

    id = ma.fields.String(required=True)
    enrolment = ma.fields.String(required=True)
    assessment = ma.fields.String(required=True)
    number = ma.fields.Integer(required=True)
    status = ma.fields.String(required=True, validate=ma.validate.OneOf(["open", "closed"]))
    language = ma.fields.String(required=True)
    started_at = ma.fields.AwareDateTime(required=True)
    questions = ma.fields.List(ma.fields.Nested(QuestionSchema), required=True)
    unanswered = ma.fields.Integer(required=True)
    pass_mark = ma.fields.Float(required=True)
    attempts = ma.fields.Integer(required=True, allow_none=True)
    submitted_at = ma.fields.AwareDateTime()
    score = ma.fields.Nested(ScoreSchema)
    passed = ma.fields.Boolean()
    attempts_left = ma.fields.Integer(allow_none=True)
    review = ma.fields.List(ma.fields.Nested(ReviewSchema))


def as_open(sitting: Sitting) -> dict[str, Any]:
    """Return an attempt without anything that the key could be read from."""
    attempt = sitting.attempt
    return {
        "id": attempt.public_id,
        "enrolment": sitting.enrolment.public_id,
        "assessment": attempt.assessment,
        "number": attempt.number,
        "status": "open" if sitting.open else "closed",
        "language": sitting.language,
        "started_at": attempt.started_at,
        "questions": [_question(asked) for asked in sitting.questions],
        "unanswered": len(sitting.unanswered),
        "pass_mark": sitting.pass_mark,
        "attempts": sitting.attempts,
    }


def as_closed(review: Review) -> dict[str, Any]:
    """Return a closed attempt with its score and what is said about each answer."""
    attempt = review.sitting.attempt
    return {
        **as_open(review.sitting),
        "submitted_at": attempt.submitted_at,
        "score": {"raw": attempt.raw, "max": attempt.max, "scaled": attempt.scaled},
        "passed": attempt.passed,
        "attempts_left": review.left,
        "review": [_reviewed(answer, key_shown=review.key_shown) for answer in review.answers],
    }


def _question(asked: Asked) -> dict[str, Any]:
    return {
        "id": asked.key,
        "type": asked.type,
        "prompt": asked.prompt,
        "choices": [{"id": choice, "text": text} for choice, text in asked.choices],
        "answer": asked.answer,
    }


def _reviewed(answer: ReviewedAnswer, *, key_shown: bool) -> dict[str, Any]:
    shown = {"correct": sorted(answer.correct)} if key_shown else {}
    return {
        "question": answer.asked.key,
        "right": answer.right,
        "points": answer.points,
        "chosen": answer.asked.chosen,
        "feedback": answer.feedback,
        "read_again": [lesson.id for lesson in answer.read_again],
        **shown,
    }
