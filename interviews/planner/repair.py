"""A running Day put right: what has to change changes, few people are moved. No Django.

What has begun or is locked stays. First the visits that can no longer be as they were are set
free, then everything else of their candidates, then what lies within 45 minutes, then everything;
each level has a share of the time, and the first that places everybody is the last one tried. It
is first asked for places alone, which is answered several times sooner than for places and few
moves at once; with everybody placed, the rest of the time brings back whoever need not move.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from interviews.planner.costs import Staying, add_places
from interviews.planner.model import Limits, Neighbourhood
from interviews.planner.problem import Problem, Session, Timetable, Visit
from interviews.planner.timeline import Lines, ones, steps
from interviews.planner.value import judge

NEAR = 45  # minutes
FOR_PLACES = 0.7  # of the time; the rest is for moving few
REPAIR_WORK = 0.3  # deterministic seconds: under 5 seconds of CPU at 30 candidates
LEAST_SECONDS = 0.4  # of a level


@dataclass(frozen=True)
class Shift:
    """What becomes of one visit. None before: it is new; none after: it finds no place."""

    candidate: int
    station: int
    before: Session | None
    after: Session | None

    @property
    def is_move(self) -> bool:
        """Whether the candidate has to be elsewhere or at another time."""
        old, new = self.before, self.after
        return old is None or new is None or (old.start, old.room) != (new.start, new.room)


def repair(
    problem: Problem,
    before: Iterable[Session],
    *,
    seconds: float = 4.5,
    seed: int = 0,
    workers: int = 1,
    deterministic: float | None = None,
) -> Timetable:
    """Return the timetable that is nearest to `before` and keeps the rules as they are now.

    `before` is the timetable that people have in their hands, with its locked sessions as they
    stand in `problem.locked`. `deterministic` bounds the solver's work on all levels together.
    """
    kept, broken = _what_holds(problem, before)
    wanted = {(key, each.station): each for each in before for key in each.candidates}
    lost = frozenset(visit for visit in problem.visits if visit in broken or visit not in wanted)
    best = judge(problem, kept)
    if not lost:
        return best
    purse = _Purse(time.perf_counter() + seconds, deterministic, workers, seed)
    best, freed = _place(problem, best, lost, wanted, purse)
    missing = frozenset(best.unplaced)
    step = Neighbourhood(problem, best.sessions, freed, droppable=missing, costs=Staying(wanted))
    made = purse.spend(step, 1.0)
    return made if made is not None and len(made.unplaced) <= len(missing) else best


@dataclass
class _Purse:
    """What is left of the time and of the solver's work."""

    until: float
    work: float | None
    workers: int
    seed: int

    def spend(self, step: Neighbourhood, share: float) -> Timetable | None:
        """Solve a step with a share of what is left; None where it finds nothing."""
        left = self.until - time.perf_counter()
        if left <= 0 or (self.work is not None and self.work <= 0):
            return None
        seconds = min(left, max(LEAST_SECONDS, left * share))
        work = None if self.work is None else self.work * share
        made = step.solve(Limits(seconds, work, workers=self.workers, seed=self.seed))
        if self.work is not None:
            self.work -= made.work
        return made.timetable


def _place(
    problem: Problem,
    best: Timetable,
    lost: frozenset[Visit],
    wanted: dict[Visit, Session],
    purse: _Purse,
) -> tuple[Timetable, frozenset[Visit]]:
    """Return the timetable with the fewest without a place, and what was set free for it."""
    levels = list(dict.fromkeys(_levels(best, lost, wanted)))
    reached = levels[0]
    for freed in levels:
        step = Neighbourhood(problem, best.sessions, freed, droppable=lost, costs=add_places)
        made = purse.spend(step, FOR_PLACES if freed == levels[-1] else FOR_PLACES / 2)
        if made is not None and len(made.unplaced) < len(best.unplaced):
            best, reached = made, freed
        if not best.unplaced:
            break
    return best, reached


def shifts(problem: Problem, before: Iterable[Session], after: Timetable) -> tuple[Shift, ...]:
    """Return everything that is different for somebody, by time as it was."""
    old = {(key, each.station): each for each in before for key in each.candidates}
    new = {(key, each.station): each for each in after.sessions for key in each.candidates}
    wanted = {(each.key, key) for each in problem.candidates for key in each.stations}
    found = []
    for visit in sorted(wanted):
        was, now = old.get(visit), new.get(visit)
        if _facts(was) != _facts(now):
            found.append(Shift(*visit, before=was, after=now))
    return tuple(sorted(found, key=lambda each: _when(each.before or each.after)))


def _facts(session: Session | None) -> tuple[object, ...] | None:
    if session is None:
        return None
    return (session.start, session.room, frozenset(session.interviewers))


def _when(session: Session | None) -> int:
    return session.start if session else 0


def _what_holds(
    problem: Problem, before: Iterable[Session]
) -> tuple[list[Session], frozenset[Visit]]:
    """Return the sessions that can stay as they are, and the visits that cannot."""
    lines, kept = Lines(problem), []
    for session in problem.locked:
        kept.append(session)
        lines.book(session, rolling=problem.station[session.station].rolling)
    locked = {(key, each.station) for each in problem.locked for key in each.candidates}
    broken: set[Visit] = set()
    for session in sorted(before, key=lambda each: each.start):
        mine = tuple(
            key
            for key in session.candidates
            if (key, session.station) not in locked
            and key in problem.candidate
            and session.station in problem.candidate[key].stations
        )
        if not mine:
            continue
        staying = _who_stays(problem, lines, replace(session, candidates=mine))
        broken |= {(key, session.station) for key in mine if key not in staying}
        if staying:
            minutes = max(problem.minutes(key, session.station) for key in staying)
            held = replace(session, candidates=staying, end=session.start + minutes, locked=False)
            kept.append(held)
            lines.book(held, rolling=problem.station[session.station].rolling)
    return kept, frozenset(broken)


def _who_stays(problem: Problem, lines: Lines, session: Session) -> tuple[int, ...]:
    station = problem.station[session.station]
    low, high = lines.step(session.start), steps(session.end - lines.zero)
    on_grid = (session.start - problem.start) % 5 == 0
    if session.start < problem.earliest or not on_grid:
        return ()
    if not (station.staffed_by(session.interviewers) and _is_open(lines, session, low, high)):
        return ()
    able = []
    for key in session.candidates:
        pool = problem.pool((key,), session.station)
        if set(session.interviewers) <= set(pool) and lines.can_be(("candidate", key), session):
            able.append(key)
    return tuple(able)


def _is_open(lines: Lines, session: Session, low: int, high: int) -> bool:
    problem = lines.problem
    station = problem.station[session.station]
    if station.rooms and session.room not in station.rooms:
        return False
    if station.rooms:
        whole = ones(low, high + lines.more(session.station))
        if lines.free(("room", session.room or 0)) & whole != whole:
            return False
    return all(lines.may_take(key, session) for key in session.interviewers)


def _levels(
    best: Timetable,
    lost: frozenset[Visit],
    wanted: dict[Visit, Session],
) -> Iterator[frozenset[Visit]]:
    yield lost
    movable = [each for each in best.sessions if not each.locked]
    hurt = {key for key, _station in lost}
    everybody = frozenset((key, each.station) for each in movable for key in each.candidates)
    own = frozenset(visit for visit in everybody if visit[0] in hurt)
    yield lost | own
    times = [wanted[visit].start for visit in lost if visit in wanted]
    near = frozenset(
        (key, each.station)
        for each in movable
        for key in each.candidates
        if any(abs(each.start - at) <= NEAR for at in times)
    )
    yield lost | own | near
    yield lost | everybody
