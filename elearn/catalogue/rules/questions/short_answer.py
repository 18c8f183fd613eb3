"""A word or two, typed."""

from __future__ import annotations

from typing import Any, ClassVar

from elearn.catalogue.rules.questions.kind import (
    TEXT,
    TEXT_SCHEMA,
    Body,
    Control,
    Line,
    Orders,
    QuestionType,
    Response,
    Schema,
)
from elearn.catalogue.rules.questions.texts import QuestionTexts
from elearn.catalogue.rules.questions.words import STEPS, USUAL, normalised
from elearn.errors import N_

LENGTH = 200
ACCEPTED: Schema = {
    "type": "object",
    "minProperties": 1,
    "propertyNames": {"$ref": "#/$defs/language"},
    "additionalProperties": {
        "type": "array",
        "minItems": 1,
        "maxItems": 40,
        "items": {"type": "string", "minLength": 1, "maxLength": LENGTH, "pattern": "\\S"},
    },
}


class ShortAnswer(QuestionType):
    """Accepted answers in every language; one that is accepted in any of them is right in all.

    So a learner may change language between reading and answering, and the score does not.
    """

    NAME: ClassVar = "short_answer"
    SHAPE: ClassVar = {"text": TEXT}
    REQUIRED: ClassVar = ("accepted",)
    PROPERTIES: ClassVar = {
        "accepted": ACCEPTED,
        "normalise": {"type": "array", "uniqueItems": True, "items": {"enum": [*STEPS]}},
        "feedback": TEXT_SCHEMA,
    }

    def orders(self, body: Body) -> dict[str, tuple[str, ...]]:
        """Return nothing: there is nothing to shuffle."""
        del body
        return {}

    def most(self, body: Body, part: str) -> int:
        """Return how many characters may be typed."""
        del body, part
        return LENGTH

    def score(self, body: Body, response: Response) -> float:
        """Return 1 for an answer that is accepted in any language, else 0."""
        steps = body.get("normalise", USUAL)
        said = normalised(response.get("text", ""), steps)
        accepted = (text for texts in body["accepted"].values() for text in texts)
        return float(bool(said) and any(said == normalised(text, steps) for text in accepted))

    def controls(
        self, body: Body, texts: QuestionTexts, orders: Orders, response: Response
    ) -> tuple[Control, ...]:
        """Return one field."""
        del body, texts, orders
        given = (response.get("text", ""),)
        return (Control("text", "text", caption=N_("Your answer"), given=given, length=LENGTH),)

    def lines(
        self, body: Body, texts: QuestionTexts, orders: Orders, response: Response
    ) -> tuple[Line, ...]:
        """Return what was typed, and the first answer that the language accepts."""
        del orders
        accepted = body["accepted"].get(texts.language) or next(iter(body["accepted"].values()))
        right = self.score(body, response) >= 1
        text = response.get("text", "")
        return (
            Line(
                "text",
                given=text,
                right=right if text else None,
                expected=text if right else accepted[0],
                feedback=texts.of("feedback"),
            ),
        )

    def best(self, body: Body) -> dict[str, Any]:
        """Return the first answer that is accepted."""
        return {"text": next(iter(body["accepted"].values()))[0]}
