"""A text that a trainer marks against a rubric."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from elearn.catalogue.rules.questions.fitting import ids_of
from elearn.catalogue.rules.questions.kind import (
    TEXT,
    TEXT_SCHEMA,
    Body,
    Control,
    Flaw,
    Line,
    Orders,
    QuestionType,
    Response,
    Schema,
    element,
    elements,
)
from elearn.catalogue.rules.questions.texts import QuestionTexts
from elearn.errors import N_, Invalid

USUAL, LONGEST = 4000, 20_000
RUBRIC: Schema = {
    "type": "object",
    "required": ["criteria"],
    "additionalProperties": False,
    "properties": {
        "markers": {"enum": [1, 2]},
        "criteria": {
            "type": "array",
            "minItems": 1,
            "maxItems": 8,
            "items": element(
                {"levels": elements(2, 6, {"points": {"type": "integer", "minimum": 0}})}
            ),
        },
    },
}


class LevelsUnfit(Invalid):
    """A mark does not name one level for each criterion of the rubric."""

    code = "levels-unfit"


class LongAnswer(QuestionType):
    """A text, a rubric of criteria with levels and points, and how many trainers mark it."""

    NAME: ClassVar = "long_answer"
    SHAPE: ClassVar = {"text": TEXT}
    REQUIRED: ClassVar = ("rubric",)
    PROPERTIES: ClassVar = {
        "length": {"type": "integer", "minimum": 1, "maximum": LONGEST},
        "rubric": RUBRIC,
        "feedback": TEXT_SCHEMA,
    }

    def flaws(self, data: Body) -> Iterator[Flaw]:
        """Yield criteria by which nothing, or something, can be won in any case."""
        for n, criterion in enumerate(data["rubric"]["criteria"]):
            points = [level["points"] for level in criterion["levels"]]
            if min(points) != 0 or max(points) == 0:
                yield Flaw(
                    ("rubric", "criteria", n, "levels"),
                    N_("the levels of “%(criterion)s” do not go from 0 points upwards"),
                    N_("give the lowest level 0 points and the highest more"),
                    {"criterion": criterion["id"]},
                )

    def orders(self, body: Body) -> dict[str, tuple[str, ...]]:
        """Return nothing: there is nothing to shuffle."""
        del body
        return {}

    def most(self, body: Body, part: str) -> int:
        """Return how many characters may be typed."""
        del part
        return int(body.get("length", USUAL))

    def score(self, body: Body, response: Response) -> float | None:
        """Return 0 for an empty answer, and None for one that must be marked."""
        del body
        return None if response.get("text") else 0.0

    def controls(
        self, body: Body, texts: QuestionTexts, orders: Orders, response: Response
    ) -> tuple[Control, ...]:
        """Return one large field."""
        del texts, orders
        given, length = (response.get("text", ""),), self.most(body, "text")
        return (Control("area", "text", caption=N_("Your answer"), given=given, length=length),)

    def lines(
        self, body: Body, texts: QuestionTexts, orders: Orders, response: Response
    ) -> tuple[Line, ...]:
        """Return the text, and what its author says about a good one."""
        del body, orders
        feedback = texts.of("feedback")
        return (Line("text", given=response.get("text", ""), feedback=feedback),)

    def best(self, body: Body) -> dict[str, Any]:
        """Return some text."""
        del body
        return {"text": "…"}


def markers(body: Body) -> int:
    """Return how many trainers mark an answer."""
    return int(body["rubric"].get("markers", 1))


def worth(body: Body, levels: Mapping[str, Any]) -> float:
    """Return what the levels chosen are worth, as a share of 1; LevelsUnfit where one is missing.

    `levels` names a level for each criterion of the rubric. The worth is points won over points
    possible.
    """
    criteria = body["rubric"]["criteria"]
    strange = [name for name in levels if name not in ids_of(body["rubric"], "criteria")]
    won = possible = 0
    for criterion in criteria:
        points = {level["id"]: level["points"] for level in criterion["levels"]}
        chosen = levels.get(criterion["id"])
        if strange or chosen not in points:
            raise LevelsUnfit(
                N_("Choose one level for the criterion “%(criterion)s”."),
                criterion=strange[0][:64] if strange else criterion["id"],
            )
        won += points[chosen]
        possible += max(points.values())
    return won / possible
