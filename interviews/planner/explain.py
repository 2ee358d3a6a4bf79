"""Why somebody finds no place, and the smallest help that would give them one. No Django.

Helps are tried, not guessed: the problem with one of them added goes through the dispatcher and,
for small ones, through one step of the model; what is named would really place more people.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from interviews.planner.dispatch import dispatch
from interviews.planner.problem import Interviewer, Problem, Room, Timetable

Kind = Literal["interviewer", "room", "later", "nobody"]


@dataclass(frozen=True)
class Help:
    """One thing that would place `places` more visits: an interviewer or a room for a station in
    [start, end), or the Day going on until `end`."""

    kind: Kind
    places: int
    station: int | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Reason:
    """Why a station cannot be run at all, whoever is placed first."""

    station: int
    needs: int
    has: int


def impossible(problem: Problem) -> tuple[Reason, ...]:
    """Return the stations for which too few may sit in a session, at any time of the Day."""
    asked = Counter(station for _candidate, station in problem.visits)
    found = []
    for station in problem.stations:
        pool = sum(station.key in person.runs for person in problem.interviewers)
        if asked[station.key] and pool < station.need:
            found.append(Reason(station.key, station.need, pool))
    return tuple(found)


def smallest_help(
    problem: Problem, found: Timetable, *, seed: int = 0, seconds: float = 3.0
) -> Help | None:
    """Return the help that places most of those without a place, the smallest among equals.

    None when everybody has a place, or when nothing that was tried helps.
    """
    if not found.unplaced:
        return None
    until = time.perf_counter() + seconds
    best: Help | None = None
    for help_, eased in _helps(problem, found):
        # what is placed may stay: only what is missing is looked for, then everything anew
        kept = replace(eased, locked=tuple(replace(each, locked=True) for each in found.sessions))
        left = min(
            len(dispatch(kept, seed=seed, tries=3, seconds=0.3).unplaced),
            len(dispatch(eased, seed=seed, tries=8, seconds=0.3).unplaced),
        )
        places = len(found.unplaced) - left
        if places > 0 and (best is None or places > best.places):
            best = replace(help_, places=places)
        if left == 0 or time.perf_counter() > until:
            break
    return best


def _helps(problem: Problem, found: Timetable) -> Iterator[tuple[Help, Problem]]:
    """Yield helps from the smallest to the largest, with the problem as it would be then."""
    missing = Counter(station for _candidate, station in found.unplaced)
    lasting = 60
    for station, _times in missing.most_common():
        for start in range(problem.earliest, max(problem.earliest + 1, problem.end - 59), lasting):
            end = min(start + lasting, problem.end)
            yield _interviewer(problem, station, start, end)
    for station, _times in missing.most_common():
        yield _interviewer(problem, station, problem.earliest, problem.end)
        yield _room(problem, station)
    for more in (30, 60, 120):
        yield _later(problem, more)


def _interviewer(problem: Problem, station: int, start: int, end: int) -> tuple[Help, Problem]:
    key = 1 + max((each.key for each in problem.interviewers), default=0)
    more = max(
        1,
        problem.station[station].need - sum(station in each.runs for each in problem.interviewers),
    )
    people = tuple(
        Interviewer(key + place, ((start, end),), frozenset({station})) for place in range(more)
    )
    keys = frozenset(each.key for each in people)
    asked = problem.station[station]
    wider = replace(asked, must=tuple(some | keys for some in asked.must))
    stations = tuple(wider if each.key == station else each for each in problem.stations)
    eased = replace(problem, stations=stations, interviewers=(*problem.interviewers, *people))
    return Help("interviewer", more, station, start, end), eased


def _room(problem: Problem, station: int) -> tuple[Help, Problem]:
    key = 1 + max((each.key for each in problem.rooms), default=0)
    room = Room(key, ((problem.start, problem.end),))
    stations = tuple(
        replace(each, rooms=(*each.rooms, key))
        if each.key == station and each.rooms and not each.rolling
        else each
        for each in problem.stations
    )
    eased = replace(problem, stations=stations, rooms=(*problem.rooms, room))
    return Help("room", 1, station, problem.start, problem.end), eased


def _later(problem: Problem, minutes: int) -> tuple[Help, Problem]:
    """Let whoever could stay until the end of the Day stay longer."""

    def longer(windows: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        return tuple(
            (low, high + minutes) if high >= problem.end else (low, high) for low, high in windows
        )

    eased = replace(
        problem,
        end=problem.end + minutes,
        candidates=tuple(replace(e, windows=longer(e.windows)) for e in problem.candidates),
        interviewers=tuple(replace(e, windows=longer(e.windows)) for e in problem.interviewers),
        rooms=tuple(replace(e, windows=longer(e.windows)) for e in problem.rooms),
    )
    return Help("later", 1, None, problem.end, problem.end + minutes), eased
