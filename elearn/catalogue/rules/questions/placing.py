"""What the types that give every item something have in common."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from elearn.catalogue.rules.questions.fitting import ids_of
from elearn.catalogue.rules.questions.kind import (
    Body,
    Flaw,
    Line,
    Orders,
    QuestionType,
    Response,
)
from elearn.catalogue.rules.questions.texts import QuestionTexts
from elearn.errors import N_


class Placing(QuestionType):
    """A question that is answered by giving each of its items one of its targets."""

    PART: ClassVar[str]
    """The part of the response that gives a target for each item."""
    TARGETS: ClassVar[str]
    """The part of the question that the targets stand in."""
    TARGET: ClassVar[str]
    """The key by which an item names its right target."""

    def orders(self, body: Body) -> dict[str, tuple[str, ...]]:
        """Return items and targets."""
        return {"items": ids_of(body, "items"), self.TARGETS: ids_of(body, self.TARGETS)}

    def keys(self, body: Body, part: str) -> tuple[str, ...]:
        """Return the items."""
        del part
        return ids_of(body, "items")

    def values(self, body: Body, part: str) -> tuple[str, ...]:
        """Return the targets."""
        del part
        return ids_of(body, self.TARGETS)

    def wanted(self, body: Body, response: Response) -> int:
        """Return that every item wants a target."""
        del response
        return len(ids_of(body, "items"))

    def score(self, body: Body, response: Response) -> float:
        """Return the share of items that were given their right target."""
        given = response.get(self.PART, {})
        right: list[bool] = [given.get(each["id"]) == each[self.TARGET] for each in body["items"]]
        return sum(right) / len(right)

    def lines(
        self, body: Body, texts: QuestionTexts, orders: Orders, response: Response
    ) -> tuple[Line, ...]:
        """Return a line an item: what it was given, and what it should have been given."""
        given = response.get(self.PART, {})
        right = {each["id"]: each[self.TARGET] for each in body["items"]}
        return tuple(
            Line(
                name,
                subject=texts.of("items", name),
                given=texts.of(self.TARGETS, given[name]) if name in given else "",
                right=given.get(name) == right[name],
                expected=texts.of(self.TARGETS, right[name]),
                feedback=texts.of("feedback", name),
            )
            for name in orders["items"]
        )

    def flaws(self, data: Body) -> Iterator[Flaw]:
        """Yield items whose right target is none of the question's."""
        known = ids_of(data, self.TARGETS)
        for n, each in enumerate(data["items"]):
            if each[self.TARGET] not in known:
                yield Flaw(
                    ("items", n, self.TARGET),
                    N_("the item “%(item)s” belongs to “%(target)s”, which is not there"),
                    N_("name one of %(known)s"),
                    {
                        "item": each["id"],
                        "target": each[self.TARGET],
                        "known": ", ".join(known),
                    },
                )
            elif each[self.TARGET] in each["id"].split("-"):
                yield Flaw(
                    ("items", n, "id"),
                    N_("the id “%(item)s” tells where the item belongs, and learners can read it"),
                    N_("give it an id that does not hold “%(target)s”"),
                    {"item": each["id"], "target": each[self.TARGET]},
                )

    def best(self, body: Body) -> dict[str, Any]:
        """Return every item with its right target."""
        return {self.PART: {each["id"]: each[self.TARGET] for each in body["items"]}}

    def right_options(self, body: Body) -> frozenset[str]:
        """Return every item with its right target."""
        return frozenset(f"{each['id']}={each[self.TARGET]}" for each in body["items"])
