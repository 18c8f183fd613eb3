"""A statement that is true or false, and, where it asks for one, the reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from elearn.catalogue.rules.questions.choosing import (
    CHOICES,
    Choosing,
    chosen_lines,
    correct_of,
    one_correct,
)
from elearn.catalogue.rules.questions.fitting import ids_of
from elearn.catalogue.rules.questions.kind import (
    LIST,
    ONE,
    TEXT_SCHEMA,
    Body,
    Control,
    Flaw,
    Line,
    Orders,
    Response,
    elements,
)
from elearn.catalogue.rules.questions.texts import QuestionTexts
from elearn.errors import N_

VERDICTS = 2


class TrueFalse(Choosing):
    """A verdict, alone or with the reason that carries it.

    With reasons it is a two-tier item (D. F. Treagust, International Journal of Science Education
    10(2), 1988): a right verdict for a wrong reason shows no understanding and is worth nothing.
    """

    NAME: ClassVar = "true_false"
    SHAPE: ClassVar = {"choices": LIST, "reason": ONE}
    SHUFFLES: ClassVar = False
    PROPERTIES: ClassVar = {
        "choices": CHOICES,
        "reasons": elements(2, 6, {"correct": {"type": "boolean"}, "feedback": TEXT_SCHEMA}),
    }

    def flaws(self, data: Body) -> Iterator[Flaw]:
        """Yield a wrong number of verdicts, and keys that cannot be right."""
        yield from super().flaws(data)
        if len(data["choices"]) != VERDICTS:
            yield Flaw(
                (),
                N_("the question “%(question)s” is true or false and has %(count)s choices"),
                N_("leave two, or make it single_choice"),
                {"question": data["id"], "count": len(data["choices"])},
            )
        if data.get("reasons"):
            yield from one_correct(data, "reasons", single=True)

    def orders(self, body: Body) -> dict[str, tuple[str, ...]]:
        """Return verdicts and reasons."""
        found = {"choices": ids_of(body, "choices")}
        return found | ({"reasons": ids_of(body, "reasons")} if body.get("reasons") else {})

    def parts(self, body: Body) -> tuple[str, ...]:
        """Return that a reason is given only where one is asked for."""
        return ("choices", "reason") if body.get("reasons") else ("choices",)

    def keys(self, body: Body, part: str) -> tuple[str, ...]:
        """Return the verdicts, or the reasons."""
        return ids_of(body, "reasons" if part == "reason" else part)

    def wanted(self, body: Body, response: Response) -> int:
        """Return one verdict, and one reason where there are some."""
        del response
        return len(self.parts(body))

    def score(self, body: Body, response: Response) -> float:
        """Return 1 for the right verdict, with the right reason where one is asked for."""
        chosen = response.get("choices", ())
        verdict = len(chosen) == 1 and chosen[0] in correct_of(body)
        reason = not body.get("reasons") or response.get("reason") in correct_of(body, "reasons")
        return float(verdict and reason)

    def controls(
        self, body: Body, texts: QuestionTexts, orders: Orders, response: Response
    ) -> tuple[Control, ...]:
        """Return a group for the verdict and one for the reason."""
        verdict = super().controls(body, texts, orders, response)
        if not body.get("reasons"):
            return verdict
        options = texts.listed("reasons", orders["reasons"])
        given = (response["reason"],) if response.get("reason") else ()
        caption = N_("Which reason holds?")
        return (
            *verdict,
            Control("radio", "reason", caption=caption, options=options, given=given),
        )

    def lines(
        self, body: Body, texts: QuestionTexts, orders: Orders, response: Response
    ) -> tuple[Line, ...]:
        """Return the lines of the verdict, then those of the reason."""
        verdict = super().lines(body, texts, orders, response)
        given = (response.get("reason", ""),)
        reasons = chosen_lines(body, texts, "reasons", orders.get("reasons", ()), given)
        return (*verdict, *reasons)

    def best(self, body: Body) -> dict[str, Any]:
        """Return the right verdict, with the right reason where one is asked for."""
        reason = {"reason": next(iter(correct_of(body, "reasons")))} if body.get("reasons") else {}
        return {**super().best(body), **reason}

    def right_options(self, body: Body) -> frozenset[str]:
        """Return the right verdict and the right reason."""
        return correct_of(body) | correct_of(body, "reasons")
