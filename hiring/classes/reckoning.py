"""How many people it takes to fill so many seats, as ranges. Plain Python.

Two things are unsure, and both are said: what the true rate is (the Wilson interval of what was
seen), and how chance falls even if it were known (a binomial).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from hiring.statistics.shares import Share

SURE: Final = 0.8
MOST: Final = 1_000_000


@dataclass(frozen=True)
class Need:
    """People needed: on average, and at the bounds of the rate; `most` of None has no end.

    `sure`: so many that in eight of ten times the seats are filled, at the rate that was seen.
    """

    likely: int
    fewest: int
    most: int | None
    sure: int | None


def need(seats: int, share: Share | None) -> Need | None:
    """Return how many it takes to fill the seats at a rate; None where nobody passed yet."""
    if share is None or share.count == 0:
        return None
    return Need(
        likely=_people(seats, share.value),
        fewest=_people(seats, share.high),
        most=_people(seats, share.low) if share.low > 0 else None,
        sure=enough(seats, share.value),
    )


def _people(seats: int, rate: float) -> int:
    return math.ceil(round(seats / rate, 9))


def enough(seats: int, rate: float, sure: float = SURE) -> int | None:
    """Return the smallest n with P(at least `seats` of n pass) of `sure` or more; None above a
    million."""
    low, high = seats, MOST
    if chance(high, seats, rate) < sure:
        return None
    while low < high:
        middle = (low + high) // 2
        if chance(middle, seats, rate) >= sure:
            high = middle
        else:
            low = middle + 1
    return low


def chance(people: int, seats: int, rate: float) -> float:
    """Return how likely at least `seats` of `people` pass, each at the same rate."""
    if people < seats:
        return 0.0
    if rate >= 1:
        return 1.0
    said = math.log(rate), math.log1p(-rate)
    fewer = math.fsum(
        math.exp(
            math.lgamma(people + 1) - math.lgamma(k + 1) - math.lgamma(people - k + 1)
            + k * said[0] + (people - k) * said[1]
        )
        for k in range(seats)
    )  # fmt: skip
    return max(0.0, 1.0 - fewer)


def days_for(people: int | None, per_day: int) -> int | None:
    """Return on how many Days so many people fit; None of no end."""
    return None if people is None else math.ceil(people / per_day)
