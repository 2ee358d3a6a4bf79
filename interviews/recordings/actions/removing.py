"""Taking consent back, and removing what was recorded."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from candidates.files.actions import remove_file
from interviews.recordings import queries, signals
from interviews.recordings.actions.rows import lock_application, lock_recording, tell
from interviews.recordings.models import Recording

if TYPE_CHECKING:
    from collections.abc import Sequence

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


class NoReason(Exception):
    """Removing what a candidate recorded takes a reason."""

    def __str__(self) -> str:
        return _("Say what the candidate asked for, and when.")


@transaction.atomic
def remove_on_request(
    *, application_id: int, recording_ids: Sequence[int], reason: str, actor: Any, at: dt.datetime
) -> int:
    """Remove recordings because the candidate asked us to; return how many went.

    Those that are gone, or are not this application's, stay as they are. Raises NoReason.
    """
    if not reason.strip():
        raise NoReason
    lock_application(application_id)
    held = Recording.objects.filter(application=application_id, pk__in=recording_ids)
    kept = held.exclude(state=State.REMOVED).select_related("exercise")
    removed = list(kept.order_by("pk"))
    for each in removed:
        remove_recording(
            recording_id=each.pk,
            removal=Recording.Removal.REQUESTED,
            at=at,
            actor=actor,
            reason=reason.strip(),
        )
        title = each.exercise.title
        tell(
            application_id,
            "voice-removed-on-request",
            at,
            actor=actor,
            exercise=title,
            reason=reason.strip(),
        )
    return len(removed)


@transaction.atomic
def remove_recording(
    *, recording_id: int, removal: str, at: dt.datetime, actor: Any = None, reason: str = ""
) -> Recording:
    """Remove a recording's sound and waveform; its row says that it was there, and why it went.

    `actor` and `reason` belong to a removal on request. Removing it again changes nothing.
    """
    recording = lock_recording(recording_id)
    if recording.state == State.REMOVED:
        return recording
    held = recording.file_id
    recording.file, recording.peaks = None, []
    recording.state, recording.removed_at, recording.removal = State.REMOVED, at, removal
    recording.removed_by, recording.removal_reason = actor, reason
    recording.save(
        update_fields=[
            "file",
            "peaks",
            "state",
            "removed_at",
            "removal",
            "removed_by",
            "removal_reason",
        ]
    )
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
