"""A running Day put right, and the smallest help named."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviews.planner.checker import broken_rules
from interviews.planner.dispatch import dispatch
from interviews.planner.explain import Help, Reason, impossible, smallest_help
from interviews.planner.problem import Candidate, Interviewer, Rules, Session, Station
from interviews.planner.repair import repair, shifts
from tests.examples import examples
from tests.interviews.planner.conftest import DAY, days, make_problem


def _running(problem, found, now):
    """The same Day at this minute: what has begun is locked."""
    sessions = tuple(replace(each, locked=each.start < now) for each in found.sessions)
    locked = tuple(each for each in sessions if each.locked)
    return replace(problem, now=now, locked=locked), sessions


def test_nothing_changes_when_nothing_happened():
    problem = make_problem(4)
    running, sessions = _running(problem, dispatch(problem), 60)
    after = repair(running, sessions)
    assert shifts(running, sessions, after) == ()


def test_a_late_candidate_is_moved_and_nobody_else_needs_to_be():
    problem = make_problem(3)
    found = dispatch(problem)
    running, sessions = _running(problem, found, 0)
    late = tuple(
        replace(each, windows=((200, 480),)) if each.key == 102 else each
        for each in problem.candidates
    )
    running = replace(running, candidates=late)
    after = repair(running, sessions)
    assert after.unplaced == ()
    assert broken_rules(running, after.sessions) == []
    assert {each.candidate for each in shifts(running, sessions, after)} == {102}


def test_a_sick_interviewer_is_replaced_without_moving_anybody():
    people = (
        Interviewer(201, (DAY,), frozenset({1})),
        Interviewer(202, (DAY,), frozenset({2})),
        Interviewer(203, (DAY,), frozenset({1})),
    )
    problem = make_problem(3, people=people)
    found = dispatch(replace(problem, interviewers=people[:2]))
    running, sessions = _running(problem, found, 0)
    running = replace(running, interviewers=people[1:])
    after = repair(running, sessions)
    moved = [each for each in shifts(running, sessions, after) if each.is_move]
    assert (after.unplaced, moved) == ((), [])
    assert all(201 not in each.interviewers for each in after.sessions)


def _long_morning(*ends):
    """An interviewer who runs station 1 from five minutes after they came, one session after
    another until these minutes; nobody has a session at station 2 yet."""
    people = (
        Interviewer(201, (DAY,), frozenset({1, 2}), stretch=150),
        Interviewer(203, (DAY,), frozenset({1, 2})),
    )
    problem = make_problem(len(ends), people=people, rules=Rules(gap=5, rest=15))
    starts = (5, *(end + 5 for end in ends[:-1]))
    sessions = [
        Session(1, start, end, (101 + place,), (201,), None, locked=True)
        for place, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]
    locked = tuple(sessions)
    return replace(problem, now=ends[-1], locked=locked), locked


def test_who_rests_just_in_time_may_go_on():
    running, sessions = _long_morning(75, 155)
    after = repair(running, sessions)
    assert (after.unplaced, broken_rules(running, after.sessions)) == ((), [])


def test_who_worked_too_long_takes_nothing_and_the_others_do():
    running, sessions = _long_morning(75, 185)
    after = repair(running, sessions)
    added = [each for each in after.sessions if not each.locked]
    assert (after.unplaced, {each.interviewers for each in added}) == ((), {(203,)})


def test_the_work_on_all_levels_together_is_bounded():
    running, sessions = _long_morning(75, 155)
    assert repair(running, sessions, deterministic=0.0).unplaced == ((101, 2), (102, 2))


def test_a_withdrawal_moves_nobody():
    problem = make_problem(3)
    running, sessions = _running(problem, dispatch(problem), 0)
    running = replace(running, candidates=running.candidates[1:])
    after = repair(running, sessions)
    assert shifts(running, sessions, after) == ()
    assert {key for each in after.sessions for key in each.candidates} == {102, 103}


@settings(max_examples=examples(10), suppress_health_check=list(HealthCheck))
@given(days(), st.integers(0, 5), st.integers(0, 40).map(lambda each: each * 5))
def test_whatever_is_repaired_holds(problem, ill, now):
    running, sessions = _running(problem, dispatch(problem, tries=2), now)
    staff = running.interviewers
    gone = staff[ill % len(staff)]
    left = tuple(
        replace(each, windows=tuple((a, min(b, now)) for a, b in each.windows if a < now))
        if each is gone
        else each
        for each in staff
    )
    running = replace(running, interviewers=left)
    after = repair(running, sessions, seconds=1.5, deterministic=0.2)
    assert broken_rules(running, after.sessions) == []
    placed = {(key, each.station) for each in after.sessions for key in each.candidates}
    assert placed | set(after.unplaced) >= set(running.visits)


def test_the_smallest_help_is_one_more_interviewer_for_an_hour():
    people = (Interviewer(201, ((0, 60),), frozenset({1})),)
    problem = make_problem(4, stations=(Station(1, 20),), people=people)
    found = dispatch(problem, tries=3)
    assert len(found.unplaced) == 2
    assert smallest_help(problem, found) == Help("interviewer", 2, 1, 0, 60)


def test_a_longer_day_helps_who_comes_late():
    guests = (Candidate(101, (1, 2), ((440, 480),)),)
    problem = make_problem(guests=guests)
    help_ = smallest_help(problem, dispatch(problem, tries=3))
    assert help_ == Help("later", 1, None, 480, 510)


def test_no_help_where_none_is_needed():
    problem = make_problem()
    assert smallest_help(problem, dispatch(problem, tries=2)) is None
    assert impossible(problem) == ()


def test_a_station_that_nobody_runs_is_named():
    problem = make_problem(
        stations=(Station(1, 20, need=2),), people=(Interviewer(201, (DAY,), frozenset({1})),)
    )
    assert impossible(problem) == (Reason(1, needs=2, has=1),)
