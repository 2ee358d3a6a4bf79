"""What selecting well would be worth, as ranges of *ifs*. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hiring.statistics.shares import Between
from hiring.statistics.utility import gain, taylor_russell

IF_UNKNOWN: Final = (0.2, 0.5)  # validities to reckon with as long as ours is not known
BASES: Final = (30, 50, 70)  # percent of applicants who would do well
SPREADS: Final = (20, 40, 70)  # percent of a year's salary that one standard deviation is worth
YEARS: Final = 2.0
_LEAST, _MOST = 0.01, 0.95


def validities(r: Between | None) -> tuple[float, float]:
    """Return the validities to reckon with: our own interval, as far as it is above zero."""
    if r is None:
        return IF_UNKNOWN
    return max(_LEAST, min(r.low, _MOST)), max(_LEAST, min(r.high, _MOST))


@dataclass(frozen=True)
class Success:
    """Of those hired, how many percent would do well, if so many of all applicants would."""

    base: int
    low: float
    high: float


def successes(selected: float, between: tuple[float, float]) -> list[Success]:
    """Reckon Taylor and Russell's shares for three base rates; `selected` is a share."""
    return [
        Success(base, *(100 * taylor_russell(base / 100, selected, r) for r in between))
        for base in BASES
    ]


@dataclass(frozen=True)
class Gain:
    """What it brings over chance in two years, in the salary's money."""

    spread: int
    low: float
    high: float


def gains(
    *,
    hired: int,
    applicants: int,
    salary: float,
    cost: float,
    between: tuple[float, float],
) -> list[Gain]:
    """Reckon Brogden, Cronbach and Gleser's gain for three spreads; `cost` is per applicant."""
    return [
        Gain(
            spread,
            *(
                gain(
                    hired=hired,
                    years=YEARS,
                    r=r,
                    spread=salary * spread / 100,
                    selected=hired / applicants,
                    applicants=applicants,
                    cost=cost,
                )
                for r in between
            ),
        )
        for spread in SPREADS
    ]
