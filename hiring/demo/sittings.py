"""Tests as the demo's candidates take them on their Day, answer by answer, through the actions."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from interviews.days.models import Attendance, Session
from interviews.sittings import actions
from interviews.sittings.models import Sitting

if TYPE_CHECKING:
    from hiring.demo.cast import Cast

MOST: Final = 16  # sittings: each is some thirty saves, and a demo is to load quickly
PACE: Final = dt.timedelta(seconds=34)  # between two answers
WISH: Final = "Reading from a screen takes me longer than others. Some more time would help."


def sit(session_pk: int, *, at: dt.datetime, until: dt.datetime) -> None:
    """Let whoever came to a session with the grammar test take it, as far as the time has gone."""
    session = Session.objects.select_related("station__stage").get(pk=session_pk)
    if session.station.stage.kind != "grammar-test":
        return
    chance = random.Random(session_pk)  # noqa: S311  (apart from the story's own, which stays)
    came = Attendance.objects.filter(day=session.station.day_id, arrived_at__isnull=False).values(
        "application_id"
    )
    seats = session.seats.filter(cancelled_at=None, application__in=came)
    for key in seats.order_by("pk").values_list("application_id", flat=True):
        if Sitting.objects.count() < MOST:
            sitting = actions.start_sitting(
                application_id=key,
                stage_id=session.station.stage_id,
                at=at,
                seed=chance.randrange(actions.SEEDS),
            )
            _take(sitting, at, until, chance)


def _take(sitting: Sitting, at: dt.datetime, until: dt.datetime, chance: random.Random) -> None:
    """Answer part by part; a person who is good at it is so throughout."""
    ability = chance.uniform(0.55, 0.95)
    for number, section in enumerate(sitting.paper["sections"]):
        times = []
        for task in section["tasks"]:
            at += PACE * chance.uniform(0.4, 1.5)
            if at > until:
                return
            value = _answer(task, sitting.keys[task["key"]], ability, chance)
            if value is not None:
                actions.save_answer(
                    sitting_id=sitting.pk,
                    section=number,
                    task_key=task["key"],
                    value=value,
                    at=at,
                )
            times.append(("time", task["key"], chance.randint(6_000, 48_000)))
        actions.note_facts(sitting_id=sitting.pk, facts=times, at=at)
        actions.finish_section(sitting_id=sitting.pk, section=number, at=at)


def _answer(
    task: dict[str, Any], key: dict[str, Any], ability: float, chance: random.Random
) -> Any:
    """Return what somebody of this ability answers; None for a task that is skipped."""
    body = key["body"]
    if key["kind"] == "proofread":
        words = [place for place, text in task["options"] if f"{{{text}|" in body["passage"]]
        return [place for place in words if chance.random() < ability] or None
    if chance.random() > ability:
        wrong = {"choice": 1, "locate": 0, "correct": "dont know"}.get(key["kind"])
        return wrong if wrong != body.get("key") else None
    if key["kind"] == "correct":
        return next(text for text, points in body["mapping"].items() if points == 1)
    if key["kind"] == "order":
        return list(range(len(body["sentences"])))
    return "none" if body["key"] is None else body["key"]


def ask_for_time(application_id: int, cast: Cast, at: dt.datetime) -> None:
    """Let a candidate say what would help, and rosa grant a quarter more time."""
    actions.write_wish(application_id=application_id, wish=WISH, at=at)
    actions.grant(
        application_id=application_id,
        multiplier=Decimal("1.25"),
        breaks=False,
        alternative="",
        actor=cast["rosa"],
        at=at + dt.timedelta(hours=1),
    )
