"""Correlations and what selecting is worth, against SCIENCE 5.2 and 5.3."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from hiring.statistics.utility import gain, taylor_russell
from hiring.statistics.validity import (
    correlation,
    correlation_between,
    needed_pairs,
    rank_correlation,
    reliability_of_mean,
    top_down,
    unrestricted,
)

# rating and complaints of 30 departments: Chatterjee and Price (1977), R's `attitude`
ATTITUDE = [
    (43, 51), (63, 64), (71, 70), (61, 63), (81, 78), (43, 55), (58, 67), (71, 75), (72, 82),
    (67, 61), (64, 53), (67, 60), (69, 62), (68, 83), (77, 77), (81, 90), (74, 85), (65, 60),
    (65, 70), (50, 58), (50, 40), (64, 61), (53, 66), (40, 37), (63, 54), (66, 77), (78, 75),
    (48, 57), (85, 85), (82, 82),
]  # fmt: skip


def test_correlation_of_the_attitude_survey_is_what_r_says():
    r = correlation(ATTITUDE)
    between = correlation_between(r, len(ATTITUDE))
    assert (r, between.low, between.high) == pytest.approx((0.825418, 0.662013, 0.913914), abs=1e-6)


@pytest.mark.parametrize(
    ("r", "of", "low", "high"),
    [
        (0.30, 20, -0.1643, 0.6555),
        (0.30, 50, 0.0236, 0.5338),
        (0.30, 100, 0.1101, 0.4688),
        (0.42, 30, 0.0704, 0.6777),
        (0.50, 10, -0.1892, 0.8592),
    ],
)
def test_fishers_interval(r, of, low, high):
    between = correlation_between(r, of)
    assert (between.low, between.high) == pytest.approx((low, high), abs=1e-4)


def test_what_never_varies_goes_with_nothing():
    assert correlation([(1, 2)]) is None
    assert correlation([(1, 2), (1, 3)]) is None
    assert rank_correlation([]) is None
    assert correlation_between(0.9, 3) is None
    assert correlation_between(1.0, 9).low == 1


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 9)), min_size=3, max_size=40))
def test_rank_correlation_agrees_with_scipy(pairs):
    found = rank_correlation(pairs)
    if found is None:
        assert len({x for x, _y in pairs}) == 1 or len({y for _x, y in pairs}) == 1
    else:
        assert found == pytest.approx(stats.spearmanr(pairs).statistic, abs=1e-9)


@pytest.mark.parametrize(("r", "of"), [(0.20, 194), (0.25, 124), (0.30, 85), (0.42, 43)])
def test_how_many_hires_a_correlation_needs(r, of):
    assert needed_pairs(r) == of


@pytest.mark.parametrize(
    ("r", "u", "corrected"),
    [
        (0.33, 100.32 / 48.19, 0.588423),  # psych::rangeCorrection
        (0.25, 1.5, 0.361158),
        (0.30, 2.0, 0.532414),
        (0.20, 1.25, 0.247234),
    ],
)
def test_thorndikes_case_two(r, u, corrected):
    assert unrestricted(r, u) == pytest.approx(corrected, abs=1e-6)
    with pytest.raises(ValueError, match="above 0"):
        unrestricted(r, 0)


@pytest.mark.parametrize(
    ("share", "cut", "mean", "left", "u"),
    [
        (1 / 30, 1.8339, 2.2270, 0.1247, 2.83),
        (0.1, 1.2816, 1.7550, 0.1691, 2.43),
        (0.5, 0, 0.7979, 0.3634, 1.66),
    ],
)
def test_what_taking_the_best_leaves(share, cut, mean, left, u):
    assert top_down(share) == pytest.approx((cut, mean, left), abs=1e-4)
    assert 1 / math.sqrt(top_down(share)[2]) == pytest.approx(u, abs=0.005)


def test_a_mean_over_more_answers_is_surer():
    assert reliability_of_mean(0.1, 0.9, 9) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("base", "selected", "r", "success"),
    [
        (0.5, 0.5, 0.5, 0.6667),
        (0.6, 0.3, 0.3, 0.7329),
        (0.5, 0.1, 0.5, 0.8380),
        (0.5, 0.2, 0.35, 0.6966),
        (0.2, 0.1, 0.5, 0.5150),
        (0.5, 1 / 30, 0.42, 0.8455),
        (0.3, 1 / 30, 0.42, 0.6722),
        (0.3, 0.2, 0.0, 0.3),  # no validity: the base rate
    ],
)
def test_taylor_and_russell(base, selected, r, success):
    assert taylor_russell(base, selected, r) == pytest.approx(success, abs=5e-5)


def test_taylor_and_russell_refuse_nonsense():
    with pytest.raises(ValueError, match="between 0 and 1"):
        taylor_russell(0, 0.1, 0.3)


def test_brogden_cronbach_and_gleser():
    found = gain(hired=10, years=2, r=0.4, spread=12_000, selected=0.1, applicants=100, cost=150)
    assert found == pytest.approx(153_478.40, abs=0.01)
