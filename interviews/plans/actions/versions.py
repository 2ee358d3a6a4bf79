"""Versions of a plan: drafted, changed, activated, locked by the first mark, replaced."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from candidates.openings.models import Opening
from interviews.competencies.models import Competency
from interviews.competencies.starter import ensure_starter_competencies
from interviews.plans.actions.locking import (
    assign,
    changeable_plan,
    draft_plan,
    keep_ready,
    record,
    record_for_opening,
    require_ready,
)
from interviews.plans.actions.refusals import DraftWaiting, PlanLocked, PlanNotReady
from interviews.plans.library import TEMPLATES
from interviews.plans.models import Criterion, Plan, Stage
from interviews.plans.queries import stages_of
from interviews.plans.values import specs_of, values_of

if TYPE_CHECKING:
    import datetime as dt

    from candidates.layout.viewer import Viewer
    from interviews.plans.library import StageTemplate
    from interviews.plans.values import ValueSet
    from interviews.stages.registry import CriterionSpec

State = Plan.State


def _next_version(opening_id: int) -> int:
    """Return the number of the next version, with the opening locked; raise DraftWaiting."""
    Opening.objects.select_for_update(no_key=True).get(pk=opening_id)
    plans = Plan.objects.filter(opening_id=opening_id)
    if plans.filter(state=State.DRAFT).exists():
        raise DraftWaiting
    newest: int | None = plans.aggregate(newest=Max("version"))["newest"]
    return (newest or 0) + 1


def criterion_from(
    spec: CriterionSpec, stage: Stage, position: int, competency: Competency
) -> Criterion:
    """Fill a criterion from its spec; what the spec leaves out comes from the competency."""
    own = (competency.anchor_1, competency.anchor_3, competency.anchor_5)
    anchor_1, anchor_3, anchor_5 = spec.anchors or own
    return Criterion(
        stage=stage,
        position=position,
        competency=competency,
        name=str(spec.name or competency.name),
        question=str(spec.question),
        probes="\n".join(str(probe) for probe in spec.probes),
        anchor_1=str(anchor_1),
        anchor_3=str(anchor_3),
        anchor_5=str(anchor_5),
        weight=spec.weight,
    )


def _specs(template: StageTemplate, values: ValueSet | None) -> tuple[CriterionSpec, ...]:
    """Return what a stage rates: the company's values, where its kind does and the template has
    no criteria of its own."""
    kind = template.kind_class
    if values and kind.rates_values and not template.criteria:
        return specs_of(values, kind)
    return template.planned_criteria


def _add_stage(
    plan: Plan,
    position: int,
    template: StageTemplate,
    competencies: dict[str, Competency],
    values: ValueSet | None,
) -> None:
    stage = Stage.objects.create(
        plan=plan,
        position=position,
        kind=template.kind,
        title=str(template.shown_title),
        weight=template.weight,
        gate=template.gate,
        minutes=template.planned_minutes,
        raters=template.planned_raters,
        on_day=template.is_on_day,
    )
    Criterion.objects.bulk_create(
        [
            criterion_from(spec, stage, number, competencies[spec.competency])
            for number, spec in enumerate(_specs(template, values), start=1)
        ]
    )


@transaction.atomic
def create_plan_from_template(
    *, opening_id: int, template: str, actor: Viewer, at: dt.datetime
) -> Plan:
    """Make a draft out of the template library (“a” to “d”) as the opening's next version.

    A panel on values rates the company's own, where they are written down.

    Raises DraftWaiting when the opening has a draft already, so a second click makes no second
    one; KeyError for a template that is not in the library.
    """
    chosen = TEMPLATES[template]
    version = _next_version(opening_id)
    ensure_starter_competencies(at=at)
    competencies = {each.code: each for each in Competency.objects.all()}
    values = values_of()
    plan = Plan.objects.create(
        opening_id=opening_id,
        version=version,
        template=chosen.code,
        name=str(chosen.name),
        bar=chosen.bar,
        values_version=values.version if values else None,
        created_at=at,
        created_by_id=actor.pk,
    )
    for position, stage in enumerate(chosen.stages, start=1):
        _add_stage(plan, position, stage, competencies, values)
    record_for_opening(plan, "plan-drafted", at, actor)
    return plan


@transaction.atomic
def new_version(*, plan_id: int, actor: Viewer, at: dt.datetime) -> Plan:
    """Copy a plan into a draft with the next number; raise DraftWaiting when there is one."""
    source = Plan.objects.get(pk=plan_id)
    version = _next_version(source.opening_id)
    plan = Plan.objects.create(
        opening_id=source.opening_id,
        version=version,
        template=source.template,
        name=source.name,
        bar=source.bar,
        values_version=source.values_version,
        created_at=at,
        created_by_id=actor.pk,
    )
    for stage in stages_of(source.pk):
        criteria = list(stage.criteria.all())
        stage.pk, stage.plan = None, plan
        stage._state.adding = True  # noqa: SLF001  (Django's documented way to copy a row)
        stage.save()
        for criterion in criteria:
            criterion.pk, criterion.stage = None, stage
        Criterion.objects.bulk_create(criteria)
    record_for_opening(plan, "plan-drafted", at, actor)
    return plan


@transaction.atomic
def discard_plan(*, plan_id: int, actor: Viewer, at: dt.datetime) -> None:
    """Throw a draft away; one that is gone stays gone. Raises PlanInUse, PlanLocked."""
    if not Plan.objects.filter(pk=plan_id).exists():
        return
    plan = draft_plan(plan_id)
    record_for_opening(plan, "plan-discarded", at, actor)
    plan.delete()


@transaction.atomic
def change_plan(
    *,
    plan_id: int,
    name: str,
    bar: Decimal,
    actor: Viewer,
    at: dt.datetime,
    weights: Mapping[int, int] | None = None,
    gates: Mapping[int, Decimal | None] | None = None,
) -> Plan:
    """Rename a plan, set its bar, and, where given, weights and gates of stages by their keys.

    The same values change nothing. Raises PlanLocked; for an active plan also PlanNotReady.
    """
    plan = changeable_plan(plan_id)
    before = plan.bar
    changed = assign(plan, {"name": name, "bar": bar})
    for stage in plan.stages.order_by("pk"):
        wanted: dict[str, int | Decimal | None] = {}
        if weights is not None and stage.pk in weights:
            wanted["weight"] = weights[stage.pk]
        if gates is not None and stage.pk in gates:
            wanted["gate"] = gates[stage.pk]
        changed = assign(stage, wanted) or changed
    keep_ready(plan)
    if before != plan.bar:
        record(plan, "plan-bar-set", at, actor, before=str(before), bar=str(plan.bar))
    elif changed:
        record(plan, "plan-changed", at, actor)
    return plan


@transaction.atomic
def activate_plan(*, plan_id: int, actor: Viewer, at: dt.datetime) -> Plan:
    """Make a draft the opening's plan, in the place of the one before; an active one stays.

    Raises PlanNotReady with what is missing, PlanLocked for a plan that has been replaced.
    """
    opening_id = Plan.objects.values_list("opening_id", flat=True).get(pk=plan_id)
    Opening.objects.select_for_update(no_key=True).get(pk=opening_id)
    rows = Plan.objects.select_for_update(no_key=True).filter(opening_id=opening_id)
    plans = {plan.pk: plan for plan in rows.order_by("pk")}
    plan = plans[plan_id]
    if plan.state == State.ACTIVE:
        return plan
    if plan.state == State.SUPERSEDED:
        raise PlanLocked
    require_ready(plan_id)
    for other in plans.values():
        if other.state == State.ACTIVE:
            assign(other, {"state": State.SUPERSEDED})
            record(other, "plan-superseded", at, actor)
    assign(plan, {"state": State.ACTIVE})
    record_for_opening(plan, "plan-activated", at, actor)
    return plan


@transaction.atomic
def lock_plan(*, plan_id: int, at: dt.datetime) -> Plan:
    """Lock a plan from its first mark on; a locked plan keeps the moment it was locked at.

    Raises PlanNotReady for a draft, which nobody can have marked by.
    """
    plan = Plan.objects.select_for_update(no_key=True).get(pk=plan_id)
    if plan.state == State.DRAFT:
        raise PlanNotReady([_("it is still a draft")])
    if plan.locked_at is None:
        assign(plan, {"locked_at": at})
        record_for_opening(plan, "plan-locked", at, None)
    return plan
