"""How far raters agree, and numbers go together: ICC, α, κ, Pearson's r, intervals. Pure thinking.

The formulas and test vectors are those of the project's science guide (2.4).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Ratings = Sequence[Sequence[float | None]]
RESAMPLES: Final = 2000
SEED: Final = 2011  # written down with every result, so that its interval comes out again
MIN_CANDIDATES: Final = 10  # below this a page says "not enough data" instead of a number


def pearson(
    ones: Sequence[float] | NDArray[np.float64], others: Sequence[float] | NDArray[np.float64]
) -> float | None:
    """Return Pearson's r between -1 and 1; None of fewer than two, or where one never varies."""
    xs, ys = np.asarray(ones, dtype=float), np.asarray(others, dtype=float)
    if len(xs) < 2 or (xs == xs[0]).all() or (ys == ys[0]).all():  # noqa: PLR2004
        return None
    one, other = xs - xs.mean(), ys - ys.mean()
    spread = math.sqrt(one @ one) * math.sqrt(other @ other)
    return max(-1.0, min(1.0, float(one @ other) / spread)) if spread > 0 else None


@dataclass(frozen=True)
class MeanSquares:
    """The two-way analysis of variance of targets (rows) by judges (columns)."""

    targets: int
    judges: int
    between: float  # MSB, targets
    judge: float  # MSJ
    error: float  # MSE
    within: float  # MSW, judges and error together


@dataclass(frozen=True)
class IntraclassCorrelations:
    """Shrout and Fleiss's six, for one judge and for the mean of all k.

    `one_way` when everybody had different judges; `agreement` for a rotating panel;
    `consistency` only to describe rank order. None where there is nothing to divide by.
    """

    one_way: float | None
    agreement: float | None
    consistency: float | None
    one_way_mean: float | None
    agreement_mean: float | None
    consistency_mean: float | None


def mean_squares(table: Sequence[Sequence[float]]) -> MeanSquares:
    """Return the mean squares of a complete table with two rows and two columns or more."""
    n, k = len(table), len(table[0])
    if n < 2 or k < 2 or any(len(row) != k for row in table):  # noqa: PLR2004
        raise ValueError("a complete table of two by two or more is wanted")
    grand = math.fsum(value for row in table for value in row) / (n * k)
    rows = [math.fsum(row) / k for row in table]
    columns = [math.fsum(row[j] for row in table) / n for j in range(k)]
    total = math.fsum((value - grand) ** 2 for row in table for value in row)
    between = k * math.fsum((mean - grand) ** 2 for mean in rows)
    judge = n * math.fsum((mean - grand) ** 2 for mean in columns)
    return MeanSquares(
        targets=n,
        judges=k,
        between=between / (n - 1),
        judge=judge / (k - 1),
        error=(total - between - judge) / ((n - 1) * (k - 1)),
        within=(total - between) / (n * (k - 1)),
    )


def intraclass_correlations(table: Sequence[Sequence[float]]) -> IntraclassCorrelations:
    """Return the six coefficients of a complete table."""
    ms = mean_squares(table)
    n, k = ms.targets, ms.judges
    judges = (ms.judge - ms.error) / n
    return IntraclassCorrelations(
        one_way=_share(ms.between - ms.within, ms.between + (k - 1) * ms.within),
        agreement=_share(ms.between - ms.error, ms.between + (k - 1) * ms.error + k * judges),
        consistency=_share(ms.between - ms.error, ms.between + (k - 1) * ms.error),
        one_way_mean=_share(ms.between - ms.within, ms.between),
        agreement_mean=_share(ms.between - ms.error, ms.between + judges),
        consistency_mean=_share(ms.between - ms.error, ms.between),
    )


def from_components(
    target: float, rater: float, error: float, raters: float = 1
) -> tuple[float | None, float | None]:
    """Return agreement and consistency of the mean of so many raters from variances."""
    return (
        _share(target, target + (rater + error) / raters),
        _share(target, target + error / raters),
    )


def cronbach_alpha(table: Sequence[Sequence[float]]) -> float | None:
    """Return Cronbach's α of items (columns), which is the consistency of their mean."""
    k = len(table[0])
    totals = _variance([math.fsum(row) for row in table])
    items = math.fsum(_variance([row[j] for row in table]) for j in range(k))
    share = _share(items, totals)
    return None if share is None else k / (k - 1) * (1 - share)


def cohen_kappa(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Return Cohen's κ of what two raters said, unit by unit; None where both said one thing."""
    first, second = (Counter(pair[place] for pair in pairs) for place in (0, 1))
    expected = sum(first[value] * second[value] for value in first)
    observed = sum(one == other for one, other in pairs) * len(pairs)
    return _share(observed - expected, len(pairs) ** 2 - expected)


def krippendorff_alpha(units: Ratings, level: str = "ordinal") -> float | None:
    """Return Krippendorff's α of units (rows) by observers, with any cells missing.

    A unit with fewer than two values counts for nothing. Without any pair, or with one value
    only, α is not defined: None, not 1. `level` is nominal, ordinal, interval or ratio.
    """
    rated = [[value for value in unit if value is not None] for unit in units]
    paired = [unit for unit in rated if len(unit) > 1]
    amounts = Counter(value for unit in paired for value in unit)
    if len(amounts) < 2:  # noqa: PLR2004
        return None
    distance = _distances(amounts)[level]
    observed = math.fsum(
        distance(one, other) / (len(unit) - 1)
        for unit in paired
        for i, one in enumerate(unit)
        for j, other in enumerate(unit)
        if i != j
    )
    expected = math.fsum(
        amounts[one] * amounts[other] * distance(one, other) for one in amounts for other in amounts
    )
    return 1 - (sum(amounts.values()) - 1) * observed / expected


def _distances(amounts: Counter[float]) -> dict[str, Callable[[float, float], float]]:
    order = sorted(amounts)

    def ordinal(one: float, other: float) -> float:
        low, high = sorted((one, other))
        between = sum(amounts[value] for value in order if low <= value <= high)
        return (between - (amounts[one] + amounts[other]) / 2) ** 2

    return {
        "nominal": lambda one, other: float(one != other),
        "ordinal": ordinal,
        "interval": lambda one, other: (one - other) ** 2,
        "ratio": lambda one, other: ((one - other) / (one + other)) ** 2 if one + other else 0.0,
    }


def _variance(values: Sequence[float]) -> float:
    mean = math.fsum(values) / len(values)
    return math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1)


def _share(part: float, whole: float) -> float | None:
    return None if abs(whole) < 1e-12 else part / whole  # noqa: PLR2004


@dataclass(frozen=True)
class Interval:
    """A coefficient with the interval that goes with it."""

    value: float
    low: float
    high: float


def agreement_interval(table: Sequence[Sequence[float]], level: float = 0.95) -> Interval | None:
    """Return ICC(A,1) of a complete table with its interval (McGraw and Wong, 1996)."""
    from scipy import special

    ms = mean_squares(table)
    value = intraclass_correlations(table).agreement
    if value is None or ms.error <= 0:
        return None
    n, k = ms.targets, ms.judges
    a = k * value / (n * (1 - value))
    b = 1 + k * value * (n - 1) / (n * (1 - value))
    freedom = (a * ms.judge + b * ms.error) ** 2 / (
        (a * ms.judge) ** 2 / (k - 1) + (b * ms.error) ** 2 / ((n - 1) * (k - 1))
    )
    tail = 1 - (1 - level) / 2
    under = float(special.fdtri(n - 1, freedom, tail))
    over = float(special.fdtri(freedom, n - 1, tail))
    judges = k * ms.judge + (k * n - k - n) * ms.error
    low = n * (ms.between - under * ms.error) / (under * judges + n * ms.between)
    high = n * (over * ms.between - ms.error) / (judges + n * over * ms.between)
    return Interval(value, low, high)


def of_the_mean(interval: Interval, raters: float) -> Interval:
    """Step a coefficient of one rater up to the mean of so many (Spearman and Brown)."""

    def step(value: float) -> float:
        return raters * value / (1 + (raters - 1) * value)

    return Interval(step(interval.value), step(interval.low), step(interval.high))


def harmonic_mean(amounts: Sequence[int]) -> float:
    """Return the harmonic mean of how many raters each candidate had."""
    return len(amounts) / math.fsum(1 / amount for amount in amounts)


def bootstrap_alpha(
    units: Ratings,
    level: str = "ordinal",
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    confidence: float = 0.95,
) -> Interval | None:
    """Return Krippendorff's α with an interval from resampled units; None where α is not defined.

    The same units in the same order under the same seed give the same interval. Each unit's
    coincidences are a row once; a resample is then how often each row is drawn.
    """
    value = krippendorff_alpha(units, level)
    if value is None:
        return None
    rated = [[each for each in unit if each is not None] for unit in units]
    paired = [unit for unit in rated if len(unit) > 1]
    scale = sorted({each for unit in paired for each in unit})
    rows = np.array([_coincidences(unit, scale) for unit in paired])
    draws = np.random.default_rng(seed).multinomial(
        len(paired), np.full(len(paired), 1 / len(paired)), size=resamples
    )
    observed = (draws @ rows).reshape(resamples, len(scale), len(scale))
    found = _alphas(observed, np.array(scale, dtype=float), level)
    defined = found[~np.isnan(found)]
    tail = 50 * (1 - confidence)
    low, high = np.percentile(defined, [tail, 100 - tail]) if len(defined) else (value, value)
    return Interval(value, float(low), float(high))


def _coincidences(unit: Sequence[float], scale: Sequence[float]) -> list[float]:
    amounts = [unit.count(value) for value in scale]
    return [
        amounts[c] * (amounts[k] - (c == k)) / (len(unit) - 1)
        for c in range(len(scale))
        for k in range(len(scale))
    ]


def _alphas(
    observed: NDArray[np.float64], scale: NDArray[np.float64], level: str
) -> NDArray[np.float64]:
    """Return α of many coincidence matrices (resamples × values × values) at once."""
    amounts = observed.sum(axis=2)
    if level == "ordinal":
        upto = np.cumsum(amounts, axis=1)
        places = np.arange(len(scale))
        first = amounts[:, np.minimum.outer(places, places)]
        between = np.abs(upto[:, :, None] - upto[:, None, :]) + first
        distance = (between - (amounts[:, :, None] + amounts[:, None, :]) / 2) ** 2
        distance[:, places, places] = 0.0
    else:
        distance = ((scale[:, None] - scale[None, :]) ** 2)[None]
    expected = (amounts[:, :, None] * amounts[:, None, :] * distance).sum(axis=(1, 2))
    seen = (observed * distance).sum(axis=(1, 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        alphas = 1 - (amounts.sum(axis=1) - 1) * seen / expected
    return np.where(expected > 0, alphas, np.nan)
