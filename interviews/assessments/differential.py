"""Differential item functioning by Mantel and Haenszel. Pure thinking.

Groups come from what people said of themselves, which no page for evaluators reads: nothing calls
this from a page. A table holds, for people of one total score, the right and wrong answers of the
reference group and of the focal group.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST: Final = 100  # people of each group, below which nothing is said
_LIMIT = 0.05
_NEGLIGIBLE, _LARGE = 1.0, 1.5


class Stratum(NamedTuple):
    """People of one total score."""

    reference_right: float
    reference_wrong: float
    focal_right: float
    focal_wrong: float


@dataclass(frozen=True)
class Difference:
    """The common odds ratio, ETS's Δ = -2.35 ln α (negative: harder for the focal group), its
    standard error (Robins, Breslow & Greenland 1986), the test with continuity correction, and
    the class A, B or C."""

    odds_ratio: float
    delta: float
    error: float
    chi_square: float
    p: float
    category: Literal["A", "B", "C"]


def mantel_haenszel(strata: Sequence[Stratum], *, fewest: int = FEWEST) -> Difference | None:
    """Compare two groups of people who do equally well on the whole.

    None where a group is smaller than `fewest`, or where the tables say nothing.
    """
    reference = math.fsum(each.reference_right + each.reference_wrong for each in strata)
    focal = math.fsum(each.focal_right + each.focal_wrong for each in strata)
    telling = [each for each in strata if sum(each) > 1]
    r = [s.reference_right * s.focal_wrong / sum(s) for s in telling]
    w = [s.reference_wrong * s.focal_right / sum(s) for s in telling]
    if min(reference, focal) < fewest or not math.fsum(r) or not math.fsum(w):
        return None
    odds_ratio = math.fsum(r) / math.fsum(w)
    delta = -2.35 * math.log(odds_ratio)
    error = 2.35 * math.sqrt(_log_variance(telling, r, w))
    chi_square = _chi_square(telling)
    p = math.erfc(math.sqrt(chi_square / 2))  # of a chi-square with one degree of freedom
    return Difference(odds_ratio, delta, error, chi_square, p, _category(delta, error, p))


def _log_variance(strata: Sequence[Stratum], r: list[float], w: list[float]) -> float:
    sum_r, sum_w = math.fsum(r), math.fsum(w)
    p = [(s.reference_right + s.focal_wrong) / sum(s) for s in strata]
    q = [1 - each for each in p]
    return (
        math.fsum(x * y for x, y in zip(p, r, strict=True)) / (2 * sum_r**2)
        + math.fsum(
            x * v + y * u for x, y, u, v in zip(p, q, r, w, strict=True)
        ) / (2 * sum_r * sum_w)
        + math.fsum(x * y for x, y in zip(q, w, strict=True)) / (2 * sum_w**2)
    )  # fmt: skip


def _chi_square(strata: Sequence[Stratum]) -> float:
    gap = variance = 0.0
    for s in strata:
        total = sum(s)
        right, reference = s.reference_right + s.focal_right, s.reference_right + s.reference_wrong
        gap += s.reference_right - reference * right / total
        variance += (
            reference * (total - reference) * right * (total - right) / (total**2 * (total - 1))
        )
    return max(0.0, abs(gap) - 0.5) ** 2 / variance if variance else 0.0


def _category(delta: float, error: float, p: float) -> Literal["A", "B", "C"]:
    """A: negligible; C: 1.5 or more and surely above 1; B: between."""
    if abs(delta) < _NEGLIGIBLE or p >= _LIMIT:
        return "A"
    surely_above_1 = math.erfc((abs(delta) - _NEGLIGIBLE) / error / math.sqrt(2)) / 2 < _LIMIT
    return "C" if abs(delta) >= _LARGE and surely_above_1 else "B"
