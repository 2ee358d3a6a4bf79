"""Impact ratios against SCIENCE 5.1, and what may be said about them."""

import pytest

from hiring.fairness.impact import Verdict, impact, is_simpson, ratio_between
from hiring.statistics.shares import Between
from hiring.statistics.tables import Table, mantel_haenszel
from tests.hiring.statistics.berkeley import DEPARTMENTS


def test_a_gap_in_enough_people():
    found = impact((12, 40), (48, 80))
    assert found.ratio == pytest.approx(0.5)
    assert (found.interval.low, found.interval.high) == pytest.approx((0.3014, 0.8294), abs=1e-4)
    assert (found.z, found.z_p) == pytest.approx((-3.0984, 0.0019458), rel=1e-4)
    assert found.exact.p == pytest.approx(0.0034092, rel=1e-4)
    assert found.exact.mid_p == pytest.approx(0.0021422, rel=1e-4)
    assert found.flipped == pytest.approx(0.5532, abs=1e-4)
    assert found.shortfall == pytest.approx(12)
    assert found.effect == pytest.approx(-0.6129, abs=1e-4)
    assert found.verdict() == Verdict.GAP
    assert found.verdict(p=0.06) == Verdict.OPEN


def test_a_gap_in_too_few():
    found = impact((1, 60), (4, 60))
    assert found.ratio == pytest.approx(0.25)
    # published with 1.96 for the quantile
    assert (found.interval.low, found.interval.high) == pytest.approx((0.0288, 2.1720), abs=2e-4)
    assert found.exact.p == pytest.approx(0.364361, rel=1e-4)
    assert found.exact.mid_p == pytest.approx(0.210838, rel=1e-4)
    assert found.flipped == pytest.approx(0.6667, abs=1e-4)
    assert found.verdict() == Verdict.TOO_FEW


@pytest.mark.parametrize(
    ("group", "reference", "verdict"),
    [
        ((2, 4), (40, 80), Verdict.SUPPRESSED),
        ((40, 80), (4, 4), Verdict.SUPPRESSED),
        ((10, 29), (40, 80), Verdict.TOO_FEW),  # fewer than 30
        ((10, 30), (50, 80), Verdict.GAP),
        ((20, 40), (41, 80), Verdict.TURNS),  # one more, and the group is ahead
        ((38, 80), (50, 80), Verdict.OPEN),
    ],
)
def test_what_may_be_said(group, reference, verdict):
    assert impact(group, reference).verdict() == verdict


def test_nobody_passed_has_an_exact_test_and_no_interval():
    found = impact((0, 40), (30, 80))
    assert (found.ratio, found.interval) == (0, None)
    assert found.verdict() == Verdict.GAP
    nobody = impact((0, 40), (0, 80))
    assert (nobody.ratio, nobody.z, nobody.flipped) == (None, None, None)
    assert impact((0, 0), (3, 9)) is None


def test_one_pass_moved_may_empty_the_other():
    found = impact((0, 10), (1, 10))
    assert (found.flipped, found.turns) == (float("inf"), True)


def test_berkeley_is_simpsons_paradox():
    tables = [Table(*row[2:], *row[:2]) for row in DEPARTMENTS.values()]
    columns = [[row[n] for row in DEPARTMENTS.values()] for n in (2, 3, 0, 1)]
    together = ratio_between(Table(*map(sum, columns)))
    assert together.value == pytest.approx(0.6819, abs=1e-4)
    assert together.high < 0.75
    pooled = mantel_haenszel(tables)
    assert pooled.ratio.value > 1
    assert is_simpson(together, pooled)


def test_the_same_gap_in_every_stratum_is_no_paradox():
    tables = [Table(12, 40, 48, 80), Table(10, 40, 42, 80)]
    together = ratio_between(Table(22, 80, 90, 160))
    assert not is_simpson(together, mantel_haenszel(tables))
    assert not is_simpson(Between(0.9, 0.7, 1.1), mantel_haenszel(tables))
    assert not is_simpson(None, None)
