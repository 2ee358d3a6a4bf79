"""Removing narratives that have been kept long enough."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from candidates.outbox import registry, schedules
from candidates.outbox.registry import Run, TaskKind
from interviews.narratives import actions

SWEEP = "narratives.sweep"
HOUR_SECONDS = 60 * 60


def sweep(_run: Run, _made: Any, at: dt.datetime) -> dict[str, Any]:
    """Remove what has been kept as long as is allowed."""
    return {"removed": actions.sweep(at=at)}


def register() -> None:
    """Register the kind and the schedule."""
    registry.register(TaskKind(SWEEP, _("Removing narratives whose time is over"), record=sweep))
    schedules.register("remove-old-narratives", SWEEP, HOUR_SECONDS)
