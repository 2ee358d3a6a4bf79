"""Quiet hours, on the clock of the person who is told. Pure thinking."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from typing import Final

EVENING: Final = dt.time(20)
MORNING: Final = dt.time(7)


def is_quiet(at: dt.datetime, zone: str) -> bool:
    """Tell whether it is between eight in the evening and seven in the morning there."""
    clock = at.astimezone(zoneinfo.ZoneInfo(zone)).time()
    return clock >= EVENING or clock < MORNING


def next_morning(at: dt.datetime, zone: str) -> dt.datetime:
    """Return, in UTC, the next seven o'clock there that is later than `at`."""
    place = zoneinfo.ZoneInfo(zone)
    today = at.astimezone(place).date()
    for days in range(2):
        # combined anew on each date, so that the hour stays seven when clocks change overnight
        morning = dt.datetime.combine(today + dt.timedelta(days=days), MORNING, place)
        if morning > at:
            break
    return morning.astimezone(dt.UTC)
