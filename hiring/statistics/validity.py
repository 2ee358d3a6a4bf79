"""Whether one number goes with another: correlation, its interval, and what it hides.

SCIENCE 5.2 has the sources; the tests hold its vectors.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from hiring.statistics.shares import Z_95, Between
from hiring.statistics.tables import NORMAL, Z_80_POWER
from interviews.reliability.coefficients import pearson

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pairs = Sequence[tuple[float, float]] | NDArray[np.float64]

SHOWN_FROM: Final = 20  # hires, below which there is a picture and no number
EXPECTED: Final = 0.42  # of structured interviews with job performance (Sackett and others 2022)
WEIGHTS_FROM: Final = 100  # hires, below which weights are not fitted
PER_PREDICTOR: Final = 10
_LEAST: Final = 4  # pairs that an interval needs


def as_pairs(pairs: Pairs) -> NDArray[np.float64]:
    """Return pairs, as rows, as what both correlations work on, for whoever asks for both."""
    return np.asarray(pairs, dtype=float)


def correlation(pairs: Pairs) -> float | None:
    """Return Pearson's r between -1 and 1; None of fewer than two, or where one never varies."""
    return pearson(*as_pairs(pairs).T) if len(pairs) else None


def rank_correlation(pairs: Pairs) -> float | None:
    """Return Spearman's rho: Pearson's r of the ranks, ties sharing theirs; None as above."""
    return pearson(*map(_ranks, as_pairs(pairs).T)) if len(pairs) else None


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    _each, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = counts.cumsum()
    return (ends - (counts - 1) / 2)[place]


def correlation_between(r: float, of: int) -> Between | None:
    """Return r with Fisher's interval tanh(atanh r ± 1.96/√(n - 3)); None of fewer than four."""
    if of < _LEAST:
        return None
    if abs(r) >= 1:
        return Between(r, r, r)
    half = Z_95 / math.sqrt(of - 3)
    return Between(r, math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half))


def needed_pairs(r: float) -> int:
    """Return how many pairs show a correlation of this size with 80 % power (two-sided 5 %)."""
    return math.ceil(((Z_95 + Z_80_POWER) / math.atanh(abs(r))) ** 2 + 3)


def unrestricted(r: float, u: float) -> float:
    """Return r as it might be among all who applied, by Thorndike's case II.

    `u` is the standard deviation of the score among applicants over that among the hired. True
    only if people were selected on this very score, which a Service Day never does (it selects
    on the composite): an *if* to be shown beside the raw value, never instead of it.
    """
    if not u > 0:
        raise ValueError("a ratio of spreads is above 0")
    return r * u / math.sqrt(1 + r * r * (u * u - 1))


def reliability_of_mean(between: float, within: float, count: int) -> float:
    """Return how much of a mean over `count` answers is the person: σ²_b/(σ²_b + σ²_w/n)."""
    return between / (between + within / count)


def top_down(share: float) -> tuple[float, float, float]:
    """Return the cut in standard deviations, the mean of those above it, and the variance left
    among them, when the best `share` are taken of a normal score."""
    cut = NORMAL.inv_cdf(1 - share)
    mean = NORMAL.pdf(cut) / share
    return cut, mean, 1 - mean * (mean - cut)
