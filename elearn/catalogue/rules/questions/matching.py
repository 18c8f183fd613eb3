"""Each item with the choice that goes with it."""

from __future__ import annotations

from typing import ClassVar

from elearn.catalogue.rules.questions.kind import (
    ID_SCHEMA,
    MAP,
    TEXT_SCHEMA,
    Body,
    Control,
    Orders,
    Response,
    elements,
)
from elearn.catalogue.rules.questions.placing import Placing
from elearn.catalogue.rules.questions.texts import QuestionTexts


class Matching(Placing):
    """Items and choices that belong together; a choice may go with several items or with none."""

    NAME: ClassVar = "matching"
    SHAPE: ClassVar = {"pairs": MAP}
    PART, TARGETS, TARGET = "pairs", "choices", "match"
    REQUIRED: ClassVar = ("items", "choices")
    PROPERTIES: ClassVar = {
        "items": elements(2, 12, {"match": ID_SCHEMA, "feedback": TEXT_SCHEMA}, "feedback"),
        "choices": elements(2, 12),
    }

    def controls(
        self, body: Body, texts: QuestionTexts, orders: Orders, response: Response
    ) -> tuple[Control, ...]:
        """Return a list to select from for every item."""
        del body
        pairs = response.get("pairs", {})
        options = texts.listed("choices", orders["choices"])
        return tuple(
            Control(
                "select",
                f"pairs.{name}",
                label=texts.of("items", name),
                options=options,
                given=(pairs[name],) if name in pairs else (),
            )
            for name in orders["items"]
        )
