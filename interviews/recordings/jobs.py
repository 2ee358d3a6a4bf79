"""Preparing a recording for those who listen, and removing what has been kept long enough."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.files.refusals import Refused
from candidates.outbox import registry, schedules
from candidates.outbox.registry import Run, TaskKind
from interviews.recordings import actions, gate
from interviews.recordings.models import Recording

SWEEP = "recordings.sweep"
HOUR_SECONDS = 60 * 60
SLACK_SECONDS = 15  # a browser's clock runs on while its recorder stops


def prepare(run: Run) -> gate.Accepted | str | None:
    """Put the pieces together and pass them through the gate; return a reason code if refused."""
    found = Recording.objects.select_related("exercise").filter(pk=run.payload["recording_id"])
    recording = found.filter(state=Recording.State.RECEIVED).first()
    if recording is None:
        return None
    run.progress(0, 3, _("putting the pieces together"))
    pieces = recording.chunks.order_by("number").values_list("content", flat=True)
    content = b"".join(bytes(piece) for piece in pieces)
    run.progress(1, 3, _("decoding, and drawing the waveform"))
    longest = recording.exercise.longest_seconds + SLACK_SECONDS
    try:
        accepted = gate.check(content, longest_seconds=longest)
    except Refused as refused:
        return refused.code
    run.progress(2, 3, _("keeping"))
    return accepted


def record(run: Run, made: gate.Accepted | str | None, at: dt.datetime) -> dict[str, Any]:
    """Keep the sound, or the reason why there is none."""
    recording_id = run.payload["recording_id"]
    if made is None:
        return {}
    if isinstance(made, str):
        actions.refuse_recording(recording_id=recording_id, code=made)
        return {"refused": made}
    actions.keep_sound(recording_id=recording_id, accepted=made, at=at)
    return {"milliseconds": made.milliseconds}


def sweep(_run: Run, _made: Any, at: dt.datetime) -> dict[str, Any]:
    """Remove what has been kept as long as was promised."""
    return {"removed": actions.sweep(at=at)}


def register() -> None:
    """Register the kinds and the schedule."""
    registry.register(
        TaskKind(
            actions.PREPARE,
            gettext_lazy("Preparing a recording"),
            queue="slow",
            perform=prepare,
            record=record,
        )
    )
    registry.register(
        TaskKind(SWEEP, gettext_lazy("Removing recordings whose time is over"), record=sweep)
    )
    schedules.register("remove-old-recordings", SWEEP, HOUR_SECONDS)
