"""What sittings come to, and where a candidate stands with what there is to sit."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.db.models import Max

from candidates.applications.keys import among
from candidates.applications.models import State
from interviews.plans.models import Plan, Stage
from interviews.sittings import doors
from interviews.sittings import paper as papers
from interviews.sittings.models import Accommodation, Answer, Result, Retest, Sitting
from interviews.stages import registry
from interviews.stages.registry import Given, Measured

if TYPE_CHECKING:
    from candidates.applications.models import Application
    from interviews.sittings.models import SittingQuerySet
    from interviews.stages.registry import Paper


NOT_AGAIN_DAYS: Final = 365


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
    return {
        result.sitting.application_id: Measured(
            result.raw, result.maximum, result.error, result.sitting.ended_at or result.scored_at
        )
        for result in counting_results(stage_key, application_ids)
    }


def counting_results(stage_key: int, application_ids: Sequence[int]) -> list[Result]:
    """Return the results that count for a stage, the oldest sitting first: three queries."""
    stage = Stage.objects.select_related("plan").get(pk=stage_key)
    counting = sittings_for(stage).filter(application__in=among(application_ids))
    rows = Result.objects.order_by("sitting__started_at").select_related("sitting")
    rows = rows.defer("sitting__paper", "sitting__keys")
    found = list(rows.filter(sitting__in=counting))
    if stage.retest == Stage.Retest.SECOND:
        again = rows.filter(sitting__set_aside_at=None, sitting__retest_of__first__in=counting)
        instead = {result.sitting.application_id: result for result in again}
        found = [instead.get(result.sitting.application_id, result) for result in found]
    return found


@dataclass(frozen=True)
class Compared:
    """A first result and the one on site, in percent, and whether they are too far apart.

    From the project's science guide (3.3): a drop of more than 1.96 x SEM x √2 is told to people.
    """

    retest: Retest
    first: float | None
    second: float | None
    margin: float | None

    @property
    def drop(self) -> float | None:
        if self.first is None or self.second is None:
            return None
        return self.first - self.second

    @property
    def is_far(self) -> bool:
        return self.drop is not None and self.margin is not None and self.drop > self.margin


def retests_of(sitting_keys: Sequence[int]) -> dict[int, Compared]:
    """Return the second sittings that were granted, by the first one; one query."""
    rows = Retest.objects.filter(first__in=sitting_keys).select_related(
        "granted_by", "first__result", "second__result"
    )
    return {retest.first_id: _compared(retest) for retest in rows}


def _compared(retest: Retest) -> Compared:
    first = getattr(retest.first, "result", None)
    second = getattr(retest.second, "result", None)
    margin = None
    if first is not None and first.error is not None:
        margin = 100 * 1.96 * math.sqrt(2) * first.error / first.maximum
    return Compared(
        retest,
        first and 100 * first.raw / first.maximum,
        second and 100 * second.raw / second.maximum,
        margin,
    )


def may_sit(application: Application, stage: Stage, at: dt.datetime) -> bool:
    """Tell whether the candidate is asked to take this now: invited once, and not withdrawn.

    What was decided but not told yet changes nothing here. A stage of the Day opens on the Day.
    """
    return was_invited(application) and _is_open(application, stage, at)


def was_invited(application: Application) -> bool:
    """Tell whether the candidate was invited once, and has not withdrawn."""
    if application.state == State.WITHDRAWN:
        return False
    return application.moves.filter(to_state=State.INVITED).exists()


def _is_open(application: Application, stage: Stage, at: dt.datetime) -> bool:
    if stage.plan.state != Plan.State.ACTIVE:
        return False
    return not stage.on_day or doors.is_its_day(application.pk, stage.pk, at)


def paper_of(sitting: Sitting, *, with_keys: bool = False) -> Paper:
    """Return a sitting's paper; its keys only for scoring."""
    return papers.from_json(sitting.paper, sitting.keys if with_keys else None)


def answers_of(sitting: Sitting) -> dict[str, Given]:
    """Return what was saved so far, by task; one query."""
    rows = sitting.answers.values_list("task_key", "value", "saved_at", "shown_at", "sequence")
    return {key: Given(value, saved, shown, number) for key, value, saved, shown, number in rows}


def highest_sequence(sitting: Sitting) -> int:
    """Return the highest number under which an answer was saved; 0 before the first."""
    return sitting.answers.aggregate(highest=Max("sequence"))["highest"] or 0


def items_met(candidate_id: int, at: dt.datetime) -> set[int]:
    """Return the items of the bank that a person was shown in the twelve months before, in
    whatever opening; two queries."""
    since = at - dt.timedelta(days=NOT_AGAIN_DAYS)
    begun = Sitting.objects.filter(application__candidate=candidate_id, started_at__gt=since)
    found = {
        task["item"]
        for kept in begun.values_list("paper", flat=True)
        for _section, task in papers.tasks_of(papers.from_json(kept))
        if "item" in task
    }
    turns = Answer.objects.filter(sitting__in=begun, value__has_key="item")
    return found | set(turns.values_list("value__item", flat=True))


@dataclass(frozen=True)
class Offer:
    """One stage that a candidate takes in the browser, as their page lists it."""

    stage: Stage
    sitting: Sitting | None
    is_open: bool  # whether it may be begun, or gone on with

    @property
    def is_running(self) -> bool:
        return self.sitting is not None and self.sitting.is_open

    @property
    def is_done(self) -> bool:
        return self.sitting is not None and not self.sitting.is_open


def offers_for(application: Application, at: dt.datetime) -> list[Offer]:
    """Return what the candidate takes in the browser, in the order of the plan.

    Three queries, and one more for each stage of the Day that has not been begun.
    """
    invited = was_invited(application)
    stages = list(
        Stage.objects.filter(plan__opening=application.opening_id, kind__in=registry.codes_to_sit())
        .select_related("plan")
        .order_by("position", "pk")
    )
    counting = Sitting.objects.counting().filter(application=application).order_by("started_at")
    by_stage = {each.stage_id: each for each in counting.defer("paper", "keys")} if stages else {}
    active = [stage for stage in stages if stage.plan.state == Plan.State.ACTIVE]
    found = []
    for stage in active:
        alone = sum(each.kind == stage.kind for each in active) == 1
        same = [
            by_stage[each.pk]
            for each in stages
            if each.pk in by_stage
            and each.kind == stage.kind
            and (alone or each.title == stage.title)
        ]
        sitting = same[-1] if same else None
        may = sitting.is_open if sitting else invited and _is_open(application, stage, at)
        found.append(Offer(stage, sitting, may))
    return found


@dataclass(frozen=True)
class Part:
    """One part of what is to be sat, as the start page tells of it; `minutes` None: no limit."""

    title: str
    tasks: int
    minutes: int | None
    pause_after: bool
    adapts: bool = False  # the number of tasks is the most that there can be


@dataclass(frozen=True)
class Outline:
    """What a candidate is told before they begin."""

    parts: tuple[Part, ...]
    remarks: tuple[str, ...]


def outline_of(application: Application, stage: Stage, at: dt.datetime) -> Outline:
    """Return the parts with the candidate's own time, extra time included, and what else to know.

    Raises PaperRefused where nothing can be composed.
    """
    exercise = registry.get(stage.kind).exercise
    if exercise is None:
        raise papers.PaperRefused(f"{stage.kind} is nothing to sit")
    seen = items_met(application.candidate_id, at)
    paper = exercise.compose(stage.pk, 0, application.opening.language, seen=seen)
    granted = Accommodation.objects.filter(application=application).first()
    multiplier = granted.multiplier if granted else Decimal(1)
    breaks = granted is not None and granted.breaks
    parts = tuple(
        Part(
            section.title,
            sum(not task.get("practice") for task in section.tasks),
            _minutes(section.seconds, multiplier),
            (section.pause_after or breaks) and section is not paper.sections[-1],
            section.adapts is not None,
        )
        for section in paper.sections
    )
    return Outline(parts, paper.remarks)


def _minutes(seconds: int | None, multiplier: Decimal | None) -> int | None:
    if seconds is None or multiplier is None:
        return None
    return max(1, round(seconds * multiplier / 60))
