"""Preparing the sound of a recorded call: through the same gate as candidates' recordings."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from candidates.files.refusals import Refused
from candidates.outbox import registry
from candidates.outbox.registry import Run, TaskKind
from interviews.recordings import gate
from interviews.shadowing import actions
from interviews.shadowing.models import CallUpload


def prepare(run: Run) -> gate.Accepted | str | None:
    """Decode and encode anew; return a reason code if refused, None if nothing waits."""
    upload = CallUpload.objects.filter(call=run.payload["call_id"]).first()
    if upload is None:
        return None
    try:
        return gate.check(bytes(upload.content))
    except Refused as refused:
        return refused.code


def record(run: Run, made: gate.Accepted | str | None, at: dt.datetime) -> dict[str, Any]:
    """Keep the sound, or the reason why there is none."""
    call_id = run.payload["call_id"]
    if made is None:
        return {}
    if isinstance(made, str):
        actions.refuse_call_sound(call_id=call_id, code=made)
        return {"refused": made}
    actions.keep_call_sound(call_id=call_id, accepted=made, at=at)
    return {"milliseconds": made.milliseconds}


def register() -> None:
    """Register the kind."""
    registry.register(
        TaskKind(
            actions.PREPARE,
            _("Preparing a recorded call"),
            queue="slow",
            perform=prepare,
            record=record,
        )
    )
