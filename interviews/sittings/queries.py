"""What sittings come to, and where a candidate stands with what there is to sit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from candidates.applications.keys import among
from candidates.applications.models import State
from interviews.plans.models import Plan, Stage
from interviews.sittings import doors
from interviews.sittings import paper as papers
from interviews.sittings.models import Result, Sitting
from interviews.stages.registry import Given, Measured

if TYPE_CHECKING:
    from candidates.applications.models import Application
    from interviews.sittings.models import SittingQuerySet
    from interviews.stages.registry import Paper


def sittings_for(stage: Stage) -> SittingQuerySet:
    """Return the sittings that count for a stage, those under other versions of its plan included.

    A stage is found again in another version by its kind; by its title too, where a plan has
    several of the kind.
    """
    same = Stage.objects.filter(plan__opening=stage.plan.opening_id, kind=stage.kind)
    if Stage.objects.filter(plan=stage.plan_id, kind=stage.kind).count() > 1:
        same = same.filter(title=stage.title)
    return Sitting.objects.counting().filter(stage__in=same.values("pk"))


def measured_results(stage_key: int, application_ids: Sequence[int]) -> Mapping[int, Measured]:
    """Return the results of a stage for applications, by their keys: three queries for any number.

    This is what a kind that scores itself hangs on its `measure`.
    """
    stage = Stage.objects.select_related("plan").get(pk=stage_key)
    counting = sittings_for(stage).filter(application__in=among(application_ids))
    rows = Result.objects.filter(sitting__in=counting).order_by("sitting__started_at")
    return {
        application: Measured(raw, maximum, error, ended_at or scored_at)
        for application, raw, maximum, error, ended_at, scored_at in rows.values_list(
            "sitting__application_id", "raw", "maximum", "error", "sitting__ended_at", "scored_at"
        )
    }


def may_sit(application: Application, stage: Stage, at: dt.datetime) -> bool:
    """Tell whether the candidate is asked to take this now: invited once, and not withdrawn.

    What was decided but not told yet changes nothing here. A stage of the Day opens on the Day.
    """
    if application.state == State.WITHDRAWN or stage.plan.state != Plan.State.ACTIVE:
        return False
    if not application.moves.filter(to_state=State.INVITED).exists():
        return False
    return not stage.on_day or doors.is_its_day(application.pk, stage.pk, at)


def paper_of(sitting: Sitting, *, with_keys: bool = False) -> Paper:
    """Return a sitting's paper; its keys only for scoring."""
    return papers.from_json(sitting.paper, sitting.keys if with_keys else None)


def answers_of(sitting: Sitting) -> dict[str, Given]:
    """Return what was saved so far, by task; one query."""
    rows = sitting.answers.values_list("task_key", "value", "saved_at", "shown_at")
    return {key: Given(value, saved_at, shown_at) for key, value, saved_at, shown_at in rows}
