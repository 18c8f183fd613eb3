"""What the answers of this feature share: a page of a list, and words in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from elearn.locales import current_language, pick

Row = TypeVar("Row")


def paged(
    found: Sequence[Row], asked: Mapping[str, Any], item: Callable[[Row], Any] = lambda row: row
) -> dict[str, Any]:
    """Return the page that was asked for (`page`, `size`) and how many rows there are in all.

    Each row of the page is written down by `item`.
    """
    first = (asked["page"] - 1) * asked["size"]
    return {
        "total": len(found),
        "page": asked["page"],
        "size": asked["size"],
        "items": [item(row) for row in found[first : first + asked["size"]]],
    }


def said(texts: Mapping[str, str], record: str) -> str:
    """Return the text in the language of the request, else in the language of record."""
    return pick(texts, current_language(), record)[1]
