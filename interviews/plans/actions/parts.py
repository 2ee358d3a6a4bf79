"""The parts of a plan: its stages and their criteria, added, changed, moved, removed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction

from interviews.competencies.models import Competency
from interviews.plans.actions.locking import (
    assign,
    changeable_plan,
    draft_plan,
    keep_ready,
    plan_id_of_stage,
    record,
    stage_id_of_criterion,
)
from interviews.plans.actions.refusals import CannotAdapt
from interviews.plans.actions.versions import criterion_from
from interviews.plans.models import Criterion, Stage
from interviews.stages import registry

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from candidates.layout.viewer import Viewer
    from interviews.plans.models import Plan


def _renumber(rows: list[Stage] | list[Criterion]) -> None:
    for position, row in enumerate(rows, start=1):
        assign(row, {"position": position})


@transaction.atomic
def add_stage(*, plan_id: int, kind: str, actor: Viewer, at: dt.datetime) -> Stage:
    """Add a stage of this kind at the end of a draft, with its kind's criteria and no weight yet.

    Twice adds two. Raises PlanLocked, PlanInUse; KeyError for a kind that is not there.
    """
    chosen = registry.get(kind)
    plan = draft_plan(plan_id)
    stage = Stage.objects.create(
        plan=plan,
        position=plan.stages.count() + 1,
        kind=kind,
        title=str(chosen.label),
        weight=0,
        minutes=chosen.minutes,
        raters=chosen.raters,
        on_day=chosen.on_day,
    )
    codes = [spec.competency for spec in chosen.criteria]
    found = {each.code: each for each in Competency.objects.filter(code__in=codes)}
    specs = [spec for spec in chosen.criteria if spec.competency in found]
    Criterion.objects.bulk_create(
        [
            criterion_from(spec, stage, number, found[spec.competency])
            for number, spec in enumerate(specs, start=1)
        ]
    )
    record(plan, "stage-added", at, actor, stage=stage.title)
    return stage


@transaction.atomic
def change_stage(
    *,
    stage_id: int,
    title: str,
    weight: int,
    gate: Decimal | None,
    minutes: int,
    raters: int,
    actor: Viewer,
    at: dt.datetime,
    on_day: bool | None = None,
    own: Mapping[str, Any] | None = None,
) -> Stage:
    """Change a stage; what is not told stays as it is. The same values change nothing.

    `own` is what only stages of its kind have: `training_error`, `form`, `retest`.

    Raises PlanLocked, CannotAdapt; for an active plan also PlanNotReady, when the weights no
    longer sum to 100.
    """
    plan = changeable_plan(plan_id_of_stage(stage_id))
    stage = Stage.objects.get(pk=stage_id)
    own = own or {}
    if own.get("form") == Stage.Form.ADAPTIVE != stage.form:
        _require_adaptive(stage, plan)
    wanted = {
        "title": title,
        "weight": weight,
        "gate": gate,
        "minutes": minutes,
        "raters": raters,
        "on_day": stage.on_day if on_day is None else on_day,
        **own,
    }
    if assign(stage, wanted):
        keep_ready(plan)
        record(plan, "stage-changed", at, actor, stage=stage.title)
    return stage


def _require_adaptive(stage: Stage, plan: Plan) -> None:
    exercise = registry.get(stage.kind).exercise or registry.Exercise()
    why_not = exercise.why_not_adaptive(plan.opening.language)
    if why_not:
        raise CannotAdapt(why_not)


@transaction.atomic
def move_stage(*, stage_id: int, up: bool, actor: Viewer, at: dt.datetime) -> Stage:
    """Move a draft's stage one place up or down; the first stays first, the last stays last.

    Raises PlanLocked, PlanInUse.
    """
    plan = draft_plan(plan_id_of_stage(stage_id))
    stages = list(plan.stages.order_by("position"))
    here = next(index for index, stage in enumerate(stages) if stage.pk == stage_id)
    there = here - 1 if up else here + 1
    if 0 <= there < len(stages):
        stages[here], stages[there] = stages[there], stages[here]
        _renumber(stages)
        record(plan, "stage-moved", at, actor, stage=stages[there].title)
        return stages[there]
    return stages[here]


@transaction.atomic
def remove_stage(*, stage_id: int, actor: Viewer, at: dt.datetime) -> None:
    """Take a stage out of a draft; one that is gone stays gone. Raises PlanLocked, PlanInUse."""
    stage = Stage.objects.filter(pk=stage_id).first()
    if stage is None:
        return
    plan = draft_plan(stage.plan_id)
    stage.delete()
    _renumber(list(plan.stages.order_by("position")))
    record(plan, "stage-removed", at, actor, stage=stage.title)


def _filled(competency: Competency, name: str, anchors: tuple[str, str, str]) -> dict[str, str]:
    """Return name and anchors, taking from the competency what was left empty."""
    return {
        "name": name or competency.name,
        "anchor_1": anchors[0] or competency.anchor_1,
        "anchor_3": anchors[1] or competency.anchor_3,
        "anchor_5": anchors[2] or competency.anchor_5,
    }


@transaction.atomic
def add_criterion(
    *,
    stage_id: int,
    competency_id: int,
    actor: Viewer,
    at: dt.datetime,
    name: str = "",
    question: str = "",
    probes: str = "",
    anchors: tuple[str, str, str] = ("", "", ""),
    weight: int = 1,
) -> Criterion:
    """Add a criterion to a draft's stage; what is left empty comes from the competency.

    Twice adds two. Raises PlanLocked, PlanInUse.
    """
    plan = draft_plan(plan_id_of_stage(stage_id))
    competency = Competency.objects.get(pk=competency_id)
    criterion = Criterion.objects.create(
        stage_id=stage_id,
        position=Criterion.objects.filter(stage_id=stage_id).count() + 1,
        competency=competency,
        question=question,
        probes=probes,
        weight=weight,
        **_filled(competency, name, anchors),
    )
    record(plan, "criterion-added", at, actor, criterion=criterion.name)
    return criterion


@transaction.atomic
def change_criterion(
    *,
    criterion_id: int,
    competency_id: int,
    name: str,
    question: str,
    probes: str,
    anchors: tuple[str, str, str],
    weight: int,
    actor: Viewer,
    at: dt.datetime,
) -> Criterion:
    """Change what is rated and how; anchors (1, 3, 5) left empty come from the competency.

    The same values change nothing. Raises PlanLocked.
    """
    plan = changeable_plan(plan_id_of_stage(stage_id_of_criterion(criterion_id)))
    criterion = Criterion.objects.get(pk=criterion_id)
    competency = Competency.objects.get(pk=competency_id)
    wanted = {
        "competency_id": competency_id,
        "question": question,
        "probes": probes,
        "weight": weight,
        **_filled(competency, name, anchors),
    }
    if assign(criterion, wanted):
        record(plan, "criterion-changed", at, actor, criterion=criterion.name)
    return criterion


@transaction.atomic
def remove_criterion(*, criterion_id: int, actor: Viewer, at: dt.datetime) -> None:
    """Take a criterion out of a draft; one that is gone stays gone.

    Raises PlanLocked, PlanInUse.
    """
    criterion = Criterion.objects.filter(pk=criterion_id).first()
    if criterion is None:
        return
    plan = draft_plan(plan_id_of_stage(criterion.stage_id))
    criterion.delete()
    rest = Criterion.objects.filter(stage_id=criterion.stage_id).order_by("position")
    _renumber(list(rest))
    record(plan, "criterion-removed", at, actor, criterion=criterion.name)
