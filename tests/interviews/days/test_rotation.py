"""The rotation, checked by a checker that shares no code with it."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.days.rotation import GRID, Stop, Taken, rotate

LUNCH = (180, 225)


def overlaps(periods) -> bool:
    ordered = sorted(periods)
    return any(one[1] > other[0] for one, other in pairwise(ordered))


def check(found, candidates, stops, *, start, end, breaks=(), taken=None, done=(), gap=GRID):
    """Everybody placed once or named; nobody and no room twice; gaps, breaks and limits kept."""
    by_key = {stop.key: stop for stop in stops}
    taken = taken or Taken()
    placed = Counter()
    lines: dict[tuple, list] = {}
    fixed = (("c", taken.candidates), ("i", taken.interviewers), ("r", taken.rooms))
    for kind, mapping in fixed:
        for key, periods in mapping.items():
            lines[kind, key] = [(low, high + gap) for low, high in periods]
    for booking in found.bookings:
        stop = by_key[booking.stop]
        assert booking.end - booking.start == stop.minutes
        assert start <= booking.start
        assert booking.end <= end
        assert all(booking.end <= low or booking.start >= high for low, high in breaks)
        assert 1 <= len(set(booking.candidates)) == len(booking.candidates) <= stop.seats
        assert len(set(booking.interviewers)) == stop.need
        assert set(booking.interviewers) <= set(stop.pool)
        placed.update((candidate, booking.stop) for candidate in booking.candidates)
        period = (booking.start, booking.end + gap)
        lines.setdefault(("s", booking.stop), []).append(period)
        if stop.room is not None:
            lines.setdefault(("r", stop.room), []).append(period)
        for candidate in booking.candidates:
            lines.setdefault(("c", candidate), []).append(period)
        for interviewer in booking.interviewers:
            lines.setdefault(("i", interviewer), []).append(period)
    assert [key for key, periods in lines.items() if overlaps(periods)] == []
    wanted = Counter({(c, s.key): 1 for c in candidates for s in stops} | {})
    for pair in done:
        del wanted[pair]
    assert placed + Counter(found.not_placed) == wanted


def stop(key, minutes=20, **fields):
    return Stop(key=key, minutes=minutes, pool=fields.pop("pool", (100 + key,)), **fields)


def test_rotate_places_twelve_at_six_stations_with_lunch_free():
    stops = [stop(key) for key in range(6)]
    found = rotate(candidates=range(12), stops=stops, start=0, end=600, breaks=[LUNCH])
    assert found.not_placed == ()
    assert len(found.bookings) == 72
    assert max(booking.end for booking in found.bookings) <= 370
    check(found, range(12), stops, start=0, end=600, breaks=[LUNCH])


def test_rotate_groups_candidates_where_a_station_takes_several():
    stops = [stop(1, 30, seats=6), stop(2), stop(3)]
    found = rotate(candidates=range(12), stops=stops, start=0, end=600)
    assert found.not_placed == ()
    assert sum(booking.stop == 1 for booking in found.bookings) <= 4
    check(found, range(12), stops, start=0, end=600)


def test_rotate_names_everybody_where_interviewers_are_too_few():
    stops = [stop(1), stop(2, need=2, pool=(7,))]
    found = rotate(candidates=[1, 2], stops=stops, start=0, end=600)
    assert found.not_placed == ((1, 2), (2, 2))
    assert len(found.bookings) == 2


def test_rotate_names_who_no_longer_fits_into_the_day():
    found = rotate(candidates=range(5), stops=[stop(1, 25)], start=0, end=60)
    assert [booking.candidates for booking in found.bookings] == [(0,), (1,)]
    assert found.not_placed == ((2, 1), (3, 1), (4, 1))


def test_rotate_works_around_what_is_booked():
    taken = Taken(candidates={1: [(0, 30)]}, interviewers={101: [(40, 60)]}, rooms={5: [(70, 90)]})
    stops = [stop(1, room=5)]
    found = rotate(candidates=[1], stops=stops, start=0, end=600, taken=taken)
    assert [(booking.start, booking.end) for booking in found.bookings] == [(95, 115)]


def test_rotate_leaves_out_what_is_done():
    stops = [stop(1), stop(2)]
    found = rotate(candidates=[1, 2], stops=stops, start=0, end=600, done=[(1, 1), (2, 1)])
    assert {booking.stop for booking in found.bookings} == {2}


def test_rotate_shares_the_work_among_a_pool():
    stops = [stop(1, pool=(7, 8))]
    found = rotate(candidates=range(4), stops=stops, start=0, end=600)
    assert Counter(each for booking in found.bookings for each in booking.interviewers) == {
        7: 2,
        8: 2,
    }


@pytest.mark.parametrize(("candidates", "stops"), [([], [stop(1)]), ([1], []), ([], [])])
def test_rotate_with_nobody_or_nothing_is_empty(candidates, stops):
    found = rotate(candidates=candidates, stops=stops, start=0, end=600)
    assert (found.bookings, found.not_placed) == ((), ())


@st.composite
def days(draw):
    people = st.integers(100, 104)
    stops = [
        Stop(
            key=key,
            minutes=draw(st.integers(5, 70)),
            seats=draw(st.integers(1, 5)),
            need=draw(st.integers(1, 3)),
            pool=tuple(draw(st.sets(people, max_size=4))),
            room=draw(st.none() | st.integers(1, 3)),
        )
        for key in range(draw(st.integers(1, 5)))
    ]
    candidates = list(range(draw(st.integers(0, 8))))
    period = st.integers(-60, 500).flatmap(
        lambda low: st.integers(low + 1, low + 90).map(lambda high: (low, high))
    )

    def booked(keys):
        return {key: [draw(period)] for key in draw(st.sets(keys, max_size=2))}

    taken = Taken(
        candidates=booked(st.integers(0, 8)),
        interviewers=booked(people),
        rooms=booked(st.integers(1, 3)),
    )
    pairs = [(candidate, each.key) for candidate in candidates for each in stops]
    done = draw(st.sets(st.sampled_from(pairs), max_size=5)) if pairs else set()
    return candidates, stops, taken, done


@given(days())
def test_rotate_never_books_anybody_twice_and_names_whom_it_leaves_out(given_day):
    candidates, stops, taken, done = given_day
    arguments = {"start": 0, "end": 480, "breaks": [LUNCH], "taken": taken, "done": done}
    found = rotate(candidates=candidates, stops=stops, **arguments)
    check(found, candidates, stops, **arguments)
    assert found == rotate(candidates=candidates, stops=stops, **arguments)
