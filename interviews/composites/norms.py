"""Results of tests on the scale of marks, 1 to 5: by cut points, or by norms. Pure thinking.

From the project's science guide (2.1): a test is held against a frozen, named set of norms and
never against whoever happens to sit in the same pool; until norms come from thirty people, the
percent of the maximum is mapped to the scale.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

ENOUGH: Final = 30  # people, from whom norms may be frozen
LINEAR: Final = (12.5, 37.5, 62.5, 87.5)
# of a result whose test knows no error: as uncertain as one mark, apart from anybody's severity
UNKNOWN_ERROR: Final = math.sqrt(0.40)
_MARKS: Final = (1.0, 1.5, 2.5, 3.5, 4.5, 5.0)


@dataclass(frozen=True)
class Norms:
    """How people did: mean and standard deviation in percent of the maximum, of so many."""

    mean: float
    deviation: float
    people: int


@dataclass(frozen=True)
class Mapped:
    """A result on the scale of marks, with its standard error there."""

    value: float
    error: float


def percent(raw: float, maximum: float) -> float:
    """Return a result in percent of its maximum, cut off at 0 and 100."""
    if maximum <= 0:
        raise ValueError("a test has a maximum above zero")
    return min(100.0, max(0.0, 100 * raw / maximum))


def by_cut_points(
    raw: float, maximum: float, error: float | None, cuts: Sequence[float] = LINEAR
) -> Mapped:
    """Map a result by the four percents from which it is worth a 2, a 3, a 4 and a 5.

    Straight lines lead from 0 % (1) over the cut points (1.5, 2.5, 3.5, 4.5) to 100 % (5), so that
    one point more is always worth something. With 12.5, 37.5, 62.5 and 87.5 they are one line,
    1 + 4 · raw / maximum. The error is stretched as the line is at that place.
    """
    places = (0.0, *cuts, 100.0)
    at = percent(raw, maximum)
    end = max(1, bisect_left(places, at))
    low, high = places[end - 1], places[end]
    first, last = _MARKS[end - 1], _MARKS[end]
    slope = (last - first) / (high - low)
    value = first + slope * (at - low)
    return _on_scale(value, error, slope * 100 / maximum)


def by_norms(raw: float, maximum: float, error: float | None, norms: Norms) -> Mapped:
    """Map a result by norms: their mean is worth a 3, a standard deviation one mark more.

    That is (T − 20) / 10 for the T value 50 + 10 z.
    """
    z = (percent(raw, maximum) - norms.mean) / norms.deviation
    return _on_scale(3 + z, error, 100 / maximum / norms.deviation)


def t_value(raw: float, maximum: float, norms: Norms) -> float:
    """Return T = 50 + 10 z."""
    return 50 + 10 * (percent(raw, maximum) - norms.mean) / norms.deviation


def make_norms(percents: Sequence[float]) -> Norms | None:
    """Return norms from thirty people or more who do not all have the same; else None."""
    n = len(percents)
    if n < ENOUGH:
        return None
    mean = math.fsum(percents) / n
    deviation = math.sqrt(math.fsum((each - mean) ** 2 for each in percents) / (n - 1))
    return Norms(mean, deviation, n) if deviation > 0 else None


def _on_scale(value: float, error: float | None, stretch: float) -> Mapped:
    spread = UNKNOWN_ERROR if error is None else error * stretch
    return Mapped(min(5.0, max(1.0, value)), spread)
