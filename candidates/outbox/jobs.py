"""The outbox's own work: finished tasks are kept for a month."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from candidates.layout import strips
from candidates.outbox import bell, registry, schedules
from candidates.outbox.actions import forget_finished
from candidates.outbox.registry import Run, TaskKind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WAITING = _(
    "Mails, PDFs and scores are waiting for a moment. What you do is kept, and they follow by "
    "themselves."
)
DAY_SECONDS = 24 * 60 * 60


def record(_run: Run, _made: Any, at: dt.datetime) -> dict[str, Any]:
    """Forget tasks that were finished a month ago, or as long as the operator keeps them."""
    keep = dt.timedelta(days=settings.OUTBOX_KEEP_DAYS)
    return {"forgotten": forget_finished(before_at=at - keep)}


def waiting_strip() -> _StrPromise | None:
    """Tell staff that work is waiting while Redis is away."""
    return WAITING if bell.is_silent() else None


def register() -> None:
    """Register the kind, its schedule, and what pages say while work is waiting."""
    strips.register(waiting_strip)
    registry.register(TaskKind("outbox.forget", _("Forgetting finished work"), record=record))
    schedules.register("forget-finished-work", "outbox.forget", DAY_SECONDS)
