"""Tables as CSV, in pieces, so that nobody's memory grows with the number of rows.

The header is a row of stable English codes, the same in every language, for the programs that read
it. UTF-8 with a byte order mark, which spreadsheets need. Text that a spreadsheet would take for a
formula is led by an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe(value: object) -> object:
    """Return the value so that no spreadsheet reads a formula in it."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


def csv_pieces(
    header: Sequence[str], batches: Iterable[Iterable[Sequence[object]]]
) -> Iterator[str]:
    """Yield the CSV of a header and of batches of rows, one piece a batch."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write(BOM)
    writer.writerow(header)
    for batch in batches:
        writer.writerows([safe(value) for value in row] for row in batch)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    if buffer.tell():
        yield buffer.getvalue()
