"""Measuring recordings for coaches who have locked their mark."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.core.files.storage import storages
from django.utils.translation import gettext_lazy

from candidates.outbox import registry, schedules
from candidates.outbox.registry import TaskKind
from interviews.listening import actions
from interviews.listening.acoustics import engine
from interviews.recordings.models import Recording

if TYPE_CHECKING:
    from candidates.outbox.registry import Run

CATCH_UP: Final = "listening.catch-up"
HOUR_SECONDS: Final = 60 * 60


def follow_ready(sender: object, *, recording: Recording, at: dt.datetime, **_: Any) -> None:  # noqa: ARG001
    """A recording may be heard: what describes it is owed."""
    actions.owe_measuring(recording_id=recording.pk, at=at)


def follow_removed(sender: object, *, recording: Recording, **_: Any) -> None:  # noqa: ARG001
    """A recording's sound is gone: so are the numbers that were made of it."""
    actions.forget_measures(recording_id=recording.pk)


def measure(run: Run) -> dict[str, Any] | None:
    """Measure a recording in a process of its own; None where its sound is gone."""
    ready = Recording.objects.select_related("file").filter(state=Recording.State.READY)
    recording = ready.filter(pk=run.payload["recording_id"]).first()
    if recording is None or recording.file is None:
        return None
    with storages["private"].open(recording.file.path) as opened:
        content = opened.read()
    return engine.measure(content)


def record(run: Run, found: dict[str, Any] | None, at: dt.datetime) -> dict[str, Any]:
    """Keep what was found. The task's own row tells the state and no number."""
    if found is None:
        return {}
    recording_id = run.payload["recording_id"]
    actions.keep_measures(recording_id=recording_id, found=found, at=at)
    return {"state": found["state"]}


def _catch_up(_run: Run, _made: Any, at: dt.datetime) -> dict[str, Any]:
    return {"owed": actions.catch_up(at=at) if engine.is_installed() else 0}


def register() -> None:
    """Register the kinds and the schedule."""
    registry.register(
        TaskKind(
            actions.MEASURE,
            gettext_lazy("Measuring a recording"),
            queue="slow",
            perform=measure,
            record=record,
        )
    )
    registry.register(
        TaskKind(
            CATCH_UP,
            gettext_lazy("Measuring recordings that nothing could measure before"),
            record=_catch_up,
        )
    )
    schedules.register("measure-recordings", CATCH_UP, HOUR_SECONDS)
