"""Crossed REML against lme4 (science guide 2.3), its conditions, and what must always hold."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.composites import calibrating, severity
from interviews.composites.severity import Observation, fit
from tests.examples import examples
from tests.interviews.reliability.test_coefficients import SHROUT_FLEISS

LEFT_OUT = {2, 7, 12, 13, 20, 21}  # cells, counted by rows from 1
DYESTUFF = [
    [1545, 1440, 1440, 1520, 1580],
    [1540, 1555, 1490, 1560, 1495],
    [1595, 1550, 1605, 1510, 1560],
    [1445, 1440, 1595, 1465, 1545],
    [1595, 1630, 1515, 1635, 1625],
    [1520, 1455, 1450, 1480, 1445],
]


def cells(table, left_out=()):
    places = itertools.product(range(len(table)), range(len(table[0])))
    return [
        Observation(i, j, table[i][j])
        for number, (i, j) in enumerate(places, start=1)
        if number not in left_out
    ]


FULL, HOLES = cells(SHROUT_FLEISS), cells(SHROUT_FLEISS, LEFT_OUT)


@pytest.mark.parametrize(
    ("observations", "variances", "mean", "criterion", "targets", "raters"),
    [
        (
            FULL,
            (2.555563, 5.244451, 1.019443),
            (5.291667, 1.333985),
            91.278667,
            (0.644099, -2.083849, 1.098757, -1.174533, 2.008073, -0.492546),
            (2.300470, -2.704062, -0.928260, 1.331851),
        ),
        (
            HOLES,
            (2.962095, 4.977383, 0.982064),
            (5.307726, 1.339142),
            71.546439,
            (1.106002, -2.422334, 0.950193, -1.342591, 1.850676, -0.141946),
            (2.450277, -2.392129, -1.146933, 1.088786),
        ),
    ],
    ids=["complete", "with holes"],
)
def test_fit_is_that_of_lme4(observations, variances, mean, criterion, targets, raters):
    found = fit(observations)
    assert (found.true, found.rater, found.residual) == pytest.approx(variances, rel=1e-4)
    assert (found.mean, found.mean_error) == pytest.approx(mean, rel=1e-4)
    assert found.criterion == pytest.approx(criterion, abs=1e-4)
    assert tuple(found.candidates.values()) == pytest.approx(targets, rel=1e-4, abs=1e-4)
    assert tuple(found.leniency.values()) == pytest.approx(raters, rel=1e-4, abs=1e-4)


def test_errors_of_leniency_are_those_of_lme4():
    # conditional standard deviations of the judges (science guide 2.3)
    assert list(fit(FULL).leniency_errors.values()) == pytest.approx([0.684502] * 4, rel=1e-4)


def test_fair_scores_and_their_errors_are_those_of_the_guide():
    found = fit(FULL)
    assert found.fair[0] == pytest.approx((5.935765, 0.485388), rel=1e-4)
    assert found.fair[1] == pytest.approx((3.207819, 0.485388), rel=1e-4)


def test_likelihood_ratio_is_that_of_the_guide():
    table = severity._tabulate(FULL, list(range(6)), list(range(4)))
    assert severity._without_raters(table) == pytest.approx(113.573784, abs=1e-3)
    assert fit(FULL).p == pytest.approx(1.17e-6, rel=0.01)


def test_one_way_fit_is_that_of_lme4():
    table = severity._tabulate(
        [Observation(i, 0, value) for i, row in enumerate(DYESTUFF) for value in row],
        list(range(6)),
        [0],
    )
    assert severity._without_raters(table) == pytest.approx(319.6543, abs=1e-3)


@pytest.mark.parametrize("at", [(0.0, 0.0), (-3.0, 1.0), (2.0, -5.0)])
def test_slopes_are_those_of_the_criterion(at):
    table = severity._tabulate(HOLES, list(range(6)), list(range(4)))
    near = 1e-5
    for place, slope in enumerate(severity._sloped(table, *at)[1]):
        ends = [[*at], [*at]]
        ends[0][place], ends[1][place] = at[place] - near, at[place] + near
        low, high = (severity._sloped(table, *each)[0] for each in ends)
        assert slope == pytest.approx((high - low) / (2 * near), rel=1e-5, abs=1e-5)


def test_equal_marks_have_no_variance_and_no_error():
    found = fit([Observation(i, j, 3) for i in range(5) for j in range(3)])
    assert (found.true, found.rater, found.residual, found.p) == (0, 0, 0, 1)
    assert set(found.fair.values()) == {(3, 0)}


@pytest.mark.parametrize(
    "observations",
    [[], [Observation(1, 1, 3)], [Observation(i, 1, i) for i in range(5)],
     [Observation(i, i, i % 5) for i in range(8)]],
)  # fmt: skip
def test_nothing_is_fitted_without_cells_to_spare(observations):
    assert fit(observations) is None


def test_singular_fit_converges():
    """Raters who do not differ at all: their variance is zero, and nobody is adjusted."""
    marks = [Observation(i, j, 1 + i % 5) for i in range(12) for j in range(3)]
    marks[0] = marks[0]._replace(value=2)
    found = fit(marks)
    assert found.rater == pytest.approx(0, abs=1e-4)
    assert max(abs(each) for each in found.leniency.values()) < 1e-3
    assert found.p > 0.05


# what must always hold


def simulated(seed, candidates=36, raters=4, each=2, spread=0.8):
    rolls = random.Random(seed)
    kind = [rolls.gauss(0, spread) for _ in range(raters)]
    return [
        Observation(i, j, min(5, max(1, round(3 + true + kind[j] + rolls.gauss(0, 0.5)))))
        for i, true in enumerate(rolls.gauss(0, 0.7) for _ in range(candidates))
        for j in [(i + step * (1 + i // raters % (raters - 1))) % raters for step in range(each)]
    ]


seeds = st.integers(0, 10_000)


@settings(max_examples=examples(15))
@given(seeds, st.randoms(use_true_random=False))
def test_names_of_raters_and_order_of_marks_do_not_matter(seed, rolls):
    marks = simulated(seed)
    names = list(range(100, 104))
    rolls.shuffle(names)
    renamed = [each._replace(rater=names[each.rater]) for each in marks]
    rolls.shuffle(renamed)
    one, other = fit(marks), fit(renamed)
    assert other.true == pytest.approx(one.true, rel=1e-3, abs=1e-4)
    assert other.rater == pytest.approx(one.rater, rel=1e-3, abs=1e-4)
    for key, (value, error) in one.fair.items():
        assert other.fair[key] == pytest.approx((value, error), abs=1e-3)


@settings(max_examples=examples(15))
@given(seeds, st.floats(-10, 10), st.floats(0.2, 5))
def test_shift_moves_the_mean_and_scale_the_variances(seed, shift, scale):
    marks = simulated(seed)
    moved = [each._replace(value=each.value * scale + shift) for each in marks]
    one, other = fit(marks), fit(moved)
    assert other.mean == pytest.approx(one.mean * scale + shift, abs=1e-3 * (1 + abs(scale)))
    assert other.true == pytest.approx(one.true * scale**2, rel=1e-2, abs=1e-3)
    assert other.residual == pytest.approx(one.residual * scale**2, rel=1e-2, abs=1e-3)


# when it is used


def test_fair_scores_are_used_when_everything_speaks_for_it():
    marks = simulated(1)
    assert severity.refusals(marks, fit(marks)) == []


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (lambda marks: [each for each in marks if each.rater < 2], "raters"),
        (lambda marks: [each for each in marks if each.candidate < 29], "candidates"),
        (lambda marks: [*marks, Observation(0, 9, 3)], "per-rater"),
        (lambda marks: [each for each in marks if each[:2] != (3, 3)], "overlap"),
        (
            lambda marks: [
                Observation(each.candidate, each.candidate % 2 * 2 + place % 2, each.value)
                for place, each in enumerate(marks)
            ],
            "connected",
        ),
        (
            lambda marks: [each._replace(value=1 + each.candidate % 5) for each in marks],
            "test",
        ),
    ],
)  # fmt: skip
def test_each_condition_alone_refuses(change, refusal):
    marks = simulated(1)
    assert refusal not in severity.refusals(marks, fit(marks))
    changed = change(marks)
    assert refusal in severity.refusals(changed, fit(changed))


def test_calibration_is_the_same_bytes_in_any_order():
    import json

    marks = simulated(3)
    turned = list(reversed(marks))
    first, second = (json.dumps(calibrating.calibrate(each)) for each in (marks, turned))
    assert first == second


def test_calibration_says_raw_and_fair_and_says_nothing_of_few():
    whole = calibrating.calibrate(simulated(1))
    assert (whole["candidates"], whole["raters"], whole["refusals"]) == (36, 4, [])
    assert whole["alpha"]["low"] < whole["alpha"]["value"] < whole["alpha"]["high"]
    assert 0 < whole["icc"]["single"] < whole["icc"]["mean"] < 1
    assert set(whole["fair"]["0"]) == {"raw", "fair", "error"}
    few = calibrating.calibrate([each for each in simulated(1) if each.candidate < 9])
    assert (few["alpha"], few["icc"]) == (None, None)
    assert "candidates" in few["refusals"]
    assert calibrating.calibrate([])["marks"] == 0
