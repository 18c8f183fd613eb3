"""What was measured, and how it is shown: ours beside the limit of the same machine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

HEADER = ("case", "ours", "limit", "ratio", "target", "met")


@dataclass(frozen=True)
class Options:
    """What the command line decides."""

    database: str
    seconds: float
    """How long each service is kept busy in a case that loads it."""
    rounds: int = 3
    """How often everything else is measured."""


@dataclass(frozen=True)
class Figure:
    """One line of the table. Without a target it only informs."""

    case: str
    ours: str
    limit: str = ""
    ratio: float | None = None
    target: str = ""
    met: bool | None = None

    @classmethod
    def beside(cls, case: str, unit: str, pairs: Sequence[tuple[float, float]], least: float = 0):
        """Return the line of a rate beside its limit; each pair was measured back to back."""
        ratio = median(ours / limit for ours, limit in pairs)
        ours, limit = (median(column) for column in zip(*pairs, strict=True))
        target, met = (f"ratio ≥ {least}", ratio >= least) if least else ("", None)
        return cls(case, f"{ours:,.0f} {unit}", f"{limit:,.0f} {unit}", ratio, target, met)

    def cells(self) -> tuple[str, ...]:
        """Return the line as text."""
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        met = {None: "", True: "yes", False: "NO"}[self.met]
        return (self.case, self.ours, self.limit, ratio, self.target, met)


def table(figures: Iterable[Figure]) -> str:
    """Return the lines under their header, in columns."""
    rows = [HEADER, *(figure.cells() for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADER))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])
