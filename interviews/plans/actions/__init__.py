"""What happens to plans, and why it may be refused."""

from interviews.plans.actions.judging import TooFewJudges, judge_bar, use_judged_bar
from interviews.plans.actions.parts import (
    add_criterion,
    add_stage,
    change_criterion,
    change_stage,
    move_stage,
    remove_criterion,
    remove_stage,
)
from interviews.plans.actions.refusals import (
    CannotAdapt,
    DraftWaiting,
    PlanInUse,
    PlanLocked,
    PlanNotReady,
)
from interviews.plans.actions.versions import (
    activate_plan,
    change_plan,
    create_plan_from_template,
    discard_plan,
    lock_plan,
    new_version,
)

__all__ = [
    "CannotAdapt",
    "DraftWaiting",
    "PlanInUse",
    "PlanLocked",
    "PlanNotReady",
    "TooFewJudges",
    "activate_plan",
    "add_criterion",
    "add_stage",
    "change_criterion",
    "change_plan",
    "change_stage",
    "create_plan_from_template",
    "discard_plan",
    "judge_bar",
    "lock_plan",
    "move_stage",
    "new_version",
    "remove_criterion",
    "remove_stage",
    "use_judged_bar",
]
