"""When somebody is busy, out of a calendar of theirs. No Django.

Only periods are taken, never titles. Recurrences are expanded by `recurring-ical-events`; what
repeats more often than daily, or would take more than a fixed amount of work, is refused before
anything is expanded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

Period = tuple[dt.datetime, dt.datetime]
LARGEST: Final = 2 * 1024 * 1024  # bytes
MOST_ENTRIES: Final = 5_000
MOST_STEPS: Final = 400_000  # days that recurrences walk through before the period begins
MOST_PERIODS: Final = 5_000
_OFTEN = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
_MANY = ("BYHOUR", "BYMINUTE", "BYSECOND")
_DAYS = {"DAILY": 1, "WEEKLY": 1, "MONTHLY": 1, "YEARLY": 1}  # BYDAY may make each of them daily

Fault = Literal["no calendar", "too large", "too often", "too much"]


class Unreadable(Exception):
    """The file is no calendar that can be read; `fault` says in which way."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault: Fault = fault


def read_busy(content: bytes, *, zone: str, first: dt.datetime, last: dt.datetime) -> list[Period]:
    """Return the periods within [first, last), in UTC, joined, in which its owner is busy.

    Whole days and times without a zone are meant by the clocks of `zone`. What is free, or was
    called off, does not count. Raises Unreadable.
    """
    if len(content) > LARGEST:
        raise Unreadable("too large")
    calendar = _calendar(content)
    entries = list(calendar.walk("VEVENT"))
    if len(entries) > MOST_ENTRIES:
        raise Unreadable("too much")
    _refuse_work(entries, last)
    found = list(_events(calendar, zone, first, last))
    found += [each for one in calendar.walk("VFREEBUSY") for each in _free_busy(one)]
    inside = [(max(low, first), min(high, last)) for low, high in found]
    return _joined(period for period in inside if period[0] < period[1])


def _calendar(content: bytes) -> Any:
    from icalendar import Calendar  # costs every process's start: only where it is used

    try:
        return Calendar.from_ical(content)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        raise Unreadable("no calendar") from None


def _refuse_work(entries: Iterable[Any], last: dt.datetime) -> None:
    """Refuse what would take long to expand, by its rules alone."""
    walked = 0
    for entry in entries:
        rules = entry.get("RRULE", [])
        for rule in rules if isinstance(rules, list) else [rules]:
            kinds = {str(each).upper() for each in rule.get("FREQ", [])}
            if kinds & _OFTEN or any(name in rule for name in _MANY):
                raise Unreadable("too often")
            begins = entry.get("DTSTART")
            if begins is not None:
                walked += max(0, last.year - begins.dt.year + 1) * 366
        if walked > MOST_STEPS:
            raise Unreadable("too much")


def _events(calendar: Any, zone: str, first: dt.datetime, last: dt.datetime) -> Iterator[Period]:
    import recurring_ical_events

    margin = dt.timedelta(days=1)  # whole days of another zone reach in
    try:
        rows = recurring_ical_events.of(calendar).between(first - margin, last + margin)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, IndexError):
        raise Unreadable("no calendar") from None
    if len(rows) > MOST_PERIODS:
        raise Unreadable("too much")
    for row in rows:
        free = str(row.get("TRANSP", "")).upper() == "TRANSPARENT"
        off = str(row.get("STATUS", "")).upper() == "CANCELLED"
        if not (free or off) and row.get("DTEND") is not None:
            yield _moment(row["DTSTART"].dt, zone), _moment(row["DTEND"].dt, zone)


def _free_busy(component: Any) -> Iterator[Period]:
    rows = component.get("FREEBUSY", [])
    for row in rows if isinstance(rows, list) else [rows]:
        if str(row.params.get("FBTYPE", "BUSY")).upper() == "FREE":
            continue
        for each in getattr(row, "dts", [row]):
            low, high = _period(each)
            yield low, high


def _period(value: Any) -> Period:
    start, end = value.dt if hasattr(value, "dt") else (value.start, value.end)
    if isinstance(end, dt.timedelta):
        end = start + end
    return start.astimezone(dt.UTC), end.astimezone(dt.UTC)


def _moment(value: dt.date | dt.datetime, zone: str) -> dt.datetime:
    if not isinstance(value, dt.datetime):
        value = dt.datetime.combine(value, dt.time(0))
    if value.tzinfo is None:
        value = value.replace(tzinfo=ZoneInfo(zone))
    return value.astimezone(dt.UTC)


def _joined(periods: Iterable[Period]) -> list[Period]:
    made: list[Period] = []
    for low, high in sorted(periods):
        if made and low <= made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], high))
        else:
            made.append((low, high))
    return made
