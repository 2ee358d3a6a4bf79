"""The clock of a sitting: the server's, and no other. Pure thinking.

From the project's science guide (3.3): deadline = start + limit x extra time + 5 seconds of grace
for the way through the network. What a candidate is shown ends at the limit, not at the grace.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Final

GRACE: Final = dt.timedelta(seconds=5)
OPEN_FOR: Final = dt.timedelta(
    hours=24
)  # from the start to the last moment of all, pauses included
UNTIMED_OPEN_FOR: Final = dt.timedelta(hours=72)


def limit_of(seconds: int, multiplier: Decimal) -> dt.timedelta:
    """Return how long a candidate with this much extra time has for so many seconds of work."""
    return dt.timedelta(seconds=float(seconds * multiplier))


def deadline_of(
    began_at: dt.datetime, seconds: int | None, multiplier: Decimal | None
) -> dt.datetime | None:
    """Return until when answers are taken, grace included; None where no time runs.

    `multiplier` None stands for a candidate whose time was taken away altogether.
    """
    if seconds is None or multiplier is None:
        return None
    return began_at + limit_of(seconds, multiplier) + GRACE


def closes_at(started_at: dt.datetime, multiplier: Decimal | None) -> dt.datetime:
    """Return when a sitting that is left open ends by itself."""
    return started_at + (UNTIMED_OPEN_FOR if multiplier is None else OPEN_FOR)


def is_over(deadline: dt.datetime | None, at: dt.datetime) -> bool:
    """Tell whether answers are refused: the very moment of the deadline still counts."""
    return deadline is not None and at > deadline


def left(deadline: dt.datetime | None, at: dt.datetime) -> float | None:
    """Return the seconds to show, without the grace, never below nothing; None: no time runs."""
    if deadline is None:
        return None
    return max(0.0, (deadline - GRACE - at).total_seconds())
