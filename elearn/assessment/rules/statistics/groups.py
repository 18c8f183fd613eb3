"""The weaker and the stronger learners, by whom the choices of an item are compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

SHARE = 0.27
"""The share of learners in each outer group: it tells most (T. L. Kelley, Journal of Educational
Psychology 30(1), 1939)."""

LOW, MIDDLE, HIGH = "low", "middle", "high"
GROUPS = (LOW, MIDDLE, HIGH)


class Bounds(NamedTuple):
    """The scores that part the groups: at most `low`, at least `high`."""

    low: float
    high: float

    def group(self, scaled: float) -> str:
        """Return the group of a learner with that score; ties fall into the outer groups."""
        if self.low >= self.high:
            return MIDDLE
        if scaled <= self.low:
            return LOW
        return HIGH if scaled >= self.high else MIDDLE


def bounds(counts: Mapping[float, int]) -> Bounds:
    """Return the bounds for scores with these counts; without a spread everybody is middle."""
    if not counts:
        return Bounds(1.0, 0.0)
    wanted = SHARE * sum(counts.values())
    rising = sorted(counts)
    return Bounds(_reached(counts, rising, wanted), _reached(counts, rising[::-1], wanted))


def _reached(counts: Mapping[float, int], order: list[float], wanted: float) -> float:
    seen = 0
    for score in order:
        seen += counts[score]
        if seen >= wanted:
            break
    return score
