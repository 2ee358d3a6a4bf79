"""What every action on a plan does first and last: take its lock, and write down what it did.

Lock order: the opening before its plans, plans by ascending key. An action that touches one plan
only takes that plan's lock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from candidates.history.actions import record_entry
from interviews.plans import readiness
from interviews.plans.actions.refusals import PlanInUse, PlanLocked, PlanNotReady
from interviews.plans.models import Criterion, Plan, Stage
from interviews.plans.queries import stages_of

if TYPE_CHECKING:
    import datetime as dt

    from candidates.layout.viewer import Viewer

State = Plan.State


def changeable_plan(plan_id: int) -> Plan:
    """Return the plan under lock; raise PlanLocked if it has marks or has been replaced."""
    plan = Plan.objects.select_for_update(no_key=True).get(pk=plan_id)
    if plan.locked_at is not None or plan.state == State.SUPERSEDED:
        raise PlanLocked
    return plan


def draft_plan(plan_id: int) -> Plan:
    """Return the draft under lock; raise PlanLocked or PlanInUse for any other plan."""
    plan = changeable_plan(plan_id)
    if plan.state == State.ACTIVE:
        raise PlanInUse
    return plan


def plan_id_of_stage(stage_id: int) -> int:
    return Stage.objects.values_list("plan_id", flat=True).get(pk=stage_id)


def stage_id_of_criterion(criterion_id: int) -> int:
    return Criterion.objects.values_list("stage_id", flat=True).get(pk=criterion_id)


def require_ready(plan_id: int) -> None:
    """Raise PlanNotReady unless the plan's stages pass the checklist."""
    missing = readiness.missing(stages_of(plan_id))
    if missing:
        raise PlanNotReady(missing)


def keep_ready(plan: Plan) -> None:
    """An active plan must stay ready through every change."""
    if plan.state == State.ACTIVE:
        require_ready(plan.pk)


def assign(row: Any, wanted: dict[str, Any]) -> bool:
    """Write the values that differ; say whether any did."""
    changed = [name for name, value in wanted.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, wanted[name])
    if changed:
        row.save(update_fields=changed)
    return bool(changed)


def record(plan: Plan, verb: str, at: dt.datetime, actor: Viewer | None, **facts: Any) -> None:
    """Add to the history of the plan."""
    record_entry(
        subject="plan",
        subject_key=plan.pk,
        verb=verb,
        at=at,
        actor=actor,
        facts={"version": plan.version, **facts},
    )


def record_for_opening(plan: Plan, verb: str, at: dt.datetime, actor: Viewer | None) -> None:
    """Add to the histories of the plan and of its opening."""
    record(plan, verb, at, actor)
    record_entry(
        subject="opening",
        subject_key=plan.opening_id,
        verb=verb,
        at=at,
        actor=actor,
        facts={"version": plan.version},
    )
