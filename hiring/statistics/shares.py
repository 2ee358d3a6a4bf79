"""Shares with what they are worth: the Wilson interval, and one in so many. Plain Python.

Wilson, E. B. (1927), Journal of the American Statistical Association 22, 209-212. It stays
between 0 and 1 and is honest where nobody, or everybody, passed; its bounds are checked against
Newcombe (1998) in the tests.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

Z_95: Final = 1.959963984540054


@dataclass(frozen=True)
class Share:
    """`count` of `of`, with the bounds of its 95 % interval, all between 0 and 1."""

    count: int
    of: int
    value: float
    low: float
    high: float

    @property
    def percent(self) -> float:
        return 100 * self.value

    @property
    def percent_low(self) -> float:
        return 100 * self.low

    @property
    def percent_high(self) -> float:
        return 100 * self.high

    @property
    def one_in(self) -> float | None:
        """Return n of “one in n”, rounded to what one says; None where nobody passed."""
        n = one_in_n(self.count, self.of)
        return None if n is None else _said(n)

    @property
    def one_in_best(self) -> float:
        """Return n at the upper bound of the share: the fewest that one might stand for."""
        return _said(1 / self.high)

    @property
    def one_in_worst(self) -> float | None:
        """Return n at the lower bound; None where there is no end to it."""
        return _said(1 / self.low) if self.low > 0 else None


def _said(n: float) -> float:
    """Round to one digit below ten, and to whole people above."""
    return round(n, 1) if n < 9.95 else round(n)  # noqa: PLR2004


def share_of(count: int, of: int, z: float = Z_95) -> Share | None:
    """Return a share with its Wilson interval; None of nobody. Raises ValueError on nonsense."""
    if not 0 <= count <= of:
        raise ValueError(f"{count} of {of} is no share")
    if of == 0:
        return None
    low, high = wilson(count, of, z)
    return Share(count, of, count / of, low, high)


def wilson(count: int, of: int, z: float = Z_95) -> tuple[float, float]:
    """Return the bounds of the Wilson score interval for `count` of `of`, `of` at least 1.

    (p + z²/2n ± z·√(p(1 - p)/n + z²/4n²)) / (1 + z²/n), as SCIENCE 5.4 has it. At the ends the
    bound is exactly 0 or 1, which floats would miss by a hair.
    """
    share, squared = count / of, z * z / of
    middle = (share + squared / 2) / (1 + squared)
    half = z * math.sqrt(share * (1 - share) / of + squared / (4 * of)) / (1 + squared)
    low = 0.0 if count == 0 else middle - half
    high = 1.0 if count == of else middle + half
    return low, high


def one_in_n(count: int, of: int) -> float | None:
    """Return n of “one in n”: 30.0 for 4 of 120; None where nobody passed."""
    return of / count if count else None


def wilson_corrected(count: int, of: int, z: float = Z_95) -> tuple[float, float]:
    """Return the Wilson bounds with continuity correction, a little wider; `of` at least 1.

    Newcombe, R. G. (1998), Statistics in Medicine 17, 857-872, method 4.
    """
    share, squared = count / of, z * z
    below = squared - 2 - 1 / of + 4 * share * (of * (1 - share) + 1)
    above = squared + 2 - 1 / of + 4 * share * (of * (1 - share) - 1)
    middle, under = 2 * count + squared, 2 * (of + squared)
    low = 0.0 if count == 0 else max(0.0, (middle - 1 - z * math.sqrt(below)) / under)
    high = 1.0 if count == of else min(1.0, (middle + 1 + z * math.sqrt(above)) / under)
    return low, high


@dataclass(frozen=True)
class Between:
    """A value with the bounds of its 95 % interval, in the value's own unit."""

    value: float
    low: float
    high: float


def difference(one: Share, other: Share) -> Between:
    """Return one share less the other with Newcombe's interval, all between -1 and 1.

    Newcombe, R. G. (1998), Statistics in Medicine 17, 873-890, method 10: the Wilson bounds of
    both, squared and added.
    """
    value = one.value - other.value
    down = math.hypot(one.value - one.low, other.high - other.value)
    up = math.hypot(one.high - one.value, other.value - other.low)
    return Between(value, value - down, value + up)


def promoter_score(promoters: int, passives: int, detractors: int) -> Between | None:
    """Return the 0-to-10 promoter score between -100 and 100; None of nobody.

    100·(p₊ - p₋), standard error 100·√((p₊ + p₋ - (p₊ - p₋)²)/n), as SCIENCE 5.4 has it. Where
    everybody said the same, the standard error is 0: prefer the binary question, whose interval
    is Wilson's and stays honest there.
    """
    of = promoters + passives + detractors
    if of == 0:
        return None
    plus, minus = promoters / of, detractors / of
    value = 100 * (plus - minus)
    error = 100 * math.sqrt((plus + minus - (plus - minus) ** 2) / of)
    return Between(value, value - Z_95 * error, value + Z_95 * error)
