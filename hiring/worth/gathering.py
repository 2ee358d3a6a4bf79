"""An opening's stages worked out from everybody's scores, for a snapshot: plain data."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from django.db.models import Count

from hiring.worth import marginal
from hiring.worth.limits import LEAST
from interviews.composites.models import Calibration, StageScore
from interviews.plans.cost import Effort, interviewer_minutes
from interviews.plans.models import Plan, Stage
from interviews.scorecards.models import Scorecard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

MOST_PLANS: Final = 6  # versions, the newest ones


def work_out(opening_id: int, _at: dt.datetime) -> dict[str, Any]:
    """Return, for each version of the plan that has composites, its stages: scores, reliability,
    what each adds, how they go together, and the interviewers' hours; five queries a version."""
    plans = Plan.objects.filter(opening=opening_id, composites__is_current=True).distinct()
    return {"plans": [_plan(plan) for plan in plans.order_by("-version")[:MOST_PLANS]]}


def _plan(plan: Plan) -> dict[str, Any]:
    stages = list(Stage.objects.filter(plan=plan).order_by("position"))
    scores, errors = _scores(plan, stages)
    agreement = _agreement(plan)
    found = [
        _stage(stage, scores[:, place], errors[:, place], agreement.get(stage.pk))
        for place, stage in enumerate(stages)
    ]
    hours = _hours(plan, stages)
    for place, each in enumerate(found):
        each["hours"] = hours[place]
        each["worth"] = None
    # a stage that hardly anybody has a score of yet stands beside the others, and not among them
    taking = [place for place, each in enumerate(found) if each["seen"] >= LEAST]
    inside = [found[place] for place in taking]
    whole = scores[:, taking]
    whole = whole[~np.isnan(whole).any(axis=1)]
    worth = marginal.worth_of(
        whole,
        weights=[each["weight"] for each in inside],
        reliabilities=[each["reliability"] for each in inside],
        gates=[each["gate"] for each in inside],
        bar=float(plan.bar),
    )
    for each, one in zip(inside, worth or [], strict=False):
        each["worth"] = asdict(one)
    pairs = marginal.correlations(scores) if len(scores) else {}
    return {
        "plan": plan.pk,
        "version": plan.version,
        "name": plan.name,
        "bar": float(plan.bar),
        "complete": len(whole),
        "reliability": _whole(whole, inside),
        "stages": found,
        "pairs": [[row, column, r, of] for (row, column), (r, of) in sorted(pairs.items())],
    }


def _scores(plan: Plan, stages: Sequence[Stage]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return values and standard errors, candidates by stages; missing is NaN."""
    places = {stage.pk: place for place, stage in enumerate(stages)}
    rows = (
        StageScore.objects.filter(composite__plan=plan, composite__is_current=True)
        .order_by("composite_id")
        .values_list("composite_id", "stage_id", "value", "standard_error")
    )
    order: dict[int, int] = {}
    cells: list[tuple[int, int, float, float]] = []
    for composite, stage, value, error in rows.iterator(chunk_size=20_000):
        row = order.setdefault(composite, len(order))
        if stage in places and value is not None:
            cells.append((row, places[stage], value, math.nan if error is None else error))
    values = np.full((len(order), len(stages)), np.nan)
    errors = np.full((len(order), len(stages)), np.nan)
    if cells:
        table = np.array(cells)
        at = (table[:, 0].astype(int), table[:, 1].astype(int))
        values[at], errors[at] = table[:, 2], table[:, 3]
    return values, errors


def _agreement(plan: Plan) -> dict[int, dict[str, Any]]:
    """Return what raters' marks of whole stages came to, without anything of one candidate."""
    rows = Calibration.objects.filter(stage__plan=plan, criterion__isnull=True, is_current=True)
    named = rows.values_list("stage_id", "result__icc", "result__alpha", "result__shared")
    return {
        stage: {"icc": icc, "alpha": alpha, "shared": shared} for stage, icc, alpha, shared in named
    }


def _stage(
    stage: Stage,
    values: NDArray[np.float64],
    errors: NDArray[np.float64],
    agreement: dict[str, Any] | None,
) -> dict[str, Any]:
    seen = values[~np.isnan(values)]
    spread = float(seen.std(ddof=1)) if len(seen) > 1 else None
    icc = (agreement or {}).get("icc")
    estimated = _from_errors(values, errors, spread)
    return {
        "stage": stage.pk,
        "title": stage.title,
        "weight": stage.weight,
        "gate": None if stage.gate is None else float(stage.gate),
        "seen": len(seen),
        "mean": float(seen.mean()) if len(seen) else None,
        "deviation": spread,
        "tenths": [float(each) for each in np.percentile(seen, [10, 50, 90])] if len(seen) else [],
        "icc": icc["mean"] if icc else None,
        "alpha": (agreement or {}).get("alpha"),
        "shared": (agreement or {}).get("shared", 0),
        "reliability": icc["mean"] if icc else estimated,
    }


def _from_errors(
    values: NDArray[np.float64], errors: NDArray[np.float64], spread: float | None
) -> float | None:
    """Return 1 - SE²/S² out of the scores' own errors, where raters cannot be compared."""
    known = errors[~np.isnan(values) & ~np.isnan(errors)]
    if not len(known) or not spread or len(known) < LEAST:
        return None
    return max(0.0, 1 - float((known**2).mean()) / spread**2)


def _whole(scores: NDArray[np.float64], found: Sequence[dict[str, Any]]) -> float | None:
    """Return the reliability of the composite; None where it cannot be told."""
    weights = np.array([float(each["weight"]) for each in found])
    if len(scores) < LEAST or not weights.sum():
        return None
    known = [math.nan if each["reliability"] is None else each["reliability"] for each in found]
    covariance = np.atleast_2d(np.cov(scores.T))
    value = marginal.reliability(covariance, weights / weights.sum(), known)
    return None if math.isnan(value) else value


def _hours(plan: Plan, stages: Sequence[Stage]) -> list[float]:
    """Return the interviewers' hours that the locked scorecards of each stage took."""
    rows = Scorecard.objects.filter(stage__plan=plan, locked_at__isnull=False)
    counted: dict[int, int] = defaultdict(int)
    counted |= dict(rows.values_list("stage").annotate(Count("pk")).order_by())
    return [
        counted[stage.pk]
        * interviewer_minutes(Effort(stage.kind_class, stage.minutes, 1, stage.on_day))
        / 60
        for stage in stages
    ]
