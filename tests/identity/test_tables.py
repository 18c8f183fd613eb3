"""Tables as CSV."""

from __future__ import annotations

import csv
import io

from elearn.identity.formats.tables import BOM, csv_pieces, safe


def test_a_file_begins_with_the_mark_that_spreadsheets_need_and_the_header() -> None:
    text = "".join(csv_pieces(("a", "b"), []))
    assert text == f"{BOM}a,b\r\n"


def test_no_cell_is_a_formula() -> None:
    for text in ("=1+1", "+1", "-1", "@x", "\tx", "\r=1"):
        assert str(safe(text)).startswith("'")
    assert safe(-1) == -1
    assert safe("한서연") == "한서연"


def test_what_is_written_is_read_back_whole() -> None:
    rows = [['Núñez, "María"', "سلمى", "two\nlines"]]
    text = "".join(csv_pieces(("a", "b", "c"), [rows])).removeprefix(BOM)
    assert list(csv.reader(io.StringIO(text)))[1] == rows[0]


def test_each_batch_is_a_piece_of_its_own() -> None:
    assert len(list(csv_pieces(("a",), [[("1",)], [("2",)], [("3",)]]))) == 3
