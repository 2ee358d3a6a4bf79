"""Sums that add up, intervals, flags: against plain Python and the statistics module."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.interviewers.rater import (
    Rater,
    Sum,
    difference_between,
    joined,
    mean_between,
)

numbers = st.lists(st.floats(-4, 4), min_size=2, max_size=40)


def sum_of(values):
    return Sum(len(values), sum(values), sum(each * each for each in values))


@given(numbers, numbers)
def test_sums_add_up_to_mean_and_variance(one, other):
    found = sum_of(one) + sum_of(other)
    both = [*one, *other]
    assert found.mean == pytest.approx(statistics.fmean(both), abs=1e-9)
    assert found.variance == pytest.approx(statistics.variance(both), abs=1e-7)


def test_a_mean_has_its_normal_interval():
    between = mean_between(sum_of([0.0, 1.0, 0.0, 1.0]))
    # 0.5 ± 1.96 · √(⅓ / 4)
    assert (between.value, between.low, between.high) == pytest.approx(
        (0.5, -0.0658, 1.0658), abs=1e-4
    )
    assert mean_between(Sum(1, 2.0, 4.0)) is None
    assert mean_between(Sum()) is None


def test_a_difference_is_welchs():
    between = difference_between(sum_of([1.0, 2.0, 3.0]), sum_of([0.0, 0.0, 3.0]))
    # 1 ± 1.96 · √(1/3 + 3/3)
    assert (between.value, between.high) == pytest.approx((1.0, 3.2632), abs=1e-4)
    assert difference_between(Sum(), sum_of([1.0, 2.0])) is None


def test_below_eight_shared_scorecards_nothing_is_held_against_the_others():
    few, enough = Rater(apart=Sum(7, 7, 8), close=7), Rater(apart=Sum(8, 8, 9), close=7)
    assert (few.leniency, few.agreement) == (None, None)
    assert enough.leniency.value == 1
    assert (enough.agreement.count, enough.agreement.of) == (7, 8)


def test_raters_of_several_openings_add_up():
    one = Rater(
        cards=2, late=1, marks=(1, 0, 2, 0, 1), evidence={2: 3, 5: 1}, differs=2, followed=1
    )
    both = joined([one, one])
    assert (both.cards, both.late, both.marks) == (4, 2, (2, 0, 4, 0, 2))
    assert (both.evidence, both.differs, both.followed) == ({2: 6, 5: 2}, 4, 2)
    assert joined([]) == Rater()


def test_the_scale_as_it_is_used():
    rater = Rater(marks=(1, 2, 3, 2, 1))
    given_marks = [1, 2, 2, 3, 3, 3, 4, 4, 5]
    assert rater.mean == statistics.fmean(given_marks)
    assert rater.deviation == pytest.approx(statistics.stdev(given_marks))
    assert (Rater().mean, Rater().deviation) == (None, None)


def test_evidence_is_told_within_its_bin():
    rater = Rater(evidence={2: 10, 6: 10})  # 40-59 and 120-139 characters
    assert rater.evidence_at(0.25) == 50
    assert rater.evidence_at(0.75) == 130
    assert Rater().evidence_at(0.5) is None


@pytest.mark.parametrize(
    ("rater", "flags"),
    [
        (Rater(marks=(0, 0, 16, 2, 2)), ["narrow"]),
        (Rater(marks=(0, 0, 15, 2, 3)), []),
        (Rater(marks=(4, 4, 4, 4, 4), evidence={2: 20}), ["thin"]),
        (Rater(marks=(4, 4, 4, 4, 3), evidence={2: 19}), []),  # too few marks for a flag
        (Rater(cards=8, late=2), ["late"]),
        (Rater(cards=7, late=7), []),
        (Rater(older=Sum(9, 0.0, 0.9), newer=Sum(9, 4.5, 2.9)), ["drift"]),
        (Rater(older=Sum(9, 0.0, 0.9), newer=Sum(9, 2.7, 1.6)), []),  # 0.3 points are little
        (Rater(older=Sum(9, 0.0, 40.0), newer=Sum(9, 4.5, 40.0)), []),  # chance explains it
        (Rater(older=Sum(7, 0.0, 0.9), newer=Sum(9, 4.5, 2.9)), []),
    ],
)
def test_what_is_worth_a_talk(rater, flags):
    assert rater.flags == flags
