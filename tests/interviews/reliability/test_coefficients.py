"""The vectors of the science guide (2.4), and what must hold for any ratings."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.reliability import coefficients
from interviews.reliability.coefficients import cohen_kappa, krippendorff_alpha

SHROUT_FLEISS = [
    [9, 2, 5, 8],
    [6, 1, 3, 2],
    [8, 4, 6, 8],
    [7, 1, 2, 6],
    [10, 5, 6, 9],
    [6, 2, 4, 7],
]
# R's `attitude` (Chatterjee and Price, 1977): 30 departments, 7 questions
ATTITUDE = [
    [43, 63, 71, 61, 81, 43, 58, 71, 72, 67, 64, 67, 69, 68, 77,
     81, 74, 65, 65, 50, 50, 64, 53, 40, 63, 66, 78, 48, 85, 82],
    [51, 64, 70, 63, 78, 55, 67, 75, 82, 61, 53, 60, 62, 83, 77,
     90, 85, 60, 70, 58, 40, 61, 66, 37, 54, 77, 75, 57, 85, 82],
    [30, 51, 68, 45, 56, 49, 42, 50, 72, 45, 53, 47, 57, 83, 54,
     50, 64, 65, 46, 68, 33, 52, 52, 42, 42, 66, 58, 44, 71, 39],
    [39, 54, 69, 47, 66, 44, 56, 55, 67, 47, 58, 39, 42, 45, 72,
     72, 69, 75, 57, 54, 34, 62, 50, 58, 48, 63, 74, 45, 71, 59],
    [61, 63, 76, 54, 71, 54, 66, 70, 71, 62, 58, 59, 55, 59, 79,
     60, 79, 55, 75, 64, 43, 66, 63, 50, 66, 88, 80, 51, 77, 64],
    [92, 73, 86, 84, 83, 49, 68, 66, 83, 80, 67, 74, 63, 77, 77,
     54, 79, 80, 85, 78, 64, 80, 80, 57, 75, 76, 78, 83, 74, 78],
    [45, 47, 48, 35, 47, 34, 35, 41, 31, 41, 34, 41, 25, 35, 46,
     36, 63, 60, 46, 52, 33, 41, 37, 49, 33, 72, 49, 38, 55, 39],
]  # fmt: skip
_ = None
KRIPPENDORFF = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]
UNITS = list(zip(*KRIPPENDORFF, strict=True))
ratings = st.lists(
    st.lists(st.none() | st.integers(1, 5), min_size=3, max_size=3), min_size=1, max_size=12
)


def test_mean_squares_are_those_of_the_guide():
    ms = coefficients.mean_squares(SHROUT_FLEISS)
    assert (ms.between, ms.judge, ms.error, ms.within) == pytest.approx(
        (11.241667, 32.486111, 1.019444, 6.263889), abs=1e-6
    )


def test_intraclass_correlations_are_those_of_the_guide():
    icc = coefficients.intraclass_correlations(SHROUT_FLEISS)
    assert (icc.one_way, icc.agreement, icc.consistency) == pytest.approx(
        (0.165742, 0.289764, 0.714841), abs=1e-6
    )
    assert (icc.one_way_mean, icc.agreement_mean, icc.consistency_mean) == pytest.approx(
        (0.442797, 0.620051, 0.909316), abs=1e-6
    )


def test_components_give_the_same_as_the_table():
    agreement, consistency = coefficients.from_components(2.555563, 5.244451, 1.019443)
    assert (agreement, consistency) == pytest.approx((0.289764, 0.714841), abs=1e-5)
    agreement, consistency = coefficients.from_components(2.555563, 5.244451, 1.019443, 4)
    assert (agreement, consistency) == pytest.approx((0.620051, 0.909316), abs=1e-5)


@pytest.mark.parametrize(
    ("raters", "expected"), [(1, 0.375), (2, 0.545), (3, 0.643), (4, 0.706), (5, 0.750)]
)
def test_planning_table_is_that_of_the_guide(raters, expected):
    agreement, _consistency = coefficients.from_components(0.30, 0.10, 0.40, raters)
    assert agreement == pytest.approx(expected, abs=5e-4)


def test_cronbach_alpha_is_the_consistency_of_the_mean():
    assert coefficients.cronbach_alpha(SHROUT_FLEISS) == pytest.approx(0.909316, abs=1e-6)


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("nominal", 0.743421),
        ("ordinal", 0.815388),
        ("interval", 0.849107),
        ("ratio", 0.797403),
    ],
)
def test_krippendorff_alpha_is_that_of_the_guide(level, expected):
    assert krippendorff_alpha(UNITS, level) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(("level", "expected"), [("ordinal", 0.109059), ("interval", 0.147308)])
def test_krippendorff_alpha_collapses_when_judges_differ_in_level(level, expected):
    assert krippendorff_alpha(SHROUT_FLEISS, level) == pytest.approx(expected, abs=1e-6)


def test_alpha_is_not_defined_without_pairs_or_with_one_category():
    assert krippendorff_alpha([]) is None
    assert krippendorff_alpha([[3, _], [_, 4]]) is None
    assert krippendorff_alpha([[3, 3], [3, 3]]) is None


def test_alpha_is_one_when_all_agree():
    assert krippendorff_alpha([[1, 1], [5, 5], [3, 3]]) == 1


def test_equal_marks_have_no_correlation_to_speak_of():
    icc = coefficients.intraclass_correlations([[3, 3], [3, 3]])
    assert set(vars(icc).values()) == {None}
    assert coefficients.cronbach_alpha([[3, 3], [3, 3]]) is None


def test_incomplete_table_is_refused():
    with pytest.raises(ValueError, match="complete"):
        coefficients.mean_squares([[1, 2], [3]])


def test_interval_of_agreement_is_that_of_the_guide():
    single = coefficients.agreement_interval(SHROUT_FLEISS)
    assert (single.value, single.low, single.high) == pytest.approx(
        (0.289764, 0.018787, 0.761084), abs=1e-5
    )
    mean = coefficients.of_the_mean(single, 4)
    assert (mean.value, mean.low, mean.high) == pytest.approx(
        (0.620051, 0.071137, 0.927232), abs=1e-5
    )


def test_cronbach_alpha_of_the_attitude_survey_is_that_of_r():
    assert coefficients.cronbach_alpha(list(zip(*ATTITUDE, strict=True))) == pytest.approx(
        0.843143, abs=1e-6
    )


@pytest.mark.parametrize("level", ["ordinal", "interval"])
def test_bootstrap_holds_the_value_and_comes_out_again(level):
    found = coefficients.bootstrap_alpha(UNITS, level)
    assert found.value == krippendorff_alpha(UNITS, level)
    assert 0 < found.low < found.value < found.high <= 1
    assert coefficients.bootstrap_alpha(UNITS, level) == found
    assert coefficients.bootstrap_alpha(UNITS, level, seed=1) != found
    assert coefficients.bootstrap_alpha([[3, 3], [3, 3]], level) is None


@pytest.mark.parametrize("level", ["ordinal", "interval"])
@given(ratings)
def test_fast_alpha_is_the_plain_one(level, units):
    paired = [[each for each in unit if each is not None] for unit in units]
    paired = [unit for unit in paired if len(unit) > 1]
    plain = krippendorff_alpha(units, level)
    if plain is None:
        return
    scale = sorted({each for unit in paired for each in unit})
    rows = [coefficients._coincidences(unit, scale) for unit in paired]
    observed = np.array(rows).sum(axis=0).reshape(len(scale), len(scale))
    fast = coefficients._alphas(observed[None], np.array(scale, dtype=float), level)
    assert fast[0] == pytest.approx(plain)


def test_harmonic_mean_of_raters():
    assert coefficients.harmonic_mean([2, 2, 4]) == pytest.approx(2.4)


@given(ratings, st.integers(1, 5))
def test_units_with_one_rating_and_silent_raters_count_for_nothing(units, value):
    more = [[*unit, None] for unit in units] + [[value, None, None, None]]
    assert krippendorff_alpha(more) == krippendorff_alpha(units)


@given(ratings, st.sampled_from(["nominal", "ordinal", "interval", "ratio"]))
def test_order_of_raters_does_not_matter(units, level):
    turned = [list(reversed(unit)) for unit in units]
    first, second = krippendorff_alpha(units, level), krippendorff_alpha(turned, level)
    assert first == pytest.approx(second)
    assert first is None or first <= 1 + 1e-9


def test_kappa_of_worked_examples():
    # 50 subjects with 20, 5, 10 and 15: 35 alike, .5 by chance
    table = [(1, 1)] * 20 + [(1, 0)] * 5 + [(0, 1)] * 10 + [(0, 0)] * 15
    assert cohen_kappa(table) == pytest.approx(0.4)
    assert cohen_kappa([(1, 1), (2, 2), (3, 3), (1, 2)]) == pytest.approx(7 / 11)
    assert cohen_kappa([(1, 1), (1, 1)]) is None
    assert cohen_kappa([]) is None
