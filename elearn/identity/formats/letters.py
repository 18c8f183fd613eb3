"""Messages on paper: one sheet a person, unit by unit, or a table for a mail merge."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import IO, NamedTuple

HEADER = ("unit_code", "unit", "staff_number", "name", "language", "subject", "message")
NEXT_SHEET = "\f"


class Letter(NamedTuple):
    """One message to one person, with where they work."""

    unit_code: str
    unit: str
    staff_number: str
    name: str
    language: str
    subject: str
    message: str


def write_sheets(file: IO[str], letters: Iterable[Letter]) -> None:
    """Write each letter as plain text; a form feed after each starts the next sheet."""
    for letter in letters:
        head = f"{letter.unit}\n{letter.name} ({letter.staff_number})\n"
        file.write(f"{head}\n{letter.subject}\n\n{letter.message}{NEXT_SHEET}")


def write_table(file: IO[str], letters: Iterable[Letter]) -> None:
    """Write a line of CSV for each letter, under stable English codes, for spreadsheets too."""
    file.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    writer = csv.writer(file)
    writer.writerow(HEADER)
    writer.writerows(letters)
