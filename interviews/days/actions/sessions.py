"""Sessions: booked, changed, cancelled by hand; never two in one place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from candidates.layout.viewer import Viewer
from candidates.outbox.actions import owe_task
from interviews.days import clock
from interviews.days.actions.locks import count_up, hold, lock_day, lock_session
from interviews.days.actions.telling import drop_drafts, tell_anew
from interviews.days.models import (
    Attendance,
    Day,
    Room,
    Session,
    SessionInterviewer,
    SessionSeat,
    Station,
)
from interviews.days.queries import Clash, find_clashes
from interviews.days.queries.timetable import GONE
from interviews.days.signals import sessions_changed

_NEVER_TWICE = (
    "a_room_holds_one_session_at_a_time, a_candidate_sits_in_one_session_at_a_time, "
    "an_interviewer_is_in_one_session_at_a_time"
)


class SlotTaken(Exception):
    """A room, a candidate or an interviewer is taken; `clashes` says which, by whom, when."""

    def __init__(self, clashes: Sequence[Clash] = ()) -> None:
        self.clashes = tuple(clashes)
        sentence = " ".join(clash.sentence for clash in clashes)
        super().__init__(
            sentence
            or _("Somebody took this room, candidate or interviewer for this time a moment ago.")
        )


class SessionGone(Exception):
    """The session was cancelled."""

    def __init__(self) -> None:
        super().__init__(_("This session was cancelled."))


class SessionUnderWay(Exception):
    """The session has begun; its time and place are history."""

    def __init__(self) -> None:
        super().__init__(_("This session has begun and can no longer be moved or cancelled."))


class WrongSession(Exception):
    """The session makes no sense as asked for; the text says why, `field` where."""

    def __init__(self, sentence: str, field: str) -> None:
        self.field = field
        super().__init__(sentence)


@contextmanager
def never_twice() -> Iterator[None]:
    """Check the three exclusion constraints before leaving, inside a savepoint."""
    try:
        with transaction.atomic():
            yield
            with connection.cursor() as cursor:
                cursor.execute(f"SET CONSTRAINTS {_NEVER_TWICE} IMMEDIATE")
                cursor.execute(f"SET CONSTRAINTS {_NEVER_TWICE} DEFERRED")
    except IntegrityError as error:
        if "exclusion constraint" in str(error):
            raise SlotTaken from None
        raise


@transaction.atomic
def book_session(
    *,
    station_id: int,
    room_id: int | None,
    starts_at: dt.datetime,
    application_ids: Sequence[int],
    interviewer_ids: Sequence[int],
    actor: Viewer,
    at: dt.datetime,
    minutes: int | None = None,
    video_url: str = "",
) -> Session:
    """Book a session; it lasts the station's minutes unless said otherwise.

    Raises SlotTaken with everything that is taken, WrongSession for one that makes no sense (a
    candidate who is not on the Day or has been at this station, too many for the room), DayOver.
    Doing it again raises SlotTaken.
    """
    station = Station.objects.select_related("stage").get(pk=station_id)
    day = lock_day(station.day_id)
    hold(rooms=[room_id], people=interviewer_ids)
    ends_at = starts_at + dt.timedelta(minutes=minutes or station.minutes)
    _check_period(day, starts_at, ends_at)
    _check_candidates(station, application_ids)
    _check_room(room_id, len(application_ids))
    clashes = find_clashes(
        day=day,
        starts_at=starts_at,
        ends_at=ends_at,
        room_id=room_id,
        application_ids=application_ids,
        interviewer_ids=interviewer_ids,
    )
    if clashes:
        raise SlotTaken(clashes)
    with never_twice():
        session = Session.objects.create(
            station=station,
            room_id=room_id,
            during=DateTimeTZRange(starts_at, ends_at),
            video_url=video_url,
        )
        _fill_seats(session, application_ids)
        _assign(session, interviewer_ids)
    sessions_changed.send(sender=Session, sessions=[session], at=at)
    count_up(day, at=at, actor=actor, verb="session-booked", facts=_facts(day, session))
    tell_anew(day, application_ids, actor=actor, at=at)
    return session


@transaction.atomic
def change_session(
    *,
    session_id: int,
    room_id: int | None,
    starts_at: dt.datetime,
    minutes: int,
    interviewer_ids: Sequence[int],
    actor: Viewer,
    at: dt.datetime,
    video_url: str | None = None,
) -> Session:
    """Move a session in time or place, or give it other interviewers.

    Its video link stays unless one is given. The same again changes nothing. Raises SlotTaken,
    WrongSession, SessionGone, SessionUnderWay (it has begun), DayOver.
    """
    day, session = lock_session(session_id)
    _require_open(session)
    marking = session.assignments.filter(is_silent=False)
    before = list(marking.order_by("pk").values_list("interviewer_id", flat=True))
    ends_at = starts_at + dt.timedelta(minutes=minutes)
    during = DateTimeTZRange(starts_at, ends_at)
    video_url = session.video_url if video_url is None else video_url
    place = (session.during, session.room_id, session.video_url)
    moved = place != (during, room_id, video_url)
    if not moved and set(before) == set(interviewer_ids):
        return session
    hold(rooms=[room_id], people=interviewer_ids)
    _check_period(day, starts_at, ends_at)
    seated = list(session.seats.order_by("pk").values_list("application_id", flat=True))
    _check_room(room_id, len(seated))
    clashes = find_clashes(
        day=day,
        starts_at=starts_at,
        ends_at=ends_at,
        room_id=room_id,
        application_ids=seated,
        interviewer_ids=interviewer_ids,
        except_session=session.pk,
        shared=session.seat is not None,
    )
    if clashes:
        raise SlotTaken(clashes)
    with never_twice():
        session.during, session.room_id, session.video_url = during, room_id, video_url
        if session.seat is not None:
            session.seat = _free_seat(session)
        session.save(update_fields=["during", "room", "seat", "video_url"])
        marking.exclude(interviewer_id__in=interviewer_ids).delete()
        # who watched and is asked to interview does both no more
        session.assignments.filter(is_silent=True, interviewer__in=interviewer_ids).delete()
        _assign(session, [pk for pk in interviewer_ids if pk not in before])
    sessions_changed.send(sender=Session, sessions=[session], at=at)
    count_up(day, at=at, actor=actor, verb="session-changed", facts=_facts(day, session))
    if moved:
        tell_anew(day, seated, actor=actor, at=at)
    return session


def _free_seat(session: Session) -> int:
    """Return the first seat of its room that no other session has at that time."""
    others = Session.objects.standing().filter(
        room=session.room_id, during__overlap=session.during, seat__isnull=False
    )
    taken = set(others.exclude(pk=session.pk).values_list("seat", flat=True))
    return next(seat for seat in range(len(taken) + 1) if seat not in taken)


@transaction.atomic
def cancel_session(*, session_id: int, actor: Viewer | None, at: dt.datetime) -> Session:
    """Cancel a session that has not begun; again changes nothing. Raises SessionUnderWay.

    With its one session an extra Day is called off.
    """
    day, session = lock_session(session_id)
    if session.cancelled_at is not None:
        return session
    seated = list(session.seats.order_by("pk").values_list("application_id", flat=True))
    facts = _facts(day, session)
    take_back(session, at=at)
    count_up(day, at=at, actor=actor, verb="session-cancelled", facts=facts)
    if day.is_extra:
        call_off(day, actor=actor, at=at)
    else:
        tell_anew(day, seated, actor=actor, at=at)
    return session


def take_back(session: Session, *, at: dt.datetime) -> None:
    """Cancel a locked session that has not begun and tell the rooms above."""
    _require_open(session)
    session.cancelled_at = at
    session.save(update_fields=["cancelled_at"])
    sessions_changed.send(sender=Session, sessions=[session], at=at)


def call_off(day: Day, *, actor: Viewer | None, at: dt.datetime) -> None:
    """Cancel a locked Day with its sessions, and put away the mails that nobody has released."""
    for session in Session.objects.standing().filter(station__day=day).order_by("pk"):
        take_back(session, at=at)
    day.state, day.published_at = Day.State.CANCELLED, None
    day.save(update_fields=["state", "published_at"])
    guests = list(day.attendances.order_by("pk").values_list("application_id", flat=True))
    drop_drafts(guests, actor=actor, at=at)
    count_up(day, at=at, actor=actor, verb="cancelled")
    for application_id in guests if day.is_extra else ():
        # the mark that was to come is no longer waited for
        owe_task(
            kind="composites.compute",
            payload={"application_id": application_id},
            at=at,
            dedupe_key=str(application_id),
        )


def free_seats(
    day: Day, application_ids: Iterable[int], *, at: dt.datetime, also_missed: bool = False
) -> int:
    """Free the seats that these applications hold in sessions to come; return how many.

    A session without candidates is cancelled. With `also_missed`, also those whose time has
    passed without their having begun. The Day is locked by the caller, who counts it up.
    """
    seats = (
        SessionSeat.objects.filter(
            application_id__in=set(application_ids),
            session__station__day=day,
            session__started_at__isnull=True,
            cancelled_at__isnull=True,
        )
        .select_related("session")
        .order_by("session_id", "pk")
    )
    freed = 0
    for seat in seats:
        if not also_missed and seat.during.lower <= at:
            continue
        session = seat.session
        if session.seats.exclude(pk=seat.pk).exists():
            seat.delete()
            sessions_changed.send(sender=Session, sessions=[session], at=at)
        else:
            take_back(session, at=at)
        freed += 1
    return freed


def _require_open(session: Session) -> None:
    if session.cancelled_at is not None:
        raise SessionGone
    if session.started_at is not None:
        raise SessionUnderWay


def _check_period(day: Day, starts_at: dt.datetime, ends_at: dt.datetime) -> None:
    if ends_at <= starts_at:
        raise WrongSession(_("A session lasts at least a minute."), "minutes")
    if clock.local(starts_at, day.time_zone).date() != day.on:
        raise WrongSession(_("The session is not on the date of this Day."), "starts_at")


def _check_candidates(station: Station, application_ids: Sequence[int]) -> None:
    """Raise WrongSession unless all are on this Day, still wanted, and new to this station."""
    if not application_ids:
        raise WrongSession(_("Choose at least one candidate."), "application_ids")
    if len(set(application_ids)) > station.seats:
        facts = {"title": station.stage.title, "seats": station.seats}
        raise WrongSession(_("%(title)s takes %(seats)d at a time.") % facts, "application_ids")
    present = Attendance.objects.filter(day=station.day_id, application__in=application_ids)
    names = {
        row.application_id: row.application.candidate.name
        for row in present.select_related("application__candidate")
        if row.application.state not in GONE
    }
    if set(names) != set(application_ids):
        raise WrongSession(
            _("One of these candidates is no longer on this Day."), "application_ids"
        )
    again = (
        SessionSeat.objects.filter(
            session__station=station, application__in=application_ids, cancelled_at__isnull=True
        )
        .order_by("pk")
        .first()
    )
    if again is not None:
        facts_again = {"name": names[again.application_id], "title": station.stage.title}
        raise WrongSession(
            _("%(name)s has a session of %(title)s already; change that one.") % facts_again,
            "application_ids",
        )


def _check_room(room_id: int | None, candidates: int) -> None:
    room = Room.objects.filter(pk=room_id).first() if room_id is not None else None
    if room is not None and room.seats < candidates:
        facts = {"room": room.name, "seats": room.seats, "candidates": candidates}
        raise WrongSession(
            _("%(room)s has room for %(seats)d, not for %(candidates)d candidates.") % facts,
            "room_id",
        )


def _fill_seats(session: Session, application_ids: Iterable[int]) -> None:
    SessionSeat.objects.bulk_create(
        SessionSeat(session=session, application_id=pk) for pk in dict.fromkeys(application_ids)
    )


def _assign(session: Session, interviewer_ids: Iterable[int]) -> None:
    SessionInterviewer.objects.bulk_create(
        SessionInterviewer(session=session, interviewer_id=pk)
        for pk in dict.fromkeys(interviewer_ids)
    )


def _facts(day: Day, session: Session) -> dict[str, object]:
    """What history remembers of a session, in words that stay readable."""
    seats = session.seats.select_related("application__candidate").order_by("pk")
    return {
        "session": session.pk,
        "title": session.station.stage.title,
        "room": session.room.name if session.room else "",
        "span": clock.span(session.during.lower, session.during.upper, day.time_zone),
        "names": ", ".join(seat.application.candidate.name for seat in seats),
    }
