"""Shares and their intervals against published figures, and one in so many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.statistics.shares import (
    difference,
    one_in_n,
    promoter_score,
    share_of,
    wilson,
    wilson_corrected,
)


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        # Newcombe (1998), table I; the rest of SCIENCE 5.4 is statsmodels' and R's
        (81, 263, 0.255289, 0.366210),
        (15, 148, 0.062386, 0.160487),
        (0, 20, 0.0, 0.161125),
        (1, 29, 0.006113, 0.171755),
        (29, 29, 0.883030, 1.0),
        (18, 20, 0.698966, 0.972133),
        (27, 30, 0.743789, 0.965400),
        # by hand: z² = 3.841459
        (1, 30, 0.005909, 0.166704),
        (0, 10, 0.0, 0.277533),  # z²/(n + z²)
        (10, 10, 0.722467, 1.0),  # n/(n + z²)
    ],
)
def test_wilson_is_what_was_published(count, of, low, high):
    assert wilson(count, of) == pytest.approx((low, high), abs=1e-6)


@given(st.integers(1, 10_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_wilson_holds_the_share_and_stays_between_0_and_1(pair):
    count, of = pair
    low, high = wilson(count, of)
    assert 0 <= low <= count / of <= high <= 1


def test_one_in_n():
    assert one_in_n(1, 30) == 30
    assert one_in_n(4, 120) == 30
    assert one_in_n(0, 10) is None
    assert one_in_n(0, 0) is None


def test_share_of_nobody_is_none_and_nonsense_is_refused():
    assert share_of(0, 0) is None
    with pytest.raises(ValueError, match="3 of 2 is no share"):
        share_of(3, 2)


def test_share_says_one_in_how_many_at_both_ends():
    share = share_of(1, 30)
    assert share.one_in == 30
    assert share_of(8, 36).one_in == 4.5
    assert (share.one_in_best, share.one_in_worst) == (6.0, 169)
    assert share_of(0, 10).one_in is None
    assert share_of(0, 10).one_in_worst is None


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [(81, 263, 0.253509, 0.368176), (0, 20, 0.0, 0.200453)],  # Newcombe (1998), method 4
)
def test_corrected_wilson_is_what_was_published(count, of, low, high):
    assert wilson_corrected(count, of) == pytest.approx((low, high), abs=1e-6)


def test_newcombes_interval_of_a_difference():
    """Newcombe (1998), Statistics in Medicine 17, 873, table II: 56/70 against 48/80."""
    found = difference(share_of(56, 70), share_of(48, 80))
    assert (found.value, found.low, found.high) == pytest.approx(
        (0.2, 0.052431, 0.333873), abs=1e-6
    )


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [((60, 25, 15), 30.4973, 59.5027), ((12, 5, 3), 12.5710, 77.4290)],
)
def test_promoter_score_with_its_interval(counts, low, high):
    found = promoter_score(*counts)
    assert (found.value, found.low, found.high) == pytest.approx(
        (45, low, high), abs=1e-3
    )  # with 1.96
    assert promoter_score(0, 0, 0) is None
