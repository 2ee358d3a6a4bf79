"""Collecting everything that goes into composites, for many candidates in as many queries as
for one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from candidates.applications.keys import among
from interviews.composites.models import NormSet
from interviews.plans.models import Stage
from interviews.scorecards.models import Rating, Scorecard
from interviews.stages import registry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from interviews.composites.snapshot import Inputs
    from interviews.plans.models import Criterion, Plan
    from interviews.stages.registry import Measured

    Marks = dict[tuple[int, int], list[dict[str, Any]]]
    Raters = dict[tuple[int, int], list[tuple[int, bool]]]


def gather(plan: Plan, application_id: int) -> Inputs:
    """Collect everything that goes into the composite of one application."""
    return gather_many(plan, [application_id])[application_id]


def gather_many(plan: Plan, application_ids: Sequence[int]) -> dict[int, Inputs]:
    """Collect everything that goes into the composites of applications under one plan.

    Only locked scorecards count, and of each mark the first value: revisions stand beside it.
    What was closed over a conflict of interest is left out. Four queries, and those of the tests
    that measure by themselves.
    """
    stages = list(Stage.objects.filter(plan=plan).order_by("position").prefetch_related("criteria"))
    raters = _raters(plan, application_ids)
    marks = _marks(plan, application_ids)
    measured = {stage.pk: _measure(stage, application_ids) for stage in stages}
    norms = {stage.pk: _norms(plan, stage) for stage in stages if measured[stage.pk]}
    return {
        key: {
            "application": key,
            "plan": plan.pk,
            "plan_version": plan.version,
            "bar": f"{plan.bar:.2f}",
            "values": "initial",
            "variances": "planning",
            "stages": [
                _stage(
                    stage,
                    raters[key, stage.pk],
                    [
                        _criterion(criterion, marks[key, criterion.pk])
                        for criterion in sorted(stage.criteria.all(), key=lambda row: row.position)
                    ],
                    _result(stage, measured[stage.pk].get(key), norms.get(stage.pk)),
                )
                for stage in stages
            ],
        }
        for key in application_ids
    }


def _raters(plan: Plan, application_ids: Sequence[int]) -> Raters:
    raters: Raters = defaultdict(list)
    cards = Scorecard.objects.counted().filter(
        application__in=among(application_ids), stage__plan=plan
    )
    for application, stage, rater, locked_at in cards.values_list(
        "application_id", "stage_id", "interviewer_id", "locked_at"
    ):
        raters[application, stage].append((rater, locked_at is not None))
    return raters


def _marks(plan: Plan, application_ids: Sequence[int]) -> Marks:
    marks: Marks = defaultdict(list)
    rows = Rating.objects.filter(
        scorecard__application__in=among(application_ids),
        scorecard__stage__plan=plan,
        scorecard__locked_at__isnull=False,
    ).values_list(
        "scorecard__application_id",
        "criterion_id",
        "scorecard__interviewer_id",
        "value",
        "null_reason",
    )
    # sorted here: everybody's marks of one plan are too many for the database to sort in memory
    for application, criterion, rater, value, reason in sorted(rows):
        mark = {"rater": rater, "value": value, "missing": reason}
        marks[application, criterion].append(mark)
    return marks


def _measure(stage: Stage, application_ids: Sequence[int]) -> Mapping[int, Measured]:
    measure = registry.get(stage.kind).measure
    return measure(stage.pk, application_ids) if measure else {}


def _norms(plan: Plan, stage: Stage) -> NormSet | None:
    """Return the newest norms of a test that were frozen before the plan was locked."""
    frozen = NormSet.objects.filter(kind=stage.kind)
    if plan.locked_at is not None:
        frozen = frozen.filter(frozen_at__lte=plan.locked_at)
    return frozen.order_by("-frozen_at").first()


def _result(
    stage: Stage, measured: Measured | None, norms: NormSet | None
) -> dict[str, Any] | None:
    if measured is None:
        return None
    return {
        "raw": measured.raw,
        "maximum": measured.maximum,
        "error": measured.error,
        "at": measured.at.isoformat(),
        "cut_points": [str(each) for each in stage.cut_points],
        "norms": norms
        and {
            "set": norms.pk,
            "mean": norms.mean,
            "deviation": norms.deviation,
            "people": norms.people,
        },
    }


def _stage(
    stage: Stage,
    raters: list[tuple[int, bool]],
    criteria: list[dict[str, Any]],
    result: dict[str, Any] | None,
) -> dict[str, Any]:
    locked = sorted(rater for rater, is_locked in raters if is_locked)
    return {
        "stage": stage.pk,
        "kind": stage.kind,
        "weight": stage.weight,
        "gate": None if stage.gate is None else f"{stage.gate:.2f}",
        # a test that measured has spoken for itself; marks are owed only by whom they were asked of
        "raters_expected": len(raters) if result else max(stage.raters, len(raters)),
        "raters": locked,
        "measured": result,
        "criteria": criteria,
    }


def _criterion(criterion: Criterion, marks: list[dict[str, Any]]) -> dict[str, Any]:
    return {"criterion": criterion.pk, "weight": criterion.weight, "marks": marks}
