"""A memory test as one of the demo's candidates takes it on the Day that is running: what they
retell of a call was ticked by one interviewer and waits for another."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.http import QueryDict

from interviews.days.models import Attendance, Session
from interviews.marking.actions import lock_ticks, save_ticks
from interviews.marking.models import TickSheet
from interviews.sittings import actions, queries, screens, tasks
from interviews.sittings.contents import contents
from interviews.sittings.models import Sitting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiring.demo.cast import Cast

KIND: Final = "memory-test"
TAKES: Final = dt.timedelta(minutes=40)
NOTES: Final = "Irene Walsh, dental practice\n2 desk phones, Tue\nadapter!!"
RETOLD: Final = (
    "Irene Walsh from a dental practice had ordered two desk phones, and they came on Tuesday, but "
    "a power adapter is missing. On Friday they open a second treatment room, so it is urgent. "
    "She gets an adapter by courier tomorrow before noon."
)
FOUND: Final = (0, 1, 2, 3, 5, 6, 7, 8)  # of the facts of form A
LONGEST: Final = {"forward": 6, "backward": 5}  # digits that this person keeps


def sit(session_pk: int, cast: Cast, *, at: dt.datetime, until: dt.datetime) -> None:
    """Let the first who came to a session of today take the test to its end."""
    session = Session.objects.select_related("station__stage").get(pk=session_pk)
    today = TAKES < until - at < dt.timedelta(hours=12)
    if session.station.stage.kind != KIND or not today:
        return
    came = Attendance.objects.filter(day=session.station.day_id, arrived_at__isnull=False)
    seats = session.seats.filter(
        cancelled_at=None, application__in=came.values("application_id")
    ).order_by("pk")
    seat = seats.first()
    if seat is None or Sitting.objects.filter(stage__kind=KIND).exists():
        return
    sitting = actions.start_sitting(
        application_id=seat.application_id, stage_id=session.station.stage_id, at=at, seed=0
    )
    at = _take(sitting.pk, at)
    sheet = TickSheet.objects.filter(sitting=sitting).exclude(marker=cast["ines"]).first()
    if sheet is not None:
        save_ticks(sheet_id=sheet.pk, ticked=FOUND, version=sheet.version)
        lock_ticks(sheet_id=sheet.pk, at=at + dt.timedelta(minutes=9))


def _take(pk: int, at: dt.datetime) -> dt.datetime:
    """Answer what is shown, part by part; return when it was done."""
    while (sitting := Sitting.objects.get(pk=pk)).is_open:
        screen = screens.screen_of(sitting, at)
        for shown in screen.tasks:
            at = _answer(sitting, shown.task, at)
        if not screen.tasks or not screen.tasks[0].once:
            actions.finish_section(sitting_id=pk, section=sitting.section, at=at)
    return at


def _answer(sitting: Sitting, task: Mapping[str, Any], at: dt.datetime) -> dt.datetime:
    kind = tasks.type_of(task)
    if kind.shown_once:
        actions.show_task(
            sitting_id=sitting.pk, section=sitting.section, task_key=task["key"], at=at
        )
    setting = screens.setting_of(sitting, queries.answers_of(sitting), at)
    value, seconds = _typed(task, kind.present(task, None, setting))
    at += dt.timedelta(seconds=seconds)
    setting = screens.setting_of(sitting, dict(setting.given), at)
    fields = QueryDict(mutable=True)
    fields[f"{task['key']}.{'notes' if task['key'] == 'call' else 'value'}"] = value
    actions.save_answer(
        sitting_id=sitting.pk,
        section=sitting.section,
        task_key=task["key"],
        value=kind.parse(tasks.Fields(fields, task["key"]), task, setting),
        at=at,
        once=kind.shown_once,
    )
    return at


def _typed(task: Mapping[str, Any], context: Mapping[str, Any]) -> tuple[str, int]:
    """Return what this person types, and after how many seconds."""
    name, _, part = task["key"].partition("-")
    material = contents("en")
    if name in LONGEST:
        digits = "".join(str(digit) for digit in context["digits"])
        typed = digits if name == "forward" else digits[::-1]
        return typed if len(digits) <= LONGEST[name] else typed[1:], len(digits) + 6
    if name == "record":
        return material["records"]["A"][part]["show"], 12
    if name == "cued":
        return material["calls"]["A"]["cued"][int(part) - 1]["accept"][0], 14
    return {"call": (NOTES, 110), "retell": (RETOLD, 150)}.get(name, ("", 60))
