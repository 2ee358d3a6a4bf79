"""A Day's own clock: times are shown and typed in the zone of its site. No Django."""

from __future__ import annotations

import datetime as dt
from typing import Final
from zoneinfo import ZoneInfo

# kept free for everybody, by the clocks of the Day's place
LUNCH: Final = (dt.time(12, 0), dt.time(12, 45))


class NoSuchTime(ValueError):
    """The clocks jump over this time on that date."""


def moment(on: dt.date, time: dt.time, time_zone: str) -> dt.datetime:
    """Return the moment, in UTC, at which the clocks there show `time` on that date.

    Of a time that comes twice the first one is meant. Raises NoSuchTime for one that is skipped.
    """
    zone = ZoneInfo(time_zone)
    local = dt.datetime.combine(on, time.replace(tzinfo=None, fold=0), tzinfo=zone)
    utc = local.astimezone(dt.UTC)
    if utc.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NoSuchTime(f"{on} {time} in {time_zone}")
    return utc


def local(at: dt.datetime, time_zone: str) -> dt.datetime:
    """Return the same moment as the clocks there show it."""
    return at.astimezone(ZoneInfo(time_zone))


def place_of(time_zone: str) -> str:
    """Return the place by whose clocks a zone goes, as people say it: “Los Angeles”."""
    return time_zone.rsplit("/", maxsplit=1)[-1].replace("_", " ")


def clock_time(at: dt.datetime, time_zone: str) -> str:
    """Return hours and minutes there: “09:05”."""
    return local(at, time_zone).strftime("%H:%M")


def span(starts_at: dt.datetime, ends_at: dt.datetime, time_zone: str) -> str:
    """Return a period in hours and minutes there: “09:05–09:30”."""
    return f"{clock_time(starts_at, time_zone)}–{clock_time(ends_at, time_zone)}"
