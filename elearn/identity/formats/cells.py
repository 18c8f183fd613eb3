"""What a cell says, by the kind of its column; what cannot be read says how to mend it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from elearn.errors import N_
from elearn.identity.formats.mapping import VALUES, RosterMapping
from elearn.identity.formats.sheet import Cell
from elearn.identity.rules.names import (
    EMAIL,
    USER_NAME,
    composed,
    has_control_characters,
    identifier,
    login_key,
    western_digits,
)

DATES = ("iso", "day-first")
"""The orders of day, month and year that can be declared."""

ORDERS = {
    "iso": re.compile(r"(?P<year>\d{4})([-./])(?P<month>\d{1,2})\2(?P<day>\d{1,2})\2?"),
    "day-first": re.compile(r"(?P<day>\d{1,2})([-./])(?P<month>\d{1,2})\2(?P<year>\d{4})"),
}
FIRST_YEAR, LAST_YEAR = 1900, 2200
DIRECTION_MARKS = re.compile("[\u200e\u200f\u061c]")

LENGTHS = {
    "staff_number": 64,
    "name": 200,
    "name_latin": 200,
    "user_name": 64,
    "email": 254,
    "job_title": 200,
}
"""How long the text of a column may be, as the database keeps it."""

LONGEST = 500


class CellError(Exception):
    """The cell cannot be read; holds what is wrong and the mend, as templates."""

    def __init__(self, what: str, mend: str, **params: object) -> None:
        """Keep both templates and the values of their placeholders."""
        super().__init__(what)
        self.what, self.mend, self.params = what, mend, params


@dataclass(frozen=True, slots=True)
class Reading:
    """How the cells of a file are to be understood."""

    mapping: RosterMapping
    dates: str = "iso"


def read_cell(column: str, cell: Cell, reading: Reading) -> Any:
    """Return the value of a cell; an empty one is None. Raises CellError."""
    if isinstance(cell, date):
        if column not in {"starts_on", "ends_on"}:
            raise CellError(
                N_("the column “%(column)s” holds a date, %(value)s, where none belongs"),
                N_("format the cell as text"),
            )
        return _sane(cell)
    text = composed(cell)
    if has_control_characters(DIRECTION_MARKS.sub("", text) if column != "name" else text):
        raise CellError(
            N_("“%(value)s” in the column “%(column)s” holds an invisible control character"),
            N_("type the cell anew instead of pasting it"),
        )
    limit = LENGTHS.get(column, LONGEST)
    if len(text) > limit:
        raise CellError(
            N_("the column “%(column)s” has %(length)s characters, and %(limit)s are the most"),
            N_("shorten it"),
            length=len(text),
            limit=limit,
        )
    return READERS.get(column, _text)(text, reading) if text else None


def _text(text: str, _: Reading) -> str:
    return text


def _staff_number(text: str, _: Reading) -> str:
    number = identifier(DIRECTION_MARKS.sub("", text))
    if "/" in number:
        raise CellError(
            N_("the staff number “%(value)s” in the column “%(column)s” has a slash"),
            N_("leave the slash out"),
        )
    return number


def _user_name(text: str, _: Reading) -> str:
    name = login_key(DIRECTION_MARKS.sub("", text))
    if not USER_NAME.fullmatch(name):
        raise CellError(
            N_("“%(value)s” in the column “%(column)s” cannot be a user name"),
            N_("use 2 to 64 letters, digits and . - _ without spaces, or leave it empty"),
        )
    return name


def _email(text: str, _: Reading) -> str:
    if not EMAIL.fullmatch(text):
        raise CellError(
            N_("“%(value)s” in the column “%(column)s” is not an e-mail address"),
            N_("correct it, or leave it empty"),
        )
    return text


def _date(text: str, reading: Reading) -> date:
    match = ORDERS[reading.dates].fullmatch(western_digits(DIRECTION_MARKS.sub("", text)))
    if match:
        try:
            return _sane(date(int(match["year"]), int(match["month"]), int(match["day"])))
        except ValueError:
            raise CellError(
                N_("“%(value)s” in the column “%(column)s” is no day of the calendar"),
                N_("correct the date"),
            ) from None
    if reading.dates == "iso":
        raise CellError(
            N_(
                "“%(value)s” in the column “%(column)s” is not a date in the order year, month, day"
            ),
            N_("write it as 2026-11-20, or declare --dates day-first for the whole file"),
        )
    raise CellError(
        N_("“%(value)s” in the column “%(column)s” is not a date in the order day, month, year"),
        N_("write it as 20/11/2026, or declare --dates iso for the whole file"),
    )


def _sane(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise CellError(
            N_("the year of “%(value)s” in the column “%(column)s” cannot be right"),
            N_("correct the date"),
        )
    return day


def _word(kind: str, what: str) -> Callable[[str, Reading], str]:
    def read(text: str, reading: Reading) -> str:
        value = reading.mapping.value(kind, text)
        if value is None:
            raise CellError(
                what,
                N_("write one of %(words)s, or explain the word in a mapping file"),
                words=", ".join(VALUES[kind]),
            )
        return value

    return read


_yes_no_word = _word("yes_no", N_("“%(value)s” in the column “%(column)s” is neither yes nor no"))


def _yes_no(text: str, reading: Reading) -> bool:
    return _yes_no_word(text, reading) == "yes"


READERS: dict[str, Callable[[str, Reading], Any]] = {
    "staff_number": _staff_number,
    "user_name": _user_name,
    "email": _email,
    "language": _word(
        "language", N_("“%(value)s” in the column “%(column)s” is not a known language")
    ),
    "role_family": _word(
        "role_family", N_("“%(value)s” in the column “%(column)s” is not a known role family")
    ),
    "employment_type": _word(
        "employment_type",
        N_("“%(value)s” in the column “%(column)s” is not a known employment type"),
    ),
    "supervises_others": _yes_no,
    "public_contact": _yes_no,
    "starts_on": _date,
    "ends_on": _date,
}
"""How the text of each column is read; the others are kept as they are."""
