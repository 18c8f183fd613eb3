"""Worksheets: as JSON, and with their words for a page of paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import marshmallow as ma
from flask_babel import gettext

from elearn.catalogue.formats.worksheet_pdf import Sheet, SheetField, SheetPart
from elearn.catalogue.rules import Cell, Outline, Text, WorksheetOutline
from elearn.learning.queries import Worksheet
from elearn.locales import day, number


class WorksheetChoiceSchema(ma.Schema):
    """One thing to choose."""

    id = ma.fields.String(required=True)
    text = ma.fields.String(required=True)


class WorksheetFieldSchema(ma.Schema):
    """One place for an answer."""

    key = ma.fields.String(required=True, metadata={"description": "What `answers` has it under"})
    part = ma.fields.String(required=True, metadata={"description": "The heading it stands under"})
    round = ma.fields.Integer(required=True)
    type = ma.fields.String(required=True)
    label = ma.fields.String(required=True)
    choices = ma.fields.List(ma.fields.Nested(WorksheetChoiceSchema), required=True)


class WorksheetSchema(ma.Schema):
    """A worksheet of one's own, with what one wrote into it."""

    id = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    intro = ma.fields.String(required=True)
    language = ma.fields.String(required=True)
    minutes = ma.fields.Integer(required=True)
    fields_ = ma.fields.List(
        ma.fields.Nested(WorksheetFieldSchema), required=True, data_key="fields"
    )
    answers = ma.fields.Dict(required=True)
    revision = ma.fields.Integer(required=True, metadata={"description": "0 while it is empty"})
    saved_at = ma.fields.AwareDateTime(required=True, allow_none=True)
    completed_at = ma.fields.AwareDateTime(required=True, allow_none=True)


class SaveWorksheetSchema(ma.Schema):
    """What to write into a worksheet, in place of everything there."""

    answers = ma.fields.Dict(
        keys=ma.fields.String(),
        required=True,
        metadata={"description": "By the keys of `fields`: a text, or a list of ids of choices"},
    )
    completed = ma.fields.Boolean(load_default=False)
    revision = ma.fields.Integer(
        required=True, metadata={"description": "The revision last seen, 0 for an empty one"}
    )


def worksheet_in_full(found: Worksheet, language: str) -> dict[str, Any]:
    """Return a worksheet as the API shows it."""
    version, sheet, filled = found.version, found.sheet, found.filled

    def say(key: str) -> str:
        return version.text(language, f"worksheet.{sheet.id}.{key}").text

    return {
        "id": sheet.id,
        "title": say("title"),
        "intro": say("intro"),
        "language": version.language(language),
        "minutes": sheet.minutes,
        "fields_": [
            {
                "key": cell.key,
                "part": say(f"part.{cell.part.id}.title"),
                "round": cell.round,
                "type": cell.field.kind,
                "label": say(f"{cell.name}.label"),
                "choices": [
                    {"id": each, "text": say(f"{cell.name}.choice.{each}")}
                    for each in cell.field.choices
                ],
            }
            for cell in sheet.cells()
        ],
        "answers": dict(filled.answers) if filled else {},
        "revision": filled.revision if filled else 0,
        "saved_at": filled.saved_at if filled else None,
        "completed_at": filled.completed_at if filled else None,
    }


def sheet_of(
    version: Outline,
    sheet: WorksheetOutline,
    answers: Mapping[str, Any],
    language: str,
    facts: Sequence[str],
) -> Sheet:
    """Return the worksheet with its words in the language, ready to be set on paper."""

    def say(key: str) -> Text:
        return version.text(language, f"worksheet.{sheet.id}.{key}")

    def fill(cell: Cell) -> SheetField:
        answer, name = answers.get(cell.key, ""), cell.name
        chosen = answer if isinstance(answer, list) else [answer]
        offered = {each: say(f"{name}.choice.{each}") for each in cell.field.choices}
        return SheetField(
            label=say(f"{name}.label"),
            kind=cell.field.kind,
            text="" if offered else _shown(cell, str(answer), language),
            chosen=tuple(offered[each] for each in chosen if each in offered),
            offered=tuple(offered.values()),
        )

    return Sheet(
        language=version.language(language),
        title=say("title"),
        intro=say("intro"),
        facts=facts,
        parts=tuple(
            SheetPart(
                title=say(f"part.{part.id}.title"),
                help=version.text_if_any(language, f"worksheet.{sheet.id}.part.{part.id}.help"),
                numbers=tuple(number(n) for n in range(1, part.times + 1)),
                rounds=tuple(tuple(map(fill, cells)) for cells in part.rounds()),
            )
            for part in sheet.parts
        ),
        rubric=tuple((say(f"rubric.{name}"), number(points)) for name, points in sheet.rubric),
        words={
            "rubric": gettext("What colleagues look at"),
            "criterion": gettext("Criterion"),
            "points": gettext("Points"),
        },
    )


def _shown(cell: Cell, answer: str, language: str) -> str:
    if cell.field.kind == "date" and answer:
        return day(date.fromisoformat(answer), language)
    return answer
