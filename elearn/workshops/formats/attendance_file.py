"""A list of attendance as CSV: `staff_number` and `minutes`, one line a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from elearn.errors import N_, Fault, Faults
from elearn.identity.formats.delimited import read_delimited
from elearn.identity.formats.encodings import decoded
from elearn.identity.formats.sheet import Sheet
from elearn.workshops.formats.told import told
from elearn.workshops.rules import Unfit

COLUMNS = ("staff_number", "minutes")
MOST = 10_000
LONGEST = 6


@dataclass(frozen=True, slots=True)
class AttendanceFile:
    """Who was there for how long, in the order of the file."""

    file: str
    rows: tuple[tuple[int, str, int], ...]
    """Line, staff number, minutes."""

    def faults(self, unfit: Mapping[int, Unfit]) -> Faults:
        """Return what cannot be put on record, each with its line."""
        return Faults(told(self.file, self.rows[row][0], each) for row, each in unfit.items())


def read_attendance(file: str, content: bytes) -> AttendanceFile:
    """Return the rows of a file; Faults with everything that cannot be read."""
    text = decoded(content, "auto").get("utf-8")
    if text is None:
        raise Faults([Fault(file, N_("this is not UTF-8 text"), N_("save the file as UTF-8"))])
    sheet = read_delimited(text, file=file, limit=MOST, known=COLUMNS.__contains__)
    faults = [*sheet.faults, *_faults(sheet, file)]
    if faults:
        raise Faults(faults)
    who, minutes = (list(sheet.header).index(column) for column in COLUMNS)
    return AttendanceFile(
        file, tuple((line, str(row[who]), int(str(row[minutes]))) for line, row in sheet.rows)
    )


def _faults(sheet: Sheet, file: str) -> Iterator[Fault]:
    header = list(sheet.header)
    if sorted(header) != sorted(COLUMNS):
        yield Fault(
            file,
            N_("the columns are not those of a list of attendance"),
            N_("write staff_number,minutes in the first line"),
            line=sheet.header_line,
        )
        return
    if len(sheet.rows) > MOST:
        yield Fault(
            file,
            N_("it has more than %(most)s lines"),
            N_("split it"),
            params={"most": MOST},
        )
        return
    for line, row in sheet.rows:
        if len(row) != len(COLUMNS) or not row[header.index("staff_number")]:
            yield Fault(
                file,
                N_("this line does not have a staff number and minutes"),
                N_("write both, and nothing else"),
                line=line,
            )
        elif not _is_minutes(str(row[header.index("minutes")])):
            yield Fault(
                file,
                N_("“%(value)s” is no number of minutes"),
                N_("write whole minutes, in digits"),
                line=line,
                params={"value": str(row[header.index("minutes")])[:40]},
            )


def _is_minutes(text: str) -> bool:
    return text.isdecimal() and len(text) <= LONGEST
