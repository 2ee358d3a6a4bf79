"""The work behind a plan: think, keep what is found, say what would help."""

from __future__ import annotations

import datetime as dt
import os
import time
from dataclasses import asdict, replace
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.outbox.registry import GiveUp, Run, TaskKind
from interviews.planner import actions
from interviews.planner.actions import THINK, Found
from interviews.planner.explain import smallest_help
from interviews.planner.models import PlanRun
from interviews.planner.problem import Problem, Timetable
from interviews.planner.queries import before_sessions, problem_of
from interviews.planner.setup import Setup, read_setup
from interviews.planner.trainees import keep_trainees
from interviews.planner.value import lower_bound

WORKERS: Final = min(2, os.cpu_count() or 1)
REPAIR_SECONDS: Final = 3.5
PAUSE: Final = 0.5  # seconds between two looks at whether somebody pressed stop


class _Ear:
    """Hears whether somebody asked to stop, without asking the database all the time."""

    def __init__(self, run_id: int) -> None:
        self.run_id, self.asked_at, self.is_over = run_id, 0.0, False

    def __call__(self) -> bool:
        if not self.is_over and time.monotonic() > self.asked_at + PAUSE:
            self.asked_at = time.monotonic()
            wanted = PlanRun.objects.filter(
                pk=self.run_id, state=PlanRun.State.THINKING, stop_asked_at__isnull=True
            )
            self.is_over = not wanted.exists()
        return self.is_over


def perform(run: Run) -> dict[str, Any]:
    """Think, outside any transaction; each better timetable is kept as soon as it is found."""
    asked = PlanRun.objects.select_related("day").filter(pk=run.payload["run_id"]).first()
    if asked is None or not asked.is_open:
        raise GiveUp(_("Nobody waits for this timetable any more."))
    setup = read_setup(asked.setup)
    problem = problem_of(asked.day, setup, asked.asked_at)
    if asked.is_repair:
        last = _put_right(asked, problem, setup)
    else:
        last = _improve(run, asked, problem, setup)
    help_ = smallest_help(problem, last, seed=setup.seed, seconds=1.0 if asked.is_repair else 3.0)
    return asdict(help_) if help_ else {}


def _put_right(asked: PlanRun, problem: Problem, setup: Setup) -> Timetable:
    from interviews.planner.repair import REPAIR_WORK, repair  # loads the solver: only here

    before = before_sessions(asked.day, setup, asked.asked_at)
    last = repair(
        problem,
        before,
        seconds=REPAIR_SECONDS,
        deterministic=REPAIR_WORK,
        seed=setup.seed,
        workers=WORKERS,
    )
    last = replace(last, sessions=keep_trainees(problem, last.sessions, before))
    _keep(asked, last, min(lower_bound(problem), last.value))
    return last


def _improve(run: Run, asked: PlanRun, problem: Problem, setup: Setup) -> Timetable:
    from interviews.planner.search import plan

    ear, began = _Ear(asked.pk), time.monotonic()
    last: Timetable | None = None
    for step in plan(problem, seed=setup.seed, seconds=setup.seconds, workers=WORKERS, stop=ear):
        last = step.timetable
        _keep(asked, last, step.bound)
        run.progress(min(int(time.monotonic() - began), setup.seconds), setup.seconds)
    if last is None:
        raise GiveUp(_("No timetable was found."))
    return last


def _keep(asked: PlanRun, found: Timetable, bound: int) -> None:
    """Keep it; sessions of candidates who sat together before keep their keys."""
    known = {
        (each.station, candidate): each.key
        for each in before_sessions(asked.day, read_setup(asked.setup), asked.asked_at)
        for candidate in each.candidates
    }
    taken = {each.key for each in found.sessions if each.key is not None}
    rows, used = [], set[int]()
    for each in found.sessions:
        key = each.key if each.key not in used else None
        if key is None:
            mine = [known.get((each.station, candidate)) for candidate in each.candidates]
            key = next((one for one in mine if one is not None and one not in taken), None)
            taken |= {key} if key is not None else set()
        used |= {key} if key is not None else set()
        rows.append(
            {
                "station": each.station,
                "start": each.start,
                "end": each.end,
                "candidates": list(each.candidates),
                "interviewers": list(each.interviewers),
                "silent": list(each.silent),
                "room": each.room,
                "key": key,
                "locked": each.locked,
            }
        )
    kept = Found(rows, [list(visit) for visit in found.unplaced], found.value, bound)  # type: ignore[misc]
    actions.keep_found(run_id=asked.pk, found=kept, at=timezone.now())


def record(run: Run, made: dict[str, Any], at: dt.datetime) -> dict[str, Any]:
    """Say that no better one will come."""
    done = actions.end_thinking(run_id=run.payload["run_id"], help_=made, at=at)
    return {"plan": done.pk, "value": done.value}


def dropped(payload: dict[str, Any], at: dt.datetime) -> None:
    """Somebody dropped the task: the plan is put away."""
    actions.discard_plan(run_id=payload["run_id"], at=at)


THINKING = TaskKind(
    THINK,
    gettext_lazy("Timetable of a Day"),
    queue="slow",
    max_attempts=3,
    perform=perform,
    record=record,
    dropped=dropped,
)
