"""Starting: by a click inside the session, once."""

from __future__ import annotations

import datetime as dt
import secrets
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import translation

from candidates.applications.models import OPEN_STATES, Application
from candidates.history.actions import record_entry
from interviews.assessments.actions.showing import count_exposures
from interviews.plans.actions import lock_plan
from interviews.plans.models import Stage
from interviews.sittings import clock, queries
from interviews.sittings import paper as papers
from interviews.sittings.actions.refusals import AlreadySat, NotAsked, NothingToSit, WrongWord
from interviews.sittings.adapting import is_turn
from interviews.sittings.models import Accommodation, Retest, Sitting
from interviews.stages import registry

SEEDS = 2**31


@transaction.atomic
def start_sitting(
    *, application_id: int, stage_id: int, at: dt.datetime, seed: int | None = None
) -> Sitting:
    """Compose the paper and let the time of its first section run; an open sitting is returned.

    It locks the plan, as a first mark does: from here on the bar stands. A further attempt gets
    the next form. Raises NothingToSit, NotAsked, AlreadySat.
    """
    lock = Application.objects.select_for_update(no_key=True, of=("self",))
    application = lock.select_related("opening").get(pk=application_id)
    stage = Stage.objects.select_related("plan").get(pk=stage_id)
    exercise = registry.get(stage.kind).exercise
    if exercise is None or stage.plan.opening_id != application.opening_id:
        raise NothingToSit
    counting = queries.sittings_for(stage).filter(application=application).first()
    if counting is not None:
        if counting.is_open:
            return counting
        raise AlreadySat
    if not queries.may_sit(application, stage, at):
        raise NotAsked
    earlier = Sitting.objects.filter(application=application, stage=stage).order_by("-attempt")
    last = earlier.first()
    if last is not None:
        seed = last.seed + 1
    elif seed is None:
        seed = secrets.randbelow(SEEDS)
    today = at.astimezone(ZoneInfo(application.opening.time_zone)).date()
    seed = exercise.seed_of(seed, today)
    lock_plan(plan_id=stage.plan_id, at=at)
    sitting = _begin(application, stage, exercise, seed, last.attempt + 1 if last else 1, at)
    record_entry(
        subject="application",
        subject_key=application_id,
        verb="sitting-started",
        at=at,
        facts={"stage": stage.title, "attempt": sitting.attempt},
    )
    _count_shown(sitting)
    return sitting


@transaction.atomic
def start_retest(*, retest_id: int, word: str, at: dt.datetime) -> Sitting:
    """Begin the second sitting with the next form; once begun it is returned, with any word.

    Raises WrongWord, NotAsked, NothingToSit.
    """
    retest = Retest.objects.select_for_update(no_key=True, of=("self",)).get(pk=retest_id)
    if retest.second is not None:
        return retest.second
    if word.strip().casefold() != retest.word.casefold():
        raise WrongWord
    lock = Application.objects.select_for_update(no_key=True, of=("self",))
    application = lock.select_related("opening").get(pk=retest.first.application_id)
    stage = Stage.objects.select_related("plan").get(pk=retest.first.stage_id)
    exercise = registry.get(stage.kind).exercise
    if exercise is None:
        raise NothingToSit
    if application.state not in OPEN_STATES:
        raise NotAsked
    last = Sitting.objects.filter(application=application, stage=stage).latest("attempt")
    attempt, seed = last.attempt + 1, last.seed + 1
    second = _begin(application, stage, exercise, seed, attempt, at, on_site=True)
    retest.second = second
    retest.save(update_fields=["second"])
    record_entry(
        subject="application",
        subject_key=application.pk,
        verb="sitting-started",
        at=at,
        facts={"stage": stage.title, "attempt": attempt},
    )
    _count_shown(second)
    return second


def _count_shown(sitting: Sitting) -> None:
    """Count what was drawn; last of all, since it keeps the items locked until the commit."""
    tasks = papers.tasks_of(queries.paper_of(sitting))
    items = [task["item"] for _section, task in tasks if "item" in task and not is_turn(task)]
    count_exposures(item_pks=items)


def _begin(
    application: Application,
    stage: Stage,
    exercise: registry.Exercise,
    seed: int,
    attempt: int,
    at: dt.datetime,
    *,
    on_site: bool = False,
) -> Sitting:
    language = application.opening.language
    with translation.override(language):
        try:
            seen = queries.items_met(application.candidate_id, at)
            paper = exercise.compose(stage.pk, seed, language, seen=seen)
        except papers.PaperRefused as refused:
            raise NothingToSit from refused
    granted = _granted(application)
    first = paper.sections[0]
    return Sitting.objects.create(
        application=application,
        stage=stage,
        attempt=attempt,
        seed=seed,
        language=language,
        paper=papers.to_json(paper),
        keys=dict(paper.keys),
        section_began_at=at,
        deadline=clock.deadline_of(at, first.seconds, granted["multiplier"]),
        started_at=at,
        closes_at=clock.closes_at(at, granted["multiplier"]),
        on_site=on_site,
        **granted,
    )


def _granted(application: Application) -> dict[str, Any]:
    granted = Accommodation.objects.filter(application=application).first()
    if granted is None:
        return {"multiplier": Decimal(1), "breaks": False}
    return {"multiplier": granted.multiplier, "breaks": granted.breaks}
