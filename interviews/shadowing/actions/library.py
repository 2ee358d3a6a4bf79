"""The library of recorded calls: kept, given their sound, retired; and which ones are heard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from candidates.files.actions import remove_file, store_made
from candidates.files.models import StoredFile
from candidates.history.actions import record_entry
from candidates.openings.models import Opening
from candidates.outbox.actions import owe_task
from interviews.shadowing import queries
from interviews.shadowing.drafts import CallDraft, ItemDraft
from interviews.shadowing.models import (
    CallItem,
    CallLine,
    CallUpload,
    OpeningCall,
    RecordedCall,
)

if TYPE_CHECKING:
    from interviews.recordings.gate import Accepted

PREPARE: Final = "shadowing.prepare"
Sound = RecordedCall.Sound


@transaction.atomic
def keep_call(
    *,
    call_id: int | None,
    title: str,
    channel: str,
    origin: str,
    is_synthesized: bool,
    lines: Sequence[CallDraft],
    items: Sequence[ItemDraft],
    sound: bytes | None,
    at: dt.datetime,
) -> RecordedCall:
    """Keep a call with its transcript and questions; without a key it is a new one.

    `sound` as it was sent waits for a worker that passes it through the gate for recordings; None
    leaves the sound as it is.
    """
    if call_id is None:
        call = RecordedCall(made_at=at)
    else:
        call = RecordedCall.objects.select_for_update(no_key=True).get(pk=call_id)
    call.title, call.channel, call.origin = title, channel, origin
    call.is_synthesized = is_synthesized
    call.save()
    call.lines.all().delete()
    CallLine.objects.bulk_create(
        CallLine(
            call=call,
            position=position,
            milliseconds=line.milliseconds,
            speaker=line.speaker,
            words=line.words,
            pauses=line.pauses,
        )
        for position, line in enumerate(lines, start=1)
    )
    call.items.all().delete()
    CallItem.objects.bulk_create(
        CallItem(call=call, question=item.question, options=list(item.options)) for item in items
    )
    if sound is not None:
        _wait_for_sound(call, sound, at)
    return call


def _wait_for_sound(call: RecordedCall, sound: bytes, at: dt.datetime) -> None:
    held = call.file_id
    call.sound, call.file, call.milliseconds, call.refused_code = Sound.WAITING, None, None, ""
    call.save(update_fields=["sound", "file", "milliseconds", "refused_code"])
    if held is not None:
        remove_file(stored_file_id=held)
    CallUpload.objects.update_or_create(call=call, defaults={"content": sound, "at": at})
    owe_task(kind=PREPARE, payload={"call_id": call.pk}, at=at, dedupe_key=str(call.pk))


@transaction.atomic
def keep_call_sound(*, call_id: int, accepted: Accepted, at: dt.datetime) -> RecordedCall:
    """Keep our own encoding and let go of what was sent; a call that waits for none stays."""
    call = RecordedCall.objects.select_for_update(no_key=True).get(pk=call_id)
    if call.sound != Sound.WAITING:
        return call
    call.file = store_made(
        name=f"call-{call.pk}.webm",
        content_type=StoredFile.ContentType.SOUND,
        content=accepted.content,
        at=at,
    )
    call.sound, call.milliseconds = Sound.READY, accepted.milliseconds
    call.save(update_fields=["sound", "file", "milliseconds"])
    CallUpload.objects.filter(call=call).delete()
    return call


@transaction.atomic
def refuse_call_sound(*, call_id: int, code: str) -> RecordedCall:
    """Say why the sound cannot be kept, and let go of it; the transcript stays."""
    call = RecordedCall.objects.select_for_update(no_key=True).get(pk=call_id)
    if call.sound == Sound.WAITING:
        call.sound, call.refused_code = Sound.REFUSED, code
        call.save(update_fields=["sound", "refused_code"])
        CallUpload.objects.filter(call=call).delete()
    return call


@transaction.atomic
def retire_call(*, call_id: int, at: dt.datetime) -> RecordedCall:
    """Take a call out of the library; who was given it still hears it. Again changes nothing."""
    call = RecordedCall.objects.select_for_update(no_key=True).get(pk=call_id)
    if call.retired_at is None:
        call.retired_at = at
        call.save(update_fields=["retired_at"])
    return call


@transaction.atomic
def choose_calls(
    *, opening_id: int, call_ids: Sequence[int], actor: Any, at: dt.datetime
) -> list[RecordedCall]:
    """Say which calls remote candidates of the opening hear, in this order; the same again
    changes nothing. Who was given some already keeps those.
    """
    Opening.objects.select_for_update(no_key=True).get(pk=opening_id)
    if [call.pk for call in queries.chosen_calls(opening_id)] == list(call_ids):
        return queries.chosen_calls(opening_id)
    OpeningCall.objects.filter(opening=opening_id).delete()
    OpeningCall.objects.bulk_create(
        OpeningCall(opening_id=opening_id, position=position, call_id=call_id)
        for position, call_id in enumerate(call_ids, start=1)
    )
    record_entry(
        subject="opening",
        subject_key=opening_id,
        verb="recorded-calls-chosen",
        at=at,
        actor=actor,
        facts={"count": len(call_ids)},
    )
    return queries.chosen_calls(opening_id)
