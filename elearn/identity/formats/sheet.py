"""A table as it was read from a file: a header and rows of cells, each with its line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from elearn.errors import N_, Fault

Cell = str | date

PLAIN_NUMBER = re.compile(r"[+\-][\d\s().,/\-]*")
"""A negative number or a telephone number: it begins like a formula and is none."""

WORKBOOK_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!"}
)


@dataclass(slots=True)
class Sheet:
    """The header and the rows of a table; `formulas` names the cells that are formulas."""

    header: Sequence[str]
    rows: list[tuple[int, Sequence[Cell]]]
    formulas: set[tuple[int, int]] = field(default_factory=set)
    """(line, index of the column) of each."""
    faults: list[Fault] = field(default_factory=list)
    header_line: int = 1


def looks_like_formula(text: str) -> bool:
    """Return whether a spreadsheet would take this text for a formula."""
    if text[:1] in {"=", "@"}:
        return len(text) > 1
    return text[:1] in {"+", "-"} and not PLAIN_NUMBER.fullmatch(text)


def formula_fault(file: str, line: int, column: str, value: str) -> Fault:
    """Return the fault of a cell that is a formula, or the error one left behind."""
    return Fault(
        file,
        N_("the column “%(column)s” holds a formula: %(value)s"),
        N_("paste the values instead of the formulas, and export again"),
        line=line,
        column=column,
        value=value,
        params={"column": column, "value": value},
    )
