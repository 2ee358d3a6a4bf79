"""How long an application may wait in a state before somebody should look."""

from __future__ import annotations

import datetime as dt
from typing import Final

from candidates.applications.models import State

# not on the Day: people are put on it weeks ahead, and its own page says what is late there
LIMITS: Final[dict[str, dt.timedelta]] = {
    State.APPLIED: dt.timedelta(days=3),
    State.SCREENING: dt.timedelta(days=5),
    State.INVITED: dt.timedelta(days=14),
    State.DECIDING: dt.timedelta(days=3),
    State.OFFERED: dt.timedelta(days=7),
}


def overdue_before(state: str, at: dt.datetime) -> dt.datetime | None:
    """Return the moment before which an application must have come into the state to be overdue.

    None for the closed states and for those on a Day: nothing is late there.
    """
    limit = LIMITS.get(state)
    return at - limit if limit else None


def is_overdue(state: str, since_at: dt.datetime, at: dt.datetime) -> bool:
    """Tell whether an application that came into the state at `since_at` has waited too long."""
    before = overdue_before(state, at)
    return before is not None and since_at < before
