"""A dilemma: decisions that are graded, and that may lead on to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from elearn.catalogue.rules.questions.fitting import AnswerUnfit, ids_of
from elearn.catalogue.rules.questions.kind import (
    ID_SCHEMA,
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
    element,
    elements,
)
from elearn.catalogue.rules.questions.texts import QuestionTexts
from elearn.errors import N_

GRADES: Mapping[str, float] = {"best": 1.0, "partly": 0.5, "weak": 0.0, "harmful": 0.0}
"""What a decision is worth (our curriculum, "Item types"): harmful is worth as little as weak, and
leads back to the lesson."""

CHOICES: Schema = elements(
    2, 6, {"grade": {"enum": [*GRADES]}, "feedback": TEXT_SCHEMA, "next": ID_SCHEMA}, "next"
)


class Scenario(QuestionType):
    """Steps, of which a learner walks those that the decisions lead to.

    Where a decision leads is a story and no key: the next step is shown as soon as it is reached.
    A response names one choice for every step of the path; what was chosen beside it is dropped.
    """

    NAME: ClassVar = "scenario"
    SHAPE: ClassVar = {"steps": MAP}
    REQUIRED: ClassVar = ("steps",)
    UNFOLDS: ClassVar = True
    PROPERTIES: ClassVar = {
        "steps": {
            "type": "array",
            "minItems": 1,
            "maxItems": 6,
            "items": element({"choices": CHOICES}),
        }
    }

    def flaws(self, data: Body) -> Iterator[Flaw]:
        """Yield steps without one best choice, and ways that lead nowhere or back."""
        names = ids_of(data, "steps")
        reached = {names[0]}
        for n, step in enumerate(data["steps"]):
            yield from _one_best(step, n)
            for i, choice in enumerate(step["choices"]):
                target = choice.get("next")
                if target is None:
                    continue
                reached.add(target)
                if target not in names[n + 1 :]:
                    yield Flaw(
                        ("steps", n, "choices", i, "next"),
                        N_("the choice “%(choice)s” leads to “%(next)s”, which is no later step"),
                        N_("name a step that comes after this one, or leave “next” out"),
                        {"choice": choice["id"], "next": target},
                    )
        for n, name in enumerate(names):
            if name not in reached:
                yield Flaw(
                    ("steps", n, "id"),
                    N_("no choice leads to the step “%(step)s”"),
                    N_("let a choice of an earlier step lead to it, or remove it"),
                    {"step": name},
                )

    def orders(self, body: Body) -> dict[str, tuple[str, ...]]:
        """Return the choices of each step."""
        return {f"step.{step['id']}": ids_of(step, "choices") for step in body["steps"]}

    def shown(
        self, body: Body, texts: QuestionTexts, orders: Orders, response: Response
    ) -> dict[str, tuple[tuple[str, str], ...]]:
        """Return the steps that are reached, and under `step.<id>` the choices of each."""
        given = response.get("steps", {})
        reached = [step["id"] for step, _ in self.path(body, given)]
        waiting = self.open_step(body, given)
        reached += [waiting] if waiting else []
        steps = texts.listed("steps", tuple(reached))
        choices = {
            f"step.{name}": texts.listed("choices", orders[f"step.{name}"]) for name in reached
        }
        return {"steps": steps, **choices}

    def keys(self, body: Body, part: str) -> tuple[str, ...]:
        """Return the steps."""
        return ids_of(body, part)

    def values(self, body: Body, part: str) -> tuple[str, ...]:
        """Return the choices of all steps."""
        del part
        return tuple(choice["id"] for step in body["steps"] for choice in step["choices"])

    def fit(self, body: Body, response: Response) -> dict[str, Any]:
        """Return the decisions along the path; a choice of another step is refused."""
        given = super().fit(body, response)["steps"]
        for step in body["steps"]:
            chosen = given.get(step["id"])
            if chosen and chosen not in ids_of(step, "choices"):
                raise AnswerUnfit(
                    N_("The step “%(step)s” has no choice “%(choice)s”."),
                    step=step["id"],
                    choice=chosen,
                )
        return {"steps": {step["id"]: given[step["id"]] for step, _ in self.path(body, given)}}

    def path(
        self, body: Body, given: Mapping[str, str]
    ) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
        """Yield the steps walked with the choice made in each."""
        steps = {step["id"]: step for step in body["steps"]}
        step: Mapping[str, Any] | None = body["steps"][0]
        while step is not None:
            chosen = given.get(step["id"])
            choice = next((each for each in step["choices"] if each["id"] == chosen), None)
            if choice is None:
                return
            yield step, choice
            step = steps.get(choice.get("next") or "")

    def open_step(self, body: Body, given: Mapping[str, str]) -> str | None:
        """Return the step that waits for a decision; None at the end of the path."""
        step = body["steps"][0]["id"]
        for _, choice in self.path(body, given):
            step = choice.get("next")
        return step or None

    def wanted(self, body: Body, response: Response) -> int:
        """Return the decisions made and the one that is next."""
        given = response.get("steps", {})
        return len(given) + (self.open_step(body, given) is not None)

    def score(self, body: Body, response: Response) -> float:
        """Return the mean worth of the decisions on the path; one not made is worth 0."""
        given = response.get("steps", {})
        worth = [GRADES[choice["grade"]] for _, choice in self.path(body, given)]
        if self.open_step(body, given):
            worth.append(0.0)
        return sum(worth) / len(worth)

    def controls(
        self, body: Body, texts: QuestionTexts, orders: Orders, response: Response
    ) -> tuple[Control, ...]:
        """Return a group of radio buttons for every step that is reached."""
        given = response.get("steps", {})
        walked = [step["id"] for step, _ in self.path(body, given)]
        waiting = self.open_step(body, given)
        return tuple(
            Control(
                "radio",
                f"steps.{name}",
                label=texts.of("steps", name),
                options=texts.listed("choices", orders[f"step.{name}"]),
                given=(given[name],) if name in given else (),
            )
            for name in (*walked, *((waiting,) if waiting else ()))
        )

    def lines(
        self, body: Body, texts: QuestionTexts, orders: Orders, response: Response
    ) -> tuple[Line, ...]:
        """Return a line for every step that was reached."""
        del orders
        given = response.get("steps", {})
        waiting = self.open_step(body, given)
        shown = {step["id"]: choice for step, choice in self.path(body, given)}
        lines = []
        for step in body["steps"]:
            name, choice = step["id"], shown.get(step["id"])
            if choice is None and name != waiting:
                continue
            best = next(each for each in step["choices"] if each["grade"] == "best")
            lines.append(
                Line(
                    name,
                    subject=texts.of("steps", name),
                    given=texts.of("choices", choice["id"]) if choice else "",
                    right=choice is not None and choice["grade"] == "best",
                    expected=texts.of("choices", best["id"]),
                    feedback=texts.of("feedback", choice["id"]) if choice else "",
                    review=choice is not None and choice["grade"] == "harmful",
                )
            )
        return tuple(lines)

    def best(self, body: Body) -> dict[str, Any]:
        """Return the best decision at every step that these lead to."""
        best = {
            step["id"]: next(each["id"] for each in step["choices"] if each["grade"] == "best")
            for step in body["steps"]
        }
        return {"steps": {step["id"]: choice["id"] for step, choice in self.path(body, best)}}

    def right_options(self, body: Body) -> frozenset[str]:
        """Return every step with its best choice."""
        return frozenset(
            f"{step['id']}={choice['id']}"
            for step in body["steps"]
            for choice in step["choices"]
            if choice["grade"] == "best"
        )


def _one_best(step: Mapping[str, Any], n: int) -> Iterator[Flaw]:
    best = [choice["id"] for choice in step["choices"] if choice["grade"] == "best"]
    if len(best) != 1:
        yield Flaw(
            ("steps", n, "choices"),
            N_("the step “%(step)s” has %(count)s choices graded best"),
            N_("grade exactly one of them “best”"),
            {"step": step["id"], "count": len(best)},
        )
