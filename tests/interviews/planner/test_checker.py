"""The checker finds every kind of fault; each test breaks one rule of a timetable that holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interviews.planner.checker import broken_rules
from interviews.planner.problem import Candidate, Interviewer, Room, Rules, Session, Station
from tests.interviews.planner.conftest import DAY, make_problem

ROOM = Room(301, ((0, 240),))
PROBLEM = make_problem(
    2,
    stations=(Station(1, 20, rooms=(301,)), Station(2, 30), Station(3, 10, 0, 1, rolling=True)),
    rooms=(ROOM,),
    precedences=((1, 2),),
    conflicts=frozenset({(102, 202)}),
    rules=Rules(lunch=(120, 180), lunch_minutes=30, rest=15),
)
GOOD = (
    Session(1, 0, 20, (101,), (201,), 301),
    Session(2, 25, 55, (101,), (202,)),
    Session(1, 25, 45, (102,), (201,), 301),
    Session(3, 50, 60, (102,)),
)


def test_a_timetable_that_holds_breaks_nothing():
    assert broken_rules(PROBLEM, GOOD) == []


@pytest.mark.parametrize(
    ("place", "change", "says"),
    [
        (0, {"end": 25}, "lasts 25 minutes, not 20"),
        (0, {"start": -10, "end": 10}, "outside the Day"),
        (0, {"start": 3, "end": 23}, "off the grid"),
        (0, {"room": 399}, "in room 399"),
        (2, {"start": 300, "end": 320}, "room 301 is closed"),
        (0, {"candidates": (101, 103)}, "has 2 candidates"),
        (0, {"interviewers": ()}, "has 0 interviewers, not 1"),
        (0, {"interviewers": (202,)}, "202 may not run it"),
        (1, {"candidates": (102,)}, "102 and 202 have a conflict"),
        (1, {"start": 20, "end": 50}, "candidate 101: 0–20 and 20–50"),
        (2, {"start": 20, "end": 40}, "room 301: 0–20 and 20–40"),
        (2, {"start": 20, "end": 40}, "interviewer 201: 0–20 and 20–40"),
        (0, {"start": 60, "end": 80}, "candidate 101 is at 2 before 1"),
        (3, {"candidates": (101,), "start": 60, "end": 70, "silent": (201,)}, "201 may not run"),
    ],
)
def test_it_says_what_is_broken(place, change, says):
    sessions = [*GOOD]
    sessions[place] = replace(GOOD[place], **change)
    problem = replace(PROBLEM, candidates=(*PROBLEM.candidates, Candidate(103, (1,), (DAY,))))
    assert [line for line in broken_rules(problem, sessions) if says in line]


def test_it_sees_who_is_away_and_who_does_not_speak():
    problem = replace(
        PROBLEM,
        candidates=(Candidate(101, (1, 2), ((0, 30),), language="lt"), PROBLEM.candidates[1]),
        interviewers=(
            Interviewer(201, ((10, 480),), frozenset({1}), languages=frozenset({"en"})),
            PROBLEM.interviewers[1],
        ),
    )
    told = broken_rules(problem, GOOD)
    assert "station 1 at 0: interviewer 201 is away" in told
    assert "station 1 at 0: interviewer 201 does not speak lt" in told
    assert "station 2 at 25: candidate 101 is not there" in told


def test_it_counts_visits_and_rolling_seats():
    twice = (*GOOD, Session(1, 60, 80, (101,), (201,), 301), Session(3, 55, 65, (101,)))
    told = broken_rules(PROBLEM, twice)
    assert "candidate 101 is 2 times at station 1" in told
    assert "2 sit at station 3 at 55" in told


def test_it_counts_lunches_rests_and_limits():
    guests = tuple(Candidate(101 + place, (1,), (DAY,)) for place in range(6))
    person = Interviewer(201, (DAY,), frozenset({1}), most=5, stretch=90)
    problem = make_problem(
        stations=(Station(1, 20),),
        guests=guests,
        people=(person,),
        rules=Rules(lunch=(60, 120), lunch_minutes=30, rest=15),
    )
    sessions = [Session(1, 25 * n, 25 * n + 20, (101 + n,), (201,)) for n in range(6)]
    told = broken_rules(problem, sessions)
    assert [line for line in told if "201" in line] == [
        "interviewer 201 has 6 sessions",
        "interviewer 201 has no lunch",
        "interviewer 201 works from 0 to 95",
    ]


def test_it_sees_a_locked_session_that_moved_and_a_group_that_overflows(group):
    moved = replace(group.locked[0], start=65, end=105)
    assert broken_rules(group, [moved]) == ["the locked session of station 1 at 60 is gone"]
    full = replace(group.locked[0], candidates=(101, 102, 103, 104, 105))
    assert "too many joined station 1 at 60" in broken_rules(group, [full])


def test_what_would_have_begun_already_is_seen():
    late = replace(PROBLEM, now=10)
    assert broken_rules(late, GOOD) == ["station 1 at 0 would have begun already"]
