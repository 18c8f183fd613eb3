"""HR's roster, CSV or XLSX, to lines whose every value is understood, or to all of its faults."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from elearn.errors import N_, Fault, Faults, TooLarge
from elearn.identity.formats.cells import CellError, Reading, read_cell
from elearn.identity.formats.delimited import read_delimited, sniff
from elearn.identity.formats.encodings import decoded
from elearn.identity.formats.mapping import RosterMapping, own_mapping
from elearn.identity.formats.sheet import Cell, Sheet, formula_fault
from elearn.identity.formats.workbook import read_workbook
from elearn.identity.rules.roster import REQUIRED, Roster, RosterLine

SIZE_LIMIT = 10 * 1024 * 1024
ROW_LIMIT = 50_000
FAULT_LIMIT = 1000
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
ENCODINGS = ("auto", "utf-8", "utf-16", "windows-1252", "euc-kr")


class RosterTooLarge(TooLarge):
    """The roster has more bytes or more lines than one import takes."""

    code = "roster-too-large"


@dataclass(frozen=True, slots=True)
class RosterOptions:
    """How a file is to be read, as declared by who sends it."""

    encoding: str = "auto"
    dates: str = "iso"
    mapping: RosterMapping = field(default_factory=own_mapping)


def read_roster(content: bytes, *, file: str, options: RosterOptions) -> Roster:
    """Return the roster of a file, with every fault of its cells.

    Raises Faults where the file as a whole cannot be read, RosterTooLarge where it is too much.
    """
    if len(content) > SIZE_LIMIT:
        raise RosterTooLarge(
            N_("%(file)s is larger than %(limit)s MB. Split it and import the parts one by one."),
            file=file,
            limit=SIZE_LIMIT // 1024 // 1024,
        )
    known = options.mapping.column
    if content.startswith(OLD_EXCEL):
        raise _whole(
            file,
            N_("this is an old Excel workbook, or one with a password"),
            N_("save it as an Excel workbook (.xlsx) without a password, or as CSV"),
        )
    if content.startswith(ZIP):
        encoding = ""
        sheet = read_workbook(content, file=file, limit=ROW_LIMIT, known=known)
    else:
        encoding, text = _text(content, file, options)
        sheet = read_delimited(text, file=file, limit=ROW_LIMIT, known=known)
    if len(sheet.rows) > ROW_LIMIT:
        raise RosterTooLarge(
            N_("%(file)s has more than %(limit)s lines. Split it and import the parts one by one."),
            file=file,
            limit=ROW_LIMIT,
        )
    return _roster(sheet, file, encoding, options)


def _whole(file: str, what: str, mend: str, **params: object) -> Faults:
    return Faults([Fault(file, what, mend, params=params)])


def _text(content: bytes, file: str, options: RosterOptions) -> tuple[str, str]:
    """Return encoding and text; of several possible, the one that makes the headers known."""
    texts = decoded(content, options.encoding)
    if len(texts) > 1:
        known = options.mapping.column
        telling = {
            name: text
            for name, text in texts.items()
            if {known(cell) for cell in _first_line(text, options)} >= set(REQUIRED)
        }
        texts = telling if len(telling) == 1 else texts
    if len(texts) == 1:
        return next(iter(texts.items()))
    if texts:
        raise _whole(
            file,
            N_("the encoding cannot be told: it could be %(encodings)s"),
            N_("declare it with --encoding, as the program that wrote the file names it"),
            encodings=", ".join(texts),
        )
    if options.encoding == "auto":
        raise _whole(
            file,
            N_("the encoding is none of those that are read"),
            N_("export the file again as UTF-8, or save it as an Excel workbook (.xlsx)"),
        )
    raise _whole(
        file,
        N_("the file is not written in %(encoding)s"),
        N_("declare another encoding, or let it be detected"),
        encoding=options.encoding,
    )


def _first_line(text: str, options: RosterOptions) -> list[str]:
    line = next((line for line in text.splitlines() if line.strip()), "")
    return [cell.strip(' "') for cell in line.split(sniff(line, options.mapping.column))]


def _roster(sheet: Sheet, file: str, encoding: str, options: RosterOptions) -> Roster:
    columns = [options.mapping.column(header) for header in sheet.header]
    unusable = tuple(_header_faults(sheet, columns, file))
    if unusable:
        raise Faults([*sheet.faults, *unusable])
    faults = list(sheet.faults)
    reader = _LineReader(file, sheet, columns, Reading(options.mapping, options.dates), faults)
    lines = tuple(reader.lines())
    faults.sort(key=lambda fault: fault.line or 0)
    return Roster(
        file=file,
        lines=lines,
        faults=tuple(faults[:FAULT_LIMIT]),
        encoding=encoding,
        unread=tuple(
            header
            for header, column in zip(sheet.header, columns, strict=True)
            if header and not column
        ),
        headers={
            column: header for header, column in zip(sheet.header, columns, strict=True) if column
        },
    )


def _header_faults(sheet: Sheet, columns: Sequence[str | None], file: str) -> Iterator[Fault]:
    header = sheet.header
    for needed in REQUIRED:
        if needed not in columns:
            yield Fault(
                file,
                N_("no column is known as %(column)s; the headers are: %(headers)s"),
                N_("name the column so in the file, or map its header with --mapping"),
                line=sheet.header_line,
                column=needed,
                params={"column": needed, "headers": ", ".join(header)[:300] or "–"},
            )
    for index, column in enumerate(columns):
        if column and column in columns[:index]:
            first = header[columns.index(column)]
            yield Fault(
                file,
                N_("the columns “%(first)s” and “%(second)s” both mean %(column)s"),
                N_("remove one of the two"),
                line=sheet.header_line,
                column=header[index],
                params={"first": first, "second": header[index], "column": column},
            )


@dataclass(slots=True)
class _LineReader:
    """Reads the rows of a sheet one by one and collects what is wrong with them."""

    file: str
    sheet: Sheet
    columns: Sequence[str | None]
    reading: Reading
    faults: list[Fault]
    seen: dict[str, int] = field(default_factory=dict)

    def lines(self) -> Iterator[RosterLine]:
        """Yield the lines that have a key of their own."""
        for line, cells in self.sheet.rows:
            values = self._values(line, cells)
            if values.get("staff_number") is None:
                continue
            number = str(values["staff_number"])
            if number in self.seen:
                self._fault(
                    line,
                    "staff_number",
                    number,
                    N_("“%(value)s” in the column “%(column)s” stands in line %(first)s already"),
                    N_("keep one line for each person"),
                    first=self.seen[number],
                )
                continue
            self.seen[number] = line
            yield RosterLine(line, values)

    def _values(self, line: int, cells: Sequence[Cell]) -> dict[str, object]:
        values: dict[str, object] = {}
        if any(cells[len(self.columns) :]):
            self._fault(
                line,
                None,
                str(next(cell for cell in cells[len(self.columns) :] if cell)),
                N_("the line has more cells than the header"),
                N_("put quotation marks round a cell that holds the delimiter, or export again"),
            )
        for index, column in enumerate(self.columns):
            cell = cells[index] if index < len(cells) else ""
            if (line, index) in self.sheet.formulas:
                header = self.sheet.header[index]
                self.faults.append(formula_fault(self.file, line, header, str(cell)))
            elif column:
                values[column] = self._value(line, column, cell)
        start, end = values.get("starts_on"), values.get("ends_on")
        if start and end and str(end) < str(start):
            self._fault(
                line,
                "ends_on",
                str(end),
                N_("the end %(value)s in the column “%(column)s” lies before the start %(start)s"),
                N_("correct one of the two"),
                start=start,
            )
        return values

    def _value(self, line: int, column: str, cell: Cell) -> object:
        try:
            value: object = read_cell(column, cell, self.reading)
        except CellError as fault:
            self._fault(line, column, str(cell), fault.what, fault.mend, **fault.params)
            return None
        if value is None and column in REQUIRED:
            self._fault(
                line,
                column,
                "",
                N_("the column “%(column)s” is empty"),
                N_("every person needs one: fill it in"),
            )
        return value

    def _fault(
        self,
        line: int,
        column: str | None,
        value: str,
        what: str,
        mend: str,
        **params: object,
    ) -> None:
        header = ""
        if column:
            header = self.sheet.header[list(self.columns).index(column)]
        self.faults.append(
            Fault(
                self.file,
                what,
                mend,
                line=line,
                column=header or None,
                value=value[:80],
                params={"value": value[:80], "column": header, **params},
            )
        )
