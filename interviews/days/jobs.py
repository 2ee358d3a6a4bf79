"""What other rooms' signals set going here."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from interviews.days.actions import follow_move

if TYPE_CHECKING:
    from candidates.applications.models import Application, Move


def follow_application(
    sender: object,  # noqa: ARG001
    *,
    application: Application,
    move: Move,
    at: dt.datetime,
    **_: Any,
) -> None:
    """An application moved: whoever does not come gives back their seats."""
    follow_move(
        application_id=application.pk,
        from_state=move.from_state,
        to_state=move.to_state,
        actor=move.actor,
        at=at,
    )
