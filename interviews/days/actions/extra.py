"""One more session for one candidate, after the Day: an extra Day that holds nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.transaction import atomic
from django.utils import formats
from django.utils.translation import gettext as _

from candidates.applications.models import State
from interviews.days import clock
from interviews.days.actions.days import publish_day
from interviews.days.actions.locks import count_up, lock_applications, lock_day
from interviews.days.actions.sessions import WrongSession, book_session, call_off
from interviews.days.models import Attendance, Day, Room, Session, Station
from interviews.days.queries import way_to

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

_STANDING = (Day.State.PLANNED, Day.State.PUBLISHED)


class NotDeciding(Exception):
    """The candidate's Day is not finished, or they are decided on."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "One more session is for candidates who are being decided on. Is their Day still "
                "open? Finish it first."
            )
        )


class ExtraAhead(Exception):
    """One more mark at a time: the one that is planned may say enough."""

    def __init__(self, day: Day) -> None:
        facts = {
            "date": formats.date_format(day.on, "SHORT_DATE_FORMAT"),
            "time": clock.clock_time(day.starts_at, day.time_zone),
        }
        super().__init__(
            _("One more session is planned already, on %(date)s at %(time)s. Wait for its mark.")
            % facts
        )


@dataclass(frozen=True)
class Meeting:
    """When and where: in a room, or at a place in words; a link where it is a call."""

    starts_at: dt.datetime
    minutes: int
    room_id: int | None
    place: str
    video_url: str = ""


@atomic
def plan_extra(
    *,
    application_id: int,
    stage_id: int,
    interviewer_id: int,
    meeting: Meeting,
    actor: Viewer,
    at: dt.datetime,
) -> Session:
    """Plan one more session of a stage and publish it; the candidate's mail is a draft.

    It moves and is cancelled as every session. Raises NotDeciding, ExtraAhead (also when it is
    done again), WrongSession (a time that is over), SlotTaken.
    """
    (application,) = lock_applications([application_id])
    if application.state != State.DECIDING:
        raise NotDeciding
    if meeting.starts_at <= at:
        raise WrongSession(_("This time is over."), "starts_at")
    _make_way(application_id, actor=actor, at=at)
    room = Room.objects.get(pk=meeting.room_id) if meeting.room_id is not None else None
    zone = application.opening.time_zone
    day = Day.objects.create(
        opening=application.opening,
        on=clock.local(meeting.starts_at, zone).date(),
        starts_at=meeting.starts_at,
        site=room.site if room else meeting.place,
        time_zone=zone,
        seats=1,
        directions=way_to(room.site) if room else "",
        is_extra=True,
        created_at=at,
    )
    station = Station.objects.create(
        day=day, stage_id=stage_id, room=room, minutes=meeting.minutes, seats=1
    )
    Attendance.objects.create(day=day, application=application)
    count_up(day, at=at, actor=actor, verb="created", facts={"site": day.site})
    session = book_session(
        station_id=station.pk,
        room_id=meeting.room_id,
        starts_at=meeting.starts_at,
        application_ids=[application_id],
        interviewer_ids=[interviewer_id],
        video_url=meeting.video_url,
        actor=actor,
        at=at,
    )
    publish_day(day_id=day.pk, actor=actor, at=at)
    return session


def _make_way(application_id: int, *, actor: Viewer, at: dt.datetime) -> None:
    """Finish the extra Day that was held. Raises ExtraAhead for one to come."""
    for day in _extras(application_id):
        if not _was_held(day, at):
            raise ExtraAhead(day)
        _finish(day, actor=actor, at=at)


def settle_extras(application_id: int, *, actor: Viewer | None, at: dt.datetime) -> None:
    """End the extra Days of somebody, locked, who is no longer being decided on.

    What was held is finished, what was to come is called off; again changes nothing.
    """
    for day in _extras(application_id):
        if _was_held(day, at):
            _finish(day, actor=actor, at=at)
        else:
            call_off(day, actor=actor, at=at)


def _extras(application_id: int) -> list[Day]:
    found = Day.objects.filter(
        attendances__application=application_id, is_extra=True, state__in=_STANDING
    )
    return [lock_day(pk) for pk in found.order_by("pk").values_list("pk", flat=True)]


def _was_held(day: Day, at: dt.datetime) -> bool:
    sessions = Session.objects.standing().filter(station__day=day)
    return sessions.filter(Q(started_at__isnull=False) | Q(during__startswith__lte=at)).exists()


def _finish(day: Day, *, actor: Viewer | None, at: dt.datetime) -> None:
    running = Session.objects.filter(station__day=day, started_at__isnull=False, ended_at=None)
    running.update(ended_at=at)
    day.state, day.finished_at = Day.State.FINISHED, at
    day.save(update_fields=["state", "finished_at"])
    count_up(day, at=at, actor=actor, verb="finished", facts={"came": 1})
