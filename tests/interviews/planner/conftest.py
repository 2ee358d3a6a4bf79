"""Days that hypothesis makes, and a plain one by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import strategies as st

from interviews.planner.problem import (
    Candidate,
    Interviewer,
    Problem,
    Room,
    Rules,
    Session,
    Station,
)
from tests.interviews.days import conftest as days_conftest

# the Day that all of these plan
book, crowd, day, guests, plan, rooms, stations = (
    getattr(days_conftest, name)
    for name in ("book", "crowd", "day", "guests", "plan", "rooms", "stations")
)
DAY = (0, 480)


def make_problem(candidates=3, *, stations=None, people=None, rooms=(), **others) -> Problem:
    """Stations 1 and 2 with one interviewer each, unless said otherwise; four hundred eighty
    minutes; candidates count from 101, interviewers from 201, rooms from 301."""
    stations = stations or (Station(1, 20), Station(2, 30))
    people = people or tuple(
        Interviewer(200 + station.key, (DAY,), frozenset({station.key}))
        for station in stations
        if station.need
    )
    keys = tuple(station.key for station in stations)
    guests = others.pop("guests", None) or tuple(
        Candidate(101 + place, keys, (DAY,)) for place in range(candidates)
    )
    return Problem(*DAY, tuple(stations), guests, tuple(people), tuple(rooms), **others)


@st.composite
def days(draw) -> Problem:
    """A small Day with a bit of everything: groups, rolling stations, panels, two languages,
    conflicts, people who come late, lunch, rests, limits, an order, and a locked session."""
    grid = st.integers(0, 12).map(lambda each: each * 15)
    stations, rooms = [], []
    for key in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(("single", "panel", "group", "rolling")))
        rooms.append(Room(300 + key, ((draw(grid), 480),)))
        more = draw(st.booleans()) and kind != "rolling"
        if more:
            rooms.append(Room(350 + key, (DAY,)))
        stations.append(
            Station(
                key=key,
                minutes=draw(st.sampled_from((12, 20, 45))),
                need={"panel": 2, "rolling": 0}.get(kind, 1),
                seats=draw(st.integers(2, 3)) if kind in {"group", "rolling"} else 1,
                rooms=(300 + key, 350 + key) if more else (300 + key,),
                rolling=kind == "rolling",
                timed=draw(st.booleans()),
                after=draw(st.sampled_from((0, 0, 15))),
            )
        )
    keys = [station.key for station in stations]
    some = st.frozensets(st.sampled_from(keys))
    people = tuple(
        Interviewer(
            key=200 + place,
            windows=((draw(grid), 480),) if draw(st.booleans()) else ((0, 200), (230, 480)),
            runs=draw(some) | {keys[place % len(keys)]},
            trains=draw(some) if place == 0 else frozenset(),
            languages=draw(st.sampled_from((frozenset(), frozenset({"en"})))),
            most=draw(st.sampled_from((None, 4))),
            stretch=draw(st.sampled_from((None, 90))),
        )
        for place in range(draw(st.integers(2, 6)))
    )
    for place, station in enumerate(stations):
        pool = [person.key for person in people if station.key in person.runs]
        if len(pool) > 2 and draw(st.booleans()) and station.need == 2:
            some = draw(st.frozensets(st.sampled_from(pool), min_size=1, max_size=2))
            stations[place] = replace(station, must=(some,))
    guests = tuple(
        Candidate(
            key=100 + place,
            stations=tuple(sorted(draw(st.sets(st.sampled_from(keys), min_size=1)))),
            windows=((draw(grid), 480),),
            extra=draw(st.sampled_from((0, 0, 25))),
            language=draw(st.sampled_from(("", "en", "lt"))),
        )
        for place in range(draw(st.integers(1, 5)))
    )
    return Problem(
        *DAY,
        tuple(stations),
        guests,
        people,
        tuple(rooms),
        precedences=((keys[0], keys[1]),) if len(keys) > 1 and draw(st.booleans()) else (),
        conflicts=frozenset({(100, 200)}) if draw(st.booleans()) else frozenset(),
        rules=Rules(lunch=draw(st.sampled_from((None, (180, 270)))), lunch_minutes=30),
    )


@pytest.fixture
def group() -> Problem:
    """Three candidates for a group of four that is locked with one of them in it."""
    station = Station(1, 40, need=1, seats=4)
    locked = Session(1, 60, 100, (101,), (201,), key=7, locked=True)
    return make_problem(3, stations=(station,), locked=(locked,))
