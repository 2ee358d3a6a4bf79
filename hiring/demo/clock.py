"""A simulated calendar: events in the order of their time, executed through the rooms' actions."""

from __future__ import annotations

import datetime as dt
import heapq
import itertools
import zoneinfo
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from candidates.outbox.work import run_due

if TYPE_CHECKING:
    from collections.abc import Callable

    Event = Callable[[dt.datetime], None]


OFFICE = zoneinfo.ZoneInfo("Europe/Vilnius")
OPENS, CLOSES = 8, 18
LAST_START = 17  # a Day of eight takes up to seven hours without a lunch in it
FRIDAY, SATURDAY, SUNDAY = 4, 5, 6


def at_work(at: dt.datetime) -> dt.datetime:
    """Return the moment itself in office hours, else the next morning of a working day, some
    minutes after eight: different ones for different moments."""
    local = at.astimezone(OFFICE)
    if local.weekday() <= FRIDAY and OPENS <= local.hour < CLOSES:
        return at
    days = 1 if local.hour >= CLOSES else 0
    while (local + dt.timedelta(days=days)).weekday() > FRIDAY:
        days += 1
    morning = (local + dt.timedelta(days=days)).replace(hour=OPENS, minute=local.minute)
    return morning.astimezone(dt.UTC)


def running_since(now: dt.datetime) -> dt.datetime:
    """Return when today's Day began, for a moment as the clocks at its place show it.

    Usually two hours and forty minutes ago; so early that all of it fits before midnight, and
    not before midnight either: whoever looks late sees its end, and in the small hours its start.
    """
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    latest = now.replace(hour=LAST_START, minute=0, second=0, microsecond=0)
    began = now - dt.timedelta(
        hours=2, minutes=40, seconds=now.second, microseconds=now.microsecond
    )
    return min(max(began - dt.timedelta(minutes=began.minute % 5), midnight), latest)


def weekday(on: dt.datetime) -> dt.datetime:
    """Return the same time on the nearest day of work: nobody is asked to come on a Sunday."""
    away = {SATURDAY: -1, SUNDAY: 1}
    return on + dt.timedelta(days=away.get(on.weekday(), 0))


@dataclass
class Calendar:
    """Events by time. Whatever they owe is done at the end of each simulated day."""

    until: dt.datetime
    _events: list[tuple[dt.datetime, int, Event]] = field(default_factory=list)
    _count: itertools.count[int] = field(default_factory=itertools.count)

    def add(self, at: dt.datetime, event: Event) -> None:
        """Plan an event; what lies after the end of the story never happens."""
        if at <= self.until:
            heapq.heappush(self._events, (at, next(self._count), event))

    def play(self, progress: Callable[[dt.datetime], None]) -> int:
        """Execute all events, also those that events add; return how many there were."""
        played = 0
        today: dt.date | None = None
        while self._events:
            at, _number, event = heapq.heappop(self._events)
            if today is not None and at.date() != today:
                run_due(at=at)
                progress(at)
            today = at.date()
            event(at)
            played += 1
        run_due(at=self.until)
        return played
