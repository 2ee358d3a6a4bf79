"""What other rooms' signals set going here."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from interviews.scorecards.actions import ensure_scorecards

if TYPE_CHECKING:
    from interviews.days.models import Session


def follow_session(sender: object, *, session: Session, at: dt.datetime, **_: Any) -> None:  # noqa: ARG001
    """A session was booked, changed or cancelled: make, move or take away its scorecards."""
    ensure_scorecards(session_id=session.pk, at=at)
