"""Who may see a plan, and who may change it: whoever may see or change its opening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from candidates.openings.access import require_recruiter
from interviews.plans.models import Criterion, Plan, Stage

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


def get_plan(user: Viewer, pk: int) -> Plan:
    """Return the plan with its opening; 404 where the user may not see the opening."""
    plan = Plan.objects.visible_to(user).select_related("opening").filter(pk=pk).first()
    if plan is None:
        raise Http404
    return plan


def get_plan_to_change(user: Viewer, pk: int) -> Plan:
    """Return the plan; 404 for a stranger, 403 for who may see but not change it."""
    plan = get_plan(user, pk)
    require_recruiter(user, plan.opening)
    return plan


def get_stage_to_change(user: Viewer, pk: int) -> Stage:
    """Return the stage with its plan and opening; 404 for a stranger, 403 for a reader."""
    plans = Plan.objects.visible_to(user).values("pk")
    stages = Stage.objects.filter(plan__in=plans).select_related("plan__opening")
    stage = stages.filter(pk=pk).first()
    if stage is None:
        raise Http404
    require_recruiter(user, stage.plan.opening)
    return stage


def get_criterion_to_change(user: Viewer, pk: int) -> Criterion:
    """Return the criterion with all above it; 404 for a stranger, 403 for a reader."""
    plans = Plan.objects.visible_to(user).values("pk")
    criteria = Criterion.objects.filter(stage__plan__in=plans)
    criterion = criteria.select_related("stage__plan__opening", "competency").filter(pk=pk).first()
    if criterion is None:
        raise Http404
    require_recruiter(user, criterion.stage.plan.opening)
    return criterion
