"""Two shares held against each other: exact tests, tables in strata, many looks.

A table is who passed and who did not, of two groups: `one` of `of_one` against `other` of
`of_other`. Checked in the tests against R (fisher.test, mantelhaen.test, p.adjust).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

from hiring.statistics.shares import Z_95, Between

NORMAL: Final = NormalDist()
Z_80_POWER: Final = NORMAL.inv_cdf(0.8)
_SAME: Final = 1 + 1e-7  # as likely as, as R has it
_NOTHING: Final = 1e-18
LARGE: Final = 2000  # people in a table, from which its weights are taken at once


@dataclass(frozen=True)
class Table:
    """`one` of `of_one` passed, and `other` of `of_other`. Raises ValueError on nonsense."""

    one: int
    of_one: int
    other: int
    of_other: int

    def __post_init__(self) -> None:
        if not (0 <= self.one <= self.of_one and 0 <= self.other <= self.of_other):
            raise ValueError(f"{self} is no table")

    @property
    def of(self) -> int:
        return self.of_one + self.of_other

    @property
    def passed(self) -> int:
        return self.one + self.other


def z_test(table: Table) -> tuple[float, float] | None:
    """Return z of one share less the other (pooled), and its two-sided p; None where all, or
    none, passed, or one group is empty."""
    share = table.passed / table.of if table.of else 0
    if not (0 < share < 1 and table.of_one and table.of_other):
        return None
    spread = math.sqrt(share * (1 - share) * (1 / table.of_one + 1 / table.of_other))
    z = (table.one / table.of_one - table.other / table.of_other) / spread
    return z, 2 * NORMAL.cdf(-abs(z))


@dataclass(frozen=True)
class Exact:
    """Fisher's exact test, given the margins: two-sided p, Lancaster's mid-p, and both tails.

    `fewer`: as many of the first group, or fewer, passed; `more`: as many, or more.
    """

    p: float
    mid_p: float
    fewer: float
    more: float


def fisher(table: Table) -> Exact:
    """Return Fisher's exact test. Two-sided: all tables that are at most as likely as this one.

    Mid-p counts the equally likely ones half (Lancaster 1961), because Fisher is conservative.
    The weights go outwards from the likeliest table until nothing is left of them; where that is
    thousands of steps, all of them are taken at once.
    """
    if table.of > LARGE:
        return _fisher_at_once(table)
    weights = dict(_weights(table))
    whole = math.fsum(weights.values())
    here = weights.get(table.one, 0.0)
    less = math.fsum(w for w in weights.values() if w * _SAME < here)
    same = math.fsum(w for w in weights.values() if here <= w * _SAME and w <= here * _SAME)
    return Exact(
        p=min(1.0, (less + same) / whole),
        mid_p=min(1.0, (less + same / 2) / whole),
        fewer=math.fsum(w for k, w in weights.items() if k <= table.one) / whole,
        more=math.fsum(w for k, w in weights.items() if k >= table.one) / whole,
    )


def _fisher_at_once(table: Table) -> Exact:
    """Return the same for a large table: the weights as logarithms, all of them at once."""
    import numpy as np  # half the start of a process, and needed by few

    passed, of_one, of_other = table.passed, table.of_one, table.of_other
    low, high = max(0, passed - of_other), min(passed, of_one)
    middle = min(max(low, (passed + 1) * (of_one + 1) // (table.of + 2)), high)
    spread = math.sqrt(of_one * of_other * passed * (table.of - passed) / table.of**2 / table.of)
    reach = round(12 * spread) + 60  # beyond it nothing is left
    first, last = max(low, middle - reach), min(high, middle + reach)
    k = np.arange(first, last, dtype=float)
    steps = np.log((passed - k) * (of_one - k)) - np.log((k + 1) * (of_other - passed + k + 1))
    logs = np.concatenate(([0.0], np.cumsum(steps)))
    weights = np.exp(logs - logs[middle - first])
    whole = float(weights.sum())
    place = table.one - first
    here = float(weights[place]) if 0 <= place < len(weights) else 0.0
    less = float(weights[weights * _SAME < here].sum())
    alike = (here <= weights * _SAME) & (weights <= here * _SAME)
    same = float(weights[alike].sum())
    below = max(0, min(place + 1, len(weights)))
    return Exact(
        p=min(1.0, (less + same) / whole),
        mid_p=min(1.0, (less + same / 2) / whole),
        fewer=float(weights[:below].sum()) / whole,
        more=float(weights[max(0, min(place, len(weights))) :].sum()) / whole,
    )


def _weights(table: Table) -> Iterator[tuple[int, float]]:
    """Yield how likely it is, against the likeliest, that k of the first group passed."""
    passed, of_one, of_other = table.passed, table.of_one, table.of_other
    low, high = max(0, passed - of_other), min(passed, of_one)
    middle = min(max(low, (passed + 1) * (of_one + 1) // (table.of + 2)), high)
    weight, k = 1.0, middle
    while weight > _NOTHING:
        yield k, weight
        if k == high:
            break
        weight *= (passed - k) * (of_one - k) / ((k + 1) * (of_other - passed + k + 1))
        k += 1
    weight, k = 1.0, middle
    while k > low:
        weight *= k * (of_other - passed + k) / ((passed - k + 1) * (of_one - k + 1))
        k -= 1
        if weight <= _NOTHING:
            break
        yield k, weight


@dataclass(frozen=True)
class Pooled:
    """Mantel-Haenszel over strata: as if each stratum had been judged by itself.

    `odds` and `ratio` are the common odds ratio and the common ratio of shares with their 95 %
    intervals, None where they cannot be told; `p` is of the Cochran-Mantel-Haenszel test with
    continuity correction, two-sided.
    """

    odds: Between | None
    ratio: Between | None
    chi_squared: float
    p: float


def mantel_haenszel(tables: Sequence[Table]) -> Pooled | None:
    """Pool tables of several strata; None where no stratum has both groups and both outcomes.

    Variance of the odds ratio: Robins, Breslow, Greenland (1986); of the ratio of shares:
    Greenland and Robins (1985).
    """
    told = [t for t in tables if t.of_one and t.of_other and 0 < t.passed < t.of]
    if not told:
        return None
    apart = sum(t.one - t.of_one * t.passed / t.of for t in told)
    spread = sum(
        t.of_one * t.of_other * t.passed * (t.of - t.passed) / (t.of**2 * (t.of - 1)) for t in told
    )
    chi_squared = max(abs(apart) - 0.5, 0) ** 2 / spread
    p = 2 * NORMAL.cdf(-math.sqrt(chi_squared))
    return Pooled(_common_odds(told), _common_ratio(told), chi_squared, p)


def _common_odds(tables: Sequence[Table]) -> Between | None:
    rows = [
        (
            t.one * (t.of_other - t.other) / t.of,
            t.other * (t.of_one - t.one) / t.of,
            (t.one + t.of_other - t.other) / t.of,
            (t.other + t.of_one - t.one) / t.of,
        )
        for t in tables
    ]
    up, down = sum(r for r, *_ in rows), sum(s for _, s, *_ in rows)
    if not (up and down):
        return None
    variance = (
        sum(r * p for r, _s, p, _q in rows) / (2 * up**2)
        + sum(s * p + r * q for r, s, p, q in rows) / (2 * up * down)
        + sum(s * q for _r, s, _p, q in rows) / (2 * down**2)
    )
    return around_log(up / down, variance)


def _common_ratio(tables: Sequence[Table]) -> Between | None:
    up = sum(t.one * t.of_other / t.of for t in tables)
    down = sum(t.other * t.of_one / t.of for t in tables)
    if not (up and down):
        return None
    inner = sum(
        (t.of_one * t.of_other * t.passed - t.one * t.other * t.of) / t.of**2 for t in tables
    )
    return around_log(up / down, inner / (up * down))


def around_log(value: float, variance: float) -> Between:
    """Return a ratio with its 95 % interval, given the variance of its logarithm."""
    half = Z_95 * math.sqrt(variance)
    return Between(value, value * math.exp(-half), value * math.exp(half))


def holm(values: Sequence[float]) -> list[float]:
    """Return each p adjusted for how many were looked at, in the order given (Holm 1979)."""
    order = sorted(range(len(values)), key=values.__getitem__)
    adjusted, most = [0.0] * len(values), 0.0
    for rank, index in enumerate(order):
        most = max(most, min(1.0, (len(values) - rank) * values[index]))
        adjusted[index] = most
    return adjusted


def effect_size(one: float, other: float) -> float:
    """Return Cohen's h of two shares: the difference of their arcsines, in radians."""
    return 2 * math.asin(math.sqrt(one)) - 2 * math.asin(math.sqrt(other))


def needed_in_each_group(one: float, other: float) -> int | None:
    """Return how many in each group show this difference with 80 % power (two-sided 5 %)."""
    h = effect_size(one, other)
    return round(2 * ((Z_95 + Z_80_POWER) / h) ** 2) if h else None


def power(one: float, other: float, of_one: int, of_other: int) -> float:
    """Return how likely groups of these sizes show this difference (two-sided 5 %)."""
    if not (of_one and of_other):
        return 0.0
    reach = abs(effect_size(one, other)) * math.sqrt(of_one * of_other / (of_one + of_other))
    return NORMAL.cdf(reach - Z_95) + NORMAL.cdf(-reach - Z_95)
