"""Forgets files that were held for a form which nobody sent."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from candidates.files import keeping
from candidates.outbox import registry, schedules
from candidates.outbox.registry import Run, TaskKind

HOUR_SECONDS = 60 * 60


def record(_run: Run, _made: Any, at: dt.datetime) -> dict[str, Any]:
    """Delete what was held before yesterday."""
    return {"forgotten": keeping.forget_old(at=at)}


def register() -> None:
    """Register the kind and its schedule."""
    registry.register(
        TaskKind("files.forget", _("Forgetting files of unsent forms"), record=record)
    )
    schedules.register("forget-files-of-unsent-forms", "files.forget", HOUR_SECONDS)
