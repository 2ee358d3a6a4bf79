"""Whether fitted weights predict better than equal ones, told apart on people they never saw.

SCIENCE 5.2: not below 100 hires and ten for each predictor, and then only cross-validated, with
what equal weights reach beside it (Bobko, Roth and Buster 2007: it is seldom less).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from hiring.statistics.validity import PER_PREDICTOR, WEIGHTS_FROM, correlation

FOLDS: Final = 10


@dataclass(frozen=True)
class Compared:
    """Correlations with the outcome of those left out each time, between -1 and 1."""

    people: int
    predictors: int
    equal: float
    fitted: float


def compare(rows: Sequence[Sequence[float]], outcome: Sequence[float]) -> Compared | None:
    """Compare equal with fitted weights; None where there are too few, or nothing varies.

    `rows` hold the predictors of each person. Every tenth person is left out in turn; means,
    spreads and weights come from the others.
    """
    people, predictors = len(rows), len(rows[0]) if rows else 0
    if predictors < 2 or people < max(WEIGHTS_FROM, PER_PREDICTOR * predictors):  # noqa: PLR2004
        return None
    import numpy as np  # half the start of a process, and needed by few

    scores, values = np.asarray(rows, dtype=float), np.asarray(outcome, dtype=float)
    equal, fitted = np.empty(people), np.empty(people)
    fold = np.arange(people) % FOLDS
    for left_out in range(FOLDS):
        known = fold != left_out
        mean, spread = scores[known].mean(axis=0), scores[known].std(axis=0)
        if not (spread > 0).all():
            return None
        standard = (scores - mean) / spread
        design = np.column_stack([np.ones(int(known.sum())), standard[known]])
        weights, *_rest = np.linalg.lstsq(design, values[known], rcond=None)
        equal[~known] = standard[~known].mean(axis=1)
        fitted[~known] = weights[0] + standard[~known] @ weights[1:]
    reached = [
        correlation(list(zip(each.tolist(), values.tolist(), strict=True)))
        for each in (equal, fitted)
    ]
    if reached[0] is None or reached[1] is None:
        return None
    return Compared(people, predictors, reached[0], reached[1])
