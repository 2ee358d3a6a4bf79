"""Days from being planned to being finished."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidates.applications.actions import move_application
from candidates.applications.models import State
from candidates.layout.viewer import Viewer
from candidates.openings.models import Opening
from interviews.days import clock
from interviews.days.actions.locks import count_up, hold, lock_applications, lock_day
from interviews.days.actions.sessions import call_off, free_seats
from interviews.days.actions.telling import draft_timetables, drop_drafts
from interviews.days.models import Attendance, Day, Room, Session, Station
from interviews.days.queries import find_clashes, rooms_of, way_to
from interviews.days.signals import day_shown, sessions_changed
from interviews.plans.models import Stage
from interviews.plans.queries import active_plan
from interviews.stages import registry


class NoPlan(Exception):
    """The opening has no active plan with a stage on the Day."""

    def __init__(self) -> None:
        super().__init__(
            _("This opening has no active plan with stages on the Day. Activate its plan first.")
        )


class DateTaken(Exception):
    """The opening has a Day on that date."""

    def __init__(self) -> None:
        super().__init__(_("This opening has a Day on that date already."))


class NothingPlanned(Exception):
    """A Day without sessions cannot be published."""

    def __init__(self) -> None:
        super().__init__(_("There is no session on this Day yet, so there is nothing to publish."))


class SessionsAhead(Exception):
    """A Day with sessions to come is not over."""

    def __init__(self, count: int, first: str) -> None:
        super().__init__(
            ngettext(
                "%(count)d session is still to come, at %(first)s. Hold it or cancel it first.",
                "%(count)d sessions are still to come, the first at %(first)s. "
                "Hold them or cancel them first.",
                count,
            )
            % {"count": count, "first": first}
        )


@transaction.atomic
def create_day(
    *,
    opening_id: int,
    on: dt.date,
    starts_at: dt.datetime,
    site: str,
    directions: str = "",
    actor: Viewer,
    at: dt.datetime,
) -> Day:
    """Plan a Day of an opening, with a station for each stage that its plan holds on the Day.

    Stations get the site's rooms, as far as there are any: the smallest that is large enough,
    else the largest that is left, with as many candidates at a time as fit in. Where `directions`
    say nothing, they are those of the newest Day at the same site. `on` is the date of
    `starts_at` at the opening's place. Raises NoPlan, DateTaken.
    """
    opening = Opening.objects.select_for_update(no_key=True).get(pk=opening_id)
    plan = active_plan(opening_id)
    stages = list(plan.stages.filter(on_day=True).order_by("position")) if plan else []
    if not stages:
        raise NoPlan
    if clock.local(starts_at, opening.time_zone).date() != on:
        raise ValueError("a Day starts on its own date")
    try:
        with transaction.atomic():
            day = Day.objects.create(
                opening=opening,
                on=on,
                starts_at=starts_at,
                site=site.strip(),
                directions=directions.strip() or way_to(site.strip()),
                time_zone=opening.time_zone,
                created_at=at,
            )
    except IntegrityError:
        raise DateTaken from None
    _make_stations(day, stages)
    count_up(day, at=at, actor=actor, verb="created", facts={"site": day.site})
    return day


def _make_stations(day: Day, stages: Iterable[Stage]) -> None:
    free = sorted(rooms_of(day.site), key=lambda room: (room.seats, room.name))
    for stage in stages:
        seats = registry.get(stage.kind).seats
        room = next((each for each in free if each.seats >= seats), free[-1] if free else None)
        if room is not None:
            free.remove(room)
            seats = min(seats, room.seats)
        Station.objects.create(day=day, stage=stage, room=room, minutes=stage.minutes, seats=seats)


@transaction.atomic
def change_station(
    *,
    station_id: int,
    room_id: int | None,
    minutes: int,
    seats: int,
    at: dt.datetime,
    actor: Viewer,
) -> Station:
    """Give a station another room, length or number of candidates at a time.

    It holds for sessions that are booked from now on; booked ones that have no room yet get it
    too, where it is free. The same again changes nothing. Raises DayOver.
    """
    station = Station.objects.select_related("stage").get(pk=station_id)
    day = lock_day(station.day_id)
    station.refresh_from_db(fields=["room", "minutes", "seats"])
    if (station.room_id, station.minutes, station.seats) == (room_id, minutes, seats):
        return station
    room = Room.objects.get(pk=room_id) if room_id is not None else None
    station.room, station.minutes, station.seats = room, minutes, seats
    station.save(update_fields=["room", "minutes", "seats"])
    if room is not None:
        _give_room(day, station, room, at)
    facts = {"title": station.stage.title, "room": room.name if room else "", "minutes": minutes}
    count_up(day, at=at, actor=actor, verb="station-changed", facts=facts)
    return station


def _give_room(day: Day, station: Station, room: Room, at: dt.datetime) -> None:
    """Put the station's sessions without a room into this one, where it is free."""
    hold(rooms=[room.pk], people=[])
    roomless = station.sessions.standing().filter(room__isnull=True, started_at__isnull=True)
    for session in roomless.order_by("during", "pk"):
        taken = find_clashes(
            day=day,
            starts_at=session.during.lower,
            ends_at=session.during.upper,
            room_id=room.pk,
            application_ids=(),
            interviewer_ids=(),
        )
        if not taken and session.seats.count() <= room.seats:
            session.room = room
            session.save(update_fields=["room"])
            sessions_changed.send(sender=Session, sessions=[session], at=at)


@transaction.atomic
def publish_day(*, day_id: int, actor: Viewer, at: dt.datetime) -> Day:
    """Show the timetable to interviewers and candidates, and draft the candidates' mails.

    Again changes nothing. Raises NothingPlanned, DayOver.
    """
    day = lock_day(day_id)
    if day.state == Day.State.PUBLISHED:
        return day
    if not Session.objects.standing().filter(station__day=day).exists():
        raise NothingPlanned
    day.state, day.published_at, day.edition = Day.State.PUBLISHED, at, day.edition + 1
    day.save(update_fields=["state", "published_at", "edition"])
    guests = list(day.attendances.values_list("application_id", flat=True))
    drafted = draft_timetables(day, guests, actor=actor, at=at)
    facts = {"mails": drafted, "edition": day.edition}
    count_up(day, at=at, actor=actor, verb="published", facts=facts)
    day_shown.send(sender=Day, day=day, at=at)
    return day


@transaction.atomic
def unpublish_day(*, day_id: int, actor: Viewer, at: dt.datetime) -> Day:
    """Take the timetable back, and the mails that nobody has released yet with it.

    Again changes nothing. Raises DayOver.
    """
    day = lock_day(day_id)
    if day.state == Day.State.PLANNED:
        return day
    day.state, day.published_at = Day.State.PLANNED, None
    day.save(update_fields=["state", "published_at"])
    guests = list(day.attendances.values_list("application_id", flat=True))
    drop_drafts(guests, actor=actor, at=at)
    count_up(day, at=at, actor=actor, verb="unpublished")
    day_shown.send(sender=Day, day=day, at=at)
    return day


@transaction.atomic
def finish_day(*, day_id: int, actor: Viewer, at: dt.datetime) -> Day:
    """Close the Day: everybody who came is now being decided on.

    Sessions still running end; seats of those who did not come are freed, so that nobody owes
    marks for them. Again changes nothing. Raises SessionsAhead while sessions of people who came
    are to come, DayOver for a Day that was called off.
    """
    guests = list(Attendance.objects.filter(day=day_id).values_list("application_id", flat=True))
    applications = lock_applications(guests)
    day = lock_day(day_id, over_too=True)
    if day.state == Day.State.FINISHED:
        return day
    day = lock_day(day_id)  # raises DayOver for one that was called off
    arrived = set(
        day.attendances.filter(arrived_at__isnull=False).values_list("application_id", flat=True)
    )
    free_seats(day, set(guests) - arrived, at=at, also_missed=True)
    _refuse_sessions_ahead(day, at)
    Session.objects.filter(
        station__day=day, started_at__isnull=False, ended_at__isnull=True
    ).update(ended_at=at)
    day.state, day.finished_at = Day.State.FINISHED, at
    day.save(update_fields=["state", "finished_at"])
    came = [each for each in applications if each.pk in arrived and each.state == State.ON_DAY]
    for application in came:
        move_application(application_id=application.pk, to=State.DECIDING, actor=actor, at=at)
    count_up(day, at=at, actor=actor, verb="finished", facts={"came": len(came)})
    return day


def _refuse_sessions_ahead(day: Day, at: dt.datetime) -> None:
    ahead = (
        Session.objects.standing()
        .filter(station__day=day, started_at__isnull=True, during__startswith__gt=at)
        .order_by("during")
    )
    count = ahead.count()
    if count:
        first = ahead[0].during.lower
        raise SessionsAhead(count, clock.clock_time(first, day.time_zone))


@transaction.atomic
def cancel_day(*, day_id: int, actor: Viewer, at: dt.datetime) -> Day:
    """Call a Day off: its sessions are cancelled and its candidates are invited again.

    Again changes nothing. Raises SessionUnderWay once a session has begun, DayOver for a Day
    that is finished.
    """
    guests = Attendance.objects.filter(day=day_id).values_list("application_id", flat=True)
    applications = lock_applications(guests)
    day = lock_day(day_id, over_too=True)
    if day.state == Day.State.CANCELLED:
        return day
    day = lock_day(day_id)  # raises DayOver for one that is finished
    call_off(day, actor=actor, at=at)
    for application in applications:
        if application.state == State.ON_DAY:
            move_application(application_id=application.pk, to=State.INVITED, actor=actor, at=at)
    return day
