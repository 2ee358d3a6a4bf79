"""Sends a new link to whoever asked for one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from candidates.outbox import registry
from candidates.outbox.registry import Run, TaskKind
from candidates.portal.actions import AGAIN, send_link


def record(run: Run, _made: Any, at: dt.datetime) -> dict[str, Any]:
    """Write the mail where there is somebody to write to; the result does not say which."""
    send_link(email=run.payload["email"], at=at)
    return {}


def register() -> None:
    """Register the kind."""
    registry.register(TaskKind(AGAIN, _("Asking for a new link"), record=record))
