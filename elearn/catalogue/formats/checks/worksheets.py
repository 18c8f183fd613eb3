"""Worksheets: ids that stand once, choices where there is something to choose, points."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from elearn.catalogue.formats.checks.ids import once
from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.pack import Worksheet
from elearn.errors import N_

WHOLE = 100
FEW = 2


def check_worksheet(sheet: Worksheet, findings: Findings) -> None:
    """Note every fault of a worksheet."""
    stem = PurePosixPath(sheet.file).stem
    if sheet.id != stem:
        findings.fault(
            sheet.file,
            sheet.line,
            N_("the id is “%(id)s” but the file is called “%(name)s”"),
            N_("give both the same name"),
            id=sheet.id,
            name=stem,
        )
    outline = sheet.outline
    _once(sheet, "part", (part.id for part in outline.parts), findings, "parts")
    _once(sheet, "criterion", (name for name, _ in outline.rubric), findings, "rubric")
    for n, part in enumerate(outline.parts):
        _once(sheet, "field", (field.id for field in part.fields), findings, "parts", n, "fields")
        for m, field in enumerate(part.fields):
            here = ("parts", n, "fields", m)
            _once(sheet, "choice", field.choices, findings, *here, "choices")
            if (field.kind in {"choice", "choices"}) != (len(field.choices) >= FEW):
                findings.fault(
                    sheet.file,
                    _line(sheet, *here, "id"),
                    N_("the field “%(id)s” is of type %(type)s and has %(count)s choices"),
                    N_("give “choice” and “choices” two or more, and other types none"),
                    id=field.id,
                    type=field.kind,
                    count=len(field.choices),
                )
    points = sum(each for _, each in outline.rubric)
    if outline.rubric and points != WHOLE:
        findings.fault(
            sheet.file,
            _line(sheet, "rubric"),
            N_("the points of the rubric add up to %(sum)s"),
            N_("let them add up to %(whole)s"),
            sum=points,
            whole=WHOLE,
        )


def _line(sheet: Worksheet, *path: str | int) -> int:
    return sheet.lines.get(path, sheet.line)


def _once(sheet: Worksheet, what: str, ids: Iterable[str], findings: Findings, *path: Any) -> None:
    lined = [(name, _line(sheet, *path, n, "id")) for n, name in enumerate(ids)]
    once(findings, sheet.file, what, lined)
