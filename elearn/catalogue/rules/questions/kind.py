"""What every type of question is able to do, and the values it speaks in.

A type works on two documents without language: the *body* of a question (its ids and its key, as
published) and a *response* (what a learner answered). Only ids and what the learner typed decide,
so a score is the same in every language and for every order of choices.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from elearn.catalogue.rules.questions.fitting import (
    fit_list,
    fit_map,
    fit_one,
    fit_parts,
    fit_text,
    ids_of,
)
from elearn.catalogue.rules.questions.texts import QuestionTexts

Body = Mapping[str, Any]
Response = Mapping[str, Any]
Orders = Mapping[str, tuple[str, ...]]
Schema = dict[str, Any]

LIST, ONE, MAP, TEXT = "list", "one", "map", "text"
"""The shapes of the parts of a response: ids, an id, an id for an id, something typed."""

ID_SCHEMA: Schema = {"$ref": "#/$defs/choice_id"}
TEXT_SCHEMA: Schema = {"$ref": "#/$defs/text"}


NOTHING: Mapping[str, object] = {LIST: [], ONE: "", MAP: {}, TEXT: ""}
"""What a part of each shape is that answers nothing."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a question as its author wrote it, and how to mend it.

    `path` leads to the place within the question; `what` and `mend` are templates for `params`.
    """

    path: tuple[str | int, ...]
    what: str
    mend: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Control:
    """One control of a question's form, native and without a key.

    `label` is content in the question's language; `caption` a word of the interface, to be
    translated by the page. Without either the prompt itself is the label.
    """

    kind: str
    """`radio`, `checkbox`, `select`, `text`, `number` or `area`."""
    name: str
    """The part of the response, with a dot before the id where the part is a map."""
    label: str = ""
    caption: str = ""
    options: tuple[tuple[str, str], ...] = ()
    given: tuple[str, ...] = ()
    """What is chosen or typed so far."""
    length: int | None = None
    """Most characters that may be typed."""
    after: str = ""
    """Content that stands behind the control, such as a unit."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the review of an answer: what was given, and what would have been right."""

    id: str
    subject: str = ""
    """What was asked, where the question asks several things."""
    given: str = ""
    right: bool | None = None
    """None where nobody can say, as for an answer that a trainer marks."""
    expected: str = ""
    """Part of the key: only for those who may see it."""
    feedback: str = ""
    review: bool = False
    """Whether the lessons should be read again whatever the score (a harmful decision)."""


class QuestionType(ABC):
    """A type of question; `register` lists one instance of each."""

    NAME: ClassVar[str]
    """The word of the pack format and of the API."""
    SHAPE: ClassVar[Mapping[str, str]]
    """The parts of a response and their shapes."""
    PROPERTIES: ClassVar[Mapping[str, Schema]]
    """JSON Schema of the keys that its questions have beside those of all."""
    REQUIRED: ClassVar[tuple[str, ...]]
    """Which of them a question must have."""
    SHUFFLES: ClassVar[bool] = True
    """Whether the order of its parts is by chance unless the author says otherwise."""
    UNFOLDS: ClassVar[bool] = False
    """Whether an answer may open a further part of the question."""
    FIXED: ClassVar[tuple[str, ...]] = ()
    """The parts that are always in the author's order."""
    ALWAYS: ClassVar[bool] = False
    """Whether it is by chance even then."""

    @abstractmethod
    def score(self, body: Body, response: Response) -> float | None:
        """Return the worth of a fitting response from 0 to 1; None where a person must mark it."""

    @abstractmethod
    def controls(
        self, body: Body, texts: QuestionTexts, orders: Orders, response: Response
    ) -> tuple[Control, ...]:
        """Return the controls by which the question is answered."""

    @abstractmethod
    def lines(
        self, body: Body, texts: QuestionTexts, orders: Orders, response: Response
    ) -> tuple[Line, ...]:
        """Return what a review says about the response, the key included."""

    def shown(
        self, body: Body, texts: QuestionTexts, orders: Orders, response: Response
    ) -> dict[str, tuple[tuple[str, str], ...]]:
        """Return the parts of a question as they are put to the learner, by (id, text)."""
        del response
        known = {**self.orders(body), **orders}
        fixed = {part: ids_of(body, part) for part in self.FIXED if part in body}
        return {part: texts.listed(part, names) for part, names in {**fixed, **known}.items()}

    @abstractmethod
    def best(self, body: Body) -> dict[str, Any]:
        """Return an answer that wins the point (of those a trainer marks, one that may)."""

    def flaws(self, data: Body) -> Iterator[Flaw]:
        """Yield what is wrong with a question beyond the shape of its keys."""
        del data
        yield from ()

    def orders(self, body: Body) -> dict[str, tuple[str, ...]]:
        """Return the parts whose order is by chance, each with its ids in the author's order."""
        return {"choices": ids_of(body, "choices")}

    def fixed(self, body: Body, orders: Orders) -> Orders:
        """Return the shuffled orders, mended where chance must not have the last word."""
        del body
        return orders

    def keys(self, body: Body, part: str) -> tuple[str, ...]:
        """Return the ids that a part of a response may be about, in the author's order."""
        return ids_of(body, part)

    def values(self, body: Body, part: str) -> tuple[str, ...]:
        """Return the ids that a part of a response that is a map may give."""
        return ids_of(body, part)

    def most(self, body: Body, part: str) -> int:
        """Return how many ids, or characters, a part of a response may hold."""
        return len(self.keys(body, part))

    def parts(self, body: Body) -> tuple[str, ...]:
        """Return the parts that a response to this question has."""
        del body
        return tuple(self.SHAPE)

    def fit(self, body: Body, response: Response) -> dict[str, Any]:
        """Return the response as it is kept; AnswerUnfit where it does not fit the question.

        Ids come in the author's order, each once. An empty response fits every question: it takes
        back what was answered before.
        """
        parts = self.parts(body)
        fit_parts(response, parts)
        return {
            part: self._fit_part(body, part, response.get(part, NOTHING[self.SHAPE[part]]))
            for part in parts
        }

    def _fit_part(self, body: Body, part: str, value: object) -> object:
        most = self.most(body, part)
        match self.SHAPE[part]:
            case "list":
                return fit_list(part, value, self.keys(body, part), most)
            case "one":
                return fit_one(part, value, self.keys(body, part))
            case "map":
                return fit_map(part, value, self.keys(body, part), self.values(body, part))
            case _:
                return fit_text(part, value, most)

    def wanted(self, body: Body, response: Response) -> int:
        """Return how many things a whole answer gives."""
        del body, response
        return len(self.SHAPE)

    def given(self, body: Body, response: Response) -> int:
        """Return how many of them the response gives."""
        return sum(
            len(response.get(part) or ()) if shape == MAP else bool(response.get(part))
            for part, shape in self.SHAPE.items()
            if part in self.parts(body)
        )

    def missing(self, body: Body, response: Response) -> int:
        """Return how many things are still to be answered; 0 for a whole answer."""
        return max(0, self.wanted(body, response) - self.given(body, response))

    def options(self, body: Body, response: Response) -> tuple[str, ...]:
        """Return what was chosen, as words that statistics count by."""
        del body
        chosen: list[str] = []
        for part, shape in self.SHAPE.items():
            value = response.get(part)
            if not value or shape == TEXT:
                continue
            if shape == LIST:
                chosen += value
            elif shape == ONE:
                chosen.append(value)
            else:
                chosen += (f"{key}={value[key]}" for key in value)
        return tuple(chosen)

    def right_options(self, body: Body) -> frozenset[str]:
        """Return those of these words that stand for what is right."""
        del body
        return frozenset()

    def answer_schema(self, body: Body) -> Schema:
        """Return the JSON Schema (draft 2020-12) of a response; it holds no key."""
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": {part: self._part_schema(body, part) for part in self.parts(body)},
        }

    def _part_schema(self, body: Body, part: str) -> Schema:
        most = self.most(body, part)
        match self.SHAPE[part]:
            case "list":
                ids = {"type": "string", "enum": sorted(self.keys(body, part))}
                return {"type": "array", "uniqueItems": True, "maxItems": most, "items": ids}
            case "one":
                return {"enum": ["", *sorted(self.keys(body, part))]}
            case "map":
                values: Schema = {"enum": ["", *sorted(self.values(body, part))]}
                return {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": dict.fromkeys(sorted(self.keys(body, part)), values),
                }
            case _:
                return {"type": "string", "maxLength": most}


def element(properties: Mapping[str, Schema], *optional: str) -> Schema:
    """Return the schema of one choice, item or the like: an id, a text and what is given."""
    known: dict[str, Schema] = {"id": ID_SCHEMA, "text": TEXT_SCHEMA, **properties}
    return {
        "type": "object",
        "required": [key for key in known if key not in optional],
        "additionalProperties": False,
        "properties": known,
    }


def elements(
    least: int, most: int, properties: Mapping[str, Schema] | None = None, *optional: str
) -> Schema:
    """Return the schema of a list of such elements."""
    return {
        "type": "array",
        "minItems": least,
        "maxItems": most,
        "items": element(properties or {}, *optional),
    }
