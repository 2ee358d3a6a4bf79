"""Agreement of ticks against worked examples."""

from __future__ import annotations

import pytest

from interviews.marking.agreement import agreement

# a table of 50 subjects with 20, 5, 10 and 15: 35 alike, .5 by chance, so κ is .4
COHEN = ([1] * 25 + [0] * 25, [1] * 20 + [0] * 5 + [1] * 10 + [0] * 15)


def test_kappa_of_a_worked_example():
    found = agreement([COHEN])
    assert (found.calls, found.units, found.same, found.percent) == (1, 50, 35, 70)
    assert found.kappa == pytest.approx(0.4)
    # 45 ones and 55 zeros, 15 pairs apart: 1 - 99 · 15 / (45 · 55)
    assert found.alpha == pytest.approx(1 - 99 * 15 / (45 * 55))


def test_icc_of_counts_is_the_one_way_of_one_person():
    pairs = [([1] * n + [0] * (12 - n), [1] * m + [0] * (12 - m)) for n, m in ((9, 8), (4, 6))]
    # means 8.5 and 5: between 12.25, within (.5 + 2) / 2
    assert agreement(pairs).icc == pytest.approx((12.25 - 1.25) / (12.25 + 1.25))
    assert agreement(pairs[:1]).icc is None


@pytest.mark.parametrize("pairs", [[], [([1, 1], [1, 1])], [([0], [0])]])
def test_what_is_not_defined_is_none(pairs):
    found = agreement(pairs)
    assert (found.kappa, found.alpha) == (None, None)


def test_no_ticks_have_no_percent():
    assert agreement([]).percent is None
