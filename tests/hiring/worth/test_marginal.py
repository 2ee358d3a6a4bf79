"""What a composite loses without a stage: against closed forms, R and plain counting."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.worth.marginal import correlations, reliability, worth_of

# R's `attitude` (Chatterjee and Price 1977): rating, complaints, learning of thirty departments
ATTITUDE = np.array(
    [
        (43, 51, 39), (63, 64, 54), (71, 70, 69), (61, 63, 47), (81, 78, 66), (43, 55, 44),
        (58, 67, 56), (71, 75, 55), (72, 82, 67), (67, 61, 47), (64, 53, 58), (67, 60, 39),
        (69, 62, 42), (68, 83, 45), (77, 77, 72), (81, 90, 72), (74, 85, 69), (65, 60, 75),
        (65, 70, 57), (50, 58, 54), (50, 40, 34), (64, 61, 62), (53, 66, 50), (40, 37, 58),
        (63, 54, 48), (66, 77, 63), (78, 75, 74), (48, 57, 45), (85, 85, 71), (82, 82, 59),
    ],
    dtype=float,
)  # fmt: skip


def worths(scores, weights, *, bar=3.5, gates=None, known=None):
    return worth_of(
        np.asarray(scores, dtype=float),
        weights=weights,
        reliabilities=known or [0.8] * len(weights),
        gates=gates or [None] * len(weights),
        bar=bar,
    )


def test_mosier_is_that_of_the_guide():
    r = np.array([[1, 0.30, 0.20], [0.30, 1, 0.25], [0.20, 0.25, 1]])
    known = [0.80, 0.70, 0.60]
    assert reliability(r, np.array([0.40, 0.35, 0.25]), known) == pytest.approx(0.817162, abs=1e-6)
    assert reliability(r, np.full(3, 1 / 3), known) == pytest.approx(0.800000, abs=1e-6)


def test_correlations_and_what_others_foretell_are_those_of_r():
    # cor(attitude$rating, attitude$complaints) 0.8254; summary(lm(rating ~ complaints +
    # learning))$r.squared 0.7080
    r = {pair: (round(value, 4), of) for pair, (value, of) in correlations(ATTITUDE).items()}
    assert r[1, 0] == (0.8254, 30)
    found = worths(ATTITUDE, [1, 1, 1])[0]
    assert found.foretold.value == pytest.approx(0.7080, abs=5e-5)


def test_a_stage_that_repeats_another_changes_nobody():
    chance = np.random.default_rng(1)
    one = chance.normal(3.5, 0.6, 60)
    other = chance.normal(3.5, 0.6, 60)
    twin, _same, apart = worths(np.column_stack([one, one, other]), [25, 25, 50])
    assert twin.foretold.value == pytest.approx(1)
    assert apart.foretold.value < 0.2
    assert apart.turned > 0
    assert twin.same.value > apart.same.value


def test_who_changes_sides_is_counted_with_gates():
    scores = [[4.0, 4.0]] * 8 + [[2.0, 5.0], [5.0, 2.0]]
    first, second = worths(scores, [50, 50], gates=[3.0, None])
    # without the first, its gate stops nobody and nobody lives off it: the other alone decides
    assert (first.turned, first.of) == (2, 10)
    assert second.turned == 0
    assert [each.turned for each in worths(scores, [50, 50])] == [1, 1]


def test_a_stage_without_weight_or_gate_changes_nothing():
    scores = np.column_stack([ATTITUDE / 20, np.linspace(1, 5, 30)])
    advisory = worths(scores, [40, 30, 30, 0])[3]
    assert (advisory.turned, advisory.same.value) == (0, pytest.approx(1))
    assert advisory.loss.value == pytest.approx(0)


def test_intervals_hold_their_value_and_narrow_with_more():
    few, many = worths(ATTITUDE[:15], [1, 1, 1])[1], worths(np.tile(ATTITUDE, (8, 1)), [1, 1, 1])[1]
    for each in (few, many):
        for estimate in (each.same, each.foretold, each.loss):
            assert estimate.low <= estimate.value <= estimate.high
    assert many.same.high - many.same.low < few.same.high - few.same.low


def test_too_few_have_no_figure():
    assert worths(ATTITUDE[:9], [1, 1, 1]) is None
    assert correlations(ATTITUDE[:9]) == {}


def test_what_never_varies_is_not_a_number_but_none():
    flat = np.column_stack([ATTITUDE[:, 0], np.full(30, 3.0)])
    found = worths(flat, [1, 1])
    assert found[1].foretold is None
    assert found[0].same is None  # without it nothing varies
    assert correlations(flat) == {}


def test_an_unknown_reliability_leaves_the_loss_unknown():
    found = worths(ATTITUDE, [1, 1, 1], known=[0.8, None, 0.8])
    assert found[0].loss is None
    assert found[0].same is not None


@given(
    st.lists(st.lists(st.floats(1, 5), min_size=3, max_size=3), min_size=10, max_size=30),
    st.lists(st.integers(0, 100), min_size=3, max_size=3),
)
def test_any_scores_give_figures_in_their_bounds(scores, weights):
    for each in worths(scores, weights):
        assert 0 <= each.turned <= each.of == len(scores)
        assert each.same is None or -1 - 1e-9 <= each.same.value <= 1
        assert each.foretold is None or 0 <= each.foretold.value <= 1
        assert each.loss is None or not math.isnan(each.loss.value)
