"""Worksheets: what learners fill in about their own work, and what an answer may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

LONGEST = {"short": 300, "long": 4_000}
"""Signs of an answer: a line, and a good page."""

Answer = str | list[str]


@dataclass(frozen=True, slots=True)
class WorksheetField:
    """One thing to be filled in; its words are texts `…label`, `…help` and `…choice.<id>`."""

    id: str
    kind: str
    """`short`, `long`, `choice`, `choices` or `date`."""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WorksheetPart:
    """Fields under one heading, to be filled in once or several times."""

    id: str
    times: int
    fields: tuple[WorksheetField, ...]

    def rounds(self) -> Iterator[tuple[Cell, ...]]:
        """Yield the places for answers, round by round."""
        for n in range(1, self.times + 1):
            yield tuple(Cell(self, n, field) for field in self.fields)


@dataclass(frozen=True, slots=True)
class Cell:
    """One place for an answer: a field of one round of a part."""

    part: WorksheetPart
    round: int
    """Counted from 1."""
    field: WorksheetField

    @property
    def key(self) -> str:
        """What an answer is kept by, the same in every language."""
        return f"{self.part.id}.{self.round}.{self.field.id}"

    @property
    def name(self) -> str:
        """What the keys of its words begin with, after the worksheet's own."""
        return f"field.{self.part.id}.{self.field.id}"


@dataclass(frozen=True, slots=True)
class WorksheetOutline:
    """A worksheet without its words, which are texts of the outline.

    `worksheet.<id>.title` and `.intro`; `worksheet.<id>.part.<part>.title` and `.help`;
    `worksheet.<id>.field.<part>.<field>.label`, `.help` and `.choice.<choice>`;
    `worksheet.<id>.rubric.<criterion>`.
    """

    id: str
    minutes: int
    parts: tuple[WorksheetPart, ...]
    rubric: tuple[tuple[str, int], ...] = ()
    """What colleagues look at when they read it, each with its points."""

    def cells(self) -> Iterator[Cell]:
        """Yield every place for an answer, in the order of the page."""
        for part in self.parts:
            for cells in part.rounds():
                yield from cells


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why an answer cannot be kept: `long`, `sign`, `choice`, `date`, `kind` or `unknown`."""

    key: str
    why: str
    most: int = 0
    """How many signs it may have, where it has more."""


def fitting(
    sheet: WorksheetOutline, given: Mapping[str, Any]
) -> tuple[dict[str, Answer], tuple[Unfit, ...]]:
    """Return the answers by the keys of their cells, empty ones left out, and what cannot be kept.

    Texts lose the white space around them; line ends become one kind.
    """
    cells = {cell.key: cell for cell in sheet.cells()}
    kept: dict[str, Answer] = {}
    unfit = [Unfit(key, "unknown") for key in given if key not in cells]
    for key, cell in cells.items():
        value = given.get(key)
        if value is None:
            continue
        found = _several(cell, value) if cell.field.kind == "choices" else _one(cell, value)
        if isinstance(found, Unfit):
            unfit.append(found)
        elif found:
            kept[key] = found
    return kept, tuple(unfit)


def _several(cell: Cell, value: Any) -> list[str] | Unfit:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        return Unfit(cell.key, "kind")
    if not set(value) <= set(cell.field.choices):
        return Unfit(cell.key, "choice")
    return [each for each in cell.field.choices if each in value]


def _one(cell: Cell, value: Any) -> str | Unfit:
    if not isinstance(value, str):
        return Unfit(cell.key, "kind")
    text, kind = "\n".join(value.strip().splitlines()), cell.field.kind
    if "\0" in text:
        return Unfit(cell.key, "sign")
    if kind in LONGEST and len(text) > LONGEST[kind]:
        return Unfit(cell.key, "long", LONGEST[kind])
    if text and kind == "choice" and text not in cell.field.choices:
        return Unfit(cell.key, "choice")
    if text and kind == "date" and not _is_day(text):
        return Unfit(cell.key, "date")
    return text


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
