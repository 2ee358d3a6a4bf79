"""The vectors of the science guide (2.2, 2.4, 2.5) and what must hold for any marks at all."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.composites import scoring
from interviews.composites.scoring import Criterion, Stage, Variances, score, score_stage

marks = st.lists(st.integers(1, 5), max_size=4).map(tuple)
criteria = st.lists(
    st.builds(Criterion, weight=st.integers(1, 10), marks=marks), min_size=1, max_size=6
).map(tuple)
stages = st.lists(
    st.tuples(st.integers(0, 100), criteria, st.none() | st.sampled_from([2.0, 2.5, 3.0])),
    min_size=1,
    max_size=8,
).map(lambda rows: [Stage(key, w, c, gate) for key, (w, c, gate) in enumerate(rows)])


def one(*values, weight=100, gate=None, key=1):
    """A stage with one criterion that was marked with these values."""
    return Stage(key, weight, (Criterion(1, values),), gate)


@pytest.mark.parametrize(
    ("value", "bar", "error", "expected"),
    [
        (3.62, 3.5, 0.20, 0.725747),
        (3.48, 3.5, 0.20, 0.460172),
        (3.90, 3.5, 0.15, 0.996170),
        (3.20, 3.5, 0.25, 0.115070),
    ],
)
def test_probability_is_that_of_the_guide(value, bar, error, expected):
    assert scoring.probability_at_least(value, bar, error) == pytest.approx(expected, abs=1e-6)


def test_joint_probability_is_that_of_the_guide():
    bars = [(3.8, 3, 0.3), (3.2, 3, 0.3), (4.1, 3, 0.3)]
    each = [scoring.probability_at_least(*bar) for bar in bars]
    assert each == pytest.approx([0.996170, 0.747507, 0.999877], abs=1e-6)
    assert scoring.probability_of_all(each) == pytest.approx(0.744553, abs=1e-6)
    assert scoring.probability_of_all([scoring.probability_at_least(1, 0, 1)] * 5) == (
        pytest.approx(0.42, abs=0.005)
    )


@pytest.mark.parametrize(
    ("raters", "error"), [(1, 0.707), (2, 0.500), (3, 0.408), (4, 0.354), (5, 0.316)]
)
def test_standard_error_is_that_of_the_planning_table(raters, error):
    stage = Stage(1, 100, tuple(Criterion(1, (3,) * raters) for _ in range(3)))
    assert score_stage(stage).standard_error == pytest.approx(error, abs=5e-4)


def test_pool_variances_replace_the_planning_values():
    pool = Variances(rater=0.25, residual=0.75)
    stage = Stage(1, 100, (Criterion(1, (3, 4), pool),))
    assert score_stage(stage).standard_error == pytest.approx(math.sqrt(0.5))


def test_mosier_is_that_of_the_guide():
    correlations = [[1, 0.30, 0.20], [0.30, 1, 0.25], [0.20, 0.25, 1]]
    reliabilities = (0.80, 0.70, 0.60)
    weighted = scoring.composite_reliability(
        (0.40, 0.35, 0.25), (1, 1, 1), reliabilities, correlations
    )
    assert weighted == pytest.approx((0.817162, 0.306186), abs=1e-6)
    equal = scoring.composite_reliability((1 / 3,) * 3, (1,) * 3, reliabilities, correlations)
    assert equal == pytest.approx((0.800000, 0.316228), abs=1e-6)


def test_kelley_is_that_of_the_guide():
    assert scoring.kelley(3.62, 3.10, 0.78, 0.60) == pytest.approx((3.5056, 0.248548), abs=1e-6)


def test_interval_is_eighty_percent_and_stays_on_the_scale():
    assert scoring.interval(3.0, 0.5) == pytest.approx((2.3592, 3.6408))
    assert scoring.interval(4.8, 0.707) == (pytest.approx(3.8939, abs=1e-4), 5.0)


@pytest.mark.parametrize(
    ("probability", "zone"),
    [(1.0, "clear"), (0.90, "clear"), (0.8999, "near"), (0.1001, "near"), (0.10, "below")],
)
def test_zones_have_their_edges(probability, zone):
    assert scoring.zone_of(probability) == zone


def test_stage_score_is_the_weighted_mean_of_raters():
    result = score_stage(Stage(1, 100, (Criterion(3, (4, 5)), Criterion(1, (2, 3)))))
    assert result.value == pytest.approx((3 * 4.5 + 2.5) / 4)
    assert result.share == 1.0
    assert result.single_rater is False


def test_one_rater_is_said_to_be_one():
    assert score_stage(Stage(1, 100, (Criterion(1, (4, 5)), Criterion(1, (4,))))).single_rater


def test_criterion_that_nobody_observed_is_left_out_and_widens_the_error():
    full = score_stage(Stage(1, 100, (Criterion(4, (4, 4)), Criterion(1, (4, 4)))))
    part = score_stage(Stage(1, 100, (Criterion(4, (4, 4)), Criterion(1, ()))))
    assert part.value == full.value == 4.0
    assert part.share == pytest.approx(0.8)
    assert part.standard_error == pytest.approx(math.sqrt(0.25 + 0.2**2 * 0.30))


def test_composite_error_is_the_root_of_the_weighted_squares():
    result = score([one(4, 4, weight=75), one(2, 2, weight=25, key=2)], bar=3)
    assert result.value == pytest.approx(3.5)
    assert result.standard_error == pytest.approx(math.hypot(0.75 * 0.5, 0.25 * 0.5))
    assert result.probability == pytest.approx(
        scoring.probability_at_least(3.5, 3, result.standard_error)
    )


def test_missing_stage_is_prorated_from_eighty_percent_on():
    result = score([one(4, 4, weight=80), one(weight=20, key=2)], bar=3)
    assert result.value == 4.0
    assert result.standard_error == pytest.approx(math.sqrt(0.25 + 0.2**2 * 0.30))
    assert result.share == pytest.approx(0.8)


def test_missing_stage_makes_it_incomplete_under_eighty_percent():
    result = score([one(4, 4, weight=79), one(weight=21, key=2)], bar=3)
    assert (result.value, result.standard_error, result.probability) == (None, None, None)
    assert result.zone == "incomplete"
    assert result.stages[0].value == 4.0


def test_missing_gate_stage_makes_it_incomplete_however_light():
    result = score([one(5, 5, weight=99), one(weight=1, gate=3.0, key=2)], bar=3)
    assert (result.value, result.zone) == (None, "incomplete")
    assert result.stages[1].gate == scoring.Gate(3.0)


def test_gate_of_a_stage_that_was_hardly_seen_is_not_held_against_it():
    hardly = Stage(2, 10, (Criterion(1, (5,)), Criterion(1, ())), gate=3.0)
    result = score([one(5, 5, weight=90), hardly], bar=3)
    assert result.stages[1].gate.met is None
    assert result.zone == "incomplete"


@pytest.mark.parametrize(
    ("second", "met", "zone"), [((4, 4), True, "clear"), ((3, 2), False, "near")]
)
def test_missed_gate_cannot_be_bought_back(second, met, zone):
    result = score([one(5, 5, 5, 5, weight=90), one(*second, weight=10, gate=3.0, key=2)], bar=3)
    assert result.probability > 0.99
    assert result.stages[1].gate.met is met
    assert result.zone == zone


def test_gate_that_is_clearly_missed_makes_the_zone_below():
    result = score([one(5, 5, weight=90), one(1, 1, weight=10, gate=3.0, key=2)], bar=3)
    assert result.stages[1].gate.zone == "below"
    assert result.zone == "below"


def test_met_gate_near_its_minimum_leaves_the_zone_to_the_bar():
    result = score([one(5, 5, weight=90), one(3, 3, weight=10, gate=3.0, key=2)], bar=3)
    assert result.stages[1].gate.zone == "near"
    assert result.zone == "clear"


def test_nothing_at_all_is_incomplete_and_not_zero():
    assert score([], bar=3).value is None
    assert score([one(weight=100)], bar=3).zone == "incomplete"
    assert score([one(5, weight=0)], bar=3).zone == "incomplete"
    assert score_stage(Stage(1, 100, ())).value is None


def test_certain_value_is_at_the_bar_or_not():
    assert scoring.probability_at_least(3.0, 3.0, 0) == 1.0
    assert scoring.probability_at_least(2.9, 3.0, 0) == 0.0


def test_ties_lie_within_one_error_of_the_difference():
    assert scoring.are_tied(3.5, 0.3, 3.9, 0.3)
    assert not scoring.are_tied(3.5, 0.3, 4.0, 0.3)


@given(stages, st.randoms(use_true_random=False))
def test_order_of_raters_changes_no_digit(plan, random):
    def shuffled(criterion):
        return Criterion(
            criterion.weight, tuple(random.sample(criterion.marks, len(criterion.marks)))
        )

    other = [
        Stage(each.key, each.weight, tuple(map(shuffled, each.criteria)), each.gate)
        for each in plan
    ]
    assert score(other, bar=3.5) == score(plan, bar=3.5)


@given(criteria, st.data())
def test_one_more_rater_never_raises_the_error(rows, data):
    seen = [index for index, row in enumerate(rows) if row.marks]
    chosen = data.draw(st.sets(st.sampled_from(seen))) if seen else set()
    value = data.draw(st.integers(1, 5))
    more = tuple(
        Criterion(row.weight, (*row.marks, value)) if index in chosen else row
        for index, row in enumerate(rows)
    )
    before, after = score_stage(Stage(1, 1, rows)), score_stage(Stage(1, 1, more))
    assert (after.standard_error or 0) <= (before.standard_error or 0) + 1e-12


@given(stages, st.integers(2, 9))
def test_weights_are_only_relative(plan, factor):
    other = [
        Stage(
            each.key,
            each.weight * factor,
            tuple(Criterion(row.weight * factor, row.marks) for row in each.criteria),
            each.gate,
        )
        for each in plan
    ]
    one_way, other_way = score(plan, bar=3.5), score(other, bar=3.5)
    assert other_way.zone == one_way.zone
    assert other_way.value == pytest.approx(one_way.value)
    assert other_way.standard_error == pytest.approx(one_way.standard_error)


@given(stages)
def test_results_lie_on_the_scale_or_are_missing(plan):
    result = score(plan, bar=3.5)
    for each in (result, *result.stages):
        assert each.value is None or 1 <= each.value <= 5
        assert (each.value is None) == (each.standard_error is None)
        assert each.standard_error is None or each.standard_error > 0
        assert 0 <= each.share <= 1
    assert (result.zone == "incomplete") == (result.value is None)
    assert result.probability is None or 0 <= result.probability <= 1


@given(stages)
def test_missing_is_never_a_zero(plan):
    """A stage score is never lower than the lowest mark that anybody gave in it."""
    for stage, result in zip(plan, score(plan, bar=3.5).stages, strict=True):
        given_marks = [mark for row in stage.criteria for mark in row.marks]
        assert (result.value is None) == (not given_marks)
        if given_marks:
            assert min(given_marks) - 1e-9 <= result.value <= max(given_marks) + 1e-9
