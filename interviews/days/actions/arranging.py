"""A whole timetable taken over at once, and a Day moved to another date: all of it or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import formats
from django.utils.translation import gettext as _

from candidates.layout.viewer import Viewer
from interviews.days import clock
from interviews.days.actions.days import DateTaken
from interviews.days.actions.locks import count_up, hold, lock_day
from interviews.days.actions.sessions import never_twice
from interviews.days.actions.telling import tell_anew
from interviews.days.models import Day, Session, SessionInterviewer, SessionSeat
from interviews.days.signals import sessions_changed

T = TypeVar("T")


class DayChanged(Exception):
    """Somebody changed the Day after the timetable was thought out."""

    def __init__(self) -> None:
        super().__init__(
            _("The Day was changed meanwhile, so this timetable no longer fits it. Plan again.")
        )


class DayIsOut(Exception):
    """People hold the date in their hands."""

    def __init__(self) -> None:
        super().__init__(
            _("The Day is published. Take the timetable back before you move it to another date.")
        )


@dataclass(frozen=True)
class Wanted:
    """One session as it should be. `session_id` is the one that becomes it, if there is one."""

    station_id: int
    room_id: int | None
    starts_at: dt.datetime
    ends_at: dt.datetime
    application_ids: tuple[int, ...]
    interviewer_ids: tuple[int, ...]
    seat: int | None = None
    session_id: int | None = None
    silent_ids: tuple[int, ...] = ()  # who is in training and watches

    @property
    def staff(self) -> set[tuple[int, bool]]:
        """Everybody who sits in it, and whether they only watch."""
        return {(key, False) for key in self.interviewer_ids} | {
            (key, True) for key in self.silent_ids
        }


@dataclass(frozen=True)
class Arranged:
    """What taking over came to: how many sessions, and whom it concerns."""

    new: int
    changed: int
    gone: int
    application_ids: frozenset[int]
    interviewer_ids: frozenset[int]


@transaction.atomic
def arrange_day(
    *,
    day_id: int,
    day_version: int,
    wanted: Sequence[Wanted],
    actor: Viewer,
    at: dt.datetime,
) -> Arranged:
    """Make the Day's sessions be these: changed, booked and taken back in one transaction.

    Sessions that have begun stay, named or not. Raises DayChanged unless the Day is still at
    `day_version`, so that nothing is lost that somebody did meanwhile; SlotTaken, DayOver. Doing
    it again raises DayChanged.
    """
    day = lock_day(day_id)
    if day.version != day_version:
        raise DayChanged
    hold(
        rooms={each.room_id for each in wanted},
        people={person for each in wanted for person, _silent in each.staff},
    )
    change = _Change(day)
    with never_twice():
        change.take_back_all_but({each.session_id for each in wanted}, at=at)
        for each in wanted:
            change.make_so(each)
        change.write()
    changed = [*change.gone, *change.touched]
    sessions_changed.send(sender=Session, sessions=changed, at=at)
    done = change.result()
    if done.new or done.changed or done.gone:
        facts = {"new": done.new, "changed": done.changed, "gone": done.gone}
        count_up(day, at=at, actor=actor, verb="arranged", facts=facts)
        tell_anew(day, done.application_ids, actor=actor, at=at)
    return done


class _Change:
    """The sessions that have not begun, locked, and what is done to them: noted one by one, then
    written down in as many statements for a whole Day as for one session."""

    def __init__(self, day: Day) -> None:
        standing = Session.objects.standing().filter(station__day=day).order_by("pk")
        rows = list(standing.select_for_update(no_key=True, of=("self",)))
        self.begun = {each.pk for each in rows if each.started_at is not None}
        self.open = {each.pk: each for each in rows if each.started_at is None}
        seats = SessionSeat.objects.filter(session__in=self.open)
        self.guests = self._known(seats.values_list("session_id", "application_id", "pk"))
        staff = SessionInterviewer.objects.filter(session__in=self.open)
        rows_of_staff = staff.values_list("session_id", "interviewer_id", "is_silent", "pk")
        self.staff = self._known((each[0], each[1:3], each[3]) for each in rows_of_staff)
        self.gone: list[Session] = []
        self.new: list[Session] = []
        self.moved: list[Session] = []
        self.touched: list[Session] = []  # for somebody: another seat of the same room is nothing
        self.left_seats, self.left_staff = set[int](), set[int]()
        self.new_seats: list[SessionSeat] = []
        self.new_staff: list[SessionInterviewer] = []
        self.concerned, self.concerned_staff = set[int](), set[int]()

    def _known(self, rows: Iterable[tuple[int, T, int]]) -> Mapping[int, Mapping[T, int]]:
        """Return who is in each session, with the keys of their rows."""
        found: dict[int, dict[T, int]] = {pk: {} for pk in self.open}
        for session_id, who, pk in rows:
            found[session_id][who] = pk
        return found

    def take_back_all_but(self, kept: set[int | None], *, at: dt.datetime) -> None:
        for pk, session in self.open.items():
            if pk not in kept:
                session.cancelled_at = at
                self.gone.append(session)
                self.concerned |= set(self.guests[pk])
                self.concerned_staff |= {key for key, _silent in self.staff[pk]}

    def make_so(self, wanted: Wanted) -> None:
        """Book it, or bring the session that it names in line; one that has begun stays."""
        if wanted.session_id in self.begun:
            return
        during = DateTimeTZRange(wanted.starts_at, wanted.ends_at)
        session = self.open.get(wanted.session_id or 0)
        if session is None:
            session = Session(station_id=wanted.station_id)
            self.new.append(session)
        before = (session.during, session.room_id)
        if (*before, session.seat) != (during, wanted.room_id, wanted.seat):
            session.during, session.room_id, session.seat = during, wanted.room_id, wanted.seat
            self.moved.append(session)
        self._seat(session, wanted, is_moved=before != (during, wanted.room_id))

    def _seat(self, session: Session, wanted: Wanted, *, is_moved: bool) -> None:
        guests = self.guests.get(session.pk, {})
        staff = self.staff.get(session.pk, {})
        now, by = set(wanted.application_ids), wanted.staff
        left, came = guests.keys() - now, now - guests.keys()
        left_staff, came_staff = staff.keys() - by, by - staff.keys()
        if not (is_moved or left or came or left_staff or came_staff):
            return
        self.touched.append(session)
        self.left_seats |= {guests[key] for key in left}
        self.left_staff |= {staff[who] for who in left_staff}
        self.new_seats += [SessionSeat(session=session, application_id=key) for key in sorted(came)]
        self.new_staff += [
            SessionInterviewer(session=session, interviewer_id=key, is_silent=silent)
            for key, silent in sorted(came_staff)
        ]
        self.concerned |= (guests.keys() | now) if is_moved else (left | came)
        whole = is_moved or left or came
        concerned = (staff.keys() | by) if whole else (left_staff | came_staff)
        self.concerned_staff |= {key for key, _silent in concerned}

    def write(self) -> None:
        """Write it all down. The database checks that nobody is in two places afterwards."""
        Session.objects.bulk_update(self.gone, ["cancelled_at"])
        Session.objects.bulk_create(self.new)
        old = [each for each in self.moved if each.pk in self.open]
        Session.objects.bulk_update(old, ["during", "room", "seat"])
        SessionSeat.objects.filter(pk__in=self.left_seats).delete()
        SessionInterviewer.objects.filter(pk__in=self.left_staff).delete()
        SessionSeat.objects.bulk_create(self.new_seats)
        SessionInterviewer.objects.bulk_create(self.new_staff)

    def result(self) -> Arranged:
        return Arranged(
            len(self.new),
            len(self.touched) - len(self.new),
            len(self.gone),
            frozenset(self.concerned),
            frozenset(self.concerned_staff),
        )


@transaction.atomic
def move_day(
    *, day_id: int, on: dt.date, starts_at: dt.datetime, site: str, actor: Viewer, at: dt.datetime
) -> Day:
    """Move a Day that is not published to another date, time or site; its sessions move along.

    `on` is the date of `starts_at` at the Day's place. The same again changes nothing. Raises
    DayIsOut, DateTaken, SlotTaken where a room or person is taken then, DayOver.
    """
    day = lock_day(day_id)
    if (day.on, day.starts_at, day.site) == (on, starts_at, site.strip()):
        return day
    if day.state == Day.State.PUBLISHED:
        raise DayIsOut
    if clock.local(starts_at, day.time_zone).date() != on:
        raise ValueError("a Day starts on its own date")
    before, shift = _name(day), starts_at - day.starts_at
    day.on, day.starts_at, day.site = on, starts_at, site.strip()
    try:
        with transaction.atomic():
            day.save(update_fields=["on", "starts_at", "site"])
    except IntegrityError:
        raise DateTaken from None
    if shift:
        _shift(day, shift, at)
        day.attendances.update(confirmed_at=None)  # they agreed to another time
    facts = {"before": before, "after": _name(day)}
    count_up(day, at=at, actor=actor, verb="moved", facts=facts)
    return day


def _shift(day: Day, shift: dt.timedelta, at: dt.datetime) -> None:
    sessions = list(Session.objects.standing().filter(station__day=day).order_by("pk"))
    people = SessionInterviewer.objects.filter(session__in=[each.pk for each in sessions])
    hold(
        rooms={each.room_id for each in sessions},
        people=set(people.values_list("interviewer_id", flat=True)),
    )
    with never_twice():
        for session in sessions:
            low, high = session.during.lower, session.during.upper
            session.during = DateTimeTZRange(low + shift, high + shift)
        Session.objects.bulk_update(sessions, ["during"])
    sessions_changed.send(sender=Session, sessions=sessions, at=at)


def _name(day: Day) -> str:
    """Return date, time and site for the history."""
    date = formats.date_format(day.on, "SHORT_DATE_FORMAT")
    return f"{date} {clock.clock_time(day.starts_at, day.time_zone)}, {day.site}"
