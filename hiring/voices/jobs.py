"""Asking, again and again; and mixing what was answered, every night."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from candidates.outbox.registry import TaskKind
from hiring.voices.actions import ask_for_voices, count_asked, mix_answers

if TYPE_CHECKING:
    from candidates.outbox.registry import Run

ASK_EVERY: Final = 3_600
MIX_EVERY: Final = 86_400


def ask(run: Run, performed: Any, at: dt.datetime) -> dict[str, Any]:  # noqa: ARG001
    """Ask and count whom, in the transaction of the task."""
    asked = ask_for_voices(at=at)
    count_asked()
    return {"asked": asked}


def mix(run: Run, performed: Any, at: dt.datetime) -> None:  # noqa: ARG001
    """Mix, in the transaction of the task."""
    mix_answers()


ASK: Final = TaskKind("voices.ask", _("Asking candidates how it was"), record=ask)
MIX: Final = TaskKind("voices.mix", _("Mixing what candidates answered"), record=mix)
