"""What each stage adds to the composite: what would be lost without it. Pure thinking.

Everything follows from the covariances of the stage scores of those who have all of them, so the
error of each figure comes from leaving one block of candidates out after another (jackknife,
Quenouille 1949; Tukey 1958): at most `BLOCKS` times, however many candidates there are.

A stage that adds little to the composite may still be the one that foretells good service; that
can be told from outcomes only, and nothing here claims to.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from hiring.worth.limits import LEAST

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

BLOCKS: Final = 20
Z_95: Final = 1.959963984540054
_NOTHING: Final = 1e-12


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95 % interval; the interval is None where it cannot be told."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Worth:
    """One stage, as to what the composite would lose without it.

    `same` is the correlation of the composite with the one without the stage; `foretold` the
    share of the stage's variance that the others foretell; `loss` how much of the composite's
    reliability would go (below 0: it would gain). `turned` of `of` candidates would stand on the
    other side of the bar.
    """

    same: Estimate | None
    foretold: Estimate | None
    loss: Estimate | None
    turned: int
    of: int


def worth_of(
    scores: Matrix,
    *,
    weights: Sequence[float],
    reliabilities: Sequence[float | None],
    gates: Sequence[float | None],
    bar: float,
) -> list[Worth] | None:
    """Return the worth of each column of `scores` (candidates by stages, nothing missing).

    None of fewer than `LEAST` candidates. Weights need not add up to one; a stage without weight
    only counts where its gate turns somebody away.
    """
    count, stages = scores.shape
    if count < LEAST:
        return None
    share = np.asarray(weights, dtype=float)
    share = share / share.sum() if share.sum() > 0 else share
    blocks = min(BLOCKS, count)
    sums = _block_sums(scores, blocks)
    known = [np.nan if each is None else each for each in reliabilities]

    def about(place: int) -> Worth:
        rest = share.copy()
        rest[place] = 0
        total = rest.sum()
        rest = rest / total if total > 0 else rest

        def same(cov: Matrix) -> float:
            return _correlation(cov, share, rest)

        def foretold(cov: Matrix) -> float:
            return _foretold(cov, place)

        def loss(cov: Matrix) -> float:
            return reliability(cov, share, known) - reliability(cov, rest, known)

        return Worth(
            same=_estimate(same, sums, top=1.0),
            foretold=_estimate(foretold, sums, top=1.0, bottom=0.0),
            loss=_estimate(loss, sums),
            turned=_turned(scores, share, rest, gates, place, bar),
            of=count,
        )

    return [about(place) for place in range(stages)]


def reliability(cov: Matrix, weights: Matrix, known: Sequence[float]) -> float:
    """Return Mosier's reliability of a weighted sum: 1 - Σ w²σ²(1 - ρ) / wᵀSw.

    Not a number where a stage with weight has no known reliability, or nothing varies.
    """
    whole = float(weights @ cov @ weights)
    error = 0.0
    for weight, variance, each in zip(weights, np.diag(cov), known, strict=True):
        if weight > 0:
            error += float(weight) ** 2 * float(variance) * (1 - each)
    return 1 - error / whole if whole > _NOTHING else math.nan


def correlations(scores: Matrix) -> dict[tuple[int, int], tuple[float, int]]:
    """Return r and the number of candidates for each pair of columns, the row the greater one;
    over those who have both scores (NaN is missing), pairs that cannot be told left out."""
    found: dict[tuple[int, int], tuple[float, int]] = {}
    for row in range(scores.shape[1]):
        for column in range(row):
            both = scores[:, [row, column]]
            both = both[~np.isnan(both).any(axis=1)]
            if len(both) < LEAST or bool(np.any(np.ptp(both, axis=0) < _NOTHING)):
                continue
            found[row, column] = (float(np.corrcoef(both[:, 0], both[:, 1]).item(1)), len(both))
    return found


@dataclass(frozen=True)
class _Sums:
    """Counts, sums and sums of products of each block of candidates."""

    counts: Matrix
    firsts: Matrix
    products: Matrix

    def covariance(self, without: int | None = None) -> Matrix:
        kept = np.ones(len(self.counts), dtype=bool)
        if without is not None:
            kept[without] = False
        count = self.counts[kept].sum()
        first = self.firsts[kept].sum(axis=0)
        product = self.products[kept].sum(axis=0)
        covariance: Matrix = (product - np.outer(first, first) / count) / (count - 1)
        return covariance


def _block_sums(scores: Matrix, blocks: int) -> _Sums:
    centered = scores - scores.mean(axis=0)
    parts = [centered[start::blocks] for start in range(blocks)]
    return _Sums(
        counts=np.array([float(len(part)) for part in parts]),
        firsts=np.array([part.sum(axis=0) for part in parts]),
        products=np.array([part.T @ part for part in parts]),
    )


def _estimate(
    figure: Callable[[Matrix], float],
    sums: _Sums,
    *,
    top: float | None = None,
    bottom: float | None = None,
) -> Estimate | None:
    """Return a figure of the covariances with its jackknife interval; None if it is no number."""
    value = figure(sums.covariance())
    if math.isnan(value):
        return None
    blocks = len(sums.counts)
    left = np.array([figure(sums.covariance(without=block)) for block in range(blocks)])
    if np.isnan(left).any():
        return Estimate(value)
    error = math.sqrt((blocks - 1) / blocks * float(((left - left.mean()) ** 2).sum()))
    low, high = value - Z_95 * error, value + Z_95 * error
    low = low if bottom is None else max(bottom, low)
    high = high if top is None else min(top, high)
    return Estimate(value, low, high)


def _correlation(cov: Matrix, one: Matrix, other: Matrix) -> float:
    spread = float(one @ cov @ one) * float(other @ cov @ other)
    if spread <= _NOTHING:
        return math.nan
    return min(1.0, float(one @ cov @ other) / math.sqrt(spread))


def _foretold(cov: Matrix, place: int) -> float:
    """Return R² of one stage on all the others."""
    others = [index for index in range(len(cov)) if index != place]
    whole = float(cov[place, place])
    if not others or whole <= _NOTHING:
        return math.nan
    across = cov[others, place]
    solved, *_ = np.linalg.lstsq(cov[np.ix_(others, others)], across, rcond=None)
    return float(min(1.0, max(0.0, float(across @ solved) / whole)))


def _turned(
    scores: Matrix,
    share: Matrix,
    rest: Matrix,
    gates: Sequence[float | None],
    place: int,
    bar: float,
) -> int:
    """Count who would stand on the other side of bar and gates without the stage."""
    met = np.array([-np.inf if gate is None else gate for gate in gates]) - 1e-9
    passed = scores >= met
    with_it = (scores @ share >= bar - 1e-9) & passed.all(axis=1)
    others = np.delete(passed, place, axis=1).all(axis=1)
    without = (scores @ rest >= bar - 1e-9) & others
    return int((with_it != without).sum())
