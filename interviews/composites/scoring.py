"""What marks come to: stage scores, the composite, their errors and the bar. Pure thinking.

The formulas are those of the project's science guide: missing marks (2.2), standard errors and
intervals (2.4), the bar (2.5). Everything lies on the scale of 1 to 5. Sums are exact
(`math.fsum`), so that the order of raters, criteria and stages can change no digit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

VERSION: Final = "scoring-2"  # counts up with every change that could move a number
PRORATE_FROM: Final = 0.80  # the least share of the weight from which the rest may be prorated
CLEAR: Final = 0.90
BELOW: Final = 0.10
EIGHTY_PERCENT: Final = 1.2816  # standard errors to either side


@dataclass(frozen=True)
class Variances:
    """What spreads marks: candidates truly differ, raters are strict or kind, the rest is noise.

    `explained` is R²: how much of a missing score the observed ones foretell. Without a pool
    of one's own these are planning values, and nothing is taken as foretold.
    """

    true: float = 0.30
    rater: float = 0.10
    residual: float = 0.40
    explained: float = 0.0

    @property
    def error(self) -> float:
        """The variance of one rater's mark around the candidate's true value."""
        return self.rater + self.residual

    @property
    def missing(self) -> float:
        """The variance that a score left out adds, before its weight is squared."""
        return self.true * (1 - self.explained)


PLANNING: Final = Variances()


@dataclass(frozen=True)
class Criterion:
    """One criterion of a stage: the marks that raters gave; who did not observe it gave none."""

    weight: float
    marks: tuple[int, ...] = ()
    variances: Variances = PLANNING


@dataclass(frozen=True)
class Stage:
    """One stage: its weight in the composite, and a minimum if it is a gate.

    `measured` is what a test came to, as value and standard error on the scale of marks; where
    there is such a result it is the stage's score, and marks are only shown beside it.
    """

    key: int
    weight: float
    criteria: tuple[Criterion, ...]
    gate: float | None = None
    variances: Variances = PLANNING  # of its score, for when the whole stage is missing
    measured: tuple[float, float] | None = None


@dataclass(frozen=True)
class Gate:
    """A minimum held against a stage score; `met` is None while there is no score to hold."""

    minimum: float
    met: bool | None = None
    probability: float | None = None
    zone: str = "incomplete"


@dataclass(frozen=True)
class StageScore:
    """What one stage comes to. `share` is how much of its criteria's weight was observed."""

    key: int
    value: float | None
    standard_error: float | None
    share: float
    single_rater: bool
    gate: Gate | None = None


@dataclass(frozen=True)
class Composite:
    """The weighted sum over stages. `share` is how much of the whole weight was observed."""

    value: float | None
    standard_error: float | None
    probability: float | None
    zone: str
    share: float
    stages: tuple[StageScore, ...] = field(default=())


def score(stages: Sequence[Stage], *, bar: float) -> Composite:
    """Work out a composite with all its stages against the bar.

    Missing weight is prorated from 80 % on, and only if no gate stage is missing; otherwise the
    composite has no value and is incomplete. It is never zero, and nobody is left out for it.

    The zone is that of the composite against its bar. A missed gate cannot be bought back: it
    makes the zone *below* when the stage is clearly under the gate, and *near* otherwise.
    """
    scores = tuple(score_stage(stage) for stage in stages)
    weights = _normalized([stage.weight for stage in stages])
    seen = [
        (weight, each)
        for weight, each in zip(weights, scores, strict=True)
        if each.value is not None
    ]
    share = _at_most_one(math.fsum(weight * each.share for weight, each in seen))
    total = math.fsum(weight for weight, _ in seen)
    gate_missing = any(each.gate and each.gate.met is None for each in scores)
    if total <= 0 or gate_missing or share < PRORATE_FROM - 1e-9:
        return Composite(None, None, None, "incomplete", share, scores)
    value = math.fsum(weight * (each.value or 0) for weight, each in seen) / total
    variance = math.fsum(
        [(weight / total * (each.standard_error or 0)) ** 2 for weight, each in seen]
        + [
            weight**2 * stage.variances.missing
            for weight, stage, each in zip(weights, stages, scores, strict=True)
            if each.value is None
        ]
    )
    error = math.sqrt(variance)
    probability = probability_at_least(value, bar, error)
    zone = _worst(zone_of(probability), [each.gate for each in scores if each.gate])
    return Composite(_on_scale(value), error, probability, zone, share, scores)


def score_stage(stage: Stage) -> StageScore:
    """Work out one stage: per criterion the mean of its raters, weighted by criterion.

    The criteria of a stage are marked by the same people in the same half hour, so their
    errors are taken as shared: they add up instead of averaging out. With J raters on every
    criterion that gives √((σ²c + σ²e)/J), the planning table of the guide; a rater more on a
    marked criterion can only make it smaller. A criterion that nobody observed adds the
    uncertainty of a value left out; its first mark brings that rater's own error instead.
    """
    if stage.measured is not None:
        value, error = stage.measured
        gate = _held_against(stage.gate, value, error, 1.0)
        return StageScore(stage.key, value, error, 1.0, single_rater=False, gate=gate)
    weights = _normalized([each.weight for each in stage.criteria])
    pairs = list(zip(weights, stage.criteria, strict=True))
    seen = [(weight, each) for weight, each in pairs if each.marks]
    share = _at_most_one(math.fsum(weight for weight, _ in seen))
    if not seen or share <= 0:
        gate = None if stage.gate is None else Gate(stage.gate)
        return StageScore(stage.key, None, None, 0.0, single_rater=False, gate=gate)
    value = _on_scale(
        math.fsum(weight * math.fsum(each.marks) / len(each.marks) for weight, each in seen) / share
    )
    shared = math.fsum(
        weight / share * math.sqrt(each.variances.error / len(each.marks)) for weight, each in seen
    )
    left_out = math.fsum(
        weight**2 * each.variances.missing for weight, each in pairs if not each.marks
    )
    error = math.sqrt(shared**2 + left_out)
    return StageScore(
        stage.key,
        value,
        error,
        share,
        single_rater=any(len(each.marks) == 1 for _, each in seen),
        gate=_held_against(stage.gate, value, error, share),
    )


def _held_against(minimum: float | None, value: float, error: float, share: float) -> Gate | None:
    if minimum is None:
        return None
    if share < PRORATE_FROM - 1e-9:  # too little was seen to hold a minimum against it
        return Gate(minimum)
    probability = probability_at_least(value, minimum, error)
    met = value >= minimum - 1e-9
    return Gate(minimum, met=met, probability=probability, zone=zone_of(probability))


def probability_at_least(value: float, bar: float, error: float) -> float:
    """P(true value ≥ bar) = Φ((value − bar) / error)."""
    if error <= 0:
        return 1.0 if value >= bar else 0.0
    return 0.5 * math.erfc((bar - value) / error / math.sqrt(2))


def probability_of_all(probabilities: Iterable[float]) -> float:
    """The joint probability of independent bars."""
    return math.prod(probabilities)


def zone_of(probability: float) -> str:
    """Clear from .90 on, below up to .10, near in between: collect one more mark."""
    if probability >= CLEAR:
        return "clear"
    return "below" if probability <= BELOW else "near"


def interval(value: float, error: float) -> tuple[float, float]:
    """The 80 % interval, cut off at the ends of the scale."""
    half = EIGHTY_PERCENT * error
    return max(1.0, value - half), min(5.0, value + half)


def are_tied(value: float, error: float, other: float, other_error: float) -> bool:
    """Tell whether two values lie within one standard error of their difference."""
    return abs(value - other) <= math.hypot(error, other_error)


def composite_reliability(
    weights: Sequence[float],
    deviations: Sequence[float],
    reliabilities: Sequence[float],
    correlations: Sequence[Sequence[float]],
) -> tuple[float, float]:
    """Return Mosier's reliability of a weighted sum and its standard error of measurement."""
    scaled = [weight * deviation for weight, deviation in zip(weights, deviations, strict=True)]
    whole = math.fsum(
        scaled[i] * scaled[j] * correlations[i][j]
        for i in range(len(scaled))
        for j in range(len(scaled))
    )
    error = math.fsum(
        each**2 * (1 - reliability) for each, reliability in zip(scaled, reliabilities, strict=True)
    )
    return 1 - error / whole, math.sqrt(error)


def kelley(value: float, mean: float, reliability: float, deviation: float) -> tuple[float, float]:
    """Return the value drawn toward the mean by its unreliability, and the error of that."""
    estimate = mean + reliability * (value - mean)
    return estimate, deviation * math.sqrt(reliability * (1 - reliability))


def _worst(zone: str, gates: Sequence[Gate]) -> str:
    missed = [gate.zone for gate in gates if gate.met is False]
    if zone == "below" or "below" in missed:
        return "below"
    return "near" if missed else zone


def _normalized(weights: Sequence[float]) -> list[float]:
    total = math.fsum(weights)
    return [weight / total if total > 0 else 0.0 for weight in weights]


def _on_scale(value: float) -> float:
    """Take back what dividing floats may have put beyond the ends of the scale."""
    return min(5.0, max(1.0, value))


def _at_most_one(share: float) -> float:
    return 1.0 if share > 1 - 1e-9 else share
