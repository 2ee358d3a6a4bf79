"""What a candidate is asked to record, and how far that is."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.contrib.auth import get_user_model
from django.db.models import Count, DurationField, ExpressionWrapper, F, Max, Min, Value
from django.db.models.functions import TruncDate

from candidates.applications.models import OPEN_STATES, Application, State
from interviews.recordings.gate import SENTENCES
from interviews.recordings.models import Consent, Exercise, LineSound, Play, Recording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

KEPT_DAYS: Final = 90  # after the decision


@dataclass(frozen=True)
class Task:
    """One exercise as its candidate sees it, with the take that counts, if there is one."""

    exercise: Exercise
    recording: Recording | None
    takes_left: int

    @property
    def refusal(self) -> str:
        """Why the newest take was refused, in words; empty where it was not."""
        if self.recording is None or self.recording.state != Recording.State.REFUSED:
            return ""
        return str(SENTENCES.get(self.recording.refused_code, SENTENCES["corrupt"]))

    @property
    def is_waiting(self) -> bool:
        """Tell whether a worker has yet to prepare it."""
        return self.recording is not None and self.recording.state == Recording.State.RECEIVED

    @property
    def is_done(self) -> bool:
        """Tell whether a take has arrived whole."""
        done = (Recording.State.RECEIVED, Recording.State.READY)
        return self.recording is not None and self.recording.state in done


def exercises_of(opening_id: int) -> list[Exercise]:
    """Return what candidates of the opening record, in order."""
    return list(Exercise.objects.filter(opening=opening_id).order_by("position"))


def callers_of(opening_id: int) -> list[Exercise]:
    """Return the exercises in which an upset caller speaks, in order."""
    found = Exercise.objects.filter(opening=opening_id, kind=Exercise.Kind.CALLER)
    return list(found.order_by("position"))


@dataclass(frozen=True)
class Line:
    """One line of an upset caller, and its sound where somebody spoke it.

    `begins` is the millisecond at which a recorded answer to it begins, where that is known.
    """

    number: int
    words: str
    sound: LineSound | None
    begins: int | None = None


def sounds_of(opening_id: int) -> dict[str, LineSound]:
    """Return what was spoken of the opening's callers, by the words; one query."""
    return {each.words: each for each in LineSound.objects.filter(opening=opening_id)}


def lines_of(
    exercise: Exercise, sounds: Mapping[str, LineSound], turns: Sequence[int] = ()
) -> list[Line]:
    """Return an exercise's lines with their sounds, and where the answers to them begin."""
    begins = dict(enumerate(turns, start=1))
    return [
        Line(number, words, sounds.get(words), begins.get(number))
        for number, words in enumerate(exercise.lines, start=1)
    ]


def open_consent(application_id: int) -> Consent | None:
    """Return the consent that holds; None before it was given and after it was taken back."""
    return Consent.objects.filter(application=application_id, withdrawn_at=None).first()


def may_record(application: Application) -> bool:
    """Tell whether the candidate was asked for recordings: invited once, and not withdrawn.

    What was decided but not told yet changes nothing here.
    """
    if application.state == State.WITHDRAWN:
        return False
    return application.moves.filter(to_state=State.INVITED).exists()


def tasks_of(application: Application) -> list[Task]:
    """Return every exercise with its newest take; two queries for any number."""
    shown = Recording.objects.filter(application=application).exclude(
        state=Recording.State.REMOVED, received_at=None
    )
    takes: dict[int, list[Recording]] = {}
    for each in shown.defer("peaks").order_by("take"):
        takes.setdefault(each.exercise_id, []).append(each)
    return [
        _task(exercise, takes.get(exercise.pk, []))
        for exercise in exercises_of(application.opening_id)
    ]


def _task(exercise: Exercise, takes: list[Recording]) -> Task:
    left = exercise.takes - sum(uses_up_a_take(take) for take in takes)
    kept = [take for take in takes if take.state != Recording.State.REMOVED]
    return Task(exercise, kept[-1] if kept else None, max(0, left))


def uses_up_a_take(recording: Recording) -> bool:
    """Tell whether a take counts: it arrived whole, our gate did not refuse it, and its candidate
    did not want it gone."""
    gone = recording.removal in (Recording.Removal.WITHDRAWN, Recording.Removal.REQUESTED)
    refused = recording.refused_code != ""
    return recording.received_at is not None and not refused and not gone


def numbers_of(recording: Recording) -> list[int]:
    """Return the numbers of the chunks that arrived, in order."""
    return list(recording.chunks.order_by("number").values_list("number", flat=True))


def takes_of(application_id: int) -> list[Recording]:
    """Return everything that was recorded, by exercise and take: what is there and what was."""
    found = Recording.objects.filter(application=application_id).defer("peaks")
    return list(
        found.select_related("exercise", "removed_by").order_by("exercise__position", "take")
    )


@dataclass(frozen=True)
class Hearing:
    """One person hearing one recording on one day; `times` counts answers that carried sound.

    A player that jumps about asks several times.
    """

    recording_id: int
    listener: Any  # None is the candidate
    part: str
    first_at: dt.datetime
    last_at: dt.datetime
    times: int


def hearings_of(application_id: int) -> list[Hearing]:
    """Return who heard what on which day, newest first; two queries however much there is."""
    rows = list(
        _plays_by_day(application_id)
        .annotate(first_at=Min("at"), last_at=Max("at"), times=Count("pk"))
        .order_by("-last_at")
    )
    people = get_user_model().objects.in_bulk({row["listener"] for row in rows} - {None})
    return [
        Hearing(
            recording_id=row["recording"],
            listener=people.get(row["listener"]),
            part=str(dict(Play.Part.choices).get(row["part"], "")),
            first_at=row["first_at"],
            last_at=row["last_at"],
            times=row["times"],
        )
        for row in rows
    ]


def heard_by_part(application_id: int) -> list[tuple[str, int]]:
    """Return on how many occasions staff in each part heard something, for the candidate to read.

    An occasion is one person, one recording, one day. One query.
    """
    rows = _plays_by_day(application_id).exclude(listener=None).order_by()
    counted = Counter(row["part"] for row in rows)
    labels = dict(Play.Part.choices)
    return [(str(labels.get(part, "")), counted[part]) for part in labels if counted[part]]


def _plays_by_day(application_id: int) -> Any:
    plays = Play.objects.filter(recording__application=application_id)
    return plays.values("recording", "listener", "part", day=TruncDate("at")).distinct()


def expired(at: dt.datetime) -> list[int]:
    """Return the keys of recordings whose promised time after the decision is over."""
    days = ExpressionWrapper(
        F("consent__kept_days") * Value(dt.timedelta(days=1)), output_field=DurationField()
    )
    closed = Recording.objects.exclude(state=Recording.State.REMOVED).exclude(
        application__state__in=OPEN_STATES
    )
    over = closed.filter(application__state_since_at__lte=at - days)
    return list(over.order_by("pk").values_list("pk", flat=True))
