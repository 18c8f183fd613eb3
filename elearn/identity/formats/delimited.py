"""CSV as spreadsheets write it: comma, semicolon or tab; quoted cells may run over lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from elearn.errors import N_, Fault
from elearn.identity.formats.sheet import Sheet, looks_like_formula

DELIMITERS = (",", ";", "\t")
EXCEL_HINT = "sep="


def read_delimited(text: str, *, file: str, limit: int, known: Callable[[str], object]) -> Sheet:
    """Return the table of a text; the delimiter is the one under which most headers are `known`."""
    skipped = 0
    if text.lower().startswith(EXCEL_HINT):
        text = text.partition("\n")[2]
        skipped = 1
    delimiter = sniff(text, known)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    sheet = Sheet((), [])
    line = 1
    try:
        for cells in reader:
            _keep(sheet, line + skipped, [cell.strip() for cell in cells])
            line = reader.line_num + 1
            if len(sheet.rows) > limit:
                break
    except csv.Error:
        sheet.faults.append(
            Fault(
                file,
                N_("the quotation marks of this line do not close, or a cell is far too long"),
                N_("close the quotation mark, or export the file again"),
                line=line + skipped,
            )
        )
    return sheet


def _keep(sheet: Sheet, line: int, cells: list[str]) -> None:
    if not any(cells):
        return
    if not sheet.header:
        sheet.header, sheet.header_line = cells, line
        return
    sheet.rows.append((line, cells))
    sheet.formulas.update(
        (line, index) for index, cell in enumerate(cells) if looks_like_formula(cell)
    )


def sniff(text: str, known: Callable[[str], object]) -> str:
    """Return the delimiter of the header: most known names, then most columns."""

    def merit(delimiter: str) -> tuple[int, int]:
        try:
            cells = next(csv.reader(io.StringIO(text.lstrip(), newline=""), delimiter=delimiter))
        except (csv.Error, StopIteration):
            return (0, 0)
        return sum(1 for cell in cells if known(cell)), len(cells)

    return max(DELIMITERS, key=merit)
