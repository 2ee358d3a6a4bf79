"""Judging the bar, before the first mark locks the plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from interviews.plans.actions.locking import assign, changeable_plan, record
from interviews.plans.angoff import JUDGES, angoff
from interviews.plans.models import BarJudgement, Plan

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


class TooFewJudges(Exception):
    """A bar is suggested from three judges on."""

    def __str__(self) -> str:
        return _("A bar is suggested when %(count)s judges have judged every stage.") % {
            "count": JUDGES
        }


@transaction.atomic
def judge_bar(
    *, plan_id: int, values: Mapping[int, Decimal | None], actor: Viewer, at: dt.datetime
) -> Plan:
    """Write down what somebody just acceptable would get on each stage, by its key; none takes
    one's value back. The same values change nothing. Raises PlanLocked."""
    plan = changeable_plan(plan_id)
    own = {each.stage_id: each for each in plan.judgements.filter(judge_id=actor.pk)}
    known = set(plan.stages.values_list("pk", flat=True))
    changed = False
    for stage_id, value in values.items():
        row = own.get(stage_id)
        if stage_id not in known or (row.value if row else None) == value:
            continue
        changed = True
        if value is None and row is not None:
            row.delete()
        elif value is not None:
            BarJudgement.objects.update_or_create(
                plan=plan,
                stage_id=stage_id,
                judge_id=actor.pk,
                defaults={"value": value, "judged_at": at},
            )
    if changed:
        record(plan, "plan-bar-judged", at, actor)
    return plan


@transaction.atomic
def use_judged_bar(*, plan_id: int, actor: Viewer, at: dt.datetime) -> Plan:
    """Set the bar to what the judges' values come to; again changes nothing.

    Raises PlanLocked, TooFewJudges.
    """
    plan = changeable_plan(plan_id)
    values: dict[int, dict[int, float]] = {}
    for each in plan.judgements.all():
        values.setdefault(each.judge_id, {})[each.stage_id] = float(each.value)
    weights = dict(plan.stages.values_list("pk", "weight"))
    suggested = angoff(values, weights).suggested
    if suggested is None:
        raise TooFewJudges
    before, bar = plan.bar, Decimal(str(suggested)).quantize(Decimal("0.01"))
    if assign(plan, {"bar": bar}):
        record(plan, "plan-bar-set", at, actor, before=str(before), bar=str(bar))
    return plan
