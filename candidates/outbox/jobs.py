"""The outbox's own work: finished tasks are kept for a month."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from candidates.outbox import registry, schedules
from candidates.outbox.actions import forget_finished
from candidates.outbox.registry import Run, TaskKind

KEEP = dt.timedelta(days=30)
DAY_SECONDS = 24 * 60 * 60


def record(_run: Run, _made: Any, at: dt.datetime) -> dict[str, Any]:
    """Forget tasks that were finished a month ago."""
    return {"forgotten": forget_finished(before_at=at - KEEP)}


def register() -> None:
    """Register the kind and its schedule."""
    registry.register(TaskKind("outbox.forget", _("Forgetting finished work"), record=record))
    schedules.register("forget-finished-work", "outbox.forget", DAY_SECONDS)
