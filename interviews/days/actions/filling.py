"""Filling a Day by rotation, for whoever does not want to place a hundred sessions by hand."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from candidates.layout.viewer import Viewer
from interviews.days import clock
from interviews.days.actions.locks import count_up, hold, lock_day
from interviews.days.actions.sessions import never_twice
from interviews.days.actions.telling import tell_anew
from interviews.days.models import (
    Attendance,
    Day,
    Session,
    SessionInterviewer,
    SessionSeat,
    Station,
)
from interviews.days.queries.timetable import GONE
from interviews.days.rotation import GRID, Booking, Period, Rotation, Stop, Taken, rotate
from interviews.days.signals import sessions_changed

LONGEST_DAY = dt.timedelta(hours=12)


@dataclass(frozen=True)
class NotPlaced:
    """A candidate who found no place at a station, and why, in words."""

    application_id: int
    name: str
    title: str
    reason: str


@dataclass(frozen=True)
class Result:
    """What a rotation came to: so many sessions booked, and who was left out."""

    sessions: int
    not_placed: tuple[NotPlaced, ...]


@transaction.atomic
def fill_day(
    *,
    day_id: int,
    application_ids: Sequence[int],
    interviewers: Mapping[int, Sequence[int]],
    actor: Viewer,
    at: dt.datetime,
) -> Result:
    """Book a session at every station for these candidates, by a plain rotation.

    `interviewers` names a pool for each station's id; as many of it as the plan asks for sit in
    each session. What is booked already, here or on other Days, stays as it is and is worked
    around; so doing it again books only what is missing. Whoever cannot be placed within twelve
    hours, and before midnight, is named in the result. Candidates who are not on this Day,
    withdrew or were declined are passed over. Raises DayOver, SlotTaken.
    """
    day = lock_day(day_id)
    stations = list(day.stations.select_related("stage", "room").order_by("stage__position", "pk"))
    guests = _guests(day, application_ids)
    people = {person for pool in interviewers.values() for person in pool}
    hold(rooms=[station.room_id for station in stations], people=people)
    stops = [_stop(station, interviewers.get(station.pk, ())) for station in stations]
    rotation = _rotate(day, stops, guests, people)
    sessions = _book(day, {station.pk: station for station in stations}, rotation, at)
    if sessions:
        count_up(day, at=at, actor=actor, verb="filled", facts={"sessions": len(sessions)})
        tell_anew(day, guests, actor=actor, at=at)
    return Result(len(sessions), _left_out(rotation, stations, stops, guests))


def _guests(day: Day, application_ids: Sequence[int]) -> dict[int, str]:
    """Return the candidates who are to be placed, by id, in the order of arrival on the list."""
    attendances = (
        Attendance.objects.filter(
            day=day,
            application__in=application_ids,
            no_show_at__isnull=True,
            stopped_at__isnull=True,
        )
        .exclude(application__state__in=GONE)
        .select_related("application__candidate")
        .order_by("pk")
    )
    return {each.application_id: each.application.candidate.name for each in attendances}


def _stop(station: Station, pool: Sequence[int]) -> Stop:
    room_seats = station.room.seats if station.room else station.seats
    return Stop(
        key=station.pk,
        minutes=station.minutes,
        seats=min(station.seats, room_seats),
        need=station.stage.raters,
        pool=tuple(dict.fromkeys(pool)),
        room=station.room_id,
    )


def _rotate(
    day: Day, stops: Sequence[Stop], guests: Mapping[int, str], people: Iterable[int]
) -> Rotation:
    """Run the rotation in minutes from the Day's start, which is a moment, not a clock time."""

    def minutes(moment: dt.datetime) -> int:
        return int((moment - day.starts_at).total_seconds() // 60)

    lunch = tuple(minutes(clock.moment(day.on, time, day.time_zone)) for time in clock.LUNCH)
    midnight = clock.moment(day.on + dt.timedelta(days=1), dt.time(0), day.time_zone)
    ends_at = min(day.starts_at + LONGEST_DAY, midnight)
    rooms = {stop.room for stop in stops if stop.room is not None}
    return rotate(
        candidates=list(guests),
        stops=stops,
        start=0,
        end=minutes(ends_at),
        breaks=[(lunch[0], lunch[1])],
        gap=GRID,
        taken=Taken(
            candidates=_periods(SessionSeat, "application_id", guests, day, minutes),
            interviewers=_periods(SessionInterviewer, "interviewer_id", people, day, minutes),
            rooms=_periods(Session, "room_id", rooms, day, minutes),
        ),
        done=SessionSeat.objects.filter(
            session__station__day=day, cancelled_at__isnull=True
        ).values_list("application_id", "session__station_id"),
    )


def _periods(model, column, keys, day, minutes) -> dict[int, list[Period]]:  # type: ignore[no-untyped-def]
    """Return what is booked around this Day for these keys, in its minutes."""
    around = (day.starts_at - dt.timedelta(hours=12), day.starts_at + 2 * LONGEST_DAY)
    rows = model.objects.filter(
        **{f"{column}__in": list(keys)}, cancelled_at__isnull=True, during__overlap=around
    ).values_list(column, "during")
    found: dict[int, list[Period]] = defaultdict(list)
    for key, during in rows:
        found[key].append((minutes(during.lower), minutes(during.upper)))
    return found


def _book(
    day: Day, stations: Mapping[int, Station], rotation: Rotation, at: dt.datetime
) -> list[Session]:
    """Write the rotation down in three statements, then tell the rooms above."""
    if not rotation.bookings:
        return []

    def session(booking: Booking) -> Session:
        during = DateTimeTZRange(
            day.starts_at + dt.timedelta(minutes=booking.start),
            day.starts_at + dt.timedelta(minutes=booking.end),
        )
        station = stations[booking.stop]
        return Session(station=station, room=station.room, during=during)

    with never_twice():
        sessions = Session.objects.bulk_create(map(session, rotation.bookings))
        pairs = list(zip(sessions, rotation.bookings, strict=True))
        SessionSeat.objects.bulk_create(
            SessionSeat(session=made, application_id=candidate)
            for made, booking in pairs
            for candidate in booking.candidates
        )
        SessionInterviewer.objects.bulk_create(
            SessionInterviewer(session=made, interviewer_id=person)
            for made, booking in pairs
            for person in booking.interviewers
        )
    sessions_changed.send(sender=Session, sessions=sessions, at=at)
    return sessions


def _left_out(
    rotation: Rotation,
    stations: Sequence[Station],
    stops: Sequence[Stop],
    guests: Mapping[int, str],
) -> tuple[NotPlaced, ...]:
    titles = {station.pk: station.stage.title for station in stations}
    short = {
        stop.key: {"need": stop.need, "chosen": len(stop.pool)}
        for stop in stops
        if len(stop.pool) < stop.need
    }

    def reason(stop: int) -> str:
        if stop in short:
            return _("interviewers needed: %(need)d, chosen: %(chosen)d") % short[stop]
        return _("no time left at which room and interviewers are free")

    return tuple(
        NotPlaced(candidate, guests[candidate], titles[stop], reason(stop))
        for candidate, stop in rotation.not_placed
    )
