"""Writing down what happened."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from candidates.history.models import Entry

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


def record_entry(
    *,
    subject: str,
    subject_key: int,
    verb: str,
    at: dt.datetime,
    actor: Viewer | None = None,
    facts: dict[str, Any] | None = None,
) -> Entry:
    """Add one thing that happened; without an actor, the candidate or a rule did it.

    Doing it twice adds it twice: the calling action has asked whether it was done already.
    """
    return Entry.objects.create(
        subject=subject,
        subject_key=subject_key,
        verb=verb,
        at=at,
        actor_id=actor.pk if actor else None,
        facts=facts or {},
    )
