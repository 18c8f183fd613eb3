"""What the answers to one question tell of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from elearn.assessment.rules.statistics.dif import Differential, Stratum, mantel_haenszel
from elearn.assessment.rules.statistics.groups import GROUPS
from elearn.assessment.rules.statistics.moments import CoMoments
from elearn.assessment.rules.statistics.times import Times

LEAST = 20
"""Answers below which nothing is told: fewer say more of people than of the question."""
FEW = 5
"""Answers below which a cell of a table is withheld."""
RIGHT = 0.5
"""The points from which an answer counts as right where right and wrong are compared."""


class ItemTally:
    """The answers to one question, in one language or in all, taken in one by one."""

    __slots__ = ("groups", "moments", "options", "skipped", "strata", "times")

    def __init__(self) -> None:
        """Begin with nothing."""
        self.moments = CoMoments()
        self.skipped = 0
        self.times = Times()
        self.groups: Counter[str] = Counter()
        self.options: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.strata: defaultdict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0])

    def add(  # noqa: PLR0913, PLR0917  # a million times: no object is made for it
        self,
        points: float,
        total: float,
        language: str,
        group: str,
        options: Sequence[str],
        seconds: float | None,
        *,
        skipped: bool,
    ) -> None:
        """Take one answer in: what it won, what the whole attempt won, and how it was given."""
        rest = total - points
        self.moments.add(points, rest)
        self.strata[language, round(rest)][points >= RIGHT] += 1
        self.groups[group] += 1
        if skipped:
            self.skipped += 1
            return
        for option in options:
            self.options[option][group] += 1
        if seconds is not None:
            self.times.add(seconds)

    def merge(self, other: ItemTally) -> None:
        """Take in what another tally has counted."""
        self.moments.merge(other.moments)
        self.times.merge(other.times)
        self.skipped += other.skipped
        self.groups += other.groups
        for option, groups in other.options.items():
            self.options[option] += groups
        for place, (wrong, right) in other.strata.items():
            kept = self.strata[place]
            kept[0] += wrong
            kept[1] += right

    @property
    def count(self) -> int:
        """How many were asked."""
        return self.moments.count

    def differential(self, reference: str, focal: str) -> Differential | None:
        """Return how otherwise the question behaves in a language; None where too few say it."""
        ranks = {rank for _, rank in self.strata}
        both = [
            (self.strata.get((reference, rank), (0, 0)), self.strata.get((focal, rank), (0, 0)))
            for rank in ranks
        ]
        if min(sum(map(sum, side)) for side in zip(*both, strict=True)) < LEAST:
            return None
        return mantel_haenszel(Stratum(r[1], r[0], f[1], f[0]) for r, f in both)

    def document(self, right: frozenset[str]) -> dict[str, Any]:
        """Return the statistics as they are stored; below LEAST the count alone.

        *Facility* is the mean of the points; *discrimination* the correlation of the points with
        the rest of the score, so that the item does not correlate with itself (the corrected
        point-biserial; S. Henrysson, Psychometrika 28(2), 1963).
        """
        if self.count < LEAST:
            return {"n": self.count, "withheld": True}
        quartiles = [self.times.quantile(share) for share in (0.25, 0.5, 0.75)]
        return {
            "n": self.count,
            "withheld": False,
            "facility": self.moments.x,
            "discrimination": self.moments.correlation,
            "skipped": self.skipped / self.count,
            "seconds": quartiles if self.times.count >= LEAST else None,
            "options": {
                option: {"right": option in right, **self._rates(option)}
                for option in sorted(self.options.keys() | right)
            },
        }

    def _rates(self, option: str) -> Mapping[str, float | None]:
        """Return the share of each group that chose an option; None where it is withheld.

        A count below FEW is withheld, of choosers or of those who chose otherwise; and where that
        leaves one cell of the row, the smallest of the others goes with it, because the row's sum
        could be known.
        """
        chosen = self.options.get(option, Counter())
        hidden = {
            group
            for group in GROUPS
            if 0 < chosen[group] < FEW or 0 < self.groups[group] - chosen[group] < FEW
        }
        open_cells = [group for group in GROUPS if group not in hidden and self.groups[group]]
        if len(hidden) == 1 and open_cells:
            hidden.add(min(open_cells, key=lambda group: chosen[group]))
        return {
            group: None
            if group in hidden or not self.groups[group]
            else chosen[group] / self.groups[group]
            for group in GROUPS
        }


def flags(statistics: Mapping[str, Any], differential: Mapping[str, Differential]) -> list[str]:
    """Return what an author should look at, in stable words.

    The bounds are those usual in testing practice (R. L. Ebel and D. A. Frisbie, Essentials of
    Educational Measurement, 1991, chapter 13).
    """
    letters = {found.letter for found in differential.values()}
    found = ["likely-mistranslation"] if "C" in letters else []
    found += ["language-watch"] if "B" in letters and "C" not in letters else []
    if statistics["withheld"]:
        return found
    facility, discrimination = statistics["facility"], statistics["discrimination"]
    found += ["too-easy"] if facility > 0.95 else []  # noqa: PLR2004  # the bounds above
    found += ["too-hard"] if facility < 0.2 else []  # noqa: PLR2004  # the same
    if discrimination is not None and discrimination < 0:
        found.append("negative-discrimination")
    elif discrimination is not None and discrimination < 0.15:  # noqa: PLR2004  # the same
        found.append("weak-discrimination")
    return found
