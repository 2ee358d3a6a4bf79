"""Plans as pages and other rooms read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from candidates.history.queries import timeline
from interviews.drawings.shapes import Drawing
from interviews.drawings.weights_bar import WeightPart, draw_weights_bar
from interviews.plans import readiness
from interviews.plans.cost import Cost, Effort, cost_of
from interviews.plans.models import Criterion, Plan, Stage
from interviews.plans.values import ValueSet, values_of

if TYPE_CHECKING:
    from candidates.history.queries import Line
    from interviews.plans.library import PlanTemplate


@dataclass(frozen=True)
class PlanPage:
    """One version of a plan with everything its page shows."""

    plan: Plan
    stages: list[Stage]
    weights: Drawing
    total_weight: int
    gates: int
    cost: Cost
    checks: tuple[readiness.Check, ...]
    advice: list[str]
    versions: list[Plan]
    history: list[Line]
    values: ValueSet | None = None  # where a stage rates them

    @property
    def is_ready(self) -> bool:
        return all(check.is_met for check in self.checks)

    @property
    def draft(self) -> Plan | None:
        return next((each for each in self.versions if each.state == Plan.State.DRAFT), None)


@dataclass(frozen=True)
class Way:
    """One template of the library as the page of choices shows it."""

    template: PlanTemplate
    cost: Cost
    weights: Drawing


def active_plan(opening_id: int) -> Plan | None:
    """Return the plan that new applications of the opening go through, if there is one."""
    return Plan.objects.filter(opening_id=opening_id, state=Plan.State.ACTIVE).first()


def stages_of(plan_id: int) -> list[Stage]:
    """Return a plan's stages in order, each with its criteria in order; two queries."""
    criteria = Criterion.objects.select_related("competency").order_by("position")
    stages = Stage.objects.filter(plan_id=plan_id).order_by("position")
    return list(stages.prefetch_related(Prefetch("criteria", criteria)))


def versions_of(opening_id: int) -> list[Plan]:
    """Return every version of an opening's plan, newest first."""
    return list(
        Plan.objects.filter(opening_id=opening_id).select_related("created_by").order_by("-version")
    )


def shown_version(versions: list[Plan], wanted: str) -> Plan | None:
    """Return the version asked for; else the active one, else the newest, else none."""
    by_number = {str(plan.version): plan for plan in versions}
    active = next((plan for plan in versions if plan.state == Plan.State.ACTIVE), None)
    return by_number.get(wanted) or active or (versions[0] if versions else None)


def plan_page(plan: Plan, versions: list[Plan]) -> PlanPage:
    """Gather one version for its page; the same number of queries however many stages it has."""
    stages = stages_of(plan.pk)
    return PlanPage(
        plan=plan,
        stages=stages,
        weights=draw_weights([(stage.title, stage.weight) for stage in stages]),
        total_weight=sum(stage.weight for stage in stages),
        gates=sum(stage.gate is not None for stage in stages),
        cost=cost_of(
            Effort(stage.kind_class, stage.minutes, stage.raters, stage.on_day) for stage in stages
        ),
        checks=readiness.checks(stages),
        advice=readiness.advice(plan, stages),
        versions=versions,
        history=timeline(subject="plan", subject_key=plan.pk),
        values=values_of(plan.values_version)
        if any(stage.kind_class.rates_values for stage in stages)
        else None,
    )


def draw_weights(weights: Sequence[tuple[str, int]], *, width: float = 900) -> Drawing:
    """Draw titles and percents as one bar, wide for a desk and narrow for a phone."""
    parts = [WeightPart(title, weight) for title, weight in weights]
    wide = draw_weights_bar(parts, width=width)
    return replace(wide, narrow=draw_weights_bar(parts, width=340))


def template_cost(template: PlanTemplate) -> Cost:
    """Return what a template costs per candidate as it is shipped."""
    return cost_of(
        Effort(each.kind_class, each.planned_minutes, each.planned_raters, each.is_on_day)
        for each in template.stages
    )


def way_of(template: PlanTemplate) -> Way:
    """Return a template with its cost and its weights drawn, for choosing."""
    weights = [(str(each.shown_title), each.weight) for each in template.stages]
    return Way(template, template_cost(template), draw_weights(weights, width=660))
