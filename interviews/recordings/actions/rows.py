"""Rows that this room's actions lock, and the timeline that they write into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from candidates.applications.models import Application
from candidates.history.actions import record_entry
from interviews.recordings.models import Recording

if TYPE_CHECKING:
    import datetime as dt


def lock_application(application_id: int) -> Application:
    """Return an application, locked."""
    return Application.objects.select_for_update(no_key=True).get(pk=application_id)


def lock_recording(recording_id: int) -> Recording:
    """Return a recording, locked."""
    return Recording.objects.select_for_update(no_key=True).get(pk=recording_id)


def tell(
    application_id: int, verb: str, at: dt.datetime, *, actor: Any = None, **facts: object
) -> None:
    """Write into the application's timeline; without an actor it was the candidate."""
    record_entry(
        subject="application",
        subject_key=application_id,
        verb=verb,
        at=at,
        actor=actor,
        facts=dict(facts),
    )
