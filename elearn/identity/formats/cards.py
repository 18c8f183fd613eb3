"""The list of first passwords, as a CSV file that spreadsheets open with every script intact."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

HEADER = ("name", "sign in as", "first password")


def write_cards(path: Path, cards: Iterable[tuple[str, str, str]]) -> None:
    """Write (name, login, password) of each person to a file that exists already."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(cards)
