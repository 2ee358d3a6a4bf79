"""What a plan must have before it can be active, and what is worth a second thought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from interviews.plans.models import Plan, Stage

MOST_GATES = 4  # five hurdles at one standard error above each let through only 42 in 100
FULL_WEIGHT = 100


@dataclass(frozen=True)
class Check:
    """One line of the checklist; `hint` says how things stand."""

    label: str
    is_met: bool
    hint: str


def checks(stages: Sequence[Stage]) -> tuple[Check, ...]:
    """Return the checklist for a plan's stages, which come with their criteria loaded."""
    total = sum(stage.weight for stage in stages)
    gates = sum(stage.gate is not None for stage in stages)
    bare = [stage.title for stage in stages if not stage.criteria.all()]
    return (
        Check(
            _("The plan has stages"),
            bool(stages),
            ngettext("%(count)d stage", "%(count)d stages", len(stages)) % {"count": len(stages)},
        ),
        Check(
            _("The weights sum to 100 %"),
            total == FULL_WEIGHT,
            _weights_hint(total),
        ),
        Check(
            _("At most four gates"),
            gates <= MOST_GATES,
            ngettext("%(count)d gate", "%(count)d gates", gates) % {"count": gates},
        ),
        Check(
            _("Every stage has something to rate"),
            not bare,
            _("No criterion yet: %(titles)s") % {"titles": ", ".join(bare)} if bare else "",
        ),
    )


def _weights_hint(total: int) -> str:
    if total < FULL_WEIGHT:
        return _("%(total)d %%: %(rest)d still to give") % {
            "total": total,
            "rest": FULL_WEIGHT - total,
        }
    if total > FULL_WEIGHT:
        return _("%(total)d %%: %(rest)d too many") % {"total": total, "rest": total - FULL_WEIGHT}
    return _("100 %")


def missing(stages: Sequence[Stage]) -> list[str]:
    """Return in words what still keeps the plan from being active; empty when it is ready."""
    return [
        f"{check.label} ({check.hint})" if check.hint else check.label
        for check in checks(stages)
        if not check.is_met
    ]


def advice(plan: Plan, stages: Sequence[Stage]) -> list[str]:
    """Return what deserves a second thought; none of it keeps a plan from being active."""
    high = [stage.title for stage in stages if stage.gate is not None and stage.gate > plan.bar]
    single = [stage.title for stage in stages if stage.raters == 1 and stage.weight > 0]
    thoughts = []
    if high:
        thoughts.append(
            _("A gate stands at “minimally acceptable”. It is above the bar itself at: %(titles)s.")
            % {"titles": ", ".join(high)}
        )
    if single:
        thoughts.append(
            _(
                "One mark alone is uncertain by almost a whole point. Only one interviewer "
                "marks: %(titles)s."
            )
            % {"titles": ", ".join(single)}
        )
    return thoughts
