"""Recordings in the demo: spoken by a synthesizer on the spot, and said to be so.

The way is that of real ones: consent, pieces, the gate in a worker, moments that two coaches mark.
Where no synthesizer is installed the story goes on without recordings.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import subprocess
import uuid
from itertools import cycle
from typing import TYPE_CHECKING, Any, Final

from interviews.listening.actions import add_benchmark, mark_moment
from interviews.listening.learning import criteria_by_ear
from interviews.listening.models import kinds_by_ear
from interviews.plans.models import Criterion
from interviews.recordings.actions import (
    begin_recording,
    finish_recording,
    give_consent,
    keep_chunk,
    keep_line_sound,
    offer_exercises,
)
from interviews.recordings.drafts import ExerciseDraft
from interviews.recordings.gate import check
from interviews.recordings.models import LARGEST_CHUNK, Exercise, Recording
from interviews.recordings.views.candidate import consent_words

if TYPE_CHECKING:
    from hiring.demo.clock import Calendar, Event
    from interviews.scorecards.models import Scorecard

SYNTHESIZER: Final = "espeak-ng"
RECORDED: Final = 3  # candidates of one Day
PASSAGE: Final = (
    "Thank you for waiting. I have found your order, and I can see what went wrong: the parcel "
    "was sent to your old address on Thursday. I am sending another one today, so that you have "
    "it before the weekend, and you need not do anything about the first. May I read the address "
    "back to you? Then I stay on the line until the confirmation is with you, and if anything is "
    "not as it should be, you call me and not the number on the letter."
)
TITLE: Final = "Read a passage (a synthetic voice)"
CALLER: Final = "Answer an upset caller (a synthetic voice)"
LINES: Final = (
    "This is the third time I call, and each of you tells me something else.",
    "The wrong part came, twice. I work by telephone, I need it on Monday.",
)
VOICES: Final = (("en-us+f3", "135", "62"), ("en-gb+m3", "125", "40"), ("en-us+m7", "145", "48"))
HEARD: Final = (
    "“I can see what went wrong” comes before any excuse.",
    "Slows down for the day of the week; it can be written down.",
    "Asks the question as a question: the voice goes up and waits.",
    "One breath for two sentences; the second half gets lost.",
    "“You need not do anything” is said calmly, and is heard.",
    "The last words are as clear as the first.",
)

BENCHMARKS: Final = (
    (
        "Third call, and an answer at once (synthetic)",
        "I am sorry, three calls are three too many. I have your order here. A new part leaves "
        "today, and I will call you on Monday morning to hear that it fits.",
        5,
        "Takes the complaint up in the first words, says what happens next and by when.",
    ),
    (
        "Polite, and no more (synthetic)",
        "Thank you for your call. Your complaint has been noted. Somebody will be in touch with "
        "you when the department has looked at it.",
        3,
        "Polite throughout; nothing is asked, and nothing is promised that could be kept.",
    ),
    (
        "The caller is to blame (synthetic)",
        "Well, you must have ordered the wrong one. It says so on the page. You can send it back, "
        "if you want to.",
        1,
        "Blames the caller in the first sentence and leaves them with the work.",
    ),
)


def is_there() -> bool:
    """Tell whether this machine can speak."""
    return shutil.which(SYNTHESIZER) is not None


def offer(opening_id: int, actor: Any, at: dt.datetime) -> None:
    """Let candidates of an opening record the passage at home, and answer a caller who speaks."""
    passage = ExerciseDraft(
        kind=Exercise.Kind.READ,
        title=TITLE,
        prompt=PASSAGE,
        think_seconds=30,
        answer_seconds=90,
        takes=2,
    )
    caller = ExerciseDraft(
        kind=Exercise.Kind.CALLER,
        title=CALLER,
        prompt="\n".join(LINES),
        think_seconds=5,
        answer_seconds=45,
        takes=2,
    )
    offer_exercises(opening_id=opening_id, drafts=[passage, caller], actor=actor, at=at)
    for words in LINES:
        keep_line_sound(
            opening_id=opening_id,
            words=words,
            is_synthetic=True,
            accepted=check(speak(words, VOICES[1])),
            actor=actor,
            at=at,
        )


def add_benchmarks(opening_id: int, actor: Any, at: dt.datetime) -> None:
    """Give the coaches of an opening three recordings to train on, with experts' values."""
    criteria = criteria_by_ear(opening_id)
    for (title, text, value, why), voice in zip(BENCHMARKS, cycle(VOICES), strict=False):
        add_benchmark(
            opening_id=opening_id,
            title=title,
            is_synthetic=True,
            accepted=check(speak(text, voice)),
            targets={each.competency_id: (value, why) for each in criteria},
            actor=actor,
            at=at,
        )


def plan_recordings(application_ids: list[int], calendar: Calendar, at: dt.datetime) -> None:
    """Let the first candidates of a Day record, a day after they were asked."""
    speakers = zip(application_ids[:RECORDED], cycle(VOICES), strict=False)
    for number, (application_id, voice) in enumerate(speakers):
        calendar.add(at + dt.timedelta(hours=20 + number), _recording(application_id, voice))


def _recording(application_id: int, voice: tuple[str, str, str]) -> Event:
    def record(at: dt.datetime) -> None:
        give_consent(application_id=application_id, words=consent_words(), at=at)
        exercise = Exercise.objects.get(
            opening__applications=application_id, kind=Exercise.Kind.READ
        )
        recording = begin_recording(
            application_id=application_id, exercise_id=exercise.pk, key=uuid.uuid4(), at=at
        )
        sound = speak(PASSAGE, voice)
        pieces = [
            sound[start : start + LARGEST_CHUNK] for start in range(0, len(sound), LARGEST_CHUNK)
        ]
        for number, piece in enumerate(pieces):
            keep_chunk(
                recording_id=recording.pk,
                number=number,
                content=piece,
                sha256=hashlib.sha256(piece).hexdigest(),
                at=at,
            )
        finish_recording(recording_id=recording.pk, count=len(pieces), at=at)

    return record


def speak(text: str, voice: tuple[str, str, str]) -> bytes:
    """Return a WAV file in which a synthesizer says the text."""
    name, speed, pitch = voice
    command = [SYNTHESIZER, "--stdout", "-v", name, "-s", speed, "-p", pitch, text]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)  # noqa: S603
    return done.stdout


def mark_moments(scorecard: Scorecard, at: dt.datetime) -> None:
    """Mark three moments of what a candidate recorded, if they did; each coach their own."""
    if scorecard.stage.kind not in kinds_by_ear():
        return
    ready = Recording.objects.filter(
        application=scorecard.application_id, state=Recording.State.READY
    )
    recording = ready.first()
    if recording is None or recording.milliseconds is None:
        return
    criteria = list(Criterion.objects.filter(stage=scorecard.stage_id).order_by("position"))
    own = HEARD[scorecard.interviewer_id % 2 :: 2]
    for number, words in enumerate(own, start=1):
        share = number / (len(own) + 1) + (scorecard.interviewer_id % 7) / 100
        mark_moment(
            scorecard_id=scorecard.pk,
            key=uuid.uuid4(),
            recording_id=recording.pk,
            criterion_id=criteria[(number - 1) % len(criteria)].pk,
            milliseconds=round(recording.milliseconds * share),
            words=words,
            actor=scorecard.interviewer,
            at=at,
        )
