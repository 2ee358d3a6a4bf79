"""What is worked out about one criterion from everybody's marks. Pure thinking, plain data.

The result is rounded to six decimals: far finer than any mark, and the same bytes each time.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from interviews.composites import severity
from interviews.composites.severity import Fit, Observation
from interviews.reliability import coefficients

VERSION: Final = "calibrating-3"  # counts up with every change that could move a number

Result = dict[str, Any]


def calibrate(observations: Sequence[Observation], *, level: str = "ordinal") -> Result:
    """Work out reliability, rater severity and fair scores from marks.

    `level` is that of Krippendorff's α: ordinal for marks, interval for means of several. Below
    ten candidates with two raters or more there is no coefficient, because it would mean nothing.
    """
    by_candidate: dict[int, list[float]] = defaultdict(list)
    per_rater: dict[int, int] = defaultdict(int)
    for each in sorted(observations):
        by_candidate[each.candidate].append(each.value)
        per_rater[each.rater] += 1
    shared = [values for values in by_candidate.values() if len(values) > 1]
    fitted = severity.fit(observations)
    is_enough = len(shared) >= coefficients.MIN_CANDIDATES
    return {
        "candidates": len(by_candidate),
        "shared": len(shared),
        "marks": len(observations),
        "raters": len(per_rater),
        "level": level,
        "alpha": _alpha(list(by_candidate.values()), level) if is_enough else None,
        "icc": _icc(fitted, by_candidate) if is_enough else None,
        "variances": _variances(fitted),
        "p": None if fitted is None else _round(fitted.p),
        "refusals": severity.refusals(observations, fitted),
        "leniency": _leniency(fitted, per_rater),
        "fair": _fair(fitted, by_candidate),
    }


def _round(value: float) -> float:
    return round(value, 6) + 0.0  # no minus zero


def _alpha(units: list[list[float]], level: str) -> Result | None:
    found = coefficients.bootstrap_alpha(units, level)
    if found is None:
        return None
    return {
        "value": _round(found.value),
        "low": _round(found.low),
        "high": _round(found.high),
        "resamples": coefficients.RESAMPLES,
        "seed": coefficients.SEED,
    }


def _icc(fitted: Fit | None, by_candidate: dict[int, list[float]]) -> Result | None:
    """Agreement of one rater, and of the mean of as many as candidates had (harmonic mean)."""
    if fitted is None:
        return None
    raters = coefficients.harmonic_mean([len(values) for values in by_candidate.values()])
    parts = (fitted.true, fitted.rater, fitted.residual)
    single, _consistency = coefficients.from_components(*parts)
    mean, _consistency = coefficients.from_components(*parts, raters)
    if single is None or mean is None:
        return None
    return {"single": _round(single), "mean": _round(mean), "raters": _round(raters)}


def _variances(fitted: Fit | None) -> Result | None:
    if fitted is None:
        return None
    return {
        "mean": _round(fitted.mean),
        "true": _round(fitted.true),
        "rater": _round(fitted.rater),
        "residual": _round(fitted.residual),
    }


def _leniency(fitted: Fit | None, per_rater: dict[int, int]) -> Result:
    given = fitted.leniency if fitted else {}
    errors = fitted.leniency_errors if fitted else {}
    return {
        str(rater): {
            "value": _round(given[rater]) if rater in given else None,
            "error": _round(errors[rater]) if rater in errors else None,
            "marks": marks,
        }
        for rater, marks in sorted(per_rater.items())
    }


def _fair(fitted: Fit | None, by_candidate: dict[int, list[float]]) -> Result:
    """Raw mean and fair score side by side, by candidate."""
    if fitted is None:
        return {}
    return {
        str(key): {
            "raw": _round(math.fsum(values) / len(values)),
            "fair": _round(fitted.fair[key][0]),
            "error": _round(fitted.fair[key][1]),
        }
        for key, values in sorted(by_candidate.items())
    }
