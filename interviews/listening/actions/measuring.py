"""Keeping what was measured, and letting go of it. Nothing of it reaches a score."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from django.db import transaction

from candidates.outbox.actions import owe_task
from interviews.listening.models import Measures
from interviews.recordings.models import Recording

MEASURE: Final = "listening.measure"


def owe_measuring(*, recording_id: int, at: dt.datetime) -> None:
    """Owe the measuring of a recording; while it is owed already, nothing is added."""
    owe_task(
        kind=MEASURE,
        payload={"recording_id": recording_id},
        at=at,
        dedupe_key=str(recording_id),
    )


@transaction.atomic
def keep_measures(*, recording_id: int, found: dict[str, Any], at: dt.datetime) -> Measures | None:
    """Keep what the measuring process found, in place of what was there; None once the sound is
    gone, of which nothing is kept."""
    recording = Recording.objects.select_for_update(no_key=True).get(pk=recording_id)
    if not recording.is_ready:
        return None
    state = Measures.State(found["state"])
    numbers = {name: value for name, value in found.items() if name != "state"}
    row, _made = Measures.objects.update_or_create(
        recording=recording, defaults={"state": state, "numbers": numbers, "measured_at": at}
    )
    return row


@transaction.atomic
def forget_measures(*, recording_id: int) -> None:
    """Let go of what was measured of a recording. Again: nothing happens."""
    Measures.objects.filter(recording=recording_id).delete()


def catch_up(*, at: dt.datetime) -> int:
    """Owe the measuring of what was ready while nothing could measure; return how many."""
    done = Measures.objects.exclude(state=Measures.State.UNAVAILABLE)
    ready = Recording.objects.filter(state=Recording.State.READY)
    missing = ready.exclude(pk__in=done.values("recording"))
    keys = list(missing.order_by("pk").values_list("pk", flat=True))
    for key in keys:
        owe_measuring(recording_id=key, at=at)
    return len(keys)
