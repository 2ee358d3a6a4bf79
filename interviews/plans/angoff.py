"""The bar by a written method (modified Angoff, SCIENCE 2.5). Plain thinking.

Every judge says for each stage what somebody just acceptable would get. A judge's bar is the mean
of their values by the stages' weights; the suggested bar is the mean over judges, shown as a band
of one standard error, SD/√n, to either side. Values lie on the scale of 1 to 5.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

JUDGES: Final = 3  # with fewer a mean is one opinion against another
APART: Final = 1.0  # points between judges on one stage that are worth talking about


@dataclass(frozen=True)
class Spread:
    """Values of several judges: how many, their mean, and their standard deviation (n − 1), which
    one value alone does not have."""

    count: int
    mean: float
    deviation: float | None
    lowest: float
    highest: float

    @property
    def error(self) -> float | None:
        """The standard error of the mean, SD/√n."""
        return None if self.deviation is None else self.deviation / math.sqrt(self.count)

    @property
    def is_apart(self) -> bool:
        return self.highest - self.lowest > APART


@dataclass(frozen=True)
class Angoff:
    """What judges' values come to. `bars` are the judges' own bars, by judge; `bar` is none until
    somebody has judged every stage; judges who have not are left out of it."""

    bars: Mapping[int, float]
    bar: Spread | None
    stages: Mapping[int, Spread]

    @property
    def suggested(self) -> float | None:
        """The suggested bar with two decimals, from three judges on."""
        if self.bar is None or self.bar.count < JUDGES:
            return None
        return round(self.bar.mean, 2)


def spread_of(values: list[float]) -> Spread:
    """Return mean and spread of at least one value."""
    deviation = statistics.stdev(values) if len(values) > 1 else None
    return Spread(len(values), statistics.fmean(values), deviation, min(values), max(values))


def angoff(values: Mapping[int, Mapping[int, float]], weights: Mapping[int, float]) -> Angoff:
    """Work out bars from `values` (judge → stage → value) and `weights` (stage → weight), by keys.

    Stages of weight 0 need no value: they are in no composite.
    """
    counted = {stage: weight for stage, weight in weights.items() if weight > 0}
    total = math.fsum(counted.values())
    bars = {
        judge: math.fsum(counted[stage] * given[stage] for stage in counted) / total
        for judge, given in values.items()
        if total > 0 and counted.keys() <= given.keys()
    }
    by_stage = {
        stage: [given[stage] for given in values.values() if stage in given] for stage in weights
    }
    return Angoff(
        bars=bars,
        bar=spread_of(list(bars.values())) if bars else None,
        stages={stage: spread_of(found) for stage, found in by_stage.items() if found},
    )
