"""What was learned between a test before and a test after."""

from __future__ import annotations

from math import exp, lgamma, log, sqrt
from typing import NamedTuple

from elearn.assessment.rules.statistics.moments import Moments

CONFIDENCE = 0.95
TINY = 1e-300


class Gain(NamedTuple):
    """The mean difference between two scores of the same learners, as shares of 1."""

    n: int
    before: float
    after: float
    mean: float
    low: float
    high: float
    """The ends of the two-sided 95 % confidence interval of the mean difference."""
    effect: float | None
    """Cohen's d for paired scores: the mean over the standard deviation of the differences."""
    normalised: float | None
    """The gain over the gain that was possible (R. R. Hake, Am. J. Physics 66(1), 1998)."""


class Pairs:
    """Scores before and after, learner by learner."""

    __slots__ = ("after", "before", "difference")

    def __init__(self) -> None:
        """Begin with nothing."""
        self.before, self.after, self.difference = Moments(), Moments(), Moments()

    def add(self, before: float, after: float) -> None:
        """Take one learner in."""
        self.before.add(before)
        self.after.add(after)
        self.difference.add(after - before)

    def gain(self) -> Gain | None:
        """Return the gain, its interval by Student's t (Biometrika 6(1), 1908); None below two."""
        found, n = self.difference, self.difference.count
        if found.variance is None:
            return None
        spread = sqrt(found.variance)
        reach = t_quantile((1 + CONFIDENCE) / 2, n - 1) * spread / sqrt(n)
        possible = 1 - self.before.mean
        return Gain(
            n=n,
            before=self.before.mean,
            after=self.after.mean,
            mean=found.mean,
            low=found.mean - reach,
            high=found.mean + reach,
            effect=found.mean / spread if spread else None,
            normalised=found.mean / possible if possible > 0 else None,
        )


def t_quantile(share: float, freedom: int) -> float:
    """Return the value that Student's t does not exceed with that probability (0.5 or more).

    By halving over the distribution function, which is an incomplete beta function (Abramowitz and
    Stegun, Handbook of Mathematical Functions, 26.5.27 and 26.7.1), to the last digits of a float.
    """
    low, high = 0.0, 1.0
    while _t_below(high, freedom) < share:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        if _t_below(middle, freedom) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _t_below(value: float, freedom: int) -> float:
    rest = _beta_share(freedom / (freedom + value * value), freedom / 2, 0.5)
    return 1 - rest / 2


def _beta_share(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function, by its continued fraction (26.5.8)."""
    if x <= 0 or x >= 1:
        return min(max(x, 0.0), 1.0)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """Return the continued fraction, by the method of Lentz (Applied Optics 15(3), 1976)."""
    c, d = 1.0, 1 / _off_zero(1 - (a + b) * x / (a + 1))
    result = d
    for m in range(1, 500):
        for factor in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _off_zero(1 + factor * d)
            c = _off_zero(1 + factor / c)
            result *= c * d
        if abs(c * d - 1) < 1e-16:  # noqa: PLR2004  # the last digit of a float
            break
    return result


def _off_zero(value: float) -> float:
    return value if abs(value) > TINY else TINY
