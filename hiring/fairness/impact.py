"""Adverse impact: one group's pass rate held against another's, and whether that says anything.

SCIENCE 5.1 has the sources. Nothing here ever says that all is well: a small or missing
difference in few people is no proof of fairness.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from hiring.statistics.shares import Between, Share, share_of
from hiring.statistics.tables import (
    Exact,
    Pooled,
    Table,
    around_log,
    effect_size,
    fisher,
    power,
    z_test,
)

SUPPRESSED_BELOW: Final = 5
FEW_BELOW: Final = 30
FEW_EXPECTED: Final = 5
FOUR_FIFTHS: Final = 0.8
SURE: Final = 0.05


class Verdict(StrEnum):
    """What a comparison lets one say. There is no verdict “fair”."""

    SUPPRESSED = "suppressed"  # a group so small that its members could be told
    TOO_FEW = "too-few"  # too few to tell either way
    TURNS = "turns"  # one person more would turn it round: nothing to infer
    GAP = "gap"  # a gap that chance does not explain easily
    OPEN = "open"  # no such gap seen, which is not the same as none


@dataclass(frozen=True)
class Impact:
    """A group against the one with the highest rate.

    `ratio` of the pass rates with its 95 % interval; the interval is None where nobody of a
    group passed, because its logarithm has none. `shortfall`: how many more of the group would
    have passed at the other's rate. `flipped`: the ratio had one pass gone the other way.
    `power`: how likely groups of these sizes would show a ratio of four fifths.
    """

    group: Share
    reference: Share
    ratio: float | None
    interval: Between | None
    z: float | None
    z_p: float | None
    exact: Exact
    effect: float
    shortfall: float
    flipped: float | None
    turns: bool
    power: float

    @property
    def is_few(self) -> bool:
        """Tell whether either group, or what is expected of it, is too small for a word."""
        small = min(self.group.of, self.reference.of)
        passed = self.group.count + self.reference.count
        expected = small * passed / (self.group.of + self.reference.of)
        return small < FEW_BELOW or expected < FEW_EXPECTED

    def verdict(self, p: float | None = None) -> Verdict:
        """Say what may be said; `p` is the adjusted one where several were looked at."""
        if min(self.group.of, self.reference.of) < SUPPRESSED_BELOW:
            return Verdict.SUPPRESSED
        if self.is_few:
            return Verdict.TOO_FEW
        if self.turns:
            return Verdict.TURNS
        gap = (self.exact.mid_p if p is None else p) < SURE
        return Verdict.GAP if gap else Verdict.OPEN


@lru_cache(maxsize=4096)  # the counts change once a day, and a board holds a hundred
def impact(group: tuple[int, int], reference: tuple[int, int]) -> Impact | None:
    """Hold (passed, of) of a group against the reference's; None where one of them is empty.

    The interval is exp(ln ratio ± 1.96·√((1 - p_g)/x_g + (1 - p_r)/x_r)).
    """
    one, other = share_of(*group), share_of(*reference)
    if one is None or other is None:
        return None
    table = Table(*group, *reference)
    tested = z_test(table)
    turned, turns = flip_one(table)
    return Impact(
        group=one,
        reference=other,
        ratio=one.value / other.value if other.value else None,
        interval=ratio_between(table),
        z=tested[0] if tested else None,
        z_p=tested[1] if tested else None,
        exact=fisher(table),
        effect=effect_size(one.value, other.value),
        shortfall=other.value * one.of - one.count,
        flipped=turned,
        turns=turns,
        power=power(other.value, other.value * FOUR_FIFTHS, one.of, other.of),
    )


def ratio_between(table: Table) -> Between | None:
    """Return the ratio of the shares with its 95 % interval; None where nobody of one passed."""
    if not (table.one and table.other):
        return None
    share, against = table.one / table.of_one, table.other / table.of_other
    variance = (1 - share) / table.one + (1 - against) / table.other
    return around_log(share / against, variance)


def flip_one(table: Table) -> tuple[float | None, bool]:
    """Return the ratio with one pass moved over to the lower group, and whether that turns it.

    Where the other group is then ahead, the Uniform Guidelines (questions and answers, 21) call
    it inappropriate to infer adverse impact.
    """
    if not table.other or table.one == table.of_one:
        return None, False
    share, against = (table.one + 1) / table.of_one, (table.other - 1) / table.of_other
    was_lower = table.one / table.of_one < table.other / table.of_other
    ratio = share / against if against else math.inf
    return ratio, was_lower and share > against


def is_simpson(all_together: Between | None, pooled: Pooled | None) -> bool:
    """Tell whether the whole says something that the strata by themselves do not.

    So it is when the ratio over everybody stays clear of 1 and the Mantel-Haenszel ratio either
    reaches 1 or stays clear of it on the other side: the groups applied where different shares
    pass.
    """
    if all_together is None or pooled is None or pooled.ratio is None:
        return False
    whole, parts = _side(all_together), _side(pooled.ratio)
    return whole not in {0, parts}


def _side(between: Between) -> int:
    if between.high < 1:
        return -1
    return 1 if between.low > 1 else 0
