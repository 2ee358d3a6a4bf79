"""What a move of an application means here: whoever is hired is followed from then on."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from candidates.applications.models import State
from hiring.outcomes.actions.hires import begin_hire

if TYPE_CHECKING:
    from candidates.applications.models import Application, Move


def follow_whoever_is_hired(
    sender: Any,  # noqa: ARG001
    *,
    application: Application,
    move: Move,
    at: dt.datetime,
    **_kwargs: Any,
) -> None:
    """Begin a hire, in the transaction of the move."""
    if move.to_state == State.HIRED:
        begin_hire(application=application, at=at)
