"""What plans put on the pages of openings: for staff, and for those who think of applying."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from candidates.openings.access import is_recruiter
from interviews.plans import queries

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest

    from candidates.openings.models import Opening


def overview(request: HttpRequest, opening: Opening, at: dt.datetime) -> dict[str, Any]:  # noqa: ARG001
    """Give the opening's overview the plan that counts, or say that there is none yet."""
    plan = queries.shown_version(queries.versions_of(opening.pk), "")
    if plan is None:
        return {"opening": opening, "may_change": is_recruiter(request.user, opening)}
    stages = queries.stages_of(plan.pk)
    weights = queries.draw_weights([(stage.title, stage.weight) for stage in stages])
    return {"opening": opening, "plan": plan, "stages": stages, "weights": weights}


def what_awaits(opening: Opening) -> dict[str, Any] | None:
    """Give the careers page what a candidate will go through; nothing without an active plan."""
    plan = queries.active_plan(opening.pk)
    if plan is None:
        return None
    stages = queries.stages_of(plan.pk)
    on_day = [stage for stage in stages if stage.on_day]
    hours, minutes = divmod(sum(stage.minutes for stage in on_day), 60)
    return {
        "before": [stage for stage in stages if not stage.on_day],
        "on_day": on_day,
        "hours": hours,
        "minutes": minutes,
    }
