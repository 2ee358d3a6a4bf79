"""A Day and what was asked, as the problem that the planner thinks about."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.utils.timezone import is_aware

from candidates.openings.models import OpeningMember
from interviews.days import clock
from interviews.days.models import Day, Session, SessionInterviewer, Station
from interviews.days.queries import Slot, Timetable, staff_of, timetable
from interviews.planner.conflicts import conflicts_of
from interviews.planner.models import Skill, WorkLimit
from interviews.planner.problem import (
    GRID,
    Candidate,
    Interviewer,
    Problem,
    Rules,
    Window,
)
from interviews.planner.problem import Room as Place
from interviews.planner.problem import Session as Planned
from interviews.planner.problem import Station as Stop
from interviews.planner.queries.availability import Period, open_windows
from interviews.planner.queries.guests import done_elsewhere, extra_time, languages_of
from interviews.planner.setup import Setup, StationSetup, read_setup

LENGTH = 9 * 60  # minutes of a Day, unless said otherwise
LUNCH = (dt.time(11, 30), dt.time(13, 30))
WEEK = dt.timedelta(days=7)


def minutes_of(day: Day, moment: dt.datetime) -> int:
    """Return a moment as whole minutes from the Day's start, by no clock of any place."""
    if not is_aware(moment):
        raise ValueError("a moment has a zone")
    return int((moment - day.starts_at).total_seconds() // 60)


def last_setup(day: Day) -> Setup | None:
    """Return what was asked for this Day last."""
    kept = day.plan_runs.order_by("-pk").values_list("setup", flat=True).first()
    return read_setup(kept) if kept else None


def default_setup(day: Day, table: Timetable) -> Setup:
    """Return what is asked when nobody says otherwise: as last time, else out of the plan.

    A station is run by whoever has the skill; where nobody has it, by whoever did on the
    opening's Day before, else by the opening's interviewers. Its recruiters and managers may be
    chosen, since they may sit on a panel and are then as blind as anybody, but choose themselves.
    """
    known = last_setup(day)
    before = {each.station: each for each in known.stations} if known else {}
    skilled = defaultdict(list)
    members = OpeningMember.objects.filter(opening=day.opening_id, user__is_active=True)
    parts = list(members.order_by("user__name", "user").values_list("user_id", "part"))
    staff = list(dict.fromkeys(person for person, _part in parts))
    interviewers = [person for person, part in parts if part == OpeningMember.Part.INTERVIEWER]
    rows = Skill.objects.filter(person__in=staff, in_training=False).order_by("person__name")
    for kind, person in rows.values_list("kind", "person_id"):
        skilled[kind].append(person)
    earlier = _earlier_pools(day)
    stations = tuple(
        before.get(station.pk)
        or StationSetup(
            station=station.pk,
            rooms=(station.room_id,) if station.room_id else (),
            pool=tuple(
                skilled[station.stage.kind]
                or earlier.get(station.stage.kind)
                or interviewers
                or staff
            ),
            after=_told_before(station, table.stations),
        )
        for station in table.stations
    )
    low, high = (minutes_of(day, clock.moment(day.on, at, day.time_zone)) for at in LUNCH)
    midnight = clock.moment(day.on + dt.timedelta(days=1), dt.time(0), day.time_zone)
    return Setup(
        until=known.until if known else min(LENGTH, minutes_of(day, midnight)),
        stations=stations,
        guests=known.guests if known else (),
        lunch=known.lunch if known else (max(0, low), high) if high > 0 else None,
        lunch_minutes=known.lunch_minutes if known else 30,
        gap=known.gap if known else GRID,
        seconds=known.seconds if known else 30,
        absences=known.absences if known else (),
        own_language=known.own_language if known else False,
        overruns=(),
    )


def _told_before(station: Station, stations: Sequence[Station]) -> tuple[int, ...]:
    """Return the stations at which something is told that this one asks for: those of the same
    kind that stand before it in the plan, or the plan's first one."""
    earlier = sorted(
        (each for each in stations if each.stage.position < station.stage.position),
        key=lambda each: each.stage.position,
    )
    same = tuple(each.pk for each in earlier if each.stage.kind == station.stage.kind)
    first = tuple(each.pk for each in earlier[:1])
    return same or (first if station.stage.kind_class.told_before else ())


def _earlier_pools(day: Day) -> dict[str, list[int]]:
    """Return who sat in which kind of stage on the opening's last Day before this one."""
    earlier = Day.objects.filter(opening=day.opening_id, on__lt=day.on, is_extra=False)
    last = earlier.order_by("-on").first()
    found: dict[str, list[int]] = defaultdict(list)
    if last is not None:
        rows = SessionInterviewer.objects.filter(
            session__station__day=last, cancelled_at__isnull=True, interviewer__is_active=True
        )
        kinds = rows.values_list("session__station__stage__kind", "interviewer_id")
        for kind, person in kinds.distinct().order_by("interviewer_id"):
            found[kind].append(person)
    return found


def problem_of(day: Day, setup: Setup, at: dt.datetime) -> Problem:
    """Return the problem: what has begun is locked, nothing new begins before `at`.

    With `setup.keep`, everything that is booked is locked too.
    """
    table = timetable(day)
    asked = {each.station: each for each in setup.stations}
    stops = tuple(_stop(station, asked.get(station.pk)) for station in table.stations)
    locked = tuple(
        _planned(day, slot, setup, at, locked=True)
        for slot in table.slots
        if setup.keep or slot.started_at is not None
    )
    now = -(-minutes_of(day, at) // GRID) * GRID
    guests = _guests(table, setup, stops)
    return Problem(
        start=0,
        end=setup.until,
        stations=stops,
        candidates=guests,
        interviewers=_interviewers(day, setup, stops),
        rooms=_places(day, setup, stops),
        precedences=tuple((first, each.station) for each in setup.stations for first in each.after),
        conflicts=conflicts_of([each.key for each in guests]),
        locked=locked,
        rules=Rules(gap=setup.gap, lunch=setup.lunch, lunch_minutes=setup.lunch_minutes),
        now=max(0, now),
    )


def before_sessions(day: Day, setup: Setup, at: dt.datetime) -> tuple[Planned, ...]:
    """Return the timetable as people have it in their hands."""
    return tuple(
        _planned(day, slot, setup, at, locked=slot.started_at is not None)
        for slot in timetable(day).slots
    )


def _stop(station: Station, asked: StationSetup | None) -> Stop:
    rooms = asked.rooms if asked else ()
    rolling = asked is not None and asked.rolling
    return Stop(
        key=station.pk,
        minutes=station.minutes,
        need=0 if rolling else station.stage.raters,
        seats=station.seats,
        rooms=rooms[:1] if rolling else rooms,
        rolling=rolling,
        timed=not station.stage.kind_class.attended or rolling,
        after=asked.wash_up if asked and not rolling else 0,
        must=tuple(map(frozenset, asked.must)) if asked and not rolling else (),
    )


def _planned(day: Day, slot: Slot, setup: Setup, at: dt.datetime, *, locked: bool) -> Planned:
    """Return a slot as the planner sees it: one that still runs takes its time."""
    start, end = minutes_of(day, slot.starts_at), minutes_of(day, slot.ends_at)
    if slot.is_running:
        longer = [each.end for each in setup.overruns if each.session == slot.session_id]
        end = max(end, minutes_of(day, at), *longer)
    return Planned(
        station=slot.station_id,
        start=start,
        end=end,
        candidates=tuple(key for key, _name in slot.candidates),
        interviewers=tuple(key for key, _name in slot.interviewers),
        silent=tuple(key for key, _name in slot.silent),
        room=slot.room_id,
        key=slot.session_id,
        locked=locked,
    )


def _guests(table: Timetable, setup: Setup, stops: Sequence[Stop]) -> tuple[Candidate, ...]:
    """Return who is to be placed, where they have not been yet: on an earlier Day, say."""
    keys = [guest.application_id for guest in table.guests]
    stage_of = {station.pk: station.stage_id for station in table.stations}
    done, extra = done_elsewhere(keys, table.day), extra_time(keys)
    tongues = languages_of(keys) if setup.own_language else {}
    asked = {each.application: each for each in setup.guests}
    made = []
    for guest in table.guests:
        if guest.is_gone or guest.no_show_at:
            continue
        own = asked.get(guest.application_id)
        low = own.arrives if own and own.arrives is not None else 0
        high = own.leaves if own and own.leaves is not None else setup.until
        made.append(
            Candidate(
                key=guest.application_id,
                stations=tuple(
                    stop.key
                    for stop in stops
                    if (guest.application_id, stage_of[stop.key]) not in done
                ),
                windows=((max(0, low), min(high, setup.until)),),
                extra=max(own.extra if own else 0, extra.get(guest.application_id, 0)),
                language=tongues.get(guest.application_id, ""),
            )
        )
    return tuple(made)


def _interviewers(day: Day, setup: Setup, stops: Sequence[Stop]) -> tuple[Interviewer, ...]:
    runs: dict[int, set[int]] = defaultdict(set)
    needed = {stop.key for stop in stops if stop.need}
    for each in setup.stations:
        for person in each.pool if each.station in needed else ():
            runs[person].add(each.station)
    trains = _trainees(day, stops, runs)
    people = sorted(runs.keys() | trains.keys())
    ends_at = day.starts_at + dt.timedelta(minutes=setup.until)
    gap = dt.timedelta(minutes=setup.gap)
    open_ = open_windows(people, day.starts_at, ends_at, except_day=day.pk, gap=gap)
    gone = {each.person: each.start for each in setup.absences}
    limits = {each.person_id: each for each in WorkLimit.objects.filter(person__in=people)}
    week = _week_loads(day, people)
    made = []
    for person in people:
        windows = _windows(day, open_.get(person, []))
        if person in gone:
            windows = [(low, min(high, gone[person])) for low, high in windows]
        limit = limits.get(person)
        made.append(
            Interviewer(
                key=person,
                windows=tuple((low, high) for low, high in windows if low < high),
                runs=frozenset(runs[person]),
                trains=frozenset(trains[person]),
                languages=frozenset(limit.languages) if limit else frozenset(),
                most=_most(limit, week.get(person, 0)),
                stretch=limit.minutes_in_a_row if limit else None,
            )
        )
    return tuple(made)


def _trainees(day: Day, stops: Sequence[Stop], runs: Mapping[int, set[int]]) -> dict[int, set[int]]:
    """Return who of the opening is in training for which station, and does not run it yet."""
    kinds: dict[str, list[int]] = defaultdict(list)
    for key, kind in day.stations.values_list("pk", "stage__kind"):
        kinds[kind].append(key)
    needed = {stop.key for stop in stops if stop.need}
    staff = staff_of(day.opening_id).values("pk")
    rows = Skill.objects.filter(person__in=staff, in_training=True, kind__in=kinds)
    found: dict[int, set[int]] = defaultdict(set)
    for person, kind in rows.values_list("person_id", "kind"):
        found[person] |= {
            key for key in kinds[kind] if key in needed and key not in runs.get(person, ())
        }
    return found


def _most(limit: WorkLimit | None, this_week: int) -> int | None:
    if limit is None:
        return None
    caps = [limit.sessions_a_day] if limit.sessions_a_day is not None else []
    if limit.sessions_a_week is not None:
        caps.append(max(0, limit.sessions_a_week - this_week))
    return min(caps) if caps else None


def _week_loads(day: Day, people: Iterable[int]) -> dict[int, int]:
    """Count the sessions that each has on other Days of the same week, Monday to Sunday."""
    monday = day.on - dt.timedelta(days=day.on.weekday())
    first = clock.moment(monday, dt.time(0), day.time_zone)
    rows = SessionInterviewer.objects.filter(
        interviewer__in=list(people),
        cancelled_at__isnull=True,
        during__overlap=(first, first + WEEK),
    ).exclude(session__station__day=day)
    counts: dict[int, int] = defaultdict(int)
    for person in rows.values_list("interviewer_id", flat=True):
        counts[person] += 1
    return counts


def _windows(day: Day, periods: Iterable[Period]) -> list[Window]:
    return [(minutes_of(day, low), minutes_of(day, high)) for low, high in periods]


def _places(day: Day, setup: Setup, stops: Sequence[Stop]) -> tuple[Place, ...]:
    """Return the rooms that are asked for, open whenever no other Day is in them, or was there
    within the gap."""
    keys = sorted({key for stop in stops for key in stop.rooms})
    ends_at = day.starts_at + dt.timedelta(minutes=setup.until)
    taken: dict[int, list[Period]] = defaultdict(list)
    gap = dt.timedelta(minutes=setup.gap)
    rows = Session.objects.standing().filter(
        room__in=keys, during__overlap=(day.starts_at - gap, ends_at + gap)
    )
    for key, during in rows.exclude(station__day=day).values_list("room_id", "during"):
        taken[key].append((during.lower - gap, during.upper + gap))
    return tuple(Place(key, _free(_windows(day, taken[key]), setup.until)) for key in keys)


def _free(taken: Iterable[Window], until: int) -> tuple[Window, ...]:
    made, at = [], 0
    for low, high in sorted(taken):
        if low > at:
            made.append((at, low))
        at = max(at, high)
    return (*made, (at, until)) if at < until else tuple(made)
