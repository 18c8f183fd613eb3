"""Means, variances and correlations of a stream, in constant memory."""

from __future__ import annotations

from math import sqrt


class Moments:
    """Mean and variance of one stream of numbers.

    The update is that of B. P. Welford, Technometrics 4(3), 1962, which stays exact where sums of
    squares lose their digits.
    """

    __slots__ = ("count", "mean", "squares")

    def __init__(self) -> None:
        """Begin with nothing."""
        self.count = 0
        self.mean = 0.0
        self.squares = 0.0

    def add(self, value: float) -> None:
        """Take one number in."""
        self.count += 1
        off = value - self.mean
        self.mean += off / self.count
        self.squares += off * (value - self.mean)

    @property
    def variance(self) -> float | None:
        """The sample variance, with n - 1; None below two numbers."""
        return self.squares / (self.count - 1) if self.count > 1 else None


class CoMoments:
    """Means, variances and correlation of one stream of pairs (Welford's update for both)."""

    __slots__ = ("count", "products", "x", "x_squares", "y", "y_squares")

    def __init__(self) -> None:
        """Begin with nothing."""
        self.count = 0
        self.x = self.y = 0.0
        self.x_squares = self.y_squares = self.products = 0.0

    def add(self, x: float, y: float) -> None:
        """Take one pair in."""
        self.count += 1
        off_x, off_y = x - self.x, y - self.y
        self.x += off_x / self.count
        self.y += off_y / self.count
        self.x_squares += off_x * (x - self.x)
        self.y_squares += off_y * (y - self.y)
        self.products += off_x * (y - self.y)

    def merge(self, other: CoMoments) -> None:
        """Take in what another stream has counted (T. F. Chan et al., Am. Stat. 37(3), 1983)."""
        count = self.count + other.count
        if not other.count:
            return
        off_x, off_y = other.x - self.x, other.y - self.y
        shared = self.count * other.count / count
        self.x_squares += other.x_squares + off_x * off_x * shared
        self.y_squares += other.y_squares + off_y * off_y * shared
        self.products += other.products + off_x * off_y * shared
        self.x += off_x * other.count / count
        self.y += off_y * other.count / count
        self.count = count

    @property
    def correlation(self) -> float | None:
        """Pearson's product-moment correlation; None where one side does not vary."""
        spread = self.x_squares * self.y_squares
        if self.count < 2 or spread <= 0:  # noqa: PLR2004  # a pair does not correlate
            return None
        return max(-1.0, min(1.0, self.products / sqrt(spread)))
