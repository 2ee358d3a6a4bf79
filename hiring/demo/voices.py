"""What the demo's candidates say of how it was: taps after stages, and surveys."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Final

from candidates.applications.models import Application
from hiring.demo import marks
from hiring.voices.actions import ask_for_voices, mix_answers, take_survey, take_tap
from hiring.voices.models import Asked
from hiring.voices.queries import stages_to_tap
from interviews.days.models import Attendance

if TYPE_CHECKING:
    from hiring.demo.clock import Calendar

ASKED_A_ROUND: Final = 12
WISHES: Final = (
    "I would have liked to know earlier how long the day takes.",
    "Twice somebody came late, and my time was cut.",
    "A word about why, please. I would have learned from it.",
    "",
)
PRAISE: Final = (
    "Everybody had read my letter. That is rare.",
    "The calls: I heard what the work is really like.",
    "They said no, and it still felt fair.",
    "",
)


def plan_voices(calendar: Calendar, now: dt.datetime) -> None:
    """Let candidates tap two days after a Day, and some answer the survey."""
    chance = random.Random(5)  # noqa: S311  (invented answers)
    for days in (18, 13, 6, 3):
        calendar.add(now - dt.timedelta(days=days), lambda at: _tap(at, chance))
    for days in (40, 30, 20, 12, 5):
        calendar.add(now - dt.timedelta(days=days, hours=3), _ask)
        calendar.add(now - dt.timedelta(days=days - 2), lambda at: _answer(at, chance))


def _tap(at: dt.datetime, chance: random.Random) -> None:
    since = at - dt.timedelta(days=10)
    came = Attendance.objects.filter(arrived_at__gt=since, day__finished_at__lt=at)
    for application in Application.objects.filter(pk__in=came.values("application")).order_by("pk"):
        for stage in stages_to_tap(application, at):
            if chance.random() < 0.6:  # noqa: PLR2004  (not everybody says something)
                felt = min(5, max(1, round(chance.gauss(4.1, 0.8))))
                take_tap(application_id=application.pk, stage_id=stage.pk, felt=felt, at=at)


def _ask(at: dt.datetime) -> None:
    ask_for_voices(at=at, most=ASKED_A_ROUND)


def _answer(at: dt.datetime, chance: random.Random) -> None:
    owed = Asked.objects.filter(stage=None, answered=False).select_related("application__candidate")
    for asked in owed.order_by("pk"):
        if chance.random() < 0.3:  # noqa: PLR2004  (most surveys stay unanswered)
            continue
        strength = marks.strength_of(asked.application.candidate.email)
        yes = chance.random() < (0.9 if asked.ending == "hired" else 0.62)
        take_survey(
            application_id=asked.application_id,
            felt=min(5, max(1, round(chance.gauss(3.2 + yes + 0.1 * strength - 0.3, 0.7)))),
            recommends=yes,
            words=chance.choice(PRAISE if yes else WISHES),
            at=at,
        )
    mix_answers()
