"""Results of tests on the scale of marks: vectors by hand, and what must always hold."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.composites import norms

STEEP = (40.0, 60.0, 75.0, 90.0)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [(0, 1), (3, 1.5), (6, 2), (12, 3), (15, 3.5), (18, 4), (21, 4.5), (24, 5)],
)
def test_straight_cut_points_are_percent_of_maximum(raw, expected):
    mapped = norms.by_cut_points(raw, 24, 1.2)
    assert mapped.value == pytest.approx(expected) == pytest.approx(1 + 4 * raw / 24)
    assert mapped.error == pytest.approx(1.2 * 4 / 24)


@pytest.mark.parametrize(
    ("percent", "value", "slope"),
    [(0, 1, 0.5 / 40), (20, 1.25, 0.5 / 40), (40, 1.5, 0.5 / 40), (50, 2, 0.05),
     (67.5, 3, 1 / 15), (90, 4.5, 1 / 15), (95, 4.75, 0.05), (100, 5, 0.05)],
)  # fmt: skip
def test_own_cut_points_bend_the_line(percent, value, slope):
    mapped = norms.by_cut_points(percent, 100, 2, STEEP)
    assert mapped.value == pytest.approx(value)
    assert mapped.error == pytest.approx(2 * slope)


def test_unknown_error_is_that_of_one_mark():
    assert norms.by_cut_points(12, 24, None).error == pytest.approx(math.sqrt(0.4))


def test_norms_are_z_and_t():
    frozen = norms.Norms(mean=60, deviation=15, people=40)
    mapped = norms.by_norms(18, 24, 1.2, frozen)  # 75 %, one deviation above
    assert mapped.value == pytest.approx(4)
    assert mapped.error == pytest.approx(1.2 / 24 * 100 / 15)
    assert norms.t_value(18, 24, frozen) == pytest.approx(60)
    assert norms.by_norms(0, 24, 1, frozen).value == 1


def test_norms_want_thirty_people_who_differ():
    assert norms.make_norms([50.0] * 29) is None
    assert norms.make_norms([50.0] * 30) is None
    frozen = norms.make_norms([40.0, 60.0] * 15)
    assert (frozen.mean, frozen.people) == (50, 30)
    assert frozen.deviation == pytest.approx(math.sqrt(3000 / 29))


@pytest.mark.parametrize("maximum", [0, -3])
def test_a_test_without_points_is_refused(maximum):
    with pytest.raises(ValueError, match="maximum"):
        norms.percent(1, maximum)


cuts = st.lists(
    st.integers(1, 99).map(float), min_size=4, max_size=4, unique=True
).map(sorted)  # fmt: skip
raws = st.floats(0, 50, allow_nan=False)


@given(raws, raws, cuts)
def test_more_points_are_never_worth_less(one, other, places):
    low, high = sorted((one, other))
    below = norms.by_cut_points(low, 50, 1, places).value
    above = norms.by_cut_points(high, 50, 1, places).value
    assert 1 <= below <= above + 1e-12 <= 5 + 1e-12
