"""The vectors of the science guide (2.4), and what must hold for any ratings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.composites import reliability
from interviews.composites.reliability import krippendorff_alpha

SHROUT_FLEISS = [
    [9, 2, 5, 8],
    [6, 1, 3, 2],
    [8, 4, 6, 8],
    [7, 1, 2, 6],
    [10, 5, 6, 9],
    [6, 2, 4, 7],
]
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
    ms = reliability.mean_squares(SHROUT_FLEISS)
    assert (ms.between, ms.judge, ms.error, ms.within) == pytest.approx(
        (11.241667, 32.486111, 1.019444, 6.263889), abs=1e-6
    )


def test_intraclass_correlations_are_those_of_the_guide():
    icc = reliability.intraclass_correlations(SHROUT_FLEISS)
    assert (icc.one_way, icc.agreement, icc.consistency) == pytest.approx(
        (0.165742, 0.289764, 0.714841), abs=1e-6
    )
    assert (icc.one_way_mean, icc.agreement_mean, icc.consistency_mean) == pytest.approx(
        (0.442797, 0.620051, 0.909316), abs=1e-6
    )


def test_components_give_the_same_as_the_table():
    agreement, consistency = reliability.from_components(2.555563, 5.244451, 1.019443)
    assert (agreement, consistency) == pytest.approx((0.289764, 0.714841), abs=1e-5)
    agreement, consistency = reliability.from_components(2.555563, 5.244451, 1.019443, 4)
    assert (agreement, consistency) == pytest.approx((0.620051, 0.909316), abs=1e-5)


@pytest.mark.parametrize(
    ("raters", "expected"), [(1, 0.375), (2, 0.545), (3, 0.643), (4, 0.706), (5, 0.750)]
)
def test_planning_table_is_that_of_the_guide(raters, expected):
    agreement, _consistency = reliability.from_components(0.30, 0.10, 0.40, raters)
    assert agreement == pytest.approx(expected, abs=5e-4)


def test_cronbach_alpha_is_the_consistency_of_the_mean():
    assert reliability.cronbach_alpha(SHROUT_FLEISS) == pytest.approx(0.909316, abs=1e-6)


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
    icc = reliability.intraclass_correlations([[3, 3], [3, 3]])
    assert set(vars(icc).values()) == {None}
    assert reliability.cronbach_alpha([[3, 3], [3, 3]]) is None


def test_incomplete_table_is_refused():
    with pytest.raises(ValueError, match="complete"):
        reliability.mean_squares([[1, 2], [3]])


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
