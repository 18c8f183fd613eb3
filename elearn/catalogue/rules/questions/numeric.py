"""A number, within a tolerance, in a unit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, ClassVar

from elearn.catalogue.rules.questions.fitting import ids_of
from elearn.catalogue.rules.questions.kind import (
    ONE,
    TEXT,
    TEXT_SCHEMA,
    Body,
    Control,
    Flaw,
    Line,
    Orders,
    QuestionType,
    Response,
    elements,
)
from elearn.catalogue.rules.questions.numbers import read_number
from elearn.catalogue.rules.questions.texts import QuestionTexts
from elearn.errors import N_

LENGTH = 40
LEAST = {"type": "number", "minimum": 0}


class Numeric(QuestionType):
    """A value, how far from it an answer may be, and the units it may be given in."""

    NAME: ClassVar = "numeric"
    SHAPE: ClassVar = {"number": TEXT, "unit": ONE}
    REQUIRED: ClassVar = ("value",)
    FIXED: ClassVar = ("units",)
    PROPERTIES: ClassVar = {
        "value": {"type": "number"},
        "tolerance": LEAST,
        "tolerance_percent": LEAST,
        "units": elements(1, 8, {"factor": {"type": "number", "exclusiveMinimum": 0}}, "factor"),
        "feedback": TEXT_SCHEMA,
    }

    def flaws(self, data: Body) -> Iterator[Flaw]:
        """Yield two tolerances at once, and a first unit that is not that of the value."""
        if "tolerance" in data and "tolerance_percent" in data:
            yield Flaw(
                ("tolerance_percent",),
                N_("the question has two tolerances"),
                N_("keep “tolerance” or “tolerance_percent”"),
            )
        units = data.get("units", ())
        if units and units[0].get("factor", 1) != 1:
            yield Flaw(
                ("units", 0, "factor"),
                N_("the first unit is that of the value and has a factor"),
                N_("remove the factor, or put the unit of the value first"),
            )
        for n, unit in enumerate(units[1:], 1):
            if "factor" not in unit:
                yield Flaw(
                    ("units", n),
                    N_("the unit “%(unit)s” lacks its factor"),
                    N_("say how many of the first unit make one of it"),
                    {"unit": unit["id"]},
                )

    def orders(self, body: Body) -> dict[str, tuple[str, ...]]:
        """Return nothing: there is nothing to shuffle."""
        del body
        return {}

    def parts(self, body: Body) -> tuple[str, ...]:
        """Return that a unit is given only where there are several."""
        return ("number", "unit") if len(body.get("units", ())) > 1 else ("number",)

    def keys(self, body: Body, part: str) -> tuple[str, ...]:
        """Return the units."""
        return ids_of(body, "units") if part == "unit" else ()

    def most(self, body: Body, part: str) -> int:
        """Return how many characters may be typed."""
        del body, part
        return LENGTH

    def fit(self, body: Body, response: Response) -> dict[str, Any]:
        """Return the number as it was typed, after it was found to be one, and its unit."""
        fitted = super().fit(body, response)
        if fitted["number"]:
            read_number(fitted["number"])
        return fitted

    def wanted(self, body: Body, response: Response) -> int:
        """Return a number, and a unit where there are several."""
        del response
        return len(self.parts(body))

    def score(self, body: Body, response: Response) -> float:
        """Return 1 within the tolerance, its ends included, else 0; without a unit, 0."""
        typed = response.get("number", "")
        if not typed:
            return 0.0
        value = _exact(body["value"])
        tolerance = _exact(body.get("tolerance", 0))
        if "tolerance_percent" in body:
            tolerance = abs(value) * _exact(body["tolerance_percent"]) / 100
        factor = self._factor(body, response)
        return float(factor is not None and abs(read_number(typed) * factor - value) <= tolerance)

    def _factor(self, body: Body, response: Response) -> Decimal | None:
        units = body.get("units", ())
        if len(units) < 2:  # noqa: PLR2004  # nothing to choose from
            return Decimal(1)
        chosen = response.get("unit")
        return next((_exact(unit.get("factor", 1)) for unit in units if unit["id"] == chosen), None)

    def controls(
        self, body: Body, texts: QuestionTexts, orders: Orders, response: Response
    ) -> tuple[Control, ...]:
        """Return a field, and a list of units where there are several."""
        del orders
        names = ids_of(body, "units")
        given = (response.get("number", ""),)
        number = Control(
            "number",
            "number",
            caption=N_("Your answer"),
            given=given,
            length=LENGTH,
            after=texts.of("units", names[0]) if len(names) == 1 else "",
        )
        if len(names) < 2:  # noqa: PLR2004  # nothing to choose from
            return (number,)
        chosen = (response["unit"],) if response.get("unit") else ()
        options = texts.listed("units", names)
        return (
            number,
            Control("select", "unit", caption=N_("Unit"), options=options, given=chosen),
        )

    def lines(
        self, body: Body, texts: QuestionTexts, orders: Orders, response: Response
    ) -> tuple[Line, ...]:
        """Return what was typed, and the value."""
        del orders
        names = ids_of(body, "units")
        unit = response.get("unit") or (names[0] if len(names) == 1 else "")
        typed, value = response.get("number", ""), f"{_exact(body['value']):f}"
        return (
            Line(
                "number",
                given=f"{typed} {texts.of('units', unit)}".strip() if typed else "",
                right=self.score(body, response) >= 1 if typed else None,
                expected=f"{value} {texts.of('units', names[0]) if names else ''}".strip(),
                feedback=texts.of("feedback"),
            ),
        )

    def best(self, body: Body) -> dict[str, Any]:
        """Return the value, written so that it can be read in one way only."""
        value = _exact(body["value"])
        number = f"{value:.4f}" if value % 1 else f"{value:f}"
        names = ids_of(body, "units")
        return {"number": number, **({"unit": names[0]} if len(names) > 1 else {})}


def _exact(number: float) -> Decimal:
    """Return the number as its author wrote it, not as binary fractions keep it."""
    return Decimal(str(number))
