"""Exact tests, strata and many looks, against R and the textbooks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from hiring.statistics.tables import (
    Table,
    _fisher_at_once,
    fisher,
    holm,
    mantel_haenszel,
    needed_in_each_group,
    power,
    z_test,
)
from tests.hiring.statistics.berkeley import DEPARTMENTS

WOMEN_AND_MEN = [Table(*row[2:], *row[:2]) for row in DEPARTMENTS.values()]


@pytest.mark.parametrize(
    ("table", "p"),
    [
        (Table(3, 4, 1, 4), 0.485714),  # Fisher's tea tasting
        (Table(2, 12, 15, 18), 0.000536724),  # convictions of twins (R's fisher.test)
        (Table(12, 40, 48, 80), 0.0034092),
        (Table(1, 60, 4, 60), 0.364361),
    ],
)
def test_fishers_exact_test_is_what_r_says(table, p):
    assert fisher(table).p == pytest.approx(p, rel=2e-5)


def test_tails_of_the_tea_tasting():
    assert fisher(Table(3, 4, 1, 4)).more == pytest.approx(0.242857, abs=1e-6)
    assert fisher(Table(1, 4, 3, 4)).fewer == pytest.approx(0.242857, abs=1e-6)


@pytest.mark.parametrize(
    ("table", "p"), [(Table(12, 40, 48, 80), 0.0021422), (Table(1, 60, 4, 60), 0.210838)]
)
def test_mid_p_counts_the_equally_likely_half(table, p):
    assert fisher(table).mid_p == pytest.approx(p, rel=2e-5)


def tables(most):
    sizes = st.tuples(st.integers(1, most), st.integers(1, most))
    return sizes.flatmap(
        lambda of: st.builds(
            Table, st.integers(0, of[0]), st.just(of[0]), st.integers(0, of[1]), st.just(of[1])
        )
    )


@given(tables(120))
def test_fisher_agrees_with_scipy_everywhere(table):
    cells = [
        [table.one, table.of_one - table.one],
        [table.other, table.of_other - table.other],
    ]
    found = fisher(table)
    assert found.p == pytest.approx(stats.fisher_exact(cells)[1], rel=1e-6, abs=1e-12)
    assert found.fewer == pytest.approx(stats.fisher_exact(cells, "less")[1], abs=1e-9)
    assert found.mid_p <= found.p


def test_a_million_applications_are_no_harder():
    found = fisher(Table(16_500, 500_000, 17_000, 500_000))
    assert found.p == pytest.approx(0.00550, abs=2e-4)
    assert fisher(Table(0, 500_000, 17_000, 500_000)).p == 0


@pytest.mark.parametrize(
    ("table", "z", "p"),
    [
        (Table(12, 40, 48, 80), -3.0984, 0.0019458),
        (Table(1, 60, 4, 60), -1.3705, 0.170532),
    ],
)
def test_the_pooled_z_test(table, z, p):
    assert z_test(table) == pytest.approx((z, p), rel=1e-4)


def test_nobody_and_everybody_have_no_z():
    assert z_test(Table(0, 4, 0, 9)) is None
    assert z_test(Table(4, 4, 9, 9)) is None
    assert z_test(Table(0, 0, 9, 9)) is None
    with pytest.raises(ValueError, match="is no table"):
        Table(5, 4, 0, 1)


def test_mantel_haenszel_on_berkeley_is_what_r_says():
    """mantelhaen.test(UCBAdmissions): M² 1.4269, p .2323, odds .9046968 [.7719, 1.0603] of
    men against women."""
    men_first = [Table(t.other, t.of_other, t.one, t.of_one) for t in WOMEN_AND_MEN]
    found = mantel_haenszel(men_first)
    assert (found.odds.value, found.odds.low, found.odds.high) == pytest.approx(
        (0.9046968, 0.7719074, 1.0603298), abs=1e-6
    )
    assert (found.chi_squared, found.p) == pytest.approx((1.4269, 0.2323), abs=1e-4)


def test_one_stratum_pools_to_itself():
    found = mantel_haenszel([Table(12, 40, 48, 80)])
    assert found.ratio.value == pytest.approx(0.5)
    assert (found.ratio.low, found.ratio.high) == pytest.approx((0.3014, 0.8294), abs=1e-4)
    assert found.odds.value == pytest.approx(12 * 32 / (28 * 48))


def test_strata_that_say_nothing_are_left_out():
    told = Table(12, 40, 48, 80)
    nothing = [Table(0, 5, 0, 9), Table(4, 4, 2, 2), Table(0, 0, 3, 7)]
    assert mantel_haenszel([told, *nothing]) == mantel_haenszel([told])
    assert mantel_haenszel(nothing) is None
    empty_cells = mantel_haenszel([Table(0, 5, 4, 9)])
    assert (empty_cells.odds, empty_cells.ratio) == (None, None)


def test_holm_is_what_r_says():
    """p.adjust(c(.01, .02, .03, .04), "holm"), and out of order."""
    assert holm([0.01, 0.02, 0.03, 0.04]) == pytest.approx([0.04, 0.06, 0.06, 0.06])
    assert holm([0.04, 0.001, 0.5]) == pytest.approx([0.08, 0.003, 0.5])
    assert holm([0.9, 0.8]) == [1.0, 1.0]
    assert holm([]) == []


@pytest.mark.parametrize(
    ("one", "other", "of"),
    [(0.5, 0.4, 387), (0.5, 0.25, 57), (0.3, 0.15, 119), (1 / 30, 1 / 60, 1339)],
)
def test_how_many_each_group_needs(one, other, of):
    assert needed_in_each_group(one, other) == of
    assert power(one, other, of, of) == pytest.approx(0.8, abs=0.005)


def test_no_difference_needs_nobody_and_an_empty_group_shows_nothing():
    assert needed_in_each_group(0.3, 0.3) is None
    assert power(0.5, 0.4, 0, 100) == 0


@given(st.integers(1, 900), st.integers(1, 900), st.data())
def test_a_large_table_is_tested_as_a_small_one_is(of_one, of_other, data):
    table = Table(
        data.draw(st.integers(0, of_one)), of_one, data.draw(st.integers(0, of_other)), of_other
    )
    slow, fast = fisher(table), _fisher_at_once(table)
    for name in ("p", "mid_p", "fewer", "more"):
        assert getattr(fast, name) == pytest.approx(getattr(slow, name), rel=1e-6, abs=1e-12)
