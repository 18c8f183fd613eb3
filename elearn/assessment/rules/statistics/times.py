"""Quartiles of times in constant memory."""

from __future__ import annotations

from collections import Counter
from math import exp, log

STEP = log(1.02)
LONGEST = 1800.0
"""Seconds; whoever takes longer went away from the question."""


class Times:
    """A histogram of seconds whose bins grow by 2 %, so a quartile is right to 1 %."""

    __slots__ = ("bins", "count")

    def __init__(self) -> None:
        """Begin with nothing."""
        self.bins: Counter[int] = Counter()
        self.count = 0

    def add(self, seconds: float) -> None:
        """Take one time in."""
        self.count += 1
        self.bins[round(log(min(max(seconds, 0.0), LONGEST) + 1) / STEP)] += 1

    def merge(self, other: Times) -> None:
        """Take in what another histogram has counted."""
        self.bins += other.bins
        self.count += other.count

    def quantile(self, share: float) -> float | None:
        """Return the time that a share of the answers did not exceed; None without answers."""
        wanted, seen = share * self.count, 0
        for number in sorted(self.bins):
            seen += self.bins[number]
            if seen >= wanted:
                return exp(number * STEP) - 1
        return None
