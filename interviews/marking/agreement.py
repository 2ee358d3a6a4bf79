"""How far two people who tick the same list agree. Pure thinking.

Sheets come in pairs, one pair a candidate, each sheet as 0 and 1 by unit. Who ticks changes from
candidate to candidate: Krippendorff's α and the one-way intraclass correlation allow for that;
Cohen's κ takes the first and the second of each pair as its two raters. A figure that is not
defined (everybody ticked everything) is None, not 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviews.reliability.coefficients import (
    cohen_kappa,
    intraclass_correlations,
    krippendorff_alpha,
)

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
    counts = [(sum(one), sum(other)) for one, other in pairs]
    icc = intraclass_correlations(counts).one_way if len(counts) >= FEWEST_CALLS else None
    return Agreement(
        calls=len(pairs),
        units=len(ticks),
        same=sum(one == other for one, other in ticks),
        kappa=cohen_kappa(ticks),
        alpha=krippendorff_alpha(ticks, "nominal"),
        icc=icc,
    )
