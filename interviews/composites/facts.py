"""What the pipeline shows of each candidate: the strip, the next session, the score."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Literal

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from candidates.applications.keys import among
from candidates.applications.panels import CardFacts, StripCell
from interviews.composites.models import Composite
from interviews.composites.queries import plans_for
from interviews.composites.scoring import EIGHTY_PERCENT
from interviews.days.queries import next_sessions
from interviews.plans.models import Stage
from interviews.scorecards.models import RedFlag, Scorecard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from candidates.layout.viewer import Viewer
    from interviews.days.queries import Slot

    Counts = dict[tuple[int, int], tuple[int, int]]


def card_facts(
    viewer: Viewer, application_ids: Sequence[int], at: dt.datetime
) -> dict[int, CardFacts]:
    """Return the facts of many applications, in the same number of queries for any list.

    Each part comes through its own `visible_to`: whoever still owes a scorecard for a candidate
    gets no score, no red flag and no others' progress, and so no order to tell them by.
    """
    plans = plans_for(application_ids)
    stages: dict[int, list[Stage]] = defaultdict(list)
    shown = Stage.objects.filter(plan__in=set(plans.values())).only("plan", "title", "raters")
    for stage in shown.order_by("position"):
        stages[stage.plan_id].append(stage)
    counts = _marks(viewer, application_ids)
    slots = next_sessions(application_ids, at)
    scores = (
        Composite.objects.visible_to(viewer)
        .current()
        .filter(application__in=among(application_ids))
        .values_list("application_id", "value", "standard_error", "zone")
    )
    composites = {application: score for application, *score in scores}
    flagged = set(
        RedFlag.objects.visible_to(viewer)
        .unanswered()
        .filter(application__in=among(application_ids))
        .values_list("application_id", flat=True)
    )
    marked = {application for application, _stage in counts}
    # most of a board is at the beginning: one strip for all of a plan's
    untouched = {plan: _strip(0, its, {}, None, at) for plan, its in stages.items()}
    facts = {}
    for key in application_ids:
        plan, slot = plans.get(key, 0), slots.get(key)
        if slot or key in marked:
            strip = _strip(key, stages.get(plan, []), counts, slot, at)
        else:
            strip = untouched.get(plan, ())
        facts[key] = _facts(
            strip, slot, composites.get(key, (None, None, "")), is_flagged=key in flagged
        )
    return facts


def _marks(viewer: Viewer, application_ids: Sequence[int]) -> Counts:
    """Count scorecards, locked and in all, by application and stage."""
    rows = (
        Scorecard.objects.progress_visible_to(viewer)
        .counted()
        .filter(application__in=among(application_ids))
        .values_list("application_id", "stage_id")
        .annotate(locked=Count("pk", filter=Q(locked_at__isnull=False)), all=Count("pk"))
    )
    return {(application, stage): (locked, total) for application, stage, locked, total in rows}


def _strip(
    key: int, stages: list[Stage], counts: Counts, slot: Slot | None, at: dt.datetime
) -> tuple[StripCell, ...]:
    return tuple(
        [
            StripCell(stage.title, _state(stage, counts.get((key, stage.pk), (0, 0)), slot, at))
            for stage in stages
        ]
    )


def _facts(
    strip: tuple[StripCell, ...],
    slot: Slot | None,
    composite: Sequence[Any],
    *,
    is_flagged: bool,
) -> CardFacts:
    score, error, zone = composite
    return CardFacts(
        strip=strip,
        next_session_at=slot.starts_at if slot else None,
        next_session_label=slot.title if slot else "",
        score=score,
        score_error=None if error is None else EIGHTY_PERCENT * error,
        zone=zone,
        flags=(_("Red flag"),) if is_flagged else (),
    )


def _state(
    stage: Stage, count: tuple[int, int], slot: Slot | None, at: dt.datetime
) -> Literal["todo", "now", "part", "done"]:
    locked, total = count
    if locked >= max(stage.raters, total):
        return "done"
    if slot and slot.stage_id == stage.pk and (slot.is_running or slot.starts_at <= at):
        return "now"
    return "part" if locked else "todo"
