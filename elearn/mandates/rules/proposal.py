"""Proposals of a charter's text: their states, and how two of its texts differ line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

OPEN, APPROVED, WITHDRAWN = "open", "approved", "withdrawn"
PROPOSAL_STATES = (OPEN, APPROVED, WITHDRAWN)


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line that stands in one of two texts alone, with its number there."""

    number: int
    text: str
    is_new: bool
    """Whether it stands in the second text, not in the first."""


def line_changes(before: str, after: str) -> tuple[LineChange, ...]:
    """Return the lines in which two texts differ, in their order, what is taken out first."""
    return tuple(_changes(before.split("\n"), after.split("\n")))


def _changes(old: list[str], new: list[str]) -> Iterator[LineChange]:
    for kind, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        if kind != "equal":
            yield from (LineChange(n + 1, old[n], is_new=False) for n in range(i, j))
            yield from (LineChange(n + 1, new[n], is_new=True) for n in range(k, m))
