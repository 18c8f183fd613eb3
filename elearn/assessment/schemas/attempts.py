"""Attempts, answers and results as JSON. Nothing here shows a key before the attempt is closed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import marshmallow as ma

from elearn.assessment.models import Answer
from elearn.assessment.queries import Asked, Review, ReviewedAnswer, Sitting
from elearn.assessment.rules import AttemptStatus
from elearn.assessment.services import SavedAnswer
from elearn.locales import LANGUAGES

LANGUAGE = ma.validate.OneOf(LANGUAGES, error="Choose one of: {choices}.")
LARGEST = 2**31 - 1


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
    """An answer: the parts that the question's `answer_schema` names, and what else is known.

    Such parts are `choices`, `reason`, `pairs`, `places`, `groups`, `steps`, `text`, `number` and
    `unit`; empty ones take back what was answered.
    """

    class Meta:
        """The parts are checked against the question, which this schema does not know."""

        unknown = ma.INCLUDE

    language = ma.fields.String(
        load_default=None,
        allow_none=True,
        validate=LANGUAGE,
        metadata={"description": "The language in which the question was read"},
    )
    revision = ma.fields.Integer(
        load_default=None,
        allow_none=True,
        strict=True,
        validate=ma.validate.Range(min=0, max=LARGEST),
        metadata={
            "description": "The revision last seen, 0 for none: with it an answer that was changed"
            " elsewhere is not overwritten (409 with `stored` and `sent`)"
        },
    )


class SavedAnswerSchema(ma.Schema):
    """An answer as it stands on disk, its parts beside these."""

    class Meta:
        """The parts are those of the question's type."""

        unknown = ma.INCLUDE

    question = ma.fields.String(required=True)
    language = ma.fields.String(required=True)
    revision = ma.fields.Integer(required=True)
    saved_at = ma.fields.AwareDateTime(required=True)

    @ma.post_dump(pass_original=True)
    def with_parts(
        self, data: dict[str, Any], original: SavedAnswer | Answer, **_options: Any
    ) -> dict[str, Any]:
        """Put the parts of the response beside the rest."""
        return {**data, **original.response}


class PartSchema(ma.Schema):
    """A choice, an item, a group or the like."""

    id = ma.fields.String(required=True)
    text = ma.fields.String(required=True)


PARTS = ma.fields.List(ma.fields.Nested(PartSchema))


class QuestionSchema(ma.Schema):
    """A question as it is put to the learner."""

    id = ma.fields.String(required=True)
    type = ma.fields.String(required=True)
    prompt = ma.fields.String(required=True)
    choices = ma.fields.List(ma.fields.Nested(PartSchema), required=True)
    parts = ma.fields.Dict(
        keys=ma.fields.String(),
        values=PARTS,
        required=True,
        metadata={
            "description": "Whatever else it is made of: items, groups, reasons, steps, units"
        },
    )
    answer_schema = ma.fields.Dict(
        required=True, metadata={"description": "JSON Schema of an answer, draft 2020-12"}
    )
    missing = ma.fields.Integer(required=True)
    answer = ma.fields.Nested(SavedAnswerSchema, required=True, allow_none=True)


class ScoreSchema(ma.Schema):
    """Points won, out of how many, and their share of 1."""

    raw = ma.fields.Float(required=True)
    max = ma.fields.Float(required=True)
    scaled = ma.fields.Float(required=True)


class LineSchema(ma.Schema):
    """One line about an answer."""

    id = ma.fields.String(required=True)
    subject = ma.fields.String(required=True)
    given = ma.fields.String(required=True)
    right = ma.fields.Boolean(required=True, allow_none=True)
    expected = ma.fields.String(required=True, metadata={"description": "Where the key is shown"})
    feedback = ma.fields.String(required=True)


class MarkedSchema(ma.Schema):
    """A trainer's mark of an answer."""

    levels = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.String(), required=True)
    points = ma.fields.Float(required=True)
    reason = ma.fields.String(required=True)
    marked_at = ma.fields.AwareDateTime(required=True)


class ReviewSchema(ma.Schema):
    """What is said about one answer of a closed attempt."""

    question = ma.fields.String(required=True)
    right = ma.fields.Boolean(required=True)
    points = ma.fields.Float(required=True, allow_none=True)
    void = ma.fields.Boolean(required=True)
    chosen = ma.fields.List(ma.fields.String(), required=True)
    correct = ma.fields.List(
        ma.fields.String(), metadata={"description": "Only where the key is shown"}
    )
    feedback = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.String(), required=True)
    lines = ma.fields.List(ma.fields.Nested(LineSchema), required=True)
    marks = ma.fields.List(ma.fields.Nested(MarkedSchema), required=True)
    sources = ma.fields.List(ma.fields.String(), required=True)
    read_again = ma.fields.List(ma.fields.String(), required=True)


class RegradeSchema(ma.Schema):
    """A score that changed because a question proved wrong."""

    question = ma.fields.String(required=True)
    remedy = ma.fields.String(required=True)
    reason = ma.fields.String(required=True)
    regraded_at = ma.fields.AwareDateTime(required=True)
    score = ma.fields.Nested(ScoreSchema, required=True)
    passed = ma.fields.Boolean(required=True)


class AttemptSchema(ma.Schema):
    """An attempt; score, `passed` and `review` are there once it is closed."""

    id = ma.fields.String(required=True)
    enrolment = ma.fields.String(required=True)
    assessment = ma.fields.String(required=True)
    number = ma.fields.Integer(required=True)
    status = ma.fields.String(required=True, validate=ma.validate.OneOf([*AttemptStatus]))
    language = ma.fields.String(required=True)
    started_at = ma.fields.AwareDateTime(required=True)
    expires_at = ma.fields.AwareDateTime(
        required=True, allow_none=True, metadata={"description": "The end of the time; null: none"}
    )
    questions = ma.fields.List(ma.fields.Nested(QuestionSchema), required=True)
    unanswered = ma.fields.Integer(required=True)
    pass_mark = ma.fields.Float(required=True)
    attempts = ma.fields.Integer(required=True, allow_none=True)
    submitted_at = ma.fields.AwareDateTime()
    score = ma.fields.Nested(
        ScoreSchema,
        metadata={"description": "That which stands; not there while marks are awaited"},
    )
    first_score = ma.fields.Nested(
        ScoreSchema, metadata={"description": "That of the day, where a regrade changed it"}
    )
    regrades = ma.fields.List(ma.fields.Nested(RegradeSchema))
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
        "status": attempt.status,
        "language": sitting.language,
        "started_at": attempt.started_at,
        "expires_at": attempt.expires_at,
        "questions": [_question(asked) for asked in sitting.questions],
        "unanswered": len(sitting.unanswered),
        "pass_mark": sitting.pass_mark,
        "attempts": sitting.attempts,
    }


def as_closed(review: Review) -> dict[str, Any]:
    """Return a closed attempt with its score and what is said about each answer."""
    attempt, score = review.sitting.attempt, review.score
    closed = {
        **as_open(review.sitting),
        "submitted_at": attempt.submitted_at,
        "attempts_left": review.left,
        "review": [
            _reviewed(answer, key_shown=review.key_shown)
            for answer in review.answers
            if review.told.answers
        ],
    }
    if score is None:
        return closed
    if score.regrades:
        closed["first_score"] = attempt
    return {
        **closed,
        "score": score,
        "passed": score.passed,
        "regrades": [
            {
                "question": correction.question,
                "remedy": correction.remedy,
                "reason": correction.reason,
                "regraded_at": regrade.regraded_at,
                "score": regrade,
                "passed": regrade.passed,
            }
            for regrade, correction in score.regrades
        ],
    }


def _question(asked: Asked) -> dict[str, Any]:
    parts = {part: _parts(listed) for part, listed in asked.parts.items() if part != "choices"}
    return {
        "id": asked.key,
        "type": asked.type,
        "prompt": asked.prompt,
        "choices": _parts(asked.choices),
        "parts": parts,
        "answer_schema": asked.answer_schema,
        "missing": asked.missing,
        "answer": asked.answer,
    }


def _parts(listed: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"id": name, "text": text} for name, text in listed]


def _reviewed(answer: ReviewedAnswer, *, key_shown: bool) -> dict[str, Any]:
    shown = {"correct": sorted(answer.correct)} if key_shown else {}
    return {
        "question": answer.asked.key,
        "right": answer.right,
        "points": answer.points,
        "void": answer.void,
        "chosen": answer.asked.response.get("choices", []),
        "feedback": answer.feedback,
        "lines": answer.lines,
        "marks": answer.marks,
        "sources": [source.id for source in answer.sources],
        "read_again": [lesson.id for lesson in answer.read_again],
        **shown,
    }
