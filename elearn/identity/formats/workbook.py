"""XLSX as spreadsheets write it: values by calamine, once its XML has been found harmless."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import ParseError

from python_calamine import CalamineError, CalamineWorkbook

from elearn.errors import N_, Fault, Faults, TooLarge
from elearn.identity.formats.sheet import WORKBOOK_ERRORS, Cell, Sheet
from elearn.identity.formats.workbook_xml import extents

UNPACKED_LIMIT = 100 * 1024 * 1024
COLUMN_LIMIT = 200
SLACK = 1000
"""How many empty lines a sheet may reach beyond the limit of people."""

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,  # a way to compress that nobody has
    RuntimeError,  # a member with a password
    CalamineError,
    ParseError,
    LookupError,
    ValueError,
    EOFError,
)


class WorkbookTooLarge(TooLarge):
    """The workbook unpacks to more than is read, or its cells reach too far."""


def read_workbook(
    content: bytes, *, file: str, limit: int, known: Callable[[str], object]
) -> Sheet:
    """Return the table of the sheet whose header is `known` best, the first of equals.

    Raises Faults for what is no workbook, WorkbookTooLarge for one beyond all measure.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(sum(member.file_size for member in archive.infolist()) < UNPACKED_LIMIT, file)
            unpacked = _unpacked(archive)
            found = extents(archive)
        for extent in found.values():
            _check(extent.lines <= limit + SLACK and extent.columns <= COLUMN_LIMIT, file)
        workbook = CalamineWorkbook.from_filelike(unpacked)
        tables = {
            name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in found
        }
        name = max(tables, key=lambda name: _merit(tables[name], known))
    except UNREADABLE as error:
        raise Faults(
            [
                Fault(
                    file,
                    N_("this is not a workbook that can be read"),
                    N_("save it as an Excel workbook (.xlsx) without a password, or as CSV"),
                )
            ]
        ) from error
    return _sheet(tables[name], found[name].formulas)


def _check(allowed: bool, file: str) -> None:  # noqa: FBT001  # reads as a sentence at the call
    if not allowed:
        raise WorkbookTooLarge(
            N_("The workbook %(file)s is too large. Keep one sheet in it, with the roster alone."),
            file=file,
        )


def _unpacked(archive: zipfile.ZipFile) -> io.BytesIO:
    """Return the archive without compression: what was weighed is all there is to read.

    Sizes in an archive are what its maker says they are; this reads no byte more than was said.
    """
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as copy:
        for name in dict.fromkeys(archive.namelist()):
            copy.writestr(name, archive.read(name))
    plain.seek(0)
    return plain


def _merit(table: list[list[Any]], known: Callable[[str], object]) -> int:
    header: list[Any] = next((row for row in table if any(cell != "" for cell in row)), [])
    return sum(1 for cell in header if known(str(cell)))


def _sheet(table: list[list[Any]], formulas: set[tuple[int, int]]) -> Sheet:
    sheet = Sheet((), [], formulas)
    for line, row in enumerate(table, start=1):
        cells = [_cell(value) for value in row]
        for index, cell in enumerate(cells):
            if cell in WORKBOOK_ERRORS:
                sheet.formulas.add((line, index))
        if not any(cells):
            continue
        if not sheet.header:
            sheet.header, sheet.header_line = [str(cell) for cell in cells], line
        else:
            sheet.rows.append((line, cells))
    return sheet


def _cell(value: Any) -> Cell:
    """Return a cell as text, whole numbers without a point, dates as dates."""
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return value
    if isinstance(value, (time, timedelta)):
        return str(value)
    return str(value).strip()
