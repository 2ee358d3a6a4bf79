"""Agreeing to be recorded, sending a recording piece by piece, keeping it."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Sum
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from candidates.files.actions import store_made
from candidates.files.models import StoredFile
from candidates.outbox.actions import owe_task
from interviews.recordings import queries, signals
from interviews.recordings.actions.removing import remove_recording
from interviews.recordings.actions.rows import lock_application, lock_recording, tell
from interviews.recordings.models import (
    LARGEST,
    LARGEST_CHUNK,
    MOST_CHUNKS,
    Chunk,
    Consent,
    Exercise,
    Play,
    Recording,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviews.recordings.gate import Accepted

PREPARE = "recordings.prepare"
State = Recording.State


class NoConsent(Exception):
    """The candidate has not agreed to be recorded, or took it back."""

    def __str__(self) -> str:
        return _("You have not agreed to be recorded. Nothing is kept.")


class NotAsked(Exception):
    """The candidate is not asked for recordings (any more)."""

    def __str__(self) -> str:
        return _("Recordings are not asked for at the moment.")


class NoTakesLeft(Exception):
    """Every take that the exercise allows has been sent."""

    def __str__(self) -> str:
        return _("You have used every take of this exercise. The last one counts.")


class NotSending(Exception):
    """The recording is complete, refused or removed: nothing can be added to it."""

    def __str__(self) -> str:
        return _("This recording is closed; nothing can be added to it.")


class BadChunk(Exception):
    """A piece did not arrive as it was sent, or is too large."""

    def __str__(self) -> str:
        return _("This piece of the recording did not arrive whole. It will be sent again.")


class OtherChunk(Exception):
    """Another piece has this number already."""

    def __str__(self) -> str:
        return _("Another piece of the recording has this number already.")


class TooLarge(Exception):
    """The recording as a whole is larger than what we take."""

    def __str__(self) -> str:
        return _("This recording is larger than 25 MB. Please send a shorter one.")


class ChunksMissing(Exception):
    """Some pieces have not arrived; `numbers` says which."""

    def __init__(self, numbers: Sequence[int]) -> None:
        super().__init__(numbers)
        self.numbers = list(numbers)

    def __str__(self) -> str:
        return _("Some pieces of the recording have not arrived yet.")


@transaction.atomic
def give_consent(*, application_id: int, words: str, at: dt.datetime) -> Consent:
    """Write down that the candidate agrees to these words. While one holds, it is returned.

    Raises NotAsked.
    """
    application = lock_application(application_id)
    if holds := queries.open_consent(application_id):
        return holds
    if not queries.may_record(application):
        raise NotAsked
    consent = Consent.objects.create(
        application=application, words=words, kept_days=queries.KEPT_DAYS, given_at=at
    )
    tell(application_id, "voice-consent-given", at)
    return consent


@transaction.atomic
def begin_recording(
    *, application_id: int, exercise_id: int, key: UUID, at: dt.datetime
) -> Recording:
    """Open a take under the key that the browser made; the same key again returns the same take.

    A take that was begun before and never finished gives way. Raises NoConsent, NotAsked,
    NoTakesLeft, or NotSending where the key is somebody else's.
    """
    application = lock_application(application_id)
    if known := Recording.objects.filter(key=key).first():
        if (known.application_id, known.exercise_id) != (application_id, exercise_id):
            raise NotSending
        return known
    consent = queries.open_consent(application_id)
    if consent is None:
        raise NoConsent
    if not queries.may_record(application):
        raise NotAsked
    exercise = Exercise.objects.get(pk=exercise_id, opening_id=application.opening_id)
    takes = Recording.objects.filter(application=application, exercise=exercise)
    if sum(queries.uses_up_a_take(take) for take in takes) >= exercise.takes:
        raise NoTakesLeft
    for given_up in takes.filter(state=State.SENDING).order_by("pk"):
        remove_recording(recording_id=given_up.pk, removal=Recording.Removal.DISCARDED, at=at)
    newest = takes.aggregate(newest=Max("take"))["newest"] or 0
    return Recording.objects.create(
        key=key,
        consent=consent,
        application=application,
        exercise=exercise,
        take=newest + 1,
        begun_at=at,
    )


@transaction.atomic
def keep_chunk(
    *, recording_id: int, number: int, content: bytes, sha256: str, at: dt.datetime
) -> Chunk:
    """Keep one piece under its number. The same piece again is the same as once.

    Raises BadChunk where the bytes are not those that were sent, OtherChunk where the number is
    taken by other bytes, TooLarge, NotSending.
    """
    recording = lock_recording(recording_id)
    known = Chunk.objects.filter(recording=recording, number=number).first()
    if known is not None and known.sha256 == sha256:
        return known
    if recording.state != State.SENDING:
        raise NotSending
    whole = hashlib.sha256(content).hexdigest() == sha256
    if not whole or not 0 < len(content) <= LARGEST_CHUNK or number >= MOST_CHUNKS:
        raise BadChunk
    if known is not None:
        raise OtherChunk
    held = recording.chunks.aggregate(size=Sum(Length("content")))["size"] or 0
    if held + len(content) > LARGEST:
        raise TooLarge
    return Chunk.objects.create(
        recording=recording, number=number, content=content, sha256=sha256, at=at
    )


@transaction.atomic
def finish_recording(
    *, recording_id: int, count: int, at: dt.datetime, turns: Sequence[int] = ()
) -> Recording:
    """Say that all `count` pieces were sent; the work of preparing it is owed.

    `turns` are the milliseconds at which the answers to a caller's lines begin. A recording that
    was finished already is returned. Raises ChunksMissing, NotSending.
    """
    recording = lock_recording(recording_id)
    if recording.received_at is not None and recording.state != State.REMOVED:
        return recording
    if recording.state != State.SENDING:
        raise NotSending
    arrived = set(queries.numbers_of(recording))
    missing = sorted(set(range(max(count, 1))) - arrived)
    if missing or arrived - set(range(count)):
        raise ChunksMissing(missing)
    recording.state = State.RECEIVED
    recording.received_at = at
    recording.turns = sorted(turns)[: len(recording.exercise.lines)]
    recording.save(update_fields=["state", "received_at", "turns"])
    owe_task(
        kind=PREPARE,
        payload={"recording_id": recording_id},
        at=at,
        dedupe_key=str(recording_id),
    )
    tell(recording.application_id, "voice-recorded", at, exercise=recording.exercise.title)
    return recording


@transaction.atomic
def keep_sound(*, recording_id: int, accepted: Accepted, at: dt.datetime) -> Recording:
    """Keep our own encoding and let go of what was sent, and of the takes before this one.

    A recording that was removed meanwhile, or is ready, stays as it is.
    """
    recording = lock_recording(recording_id)
    if recording.state != State.RECEIVED:
        return recording
    recording.file = store_made(
        name=f"{recording.key}.webm",
        content_type=StoredFile.ContentType.SOUND,
        content=accepted.content,
        at=at,
    )
    recording.milliseconds, recording.peaks = accepted.milliseconds, accepted.peaks
    recording.state, recording.ready_at = State.READY, at
    recording.save(update_fields=["file", "milliseconds", "peaks", "state", "ready_at"])
    recording.chunks.all().delete()
    earlier = Recording.objects.filter(
        application=recording.application_id,
        exercise=recording.exercise_id,
        take__lt=recording.take,
        state=State.READY,
    )
    for each in earlier.order_by("pk"):
        remove_recording(recording_id=each.pk, removal=Recording.Removal.DISCARDED, at=at)
    signals.recording_ready.send(sender=Recording, recording=recording, at=at)
    return recording


@transaction.atomic
def refuse_recording(*, recording_id: int, code: str) -> Recording:
    """Say why a recording cannot be kept, and let go of what was sent. It uses up no take."""
    recording = lock_recording(recording_id)
    if recording.state == State.RECEIVED:
        recording.state, recording.refused_code = State.REFUSED, code
        recording.save(update_fields=["state", "refused_code"])
        recording.chunks.all().delete()
    return recording


@transaction.atomic
def note_play(
    *, recording_id: int, listener: Any, at: dt.datetime, part: str = Play.Part.CANDIDATE
) -> Play:
    """Write down that somebody was sent sound; each answer is one row. None is the candidate."""
    return Play.objects.create(recording_id=recording_id, listener=listener, part=part, at=at)
