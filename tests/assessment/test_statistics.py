"""Item statistics: by hand, beside SciPy and statsmodels, and for a seeded mistranslation."""

from __future__ import annotations

import math
import random
from collections import Counter
from statistics import fmean, variance
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.contingency_tables import StratifiedTable

from elearn.assessment.rules.statistics import (
    LEAST,
    Bounds,
    CoMoments,
    ItemTally,
    Moments,
    Pairs,
    Stratum,
    Times,
    bounds,
    flags,
    mantel_haenszel,
    reliability,
    t_quantile,
)

CLOSE = 1e-9
scores = st.floats(0, 1, allow_nan=False)


def tallied(answers: list[tuple[float, float]]) -> CoMoments:
    found = CoMoments()
    for points, total in answers:
        found.add(points, total - points)
    return found


# --- facility and discrimination ------------------------------------------------------------------


def test_a_fixture_by_hand() -> None:
    """Six learners: points 1 1 1 0 0 1, totals 5 4 4 2 1 2, so rests 4 3 3 2 1 1.

    Mean points 4/6. Rests: mean 14/6, deviations 10/6 4/6 4/6 -2/6 -8/6 -8/6, squares sum to
    264/36; points deviate by 2/6 2/6 2/6 -4/6 -4/6 2/6, squares sum to 48/36; products sum to
    (20 + 8 + 8 + 8 + 32 - 16) / 36 = 60/36. The correlation is 60 / sqrt(264 * 48).
    """
    found = tallied([(1, 5), (1, 4), (1, 4), (0, 2), (0, 1), (1, 2)])
    assert found.x == pytest.approx(4 / 6, abs=CLOSE)
    assert found.correlation == pytest.approx(60 / math.sqrt(264 * 48), abs=CLOSE)


@given(st.lists(st.tuples(scores, scores), min_size=2, max_size=60))
def test_the_stream_agrees_with_scipy(pairs: list[tuple[float, float]]) -> None:
    x, y = [a for a, _ in pairs], [b for _, b in pairs]
    assume(np.std(x) > 1e-3)
    assume(np.std(y) > 1e-3)
    found = CoMoments()
    for pair in pairs:
        found.add(*pair)
    assert found.correlation == pytest.approx(stats.pearsonr(x, y).statistic, abs=CLOSE)
    assert found.x == pytest.approx(fmean(x), abs=CLOSE)


@given(st.lists(st.integers(0, 1), min_size=4, max_size=60), st.randoms(use_true_random=False))
def test_for_right_and_wrong_it_is_the_point_biserial(
    points: list[int], chance: random.Random
) -> None:
    assume(0 < sum(points) < len(points))
    rests = [chance.randint(0, 14) for _ in points]
    assume(len(set(rests)) > 1)
    found = tallied([(p, p + r) for p, r in zip(points, rests, strict=True)])
    assert found.correlation == pytest.approx(
        stats.pointbiserialr(points, rests).statistic, abs=CLOSE
    )


@given(
    st.lists(st.tuples(scores, scores), max_size=30),
    st.lists(st.tuples(scores, scores), max_size=30),
)
def test_two_streams_merge_into_one(
    first: list[tuple[float, float]], second: list[tuple[float, float]]
) -> None:
    one, other, whole = CoMoments(), CoMoments(), CoMoments()
    for stream, pairs in ((one, first), (other, second), (whole, first + second)):
        for pair in pairs:
            stream.add(*pair)
    one.merge(other)
    for name in CoMoments.__slots__:
        assert getattr(one, name) == pytest.approx(getattr(whole, name), abs=CLOSE)


def test_what_does_not_vary_does_not_correlate() -> None:
    assert tallied([(1, 3), (1, 5), (1, 4)]).correlation is None
    assert tallied([(1, 3)]).correlation is None
    assert CoMoments().correlation is None


@given(st.lists(scores, min_size=2, max_size=50))
def test_the_variance_agrees_with_the_standard_library(values: list[float]) -> None:
    found = Moments()
    for value in values:
        found.add(value)
    assert found.variance == pytest.approx(variance(values), abs=CLOSE)
    assert found.mean == pytest.approx(fmean(values), abs=CLOSE)


# --- reliability ----------------------------------------------------------------------------------


def test_kr_20_by_hand() -> None:
    """Four learners, three items: 111 110 100 000.

    Item variances (n - 1): 1/4, 1/3, 1/4; totals 3 2 1 0 with variance 5/3. Alpha is
    3/2 (1 - (5/6) / (5/3)) = 3/4, the error sqrt(5/3 * 1/4).
    """
    found = reliability([1 / 4, 1 / 3, 1 / 4], 5 / 3, 3, drawn=False)
    assert found
    assert found.alpha == pytest.approx(3 / 4, abs=CLOSE)
    assert found.error == pytest.approx(math.sqrt(5 / 12), abs=CLOSE)


@given(st.integers(2, 8), st.integers(3, 30), st.integers(0, 10**6))
def test_alpha_agrees_with_covariances(items: int, people: int, seed: int) -> None:
    chance = random.Random(seed)
    table = np.array([[chance.random() for _ in range(items)] for _ in range(people)])
    cov = np.cov(table, rowvar=False)
    expected = items / (items - 1) * (1 - np.trace(cov) / cov.sum())
    found = reliability(
        [variance(map(float, column)) for column in table.T],
        variance(map(float, table.sum(axis=1))),
        items,
        drawn=False,
    )
    assert found
    assert found.alpha == pytest.approx(expected, abs=1e-7)
    drawn = reliability(
        [variance(map(float, column)) for column in table.T],
        variance(map(float, table.sum(axis=1))),
        items,
        drawn=True,
    )
    assert drawn
    assert drawn.alpha == pytest.approx(found.alpha, abs=CLOSE)
    assert drawn.drawn


def test_one_item_or_no_spread_has_no_reliability() -> None:
    assert reliability([0.2], 0.2, 1, drawn=False) is None
    assert reliability([0.2, 0.2], 0.0, 2, drawn=False) is None
    assert reliability([], None, 5, drawn=True) is None


# --- differential functioning ---------------------------------------------------------------------

cells = st.tuples(*[st.integers(0, 40)] * 4)


def test_one_table_by_hand() -> None:
    """30 of 40 right in the source language, 20 of 40 in the other.

    Odds ratio (30 * 20) / (10 * 20) = 3, delta -2.35 ln 3. Expected 40 * 50 / 80 = 25, variance
    40 * 40 * 50 * 30 / (80² * 79), chi-square (5 - 0.5)² over it.
    """
    found = mantel_haenszel([Stratum(30, 10, 20, 20)])
    assert found
    assert found.odds == pytest.approx(3, abs=CLOSE)
    assert found.delta == pytest.approx(-2.35 * math.log(3), abs=CLOSE)
    assert found.chi_square == pytest.approx(4.5**2 / (40 * 40 * 50 * 30 / (6400 * 79)), abs=CLOSE)
    error = math.sqrt(1 / 30 + 1 / 10 + 1 / 20 + 1 / 20)
    assert found.error == pytest.approx(2.35 * error, abs=CLOSE)


@given(st.lists(cells, min_size=1, max_size=6))
def test_it_agrees_with_statsmodels(strata: list[tuple[int, int, int, int]]) -> None:
    found = mantel_haenszel(Stratum(*each) for each in strata)
    whole = [
        np.array([[a, b], [c, d]], dtype=float)
        for a, b, c, d in strata
        if a + b and c + d and a + c and b + d
    ]
    if found is None:
        return
    table = StratifiedTable(whole)
    assert found.odds == pytest.approx(table.oddsratio_pooled, rel=CLOSE)
    assert found.error / 2.35 == pytest.approx(table.logodds_pooled_se, rel=CLOSE)
    tested = table.test_null_odds(correction=True)
    if abs(sum(each[0, 0] for each in whole) - sum(expected(each) for each in whole)) >= 0.5:
        assert found.chi_square == pytest.approx(tested.statistic, rel=1e-7, abs=CLOSE)
        assert found.p == pytest.approx(tested.pvalue, rel=1e-7, abs=CLOSE)


def expected(table: Any) -> float:
    return float(table[0].sum() * table[:, 0].sum() / table.sum())


@pytest.mark.parametrize(
    ("strata", "letter"),
    [
        ([Stratum(300, 100, 300, 100)], "A"),
        ([Stratum(30, 10, 28, 12)], "A"),
        ([Stratum(300, 100, 200, 100)], "A"),
        ([Stratum(600, 200, 500, 300)], "B"),
        ([Stratum(300, 100, 150, 250)], "C"),
        ([Stratum(60, 20, 45, 35)], "B"),
        ([Stratum(150, 250, 300, 100)], "C"),
    ],
)
def test_the_letters_are_those_of_ets(strata: list[Stratum], letter: str) -> None:
    found = mantel_haenszel(strata)
    assert found
    assert found.letter == letter


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_a_seeded_mistranslation_is_flagged_and_fair_items_are_not(seed: int) -> None:
    """2,000 learners of two languages, unlike in ability; one item is harder in one language."""
    chance = random.Random(seed)
    hard = [chance.uniform(-1.5, 1.5) for _ in range(20)]
    tallies = [ItemTally() for _ in hard]
    for n in range(2000):
        language = "en" if n % 2 else "ar"
        ability = chance.gauss(0.0 if language == "en" else -0.4, 1)
        won = []
        for item, difficulty in enumerate(hard):
            harder = 1.6 if item == 7 and language == "ar" else 0.0
            chances = 1 / (1 + math.exp(-1.3 * (ability - difficulty - harder)))
            won.append(float(chance.random() < chances))
        for tally, points in zip(tallies, won, strict=True):
            tally.add(points, sum(won), language, "middle", (), None, skipped=False)
    found = [tally.differential("en", "ar") for tally in tallies]
    assert all(found)
    letters = [each.letter for each in found if each]
    assert letters[7] == "C"
    assert found[7]
    assert found[7].delta < 0
    assert Counter(letters)["C"] == 1
    told = [
        flags(tally.document(frozenset()), {"ar": each} if each else {})
        for tally, each in zip(tallies, found, strict=True)
    ]
    assert ["likely-mistranslation" in each for each in told] == [n == 7 for n in range(20)]


def test_too_few_answers_say_nothing_of_a_language() -> None:
    tally = ItemTally()
    for n in range(LEAST * 2):
        tally.add(n % 2, 5, "en" if n > 4 else "ar", "low", (), None, skipped=False)
    assert tally.differential("en", "ar") is None
    assert tally.differential("en", "ru") is None


# --- gain -----------------------------------------------------------------------------------------


@given(st.lists(st.tuples(scores, scores), min_size=3, max_size=40))
def test_the_gain_agrees_with_scipy(pairs: list[tuple[float, float]]) -> None:
    differences = [after - before for before, after in pairs]
    assume(np.std(differences) > 1e-3)
    found = Pairs()
    for before, after in pairs:
        found.add(before, after)
    gain = found.gain()
    assert gain
    tested = stats.ttest_rel([b for _, b in pairs], [a for a, _ in pairs])
    interval = tested.confidence_interval(0.95)
    assert (gain.low, gain.high) == pytest.approx((interval.low, interval.high), abs=CLOSE)
    assert gain.mean == pytest.approx(fmean(differences), abs=CLOSE)
    assert gain.effect == pytest.approx(fmean(differences) / np.std(differences, ddof=1), abs=1e-7)


@pytest.mark.parametrize("freedom", [1, 2, 5, 19, 120, 5000])
@pytest.mark.parametrize("share", [0.5, 0.9, 0.975, 0.9995])
def test_students_t_agrees_with_scipy(freedom: int, share: float) -> None:
    assert t_quantile(share, freedom) == pytest.approx(
        stats.t.ppf(share, freedom), rel=CLOSE, abs=CLOSE
    )


def test_one_pair_has_no_interval() -> None:
    found = Pairs()
    found.add(0.2, 0.8)
    assert found.gain() is None


# --- groups, times, and what is withheld ----------------------------------------------------------


@given(st.lists(st.sampled_from([n / 10 for n in range(11)]), min_size=1, max_size=80))
def test_the_outer_groups_hold_at_least_their_share(given_scores: list[float]) -> None:
    found = bounds(Counter(given_scores))
    if found.low >= found.high:
        return
    groups = Counter(map(found.group, given_scores))
    assert groups["low"] >= 0.27 * len(given_scores)
    assert groups["high"] >= 0.27 * len(given_scores)


def test_without_a_spread_everybody_is_middle() -> None:
    assert bounds({0.5: 10}).group(0.5) == "middle"
    assert bounds({}) == Bounds(1.0, 0.0)


@given(st.lists(st.floats(0, 4000), min_size=1, max_size=200))
def test_a_quartile_of_time_is_right_to_two_per_cent(seconds: list[float]) -> None:
    found = Times()
    for each in seconds:
        found.add(each)
    exact = sorted(min(each, 1800) for each in seconds)[math.ceil(len(seconds) / 2) - 1]
    assert found.quantile(0.5) == pytest.approx(exact, rel=0.02, abs=0.02)


def chosen(counts: dict[str, dict[str, int]]) -> ItemTally:
    tally = ItemTally()
    for group, options in counts.items():
        for option, count in options.items():
            for _ in range(count):
                tally.add(1.0, 3.0, "en", group, (option,), 10.0, skipped=False)
    return tally


def test_small_cells_are_withheld_and_cannot_be_worked_out() -> None:
    tally = chosen(
        {"low": {"a": 20, "b": 20}, "middle": {"a": 30, "b": 3}, "high": {"a": 50, "b": 10}}
    )
    options = tally.document(frozenset("a"))["options"]
    assert options["b"]["middle"] is None
    assert sum(options["b"][group] is None for group in ("low", "middle", "high")) == 2
    assert options["a"]["middle"] is None
    assert options["a"]["right"]


def test_below_the_least_number_only_the_count_is_told() -> None:
    tally = chosen({"low": {"a": LEAST - 1}})
    assert tally.document(frozenset()) == {"n": LEAST - 1, "withheld": True}
    assert flags(tally.document(frozenset()), {}) == []


@pytest.mark.parametrize(
    ("facility", "discrimination", "told"),
    [
        (0.99, 0.3, ["too-easy"]),
        (0.1, 0.3, ["too-hard"]),
        (0.5, 0.1, ["weak-discrimination"]),
        (0.5, -0.1, ["negative-discrimination"]),
        (0.5, 0.4, []),
        (0.5, None, []),
    ],
)
def test_an_author_is_told_what_to_look_at(
    facility: float, discrimination: float | None, told: list[str]
) -> None:
    statistics = {"withheld": False, "facility": facility, "discrimination": discrimination}
    assert flags(statistics, {}) == told
