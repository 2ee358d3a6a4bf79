"""Asking for a plan, keeping what is found, taking it over; people's hours and skills.

Lock order: Day → plan. The solver itself runs in no transaction.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from candidates.layout.viewer import Viewer
from candidates.notices.actions import tell
from candidates.outbox.actions import owe_task
from interviews.days import clock
from interviews.days.actions import Arranged, DayOver, Wanted, arrange_day
from interviews.days.models import Day
from interviews.planner.models import PlanRun, Skill, TimeException, WorkHours, WorkLimit
from interviews.planner.setup import Setup, read_setup

THINK: Final = "planner.think"
NOTICE: Final = "timetable-changed"
State = PlanRun.State


class NotReady(Exception):
    """The plan has nothing to take over, or was taken over or put away before."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or _("There is no timetable in this plan to take over."))


@dataclass(frozen=True)
class Found:
    """A timetable on its way into a plan; sessions as dictionaries in minutes."""

    sessions: list[dict[str, Any]]
    unplaced: list[tuple[int, int]]
    value: int
    bound: int


@transaction.atomic
def ask_plan(
    *, day_id: int, setup: Setup, actor: Viewer, at: dt.datetime, is_repair: bool = False
) -> PlanRun:
    """Ask for a timetable; a worker thinks about it. An open plan of the Day gives way to it.

    Raises DayOver.
    """
    day = Day.objects.select_for_update(no_key=True).get(pk=day_id)
    if day.is_over:
        raise DayOver
    day.plan_runs.filter(state__in=PlanRun.OPEN).update(
        state=State.DISCARDED, stop_asked_at=at, ended_at=at
    )
    run = PlanRun.objects.create(
        day=day,
        is_repair=is_repair,
        day_version=day.version,
        setup=setup.as_json(),
        asked_by_id=actor.pk,
        asked_at=at,
    )
    run.task = owe_task(kind=THINK, payload={"run_id": run.pk}, at=at, dedupe_key=str(run.pk))
    run.save(update_fields=["task"])
    return run


def keep_found(*, run_id: int, found: Found, at: dt.datetime) -> bool:
    """Keep a better timetable; tell whether the plan still wants any. One UPDATE."""
    kept = PlanRun.objects.filter(pk=run_id, state=State.THINKING)
    first = kept.filter(first_at__isnull=True)
    first.update(first_at=at, first_value=found.value)
    return bool(
        kept.update(
            sessions=found.sessions,
            unplaced=found.unplaced,
            value=found.value,
            bound=found.bound,
            found=F("found") + 1,
            found_at=at,
        )
    )


@transaction.atomic
def end_thinking(*, run_id: int, help_: Mapping[str, Any], at: dt.datetime) -> PlanRun:
    """Say that no better timetable will come; again changes nothing."""
    run = PlanRun.objects.select_for_update(no_key=True).get(pk=run_id)
    if run.state == State.THINKING and run.sessions is not None:
        run.state, run.ended_at, run.help = State.READY, at, dict(help_)
        run.save(update_fields=["state", "ended_at", "help"])
    return run


@transaction.atomic
def stop_thinking(*, run_id: int, at: dt.datetime) -> PlanRun:
    """Ask the worker to stop and keep the best so far; again changes nothing."""
    run = PlanRun.objects.select_for_update(no_key=True).get(pk=run_id)
    if run.state == State.THINKING and run.stop_asked_at is None:
        run.stop_asked_at = at
        run.save(update_fields=["stop_asked_at"])
    return run


@transaction.atomic
def discard_plan(*, run_id: int, at: dt.datetime) -> PlanRun:
    """Put a plan away; again, or after it was taken over, changes nothing."""
    run = PlanRun.objects.select_for_update(no_key=True).get(pk=run_id)
    if run.is_open:
        run.state, run.ended_at, run.stop_asked_at = State.DISCARDED, at, run.stop_asked_at or at
        run.save(update_fields=["state", "ended_at", "stop_asked_at"])
    return run


@transaction.atomic
def apply_plan(*, run_id: int, actor: Viewer, at: dt.datetime) -> Arranged:
    """Take the plan's best timetable over into the Day, all of it or nothing.

    Also stops a plan that is still being thought about. Everybody whose sessions change is told
    once: candidates of a published Day by a draft, staff by a notice. Raises NotReady, DayChanged,
    SlotTaken, DayOver; a second time raises NotReady.
    """
    day_id = PlanRun.objects.values_list("day_id", flat=True).get(pk=run_id)
    day = Day.objects.select_for_update(no_key=True).get(pk=day_id)
    run = PlanRun.objects.select_for_update(no_key=True).get(pk=run_id)
    if not run.is_open or run.sessions is None:
        raise NotReady
    done = arrange_day(
        day_id=day.pk,
        day_version=run.day_version,
        wanted=_wanted(day, run.sessions, read_setup(run.setup)),
        actor=actor,
        at=at,
    )
    run.state, run.ended_at, run.stop_asked_at = State.APPLIED, at, run.stop_asked_at or at
    run.save(update_fields=["state", "ended_at", "stop_asked_at"])
    if day.state == Day.State.PUBLISHED:
        _tell_staff(run, day, done, at)
    return done


def _wanted(day: Day, rows: Sequence[Mapping[str, Any]], setup: Setup) -> list[Wanted]:
    rolling = {each.station for each in setup.stations if each.rolling}
    seats = _seats([row for row in rows if row["station"] in rolling and row["room"] is not None])
    return [
        Wanted(
            station_id=row["station"],
            room_id=row["room"],
            starts_at=day.starts_at + dt.timedelta(minutes=row["start"]),
            ends_at=day.starts_at + dt.timedelta(minutes=row["end"]),
            application_ids=tuple(row["candidates"]),
            interviewer_ids=tuple(row["interviewers"]),
            silent_ids=tuple(row.get("silent", ())),
            seat=seats.get(id(row)),
            session_id=row["key"],
        )
        for row in rows
    ]


def _seats(rows: Iterable[Mapping[str, Any]]) -> dict[int, int]:
    """Give each session of a shared room the first seat that is free by then."""
    free_at: dict[int, list[int]] = {}
    given: dict[int, int] = {}
    for row in sorted(rows, key=lambda row: (row["start"], row["end"])):
        ends = free_at.setdefault(row["room"], [])
        seat = next((n for n, end in enumerate(ends) if end <= row["start"]), len(ends))
        ends[seat : seat + 1] = [row["end"]]
        given[id(row)] = seat
    return given


def _tell_staff(run: PlanRun, day: Day, done: Arranged, at: dt.datetime) -> None:
    today = clock.local(at, day.time_zone).date() == day.on
    tell(
        user_ids=done.interviewer_ids,
        code=NOTICE,
        text_values={"date": day.on.isoformat(), "opening": day.opening.title},
        url="/my-day/",
        key=f"plan-{run.pk}",
        at=at,
        urgent=today,
    )


@dataclass(frozen=True)
class Hours:
    """Some hours of a weekday; Monday is 0."""

    weekday: int
    starts: dt.time
    ends: dt.time


@transaction.atomic
def set_work_hours(*, person_id: int, hours: Sequence[Hours]) -> None:
    """Replace somebody's week; an empty one means: whenever a Day is. Again changes nothing."""
    WorkHours.objects.filter(person=person_id).delete()
    WorkHours.objects.bulk_create(
        WorkHours(person_id=person_id, weekday=each.weekday, starts=each.starts, ends=each.ends)
        for each in hours
    )


@transaction.atomic
def add_exception(
    *,
    person_id: int,
    on: dt.date,
    starts: dt.time | None,
    ends: dt.time | None,
    is_away: bool,
) -> TimeException:
    """Say that a date is unlike its week; the same again returns what is there."""
    row, _new = TimeException.objects.get_or_create(
        person_id=person_id, on=on, starts=starts, ends=ends, is_away=is_away
    )
    return row


@transaction.atomic
def remove_exception(*, person_id: int, exception_id: int) -> None:
    """Take an own exception back; one that is gone changes nothing."""
    TimeException.objects.filter(person=person_id, pk=exception_id).delete()


@dataclass(frozen=True)
class SkillSet:
    """What one person may run (True: is in training for), and their limits."""

    person_id: int
    kinds: Mapping[str, bool]
    sessions_a_day: int | None
    sessions_a_week: int | None
    minutes_in_a_row: int | None
    languages: tuple[str, ...] = ()


@transaction.atomic
def set_skills(*, skills: Sequence[SkillSet], kinds: Sequence[str]) -> None:
    """Write down who may run which of these kinds; other kinds stay. Again changes nothing."""
    people = [each.person_id for each in skills]
    Skill.objects.filter(person__in=people, kind__in=kinds).delete()
    Skill.objects.bulk_create(
        Skill(person_id=each.person_id, kind=kind, in_training=training)
        for each in skills
        for kind, training in each.kinds.items()
    )
    for each in skills:
        WorkLimit.objects.update_or_create(
            person_id=each.person_id,
            defaults={
                "sessions_a_day": each.sessions_a_day,
                "sessions_a_week": each.sessions_a_week,
                "minutes_in_a_row": each.minutes_in_a_row,
                "languages": list(each.languages),
            },
        )
