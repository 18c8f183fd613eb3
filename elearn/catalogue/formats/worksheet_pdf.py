"""A worksheet as a tagged PDF, filled in or with room to write, and as plain text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

import typst

from elearn.catalogue.formats.typeset import compiled, printable
from elearn.catalogue.rules.text import Text

TEMPLATE = "worksheet.typ"
LINES = {"short": 1, "date": 1, "long": 4}
"""How many lines are left for an answer by hand."""


@dataclass(frozen=True, slots=True)
class SheetField:
    """A field with what was written or chosen in it, and what there was to choose from."""

    label: Text
    kind: str
    text: str = ""
    chosen: Sequence[Text] = ()
    offered: Sequence[Text] = ()


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A part with the fields of each of its rounds."""

    title: Text
    help: Text | None
    numbers: Sequence[str]
    """What each round is called, where there are several."""
    rounds: Sequence[Sequence[SheetField]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet with its words and answers."""

    language: str
    title: Text
    intro: Text
    facts: Sequence[str]
    """The course, its version, and when it was saved."""
    parts: Sequence[SheetPart]
    rubric: Sequence[tuple[Text, str]]
    """What colleagues look at, with the points in the digits of the language."""
    words: Mapping[str, str]
    """`rubric`, `criterion`, `points`: what the interface calls them."""


def worksheet_pdf(sheet: Sheet, *, at: datetime) -> bytes:
    """Return the worksheet as PDF; a sign that no face has is written as its name in brackets."""
    try:
        return compiled(_template(), {"sheet": _inputs(sheet, str)}, at)
    except typst.TypstError:
        return compiled(_template(), {"sheet": _inputs(sheet, printable)}, at)


def worksheet_text(sheet: Sheet) -> str:
    """Return the worksheet as plain text in Markdown, to be pasted into whatever one works with."""
    return "\n".join(_lines(sheet)).rstrip() + "\n"


def _lines(sheet: Sheet) -> Iterator[str]:
    yield from (f"# {sheet.title.text}", "", " · ".join(sheet.facts), "", sheet.intro.text, "")
    for part in sheet.parts:
        yield from (f"## {part.title.text}", "")
        if part.help:
            yield from (part.help.text, "")
        for n, fields in enumerate(part.rounds):
            if len(part.rounds) > 1:
                yield from (f"### {part.numbers[n]}", "")
            for field in fields:
                chosen = [f"- {each.text}" for each in field.chosen]
                yield from (f"**{field.label.text}**", "", *(chosen or [field.text or "…"]), "")
    if sheet.rubric:
        yield from (f"## {sheet.words['rubric']}", "")
        yield from (f"- {text.text}: {points}" for text, points in sheet.rubric)


def _inputs(sheet: Sheet, say: Any) -> str:
    """Return the data of the template; `say` makes what somebody wrote fit to be set."""
    data = asdict(sheet) | {
        "parts": [
            asdict(part)
            | {
                "rounds": [
                    [
                        asdict(field) | {"text": say(field.text), "lines": LINES.get(field.kind, 1)}
                        for field in fields
                    ]
                    for fields in part.rounds
                ]
            }
            for part in sheet.parts
        ],
        "rubric": [{"text": asdict(text), "points": points} for text, points in sheet.rubric],
    }
    return json.dumps(data, ensure_ascii=False)


@cache
def _template() -> bytes:
    return files(__package__).joinpath(TEMPLATE).read_bytes()
