"""How far a score would come out the same again."""

from __future__ import annotations

from collections.abc import Iterable
from math import sqrt
from typing import NamedTuple


class Reliability(NamedTuple):
    """Internal consistency of an assessment."""

    alpha: float
    """Cronbach's alpha; where every item is right or wrong it is KR-20."""
    error: float
    """Standard error of measurement, in points."""
    drawn: bool
    """Whether each learner was asked other items, so that alpha is an estimate."""


def reliability(
    item_variances: Iterable[float], total_variance: float | None, length: int, *, drawn: bool
) -> Reliability | None:
    """Return the internal consistency, or None where it is not defined.

    Alpha is k/(k-1) (1 - sum of item variances / variance of totals) (L. J. Cronbach, Psychometrika
    16(3), 1951); for items that are right or wrong that is KR-20 (G. F. Kuder and M. W. Richardson,
    Psychometrika 2(3), 1937). Where items are drawn from a pool, k is the number of items that one
    learner is asked, and k times the mean variance of the pool's items stands for the sum: right on
    average for forms drawn at random, and an estimate for unlike ones. The standard error is the
    standard deviation of totals times the root of 1 - alpha (Standards for Educational and
    Psychological Testing, 2014, chapter 2).
    """
    variances = list(item_variances)
    if length < 2 or not variances or not total_variance:  # noqa: PLR2004  # of one item there is none
        return None
    within = length * sum(variances) / len(variances) if drawn else sum(variances)
    alpha = length / (length - 1) * (1 - within / total_variance)
    error = sqrt(total_variance * (1 - alpha)) if alpha < 1 else 0.0
    return Reliability(alpha, error, drawn)
