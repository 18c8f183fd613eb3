"""Each item into the group where it belongs."""

from __future__ import annotations

from typing import ClassVar

from elearn.catalogue.rules.questions.fitting import ids_of
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


class Classification(Placing):
    """Items and the named groups they belong to; the groups keep the author's order."""

    NAME: ClassVar = "classification"
    SHAPE: ClassVar = {"groups": MAP}
    PART, TARGETS, TARGET = "groups", "groups", "group"
    FIXED: ClassVar = ("groups",)
    REQUIRED: ClassVar = ("groups", "items")
    PROPERTIES: ClassVar = {
        "groups": elements(2, 6),
        "items": elements(2, 12, {"group": ID_SCHEMA, "feedback": TEXT_SCHEMA}, "feedback"),
    }

    def orders(self, body: Body) -> dict[str, tuple[str, ...]]:
        """Return the items alone."""
        return {"items": ids_of(body, "items")}

    def controls(
        self, body: Body, texts: QuestionTexts, orders: Orders, response: Response
    ) -> tuple[Control, ...]:
        """Return a group of radio buttons for every item."""
        groups = response.get("groups", {})
        options = texts.listed("groups", ids_of(body, "groups"))
        return tuple(
            Control(
                "radio",
                f"groups.{name}",
                label=texts.of("items", name),
                options=options,
                given=(groups[name],) if name in groups else (),
            )
            for name in orders["items"]
        )
