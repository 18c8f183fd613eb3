"""What the types that choose among choices have in common."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from elearn.catalogue.rules.questions.fitting import ids_of
from elearn.catalogue.rules.questions.kind import (
    LIST,
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

CHOICES: Schema = elements(2, 12, {"correct": {"type": "boolean"}, "feedback": TEXT_SCHEMA})


def correct_of(body: Body, part: str = "choices") -> frozenset[str]:
    """Return the ids of what is correct."""
    return frozenset(each["id"] for each in body.get(part, ()) if each["correct"])


class Choosing(QuestionType):
    """A question that is answered by choosing among its choices."""

    SHAPE: ClassVar = {"choices": LIST}
    PROPERTIES: ClassVar = {"choices": CHOICES}
    REQUIRED: ClassVar = ("choices",)
    CONTROL: ClassVar[str] = "radio"

    def flaws(self, data: Body) -> Iterator[Flaw]:
        """Yield a key without a correct choice, or with too many."""
        yield from one_correct(data, "choices", single=self.CONTROL == "radio")

    def most(self, body: Body, part: str) -> int:
        """Return how many choices may be chosen."""
        del body, part
        return 1

    def controls(
        self, body: Body, texts: QuestionTexts, orders: Orders, response: Response
    ) -> tuple[Control, ...]:
        """Return one group of radio buttons or check boxes."""
        del body
        chosen = tuple(response.get("choices", ()))
        options = texts.listed("choices", orders["choices"])
        return (Control(self.CONTROL, "choices", options=options, given=chosen),)

    def lines(
        self, body: Body, texts: QuestionTexts, orders: Orders, response: Response
    ) -> tuple[Line, ...]:
        """Return a line for every choice that was chosen or is correct."""
        chosen = response.get("choices", ())
        return tuple(chosen_lines(body, texts, "choices", orders["choices"], chosen))

    def best(self, body: Body) -> dict[str, Any]:
        """Return the correct choices."""
        correct = correct_of(body)
        return {"choices": [name for name in ids_of(body, "choices") if name in correct]}

    def right_options(self, body: Body) -> frozenset[str]:
        """Return the correct choices."""
        return correct_of(body)


def one_correct(data: Body, part: str, *, single: bool) -> Iterator[Flaw]:
    """Yield the flaw of a list in which nothing is correct, or more than one where one may be."""
    correct = sum(bool(each.get("correct")) for each in data.get(part, ()))
    params: dict[str, Any] = {"question": data.get("id", ""), "correct": correct}
    if correct == 0:
        yield Flaw(
            (),
            N_("the question “%(question)s” has no correct choice"),
            N_("mark one “correct: true”"),
            params,
        )
    elif correct > 1 and single:
        yield Flaw(
            (),
            N_("the question “%(question)s” has %(correct)s correct choices and takes one"),
            N_("mark one alone, or make it multiple_response"),
            params,
        )


def chosen_lines(
    body: Body,
    texts: QuestionTexts,
    part: str,
    order: tuple[str, ...],
    chosen: tuple[str, ...] | list[str],
) -> Iterator[Line]:
    """Yield a line for everything of a part that was chosen or is correct."""
    correct = correct_of(body, part)
    for name in order or ids_of(body, part):
        if name in chosen or name in correct:
            text = texts.of(part, name)
            yield Line(
                name,
                given=text if name in chosen else "",
                right=name in correct if name in chosen else None,
                expected=text if name in correct else "",
                feedback=texts.of("feedback", name),
            )
