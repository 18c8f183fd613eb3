"""What the values of a workbook do not tell: which cells are formulas, and how far a sheet reaches.

It is looked at before any values are read: one cell in the last corner of a sheet is enough to make
a reader of values ask for all the memory there is.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal
from xml.etree.ElementTree import iterparse

CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(slots=True)
class Extent:
    """How far the cells of one sheet reach, and where its formulas are."""

    lines: int = 0
    columns: int = 0
    formulas: set[tuple[int, int]] = field(default_factory=set)
    """(line, index of the column) of each."""


def extents(archive: zipfile.ZipFile) -> dict[str, Extent]:
    """Return the extent of every sheet by its name, in the order of the workbook.

    Raises KeyError or ValueError for an archive that is no workbook.
    """
    return {name: _extent(archive, path) for name, path in _paths(archive).items()}


def _extent(archive: zipfile.ZipFile, path: str) -> Extent:
    extent = Extent()
    line = index = -1
    for event, element in _parsed(archive, path, ("start", "end")):
        if event == "end":
            if element.tag == f"{MAIN}row":
                element.clear()
        elif element.tag == f"{MAIN}c":
            line, index = _place(element.get("r", ""))
            extent.lines = max(extent.lines, line)
            extent.columns = max(extent.columns, index + 1)
        elif element.tag == f"{MAIN}f":
            extent.formulas.add((line, index))
    return extent


def _paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return where in the archive each sheet is kept, by its name."""
    targets = {
        element.get("Id", ""): element.get("Target", "")
        for _, element in _parsed(archive, "xl/_rels/workbook.xml.rels", ("end",))
    }
    paths = {}
    for _, element in _parsed(archive, "xl/workbook.xml", ("end",)):
        if element.tag == f"{MAIN}sheet":
            target = targets[element.get(RELATION, "")]
            inside = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            paths[element.get("name", "")] = inside
    return paths


def _parsed(
    archive: zipfile.ZipFile, path: str, events: tuple[Literal["start", "end"], ...]
) -> Iterator[tuple[str, Any]]:
    content = archive.read(path)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ValueError(path)  # a workbook has none; whoever puts one in means harm
    return iterparse(io.BytesIO(content), events=events)  # noqa: S314  # entities refused above


def _place(reference: str) -> tuple[int, int]:
    match = CELL.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    index = 0
    for letter in match[1]:
        index = index * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), index - 1
