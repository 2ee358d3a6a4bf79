"""How far two people who tick the same list agree. Pure thinking.

Sheets come in pairs, one pair a candidate, each sheet as 0 and 1 by unit. Who ticks changes from
candidate to candidate: Krippendorff's α and the one-way intraclass correlation allow for that;
Cohen's κ takes the first and the second of each pair as its two raters. A figure that is not
defined (everybody ticked everything) is None, not 1.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Pair = tuple[Sequence[int], Sequence[int]]
FEWEST_CALLS = 2  # for a correlation of counts


@dataclass(frozen=True)
class Agreement:
    """Over all units of all calls that two people have ticked."""

    calls: int
    units: int
    same: int
    kappa: float | None
    alpha: float | None  # Krippendorff's, nominal
    icc: float | None  # of the counts, one-way, of a single person

    @property
    def percent(self) -> float | None:
        return 100 * self.same / self.units if self.units else None


def agreement(pairs: Sequence[Pair]) -> Agreement:
    """Return how far the two sheets of each pair agree."""
    ticks = [both for one, other in pairs for both in zip(one, other, strict=True)]
    same = sum(one == other for one, other in ticks)
    counts = [(sum(one), sum(other)) for one, other in pairs]
    return Agreement(len(pairs), len(ticks), same, _kappa(ticks), _alpha(ticks), _icc(counts))


def _kappa(ticks: Sequence[tuple[int, int]]) -> float | None:
    if not ticks:
        return None
    n = len(ticks)
    first, second = sum(one for one, _ in ticks) / n, sum(other for _, other in ticks) / n
    expected = first * second + (1 - first) * (1 - second)
    observed = sum(one == other for one, other in ticks) / n
    return None if expected == 1 else (observed - expected) / (1 - expected)


def _alpha(ticks: Sequence[tuple[int, int]]) -> float | None:
    values = 2 * len(ticks)
    ones = sum(one + other for one, other in ticks)
    if ones in (0, values):
        return None
    apart = sum(one != other for one, other in ticks)
    return 1 - (values - 1) * apart / (ones * (values - ones))


def _icc(counts: Sequence[tuple[int, int]]) -> float | None:
    if len(counts) < FEWEST_CALLS:
        return None
    means = [(one + other) / 2 for one, other in counts]
    middle = math.fsum(means) / len(means)
    between = 2 * math.fsum((mean - middle) ** 2 for mean in means) / (len(means) - 1)
    within = math.fsum((one - other) ** 2 / 2 for one, other in counts) / len(counts)
    return None if between + within == 0 else (between - within) / (between + within)
