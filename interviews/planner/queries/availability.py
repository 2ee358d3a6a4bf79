"""When interviewers are there: their week, its exceptions, what they are booked for elsewhere."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model

from interviews.days.models import SessionInterviewer
from interviews.planner.busy import busy_of
from interviews.planner.models import TimeException, WorkHours

Period = tuple[dt.datetime, dt.datetime]
_MIDNIGHT = dt.time(0)


@dataclass(frozen=True)
class Week:
    """Somebody's hours as they typed them, and the exceptions to come."""

    hours: tuple[WorkHours, ...]
    exceptions: tuple[TimeException, ...]


def week_of(person_id: int, today: dt.date) -> Week:
    """Return one person's hours by weekday and the exceptions from today on; two queries."""
    return Week(
        tuple(WorkHours.objects.filter(person=person_id).order_by("weekday", "starts")),
        tuple(TimeException.objects.filter(person=person_id, on__gte=today).order_by("on", "pk")),
    )


def open_windows(
    people: Sequence[int],
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    *,
    except_day: int,
    gap: dt.timedelta = dt.timedelta(0),
) -> dict[int, list[Period]]:
    """Return when each of them can interview within [starts_at, ends_at); five queries.

    Who has typed no week is there all the time. Hours are meant by the person's own clock, so
    that a Day in another zone, or across a change of clocks, comes out right. Sessions on other
    Days are cut out with the gap on either side, in which they walk from one to the other, and so
    is what rooms above know of their own calendars.
    """
    users = get_user_model().objects.filter(pk__in=people)
    zones = dict(users.values_list("pk", "time_zone"))
    hours: dict[int, list[WorkHours]] = defaultdict(list)
    for each in WorkHours.objects.filter(person__in=people):
        hours[each.person_id].append(each)
    exceptions: dict[int, list[TimeException]] = defaultdict(list)
    first, last = (starts_at - dt.timedelta(days=1)).date(), (ends_at + dt.timedelta(days=1)).date()
    for row in TimeException.objects.filter(person__in=people, on__range=(first, last)):
        exceptions[row.person_id].append(row)
    booked = _booked(people, starts_at, ends_at, except_day, gap)
    busy = busy_of(people, starts_at, ends_at)
    found = {}
    for person, zone in zones.items():
        there = _there(hours[person], exceptions[person], zone, first, last)
        inside = [(max(low, starts_at), min(high, ends_at)) for low, high in there]
        found[person] = _without(_joined(inside), [*booked[person], *busy[person]])
    return found


def _there(
    hours: list[WorkHours],
    exceptions: list[TimeException],
    zone: str,
    first: dt.date,
    last: dt.date,
) -> list[Period]:
    found: list[Period] = []
    for number in range((last - first).days + 1):
        on = first + dt.timedelta(days=number)
        mine = [each for each in exceptions if each.on == on]
        extra = [each for each in mine if not each.is_away]
        away = [_period(on, each.starts, each.ends, zone) for each in mine if each.is_away]
        if extra:
            there = [_period(on, each.starts, each.ends, zone) for each in extra]
        elif hours:
            there = [
                _period(on, each.starts, each.ends, zone)
                for each in hours
                if each.weekday == on.weekday()
            ]
        else:
            there = [_period(on, None, None, zone)]
        found += _without(there, away)
    return found


def _period(on: dt.date, starts: dt.time | None, ends: dt.time | None, zone: str) -> Period:
    """Return the period between two times of a date by the clocks of a zone; all of it without."""
    place = ZoneInfo(zone or "UTC")
    until = on if ends else on + dt.timedelta(days=1)
    low = dt.datetime.combine(on, starts or _MIDNIGHT, tzinfo=place)
    high = dt.datetime.combine(until, ends or _MIDNIGHT, tzinfo=place)
    return low.astimezone(dt.UTC), high.astimezone(dt.UTC)


def _booked(
    people: Sequence[int],
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    except_day: int,
    gap: dt.timedelta,
) -> dict[int, list[Period]]:
    rows = SessionInterviewer.objects.filter(
        interviewer__in=people,
        cancelled_at__isnull=True,
        during__overlap=(starts_at - gap, ends_at + gap),
    ).exclude(session__station__day=except_day)
    found: dict[int, list[Period]] = defaultdict(list)
    for person, during in rows.values_list("interviewer_id", "during"):
        found[person].append((during.lower - gap, during.upper + gap))
    return found


def _joined(periods: Iterable[Period]) -> list[Period]:
    made: list[Period] = []
    for low, high in sorted(period for period in periods if period[0] < period[1]):
        if made and low <= made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], high))
        else:
            made.append((low, high))
    return made


def _without(periods: Iterable[Period], taken: Iterable[Period]) -> list[Period]:
    left = list(periods)
    for low, high in taken:
        cut: list[Period] = []
        for first, last in left:
            cut += [(first, min(last, low)), (max(first, high), last)]
        left = [(first, last) for first, last in cut if first < last]
    return left
