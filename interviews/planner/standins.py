"""Who could take a place in one session, everything else staying as it is. No Django."""

from __future__ import annotations

from collections.abc import Iterable

from interviews.planner.problem import Problem, Session
from interviews.planner.timeline import lines_of


def stand_ins(
    problem: Problem,
    sessions: Iterable[Session],
    wanted: Session,
    *,
    leaving: int | None = None,
    without: frozenset[int] = frozenset(),
) -> list[int]:
    """Return who may run it and is free by every rule, the least busy first; nobody in `without`,
    nobody who sits in it. One who is `leaving` gives up their place."""
    station = problem.station[wanted.station]
    staying = [key for key in wanted.interviewers if key != leaving]
    lines = lines_of(problem, [each for each in sessions if each.key != wanted.key])
    able = [
        key
        for key in problem.pool(wanted.candidates, wanted.station)
        if key not in without
        and key not in (*wanted.interviewers, *wanted.silent)
        and lines.may_take(key, wanted)
        and (len(staying) + 1 < station.need or station.staffed_by([*staying, key]))
    ]
    return sorted(able, key=lambda key: (lines.load[key], key))
