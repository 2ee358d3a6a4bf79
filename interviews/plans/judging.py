"""The page on which the bar is judged: one's own values, and the others' once one's own are in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interviews.plans.angoff import Angoff, angoff
from interviews.plans.models import BarJudgement, Stage
from interviews.plans.queries import stages_of

if TYPE_CHECKING:
    from decimal import Decimal

    from candidates.layout.viewer import Viewer
    from interviews.plans.angoff import Spread
    from interviews.plans.models import Plan


@dataclass(frozen=True)
class JudgedStage:
    """One stage with the viewer's own value and, where they may see them, everybody's."""

    stage: Stage
    own: Decimal | None
    values: tuple[tuple[str, Decimal], ...]
    spread: Spread | None


@dataclass(frozen=True)
class BarPage:
    """Everything about the judging of one plan's bar. `result` is none while the viewer has not
    judged every stage: whoever reads others' values first repeats them."""

    plan: Plan
    stages: tuple[JudgedStage, ...]
    judges: int
    result: Angoff | None
    bars: tuple[tuple[str, float], ...]


def bar_page(user: Viewer, plan: Plan) -> BarPage:
    """Return the page; the same number of queries however many stages and judges."""
    stages = stages_of(plan.pk)
    seen = list(
        BarJudgement.objects.visible_to(user, plan)
        .filter(plan=plan)
        .select_related("judge")
        .order_by("judge__name", "judge_id")
    )
    own = {each.stage_id: each.value for each in seen if each.judge_id == user.pk}
    counted = {stage.pk for stage in stages if stage.weight > 0}
    has_judged = bool(counted) and counted <= own.keys()
    names = {each.judge_id: str(each.judge) for each in seen}
    values: dict[int, dict[int, float]] = defaultdict(dict)
    for each in seen:
        values[each.judge_id][each.stage_id] = float(each.value)
    result = angoff(dict(values), {stage.pk: stage.weight for stage in stages})
    judges = BarJudgement.objects.filter(plan=plan).values("judge").distinct().count()
    shows = has_judged or plan.is_locked
    return BarPage(
        plan=plan,
        stages=tuple(
            JudgedStage(
                stage,
                own.get(stage.pk),
                tuple((str(e.judge), e.value) for e in seen if e.stage_id == stage.pk)
                if shows
                else (),
                result.stages.get(stage.pk) if shows else None,
            )
            for stage in stages
        ),
        judges=judges,
        result=result if shows else None,
        bars=tuple((names[key], bar) for key, bar in result.bars.items() if key in names)
        if shows
        else (),
    )
