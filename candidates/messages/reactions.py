"""What a move of an application calls for: a draft, or the end of one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from candidates.messages import actions

if TYPE_CHECKING:
    from candidates.applications.models import Application, Move


def draft_for_move(
    sender: Any,  # noqa: ARG001
    *,
    application: Application,
    move: Move,
    at: dt.datetime,
    **_: Any,
) -> None:
    """Draft the mail of the new state, inside the transaction of the move."""
    actions.draft_for_state(application=application, state=move.to_state, actor=move.actor, at=at)
