"""Items in the order that means something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, ClassVar

from elearn.catalogue.rules.questions.fitting import AnswerUnfit, ids_of
from elearn.catalogue.rules.questions.kind import (
    MAP,
    TEXT_SCHEMA,
    Body,
    Control,
    Flaw,
    Line,
    Orders,
    QuestionType,
    Response,
    Schema,
    elements,
)
from elearn.catalogue.rules.questions.texts import QuestionTexts
from elearn.errors import N_

EXACT, PAIRS = "exact", "adjacent_pairs"


class Ordering(QuestionType):
    """Items to be put in order; the author writes them in the right one.

    A response gives each item its place, counted from 1, so that it can be given bit by bit.
    """

    NAME: ClassVar = "ordering"
    SHAPE: ClassVar = {"places": MAP}
    ALWAYS: ClassVar = True
    REQUIRED: ClassVar = ("items",)
    PROPERTIES: ClassVar = {
        "items": elements(3, 8, {"feedback": TEXT_SCHEMA}, "feedback"),
        "scoring": {"enum": [EXACT, PAIRS]},
    }

    def flaws(self, data: Body) -> Iterator[Flaw]:
        """Yield ids that tell the order: they stand in the page, and a learner can read them."""
        names = ids_of(data, "items")
        if list(names) == sorted(names):
            yield Flaw(
                ("items",),
                N_("the ids of the items are in alphabetical order, which is the key"),
                N_("give them ids that do not tell their order"),
            )

    def orders(self, body: Body) -> dict[str, tuple[str, ...]]:
        """Return the items."""
        return {"items": ids_of(body, "items")}

    def fixed(self, body: Body, orders: Orders) -> Orders:
        """Return the items in another order than the right one, which would be a gift."""
        items = orders["items"]
        if items == ids_of(body, "items"):
            items = (*items[1:], items[0])
        return {**orders, "items": items}

    def keys(self, body: Body, part: str) -> tuple[str, ...]:
        """Return the items."""
        del part
        return ids_of(body, "items")

    def values(self, body: Body, part: str) -> tuple[str, ...]:
        """Return the places, as they are written."""
        del part
        return tuple(str(n) for n in range(1, len(body["items"]) + 1))

    def wanted(self, body: Body, response: Response) -> int:
        """Return that every item wants a place."""
        del response
        return len(body["items"])

    def fit(self, body: Body, response: Response) -> dict[str, Any]:
        """Return the place of each item as a number; no two items share one."""
        given = response.get("places") if isinstance(response, Mapping) else None
        if isinstance(given, Mapping):
            places = {key: _place(value) for key, value in given.items()}
            response = {**response, "places": places}
        fitted = super().fit(body, response)["places"]
        placed = {name: int(place) for name, place in fitted.items()}
        for place in placed.values():
            if list(placed.values()).count(place) > 1:
                raise AnswerUnfit(
                    N_("Two items are at place %(place)s. Give each a place of its own."),
                    place=place,
                )
        return {"places": placed}

    def score(self, body: Body, response: Response) -> float:
        """Return the worth of the order given.

        *Exact*: 1 when every item has its place. *Adjacent pairs*: the share of neighbours in the
        right order that stand one right behind the other in the answer, wherever they stand.
        """
        places, right = response.get("places", {}), ids_of(body, "items")
        if body.get("scoring", EXACT) == EXACT:
            return float([places.get(name) for name in right] == list(range(1, len(right) + 1)))
        kept: list[bool] = [
            first in places and places.get(second) == places[first] + 1
            for first, second in pairwise(right)
        ]
        return sum(kept) / len(kept)

    def controls(
        self, body: Body, texts: QuestionTexts, orders: Orders, response: Response
    ) -> tuple[Control, ...]:
        """Return a list of places to select from for every item."""
        places = response.get("places", {})
        options = tuple((place, place) for place in self.values(body, "places"))
        return tuple(
            Control(
                "place",
                f"places.{name}",
                label=texts.of("items", name),
                options=options,
                given=(str(places[name]),) if places.get(name) else (),
            )
            for name in orders["items"]
        )

    def lines(
        self, body: Body, texts: QuestionTexts, orders: Orders, response: Response
    ) -> tuple[Line, ...]:
        """Return a line an item, in the right order: its place, and the one it was given."""
        del orders
        places = response.get("places", {})
        return tuple(
            Line(
                name,
                subject=texts.of("items", name),
                given=str(places.get(name, "")),
                right=places.get(name) == n,
                expected=str(n),
                feedback=texts.of("feedback", name),
            )
            for n, name in enumerate(ids_of(body, "items"), 1)
        )

    def best(self, body: Body) -> dict[str, Any]:
        """Return every item at its place."""
        return {"places": {name: n for n, name in enumerate(ids_of(body, "items"), 1)}}

    def right_options(self, body: Body) -> frozenset[str]:
        """Return every item with its place."""
        return frozenset(f"{name}={n}" for n, name in enumerate(ids_of(body, "items"), 1))

    def _part_schema(self, body: Body, part: str) -> Schema:
        del part
        items = ids_of(body, "items")
        place = {"type": ["integer", "null"], "minimum": 1, "maximum": len(items)}
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": dict.fromkeys(sorted(items), place),
        }


def _place(value: object) -> object:
    """Return a place as a form writes it; anything else is left to be refused."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
