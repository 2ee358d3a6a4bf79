"""How strict or kind raters are: a crossed model with shrinkage, fitted by REML. Pure thinking.

y_ij = μ + θ_i + c_j + e_ij for candidate i and rater j, any cells missing, all effects normal:
the project's science guide, 2.3, verified against lme4. `c` is leniency: positive gives more.
Nothing here decides what is used; `refusals` says what speaks against using it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

MIN_RATERS: Final = 3
MIN_CANDIDATES: Final = 30
MIN_PER_RATER: Final = 8
MIN_RATERS_EACH: Final = 2.0
SIGNIFICANT: Final = 0.05
# logarithms of the variances' ratios to the residual; at the lower end a variance counts as zero
_BOUNDS: Final = (-14.0, 9.0)
_ZERO: Final = 1e-5
# the value and the slopes of a function of some logarithms
Sloped = Callable[[Sequence[float]], tuple[float, tuple[float, ...]]]


class Observation(NamedTuple):
    """One mark: who got it, who gave it, what."""

    candidate: int
    rater: int
    value: float


@dataclass(frozen=True)
class Fit:
    """The fitted model; BLUPs and fair scores by key, in the units of the marks.

    `leniency_errors` are the conditional standard deviations of the leniencies. `fair` holds, for
    each candidate, μ + θ + the mean leniency of all raters, and its standard error with this panel
    of raters taken as given. `p` is that of the test of σ²_c = 0.
    """

    mean: float
    mean_error: float
    true: float
    rater: float
    residual: float
    criterion: float
    p: float
    candidates: dict[int, float]
    leniency: dict[int, float]
    leniency_errors: dict[int, float]
    fair: dict[int, tuple[float, float]]


@dataclass(frozen=True)
class _Table:
    """The observations as arrays: codes of candidates and raters, counts, sums."""

    y: Vector
    i: NDArray[np.int64]
    j: NDArray[np.int64]
    counts: Vector  # of marks, by candidate and rater

    @cached_property
    def per_candidate(self) -> Vector:
        return np.asarray(self.counts.sum(axis=1))

    @cached_property
    def per_rater(self) -> Vector:
        return np.asarray(self.counts.sum(axis=0))

    @cached_property
    def sums(self) -> tuple[Vector, Vector]:
        """Of the marks, by candidate and by rater."""
        rows, columns = self.counts.shape
        by_row: Vector = np.bincount(self.i, self.y, rows).astype(float)
        by_column: Vector = np.bincount(self.j, self.y, columns).astype(float)
        return by_row, by_column


class _Parts(NamedTuple):
    """What the criterion is made of at one pair of variance ratios (to the residual)."""

    mean: float
    precision: float
    squares: float
    logdet: float
    inverse: Vector  # of the raters' system
    shrink: Vector
    drift: Vector  # how the leniencies fall as μ rises
    leniency: Vector
    theta: Vector


def fit(observations: Sequence[Observation]) -> Fit | None:
    """Fit the model; None where it cannot be: fewer than two of either, or no cell to spare.

    Marks that are all equal have no variance at all and are their own fair scores.
    """
    candidates = sorted({each.candidate for each in observations})
    raters = sorted({each.rater for each in observations})
    if len(raters) < 2 or len(observations) <= max(len(candidates), len(raters)):  # noqa: PLR2004
        return None
    table = _tabulate(observations, candidates, raters)
    if np.ptp(table.y) == 0:
        return _nothing_varies(float(table.y[0]), candidates, raters)
    starts = ((0.0, 0.0), (-1.5, -1.5), (-3.0, -3.0))
    found = [_least(lambda at: _sloped(table, at[0], at[1]), start) for start in starts]
    _value, (log_true, log_rater) = min(found)
    return _describe(table, candidates, raters, log_true, log_rater)


def _tabulate(
    observations: Sequence[Observation], candidates: list[int], raters: list[int]
) -> _Table:
    rows = {key: place for place, key in enumerate(candidates)}
    columns = {key: place for place, key in enumerate(raters)}
    # in one order, so that the sums are the same to the last digit however the rows came
    ordered = sorted(observations)
    i = np.array([rows[each.candidate] for each in ordered])
    j = np.array([columns[each.rater] for each in ordered])
    counts = np.zeros((len(candidates), len(raters)))
    np.add.at(counts, (i, j), 1)
    return _Table(np.array([each.value for each in ordered], dtype=float), i, j, counts)


def _nothing_varies(value: float, candidates: list[int], raters: list[int]) -> Fit:
    return Fit(
        mean=value,
        mean_error=0.0,
        true=0.0,
        rater=0.0,
        residual=0.0,
        criterion=-math.inf,
        p=1.0,
        candidates=dict.fromkeys(candidates, 0.0),
        leniency=dict.fromkeys(raters, 0.0),
        leniency_errors=dict.fromkeys(raters, 0.0),
        fair=dict.fromkeys(candidates, (value, 0.0)),
    )


def _parts(table: _Table, log_true: float, log_rater: float) -> _Parts:
    """Solve for μ with candidates swept out; raters are the few, so their system is small."""
    true, rater = math.exp(log_true), math.exp(log_rater)
    ni, nj, counts = table.per_candidate, table.per_rater, table.counts
    yi, yj = table.sums
    shrink = 1 / (ni + 1 / true)
    swept = counts.T * shrink
    system = np.diag(nj + 1 / rater) - swept @ counts
    logdet = 2 * float(np.log(np.diag(np.linalg.cholesky(system))).sum())
    inverse: Vector = np.linalg.inv(system).astype(float)
    moment, sums = nj - swept @ ni, yj - swept @ yi
    drift, kind = inverse @ moment, inverse @ sums
    precision = len(table.y) - float(ni @ (ni * shrink)) - float(moment @ drift)
    mean = float(table.y.sum() - ni @ (yi * shrink) - moment @ kind) / precision
    squares = float(table.y @ table.y - yi @ (yi * shrink) - sums @ kind)
    leniency = kind - drift * mean
    return _Parts(
        mean=mean,
        precision=precision,
        squares=max(squares - mean**2 * precision, 1e-12),
        logdet=logdet + float(np.log(ni * true + 1).sum()) + len(nj) * log_rater,
        inverse=inverse,
        shrink=shrink,
        drift=drift,
        leniency=leniency,
        theta=shrink * (yi - ni * mean - counts @ leniency),
    )


def _criterion(table: _Table, parts: _Parts) -> float:
    """Return −2 × the restricted log-likelihood, profiled over μ and the residual."""
    free = len(table.y) - 1
    spread = free * (1 + math.log(2 * math.pi * parts.squares / free))
    return parts.logdet + math.log(parts.precision) + spread


def _slopes(table: _Table, parts: _Parts, log_true: float, log_rater: float) -> tuple[float, float]:
    """Return how the criterion rises with each logarithm, out of the mixed model's equations.

    For q effects u of a ratio λ: q − tr(C)/λ − (n − 1)·u′u/(λ·squares), where C is their block of
    the inverse of the whole system (Searle, Casella & McCulloch 1992, chapter 6).
    """
    true, rater = math.exp(log_true), math.exp(log_rater)
    drift, precision = parts.drift, parts.precision
    # the block of the raters once μ is known as well as it is; those of the candidates from it
    block = parts.inverse + np.outer(drift, drift) / precision
    pulls = table.counts * parts.shrink[:, None]
    of_mean = table.per_candidate * parts.shrink
    crossed = of_mean @ (pulls @ drift) / precision
    trace = parts.shrink.sum() + of_mean @ of_mean / precision - 2 * crossed
    trace += np.vdot(pulls @ block, pulls)
    scale = (len(table.y) - 1) / parts.squares
    rows, columns = table.counts.shape
    return (
        rows - (float(trace) + scale * float(parts.theta @ parts.theta)) / true,
        columns - (float(np.trace(block)) + scale * float(parts.leniency @ parts.leniency)) / rater,
    )


def _sloped(table: _Table, log_true: float, log_rater: float) -> tuple[float, tuple[float, float]]:
    """Return the criterion and its slopes."""
    parts = _parts(table, log_true, log_rater)
    return _criterion(table, parts), _slopes(table, parts, log_true, log_rater)


def _without_raters(table: _Table) -> float:
    """Return the criterion of the same model with σ²_c = 0."""

    def along_candidates(at: Sequence[float]) -> tuple[float, tuple[float, ...]]:
        value, slopes = _sloped(table, at[0], -16.0)
        return value, slopes[:1]

    return _least(along_candidates, (-1.0,))[0]


def _least(function: Sloped, start: Sequence[float]) -> tuple[float, tuple[float, ...]]:
    """Return the least value of a function of logarithms of variance ratios, and where it is."""
    from scipy import optimize

    # its stubs want functions with arguments that ours has no use for
    search: Any = optimize.minimize
    found = search(
        lambda at: function([float(each) for each in at]),
        list(start),
        method="L-BFGS-B",
        jac=True,
        bounds=[_BOUNDS] * len(start),
        options={"ftol": 1e-14, "gtol": 1e-8},
    )
    return float(found.fun), tuple(float(each) for each in found.x)


def _describe(
    table: _Table, candidates: list[int], raters: list[int], log_true: float, log_rater: float
) -> Fit:
    parts = _parts(table, log_true, log_rater)
    residual = parts.squares / (len(table.y) - 1)
    theta, leniency = parts.theta, parts.leniency
    criterion = _criterion(table, parts)
    errors = _fair_errors(table, residual, math.exp(log_true), math.exp(log_rater))
    fair = parts.mean + theta + leniency.mean()
    true, rater = math.exp(log_true), math.exp(log_rater)
    return Fit(
        mean=parts.mean,
        mean_error=math.sqrt(residual / parts.precision),
        true=residual * true if true > _ZERO else 0.0,
        rater=residual * rater if rater > _ZERO else 0.0,
        residual=residual,
        criterion=criterion,
        p=_chance(_without_raters(table) - criterion),
        candidates=dict(zip(candidates, theta.tolist(), strict=True)),
        leniency=dict(zip(raters, leniency.tolist(), strict=True)),
        leniency_errors=dict(zip(raters, _leniency_errors(parts, residual), strict=True)),
        fair={
            key: (float(value), float(error))
            for key, value, error in zip(candidates, fair, errors, strict=True)
        },
    )


def _leniency_errors(parts: _Parts, residual: float) -> list[float]:
    """Return the conditional standard deviations of the leniencies, as lme4 gives them: the raters'
    block of the inverse of the whole system, which is that of candidates swept out."""
    variances: Vector = np.diag(parts.inverse) * residual
    found: list[float] = np.sqrt(np.maximum(variances, 0)).tolist()
    return found


def _chance(statistic: float) -> float:
    """Return p of the likelihood ratio of one variance at its edge: half χ²₀ and half χ²₁.

    The upper tail of χ²₁ is that of a normal variable on both sides: erfc(√(x/2)).
    """
    return 1.0 if statistic <= 0 else 0.5 * math.erfc(math.sqrt(statistic / 2))


def _fair_errors(table: _Table, residual: float, true: float, rater: float) -> Vector:
    """Return √(wᵀM⁻¹w) for each candidate: 1 on μ and on them, 1/J on every rater."""
    rows, columns = table.counts.shape
    ni, nj = table.per_candidate, table.per_rater
    size = 1 + rows + columns
    matrix = np.zeros((size, size))
    matrix[0, 0] = len(table.y)
    matrix[0, 1 : 1 + rows] = matrix[1 : 1 + rows, 0] = ni
    matrix[0, 1 + rows :] = matrix[1 + rows :, 0] = nj
    matrix[1 : 1 + rows, 1 : 1 + rows] = np.diag(ni + 1 / true)
    matrix[1 + rows :, 1 + rows :] = np.diag(nj + 1 / rater)
    matrix[1 : 1 + rows, 1 + rows :] = table.counts
    matrix[1 + rows :, 1 : 1 + rows] = table.counts.T
    inverse = np.linalg.inv(matrix) * residual
    weights = np.zeros((rows, size))
    weights[:, 0] = 1
    weights[np.arange(rows), 1 + np.arange(rows)] = 1
    weights[:, 1 + rows :] = 1 / columns
    variances: Vector = np.einsum("ij,jk,ik->i", weights, inverse, weights, optimize=True)
    return np.sqrt(np.maximum(variances, 0))


def is_connected(observations: Sequence[Observation]) -> bool:
    """Tell whether raters and candidates all hang together; else severity means nothing across."""
    root: dict[tuple[str, int], tuple[str, int]] = {}

    def find(node: tuple[str, int]) -> tuple[str, int]:
        root.setdefault(node, node)
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for each in observations:
        root[find(("candidate", each.candidate))] = find(("rater", each.rater))
    return len({find(node) for node in list(root)}) <= 1


def refusals(observations: Sequence[Observation], fitted: Fit | None) -> list[str]:
    """Return what speaks against using fair scores, as codes; nothing does if it is empty."""
    candidates = {each.candidate for each in observations}
    per_rater: dict[int, set[int]] = {}
    for each in observations:
        per_rater.setdefault(each.rater, set()).add(each.candidate)
    checks = {
        "raters": len(per_rater) >= MIN_RATERS,
        "candidates": len(candidates) >= MIN_CANDIDATES,
        "per-rater": all(len(seen) >= MIN_PER_RATER for seen in per_rater.values()),
        "overlap": len(observations) >= MIN_RATERS_EACH * len(candidates) > 0,
        "connected": is_connected(observations),
        "test": fitted is not None and fitted.p < SIGNIFICANT,
    }
    return [code for code, holds in checks.items() if not holds]
