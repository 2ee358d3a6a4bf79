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
# each said once; who has nothing to add says nothing
WISHES: Final = (
    "I would have liked to know earlier how long it takes.",
    "A word about why, please. I would have learned from it.",
    "The answer took almost three weeks. I had given up by then.",
    "Say in the advertisement that there are late shifts.",
    "The form asked for my time zone twice, or it felt like it.",
    "Let people upload a letter as a photo; my scanner is at work.",
    "It was not clear whether the cover letter should be in English.",
    "I would rather have been called than written to.",
    "Tell us the pay before we apply, not after.",
    "The mail with the answer was polite and said nothing.",
    "More than one date to choose from, please.",
    "I did not know that I could ask for more time until afterwards.",
    "Somebody came late, and my time was cut.",
    "There was no water anywhere near the waiting room.",
    "I never learned who had read my letter.",
    "Do not advertise it as part time if it is not.",
    "An answer on a Friday evening spoils a weekend.",
    "It would help to see the questions of the letter beforehand.",
    "The link in the first mail opened badly on my old phone.",
    "Please say what one could do better the next time.",
)
PRAISE: Final = (
    "Somebody had read my letter. That is rare.",
    "They said no, and it still felt fair.",
    "An answer within a week, and from a person.",
    "I knew at every step what came next.",
    "The page told me where I stood, so that I did not have to ask.",
    "They ask about people, not about certificates.",
    "The values on the page are the ones they asked about.",
    "One can apply without making an account.",
    "I was told what the work is really like, the angry calls too.",
    "Friendly all along, also in the mail that said no.",
    "It took ten minutes on a phone.",
    "They asked what would help me to take part well. Nobody else does.",
    "My data would be deleted if I wanted, and it was said where.",
    "No puzzle, no tricks.",
    "I would try again next year, and they said that I may.",
    "The questions were the same for everybody.",
    "They kept to the time they had named.",
    "A real name under every mail.",
    "My accent was nobody's business.",
    "You notice that they like their work.",
)


def plan_voices(calendar: Calendar, now: dt.datetime) -> None:
    """Let candidates tap two days after a Day, and some answer the survey."""
    chance = random.Random(5)  # noqa: S311  (invented answers)
    words = {True: chance.sample(PRAISE, len(PRAISE)), False: chance.sample(WISHES, len(WISHES))}
    for days in (18, 13, 6, 3):
        calendar.add(now - dt.timedelta(days=days), lambda at: _tap(at, chance))
    for days in (40, 30, 20, 12, 5):
        calendar.add(now - dt.timedelta(days=days, hours=3), _ask)
        calendar.add(now - dt.timedelta(days=days - 2), lambda at: _answer(at, chance, words))


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


def _answer(at: dt.datetime, chance: random.Random, words: dict[bool, list[str]]) -> None:
    owed = Asked.objects.filter(stage=None, answered=False).select_related("application__candidate")
    for asked in owed.order_by("pk"):
        if chance.random() < 0.3:  # noqa: PLR2004  (most surveys stay unanswered)
            continue
        strength = marks.strength_of(asked.application.candidate.email)
        yes = chance.random() < (0.9 if asked.ending == "hired" else 0.62)
        talks = bool(words[yes]) and chance.random() < 0.6  # noqa: PLR2004
        take_survey(
            application_id=asked.application_id,
            felt=min(5, max(1, round(chance.gauss(3.2 + yes + 0.1 * strength - 0.3, 0.7)))),
            recommends=yes,
            words=words[yes].pop() if talks else "",
            at=at,
        )
    mix_answers()
