"""Rosters as bytes, for the tests: the same few people in every writing HR may use."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from elearn.identity.formats.roster import RosterOptions, read_roster
from elearn.identity.rules.roster import Roster


def read(content: bytes | str, file: str = "hr.csv", **options: Any) -> Roster:
    """Read a roster with the mapping that comes with the service."""
    raw = content.encode() if isinstance(content, str) else content
    return read_roster(raw, file=file, options=RosterOptions(**options))


def workbook(
    *rows: Sequence[Any], formulas: dict[tuple[int, int], str] | None = None, second: bool = False
) -> bytes:
    """Return a workbook; dates are real dates, `formulas` go into (row, column)."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    if second:
        book.add_worksheet("Notes").write(0, 0, "Exported for the training office")
    sheet = book.add_worksheet("Staff")
    for line, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(line, column, value)
    for place, formula in (formulas or {}).items():
        sheet.write_formula(*place, formula, value="Ana")
    book.close()
    return buffer.getvalue()
