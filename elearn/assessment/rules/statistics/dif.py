"""Whether a question behaves otherwise in one language than in another, for equal learners."""

from __future__ import annotations

from collections.abc import Iterable
from math import erfc, log, sqrt
from typing import NamedTuple

SURE = 1.6449
"""The one-sided 5 % point of the normal distribution."""
LEVEL = 0.05


class Stratum(NamedTuple):
    """Learners with the same rest score: how many of each language were right and wrong."""

    reference_right: int
    reference_wrong: int
    focal_right: int
    focal_wrong: int


class Differential(NamedTuple):
    """The comparison of one language (focal) with the one it is measured by (reference)."""

    odds: float
    """The common odds ratio; above 1 the question is harder in the focal language."""
    chi_square: float
    p: float
    delta: float
    """On the scale of ETS; below 0 the question is harder in the focal language."""
    error: float
    """The standard error of delta."""
    letter: str
    """A, B or C: negligible, moderate or large."""


def mantel_haenszel(strata: Iterable[Stratum]) -> Differential | None:
    """Return how differently equal learners of two languages answer, or None where none can say.

    The common odds ratio and the chi-square with continuity correction are those of N. Mantel and
    W. Haenszel, Journal of the National Cancer Institute 22(4), 1959, used for items by P. W.
    Holland and D. T. Thayer (in Wainer and Braun, Test Validity, 1988): delta is -2.35 ln(odds).
    Its standard error is that of J. Robins, N. Breslow and S. Greenland, Biometrics 42(2), 1986.
    The letters are those of ETS (M. Zieky, in Holland and Wainer, Differential Item Functioning,
    1993): C where delta is at least 1.5 and significantly above 1 in size, A where it is below 1 or
    not significantly other than 0, B between.
    """
    top = bottom = right = expected = variance = 0.0
    first = second = third = 0.0
    for a, b, c, d in strata:
        total = a + b + c + d
        reference, focal, rights = a + b, c + d, a + c
        if not reference or not focal or not rights or rights == total:
            continue
        r, s = a * d / total, b * c / total
        p, q = (a + d) / total, (b + c) / total
        top, bottom = top + r, bottom + s
        first, second, third = first + p * r, second + p * s + q * r, third + q * s
        right += a
        expected += reference * rights / total
        variance += reference * focal * rights * (total - rights) / (total**2 * (total - 1))
    if not top or not bottom or not variance:
        return None
    odds = top / bottom
    chi_square = max(0.0, abs(right - expected) - 0.5) ** 2 / variance
    p_value = erfc(sqrt(chi_square / 2))
    delta = -2.35 * log(odds)
    error = 2.35 * sqrt(
        first / (2 * top**2) + second / (2 * top * bottom) + third / (2 * bottom**2)
    )
    return Differential(odds, chi_square, p_value, delta, error, _letter(delta, error, p_value))


def _letter(delta: float, error: float, p: float) -> str:
    if p >= LEVEL or abs(delta) < 1:
        return "A"
    return "C" if abs(delta) >= 1.5 and (abs(delta) - 1) / error > SURE else "B"  # noqa: PLR2004  # the rule of ETS
