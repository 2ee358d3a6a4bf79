"""Every timetable passes the checker, whatever the Day; the same seed gives the same one."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from interviews.days import clock
from interviews.planner.checker import broken_rules
from interviews.planner.dispatch import dispatch
from interviews.planner.model import Limits, Neighbourhood
from interviews.planner.problem import Candidate, Interviewer, Room, Rules, Session, Station
from interviews.planner.recreate import recreate
from interviews.planner.search import plan
from interviews.planner.value import judge, lower_bound
from tests.examples import examples
from tests.interviews.planner.conftest import DAY, days, make_problem

QUICK = settings(max_examples=examples(20), suppress_health_check=list(HealthCheck))
FEW = settings(QUICK, max_examples=examples(6))


@QUICK
@given(days())
def test_whatever_is_dispatched_holds(problem):
    found = dispatch(problem, tries=3)
    assert broken_rules(problem, found.sessions) == []
    placed = {(key, each.station) for each in found.sessions for key in each.candidates}
    assert placed | set(found.unplaced) == set(problem.visits)
    assert not placed & set(found.unplaced)


@FEW
@given(days())
def test_whatever_is_improved_holds_and_is_no_worse(problem):
    steps = list(plan(problem, rounds=3, tries=3))
    values = [step.timetable.value for step in steps]
    assert values == sorted(values, reverse=True)
    for step in steps:
        assert broken_rules(problem, step.timetable.sessions) == []
        assert step.bound <= step.timetable.value


@FEW
@given(days())
def test_a_day_that_began_keeps_what_was(problem):
    found = dispatch(problem, tries=3)
    running = replace(
        problem,
        now=120,
        locked=tuple(replace(each, locked=True) for each in found.sessions if each.start < 120),
    )
    again = list(plan(running, rounds=2, tries=3))[-1].timetable
    assert broken_rules(running, again.sessions) == []


def test_the_same_seed_gives_the_same_timetable_on_one_worker():
    problem = make_problem(11, people=_three())
    one = [step.timetable for step in plan(problem, seed=4, rounds=2, tries=4)]
    hurried = itertools.count(step=100).__next__  # a machine that has no time for it
    again = plan(problem, seed=4, rounds=2, tries=4, clock=hurried)
    assert one == [step.timetable for step in again]


def _three():
    return tuple(Interviewer(key, (DAY,), frozenset({1, 2})) for key in (201, 202, 203))


def test_a_small_day_is_proven_best():
    problem = make_problem(2)
    last = list(plan(problem, seconds=20))[-1]
    assert last.timetable.unplaced == ()
    # 20 + 5 + 30 minutes for each: nobody waits
    assert [_span(last.timetable.sessions, key) for key in (101, 102)] == [55, 55]
    assert last.bound == last.timetable.value


def _span(sessions, key):
    mine = [each for each in sessions if key in each.candidates]
    return max(each.end for each in mine) - min(each.start for each in mine)


def test_a_group_with_a_locked_member_stays_and_takes_the_others_in(group):
    found = dispatch(group, tries=2)
    assert [(each.start, each.key, set(each.candidates)) for each in found.sessions] == [
        (60, 7, {101, 102, 103})
    ]
    step = Neighbourhood(group, group.locked, frozenset(group.visits))
    made = step.solve(Limits(seconds=2)).timetable
    assert made is not None
    assert broken_rules(group, made.sessions) == []
    assert any({101} < set(each.candidates) and each.key == 7 for each in made.sessions)


def test_a_group_that_has_begun_takes_nobody_in(group):
    found = dispatch(replace(group, now=70), tries=2)
    assert sorted(len(each.candidates) for each in found.sessions) == [1, 2]


def test_extra_time_makes_sessions_longer_and_groups_wait_for_it():
    guests = (Candidate(101, (1,), (DAY,), extra=25), Candidate(102, (1,), (DAY,)))
    problem = make_problem(guests=guests, stations=(Station(1, 20, seats=2, timed=True),))
    found = dispatch(problem, tries=1)
    assert [(each.end - each.start, len(each.candidates)) for each in found.sessions] == [(25, 2)]


def test_who_speaks_the_language_is_found():
    people = (
        Interviewer(201, (DAY,), frozenset({1}), languages=frozenset({"en"})),
        Interviewer(202, (DAY,), frozenset({1}), languages=frozenset({"en", "lt"})),
    )
    guests = tuple(Candidate(101 + n, (1,), (DAY,), language="lt") for n in range(3))
    problem = make_problem(guests=guests, stations=(Station(1, 20),), people=people)
    for step in plan(problem, rounds=2, tries=2):
        assert {each.interviewers for each in step.timetable.sessions} == {(202,)}


def test_panels_mix_so_that_raters_can_be_compared():
    people = tuple(Interviewer(201 + n, (DAY,), frozenset({1})) for n in range(3))
    problem = make_problem(3, stations=(Station(1, 20, need=2),), people=people)
    last = list(plan(problem, rounds=8, tries=10))[-1].timetable
    assert {frozenset(each.interviewers) for each in last.sessions} == {
        frozenset(pair) for pair in ((201, 202), (201, 203), (202, 203))
    }


def test_trainees_sit_in_silently_and_run_nothing():
    people = (
        Interviewer(201, (DAY,), frozenset({1})),
        Interviewer(202, ((0, 45),), frozenset(), trains=frozenset({1})),
    )
    problem = make_problem(3, stations=(Station(1, 20),), people=people)
    last = list(plan(problem, rounds=1, tries=1))[-1].timetable
    assert [each.silent for each in last.sessions] == [(202,), (202,), ()]
    assert broken_rules(problem, last.sessions) == []


def test_a_day_on_which_the_clocks_change_is_a_day_like_any_other():
    """On 25 October 2026 Vilnius has 03:00 twice: noon is ten hours after two, not nine."""
    on, zone = dt.date(2026, 10, 25), "Europe/Vilnius"

    def minute(hour: int) -> int:
        return int(clock.moment(on, dt.time(hour), zone).timestamp() // 60)

    window = ((minute(2), minute(12)),)
    problem = make_problem()
    problem = replace(
        problem,
        start=minute(2),
        end=minute(12),
        candidates=tuple(replace(each, windows=window) for each in problem.candidates),
        interviewers=tuple(replace(each, windows=window) for each in problem.interviewers),
        locked=(Session(1, minute(2), minute(2) + 600, (101,), (201,), locked=True),),
    )
    assert minute(12) - minute(2) == 11 * 60
    found = dispatch(problem, tries=5)
    assert broken_rules(problem, found.sessions) == []
    # the only voice coach is free again after ten hours of the eleven
    assert {each.start - minute(2) for each in found.sessions if each.station == 1} > {0, 605}


def test_the_bound_is_never_above_a_timetable():
    for seed in range(5):
        problem = make_problem(4, rules=Rules(lunch=(100, 160)))
        assert lower_bound(problem) <= dispatch(problem, seed=seed, tries=2).value


def test_nothing_to_do_costs_next_to_nothing():
    problem = make_problem(guests=(Candidate(101, (), (DAY,)),))
    assert judge(problem, []).unplaced == ()
    assert [step.timetable.sessions for step in plan(problem)] == [()]


def test_two_rooms_are_used_at_a_time():
    people = tuple(Interviewer(201 + n, (DAY,), frozenset({1})) for n in range(2))
    rooms = (Room(0, (DAY,)), Room(1, (DAY,)))
    problem = make_problem(2, stations=(Station(1, 20, rooms=(0, 1)),), people=people, rooms=rooms)
    found = dispatch(problem, tries=1)
    assert [(each.start, each.room) for each in found.sessions] == [(0, 0), (0, 1)]


@FEW
@given(days())
def test_what_is_taken_out_and_put_back_holds_and_costs_what_is_counted(problem):
    found = dispatch(problem, tries=1)
    last = found.value
    for better in recreate(problem, found, seed=1, seconds=60, rounds=3):
        assert broken_rules(problem, better.sessions) == []
        assert better.unplaced == found.unplaced
        assert better.value == judge(problem, better.sessions).value < last
        last = better.value


def test_sessions_are_put_where_they_cost_less():
    # the second candidate waits two hours at the end of the day for no reason
    problem = make_problem(2)
    found = judge(
        problem,
        (
            Session(1, 0, 20, (101,), (201,)),
            Session(2, 25, 55, (101,), (202,)),
            Session(1, 200, 220, (102,), (201,)),
            Session(2, 300, 330, (102,), (202,)),
        ),
    )
    *_others, best = recreate(problem, found, seed=1, seconds=60, rounds=20)
    # everybody goes from one to the other; a day of 65 minutes is the shortest there is
    assert max(each.end for each in best.sessions) == 65
    assert best.value == 720 < dispatch(problem, tries=40).value


def test_panels_are_mixed_where_that_costs_nothing():
    people = tuple(Interviewer(201 + n, (DAY,), frozenset({1})) for n in range(3))
    problem = make_problem(3, stations=(Station(1, 20, need=2),), people=people)
    starts = ((0, 101), (25, 102), (50, 103))
    found = judge(problem, [Session(1, at, at + 20, (who,), (201, 202)) for at, who in starts])
    *_others, best = recreate(problem, found, seed=1, seconds=60, rounds=5)
    met = {frozenset(each.interviewers) for each in best.sessions}
    assert met == {frozenset(each) for each in ((201, 202), (201, 203), (202, 203))}


def test_no_time_and_no_rounds_change_nothing():
    problem = make_problem(2)
    found = dispatch(problem)
    assert list(recreate(problem, found, seed=1, seconds=60, rounds=0)) == []
    locked = replace(problem, locked=tuple(replace(each, locked=True) for each in found.sessions))
    assert list(recreate(locked, judge(locked, locked.locked), seed=1, seconds=60)) == []
