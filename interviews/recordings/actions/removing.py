"""Taking consent back, and removing what was recorded."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from candidates.files.actions import remove_file
from interviews.recordings import queries, signals
from interviews.recordings.actions.rows import lock_application, lock_recording, tell
from interviews.recordings.models import Recording

State = Recording.State


@transaction.atomic
def withdraw_consent(*, application_id: int, at: dt.datetime) -> int:
    """Take consent back and remove every recording with its sound; return how many went.

    Without a consent that holds nothing happens.
    """
    lock_application(application_id)
    consent = queries.open_consent(application_id)
    if consent is None:
        return 0
    kept = Recording.objects.filter(application=application_id).exclude(state=State.REMOVED)
    keys = list(kept.order_by("pk").values_list("pk", flat=True))
    for key in keys:
        remove_recording(recording_id=key, removal=Recording.Removal.WITHDRAWN, at=at)
    consent.withdrawn_at = at
    consent.save(update_fields=["withdrawn_at"])
    tell(application_id, "voice-consent-withdrawn", at, count=len(keys))
    return len(keys)


@transaction.atomic
def remove_recording(*, recording_id: int, removal: str, at: dt.datetime) -> Recording:
    """Remove a recording's sound and waveform; its row says that it was there, and why it went.

    Removing it again changes nothing.
    """
    recording = lock_recording(recording_id)
    if recording.state == State.REMOVED:
        return recording
    held = recording.file_id
    recording.file, recording.peaks = None, []
    recording.state, recording.removed_at, recording.removal = State.REMOVED, at, removal
    recording.save(update_fields=["file", "peaks", "state", "removed_at", "removal"])
    recording.chunks.all().delete()
    if held is not None:
        remove_file(stored_file_id=held)
    signals.recording_removed.send(sender=Recording, recording=recording, at=at)
    return recording


def sweep(*, at: dt.datetime) -> int:
    """Remove every recording whose promised time is over, each on its own; return how many."""
    keys = queries.expired(at)
    for key in keys:
        remove_recording(recording_id=key, removal=Recording.Removal.EXPIRED, at=at)
    return len(keys)
