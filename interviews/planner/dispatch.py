"""A timetable at once: randomised list scheduling, many times over. No Django.

Non-delay dispatching: at each step of the grid every station that can begin does, with the
candidates and interviewers whom a rule of thumb likes best. How much each thumb counts, how many
candidates may be under way at a time and how full a group has to be is drawn anew for each try;
the cheapest timetable wins. A try costs milliseconds, so that hundreds fit into a second.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from interviews.planner.problem import GRID, Problem, Session, Station, Timetable
from interviews.planner.timeline import Lines, lines_of, ones, steps
from interviews.planner.value import judge, load_limits


@dataclass(frozen=True)
class _Taste:
    """What one try likes."""

    under_way: int  # candidates who have begun and not ended, at most
    fullness: float
    long_first: float
    begun_first: float
    spare_people: float
    noise: float


def dispatch(
    problem: Problem,
    *,
    seed: int = 0,
    tries: int = 60,
    seconds: float = 1.0,
    stop: Callable[[], bool] = lambda: False,
    clock: Callable[[], float] = time.perf_counter,
) -> Timetable:
    """Return the best of so many tries; at least one is made, however short the time.

    The same seed gives the same timetable as long as `seconds` do not cut the tries short.
    """
    chance = random.Random(seed)  # noqa: S311  (no secret)
    base = lines_of(problem, problem.locked)
    until = clock() + seconds
    best: Timetable | None = None
    for attempt in range(tries):
        taste = _taste(problem, chance, plain=attempt == 0)
        found = judge(problem, _Try(problem, base.copy(), taste, chance).run())
        if best is None or found.value < best.value:
            best = found
        if clock() > until or stop():
            break
    if best is None:
        raise ValueError("at least one try is needed")
    return best


def _taste(problem: Problem, chance: random.Random, *, plain: bool) -> _Taste:
    everybody = max(1, len(problem.candidates))
    if plain:
        return _Taste(everybody, 0.5, 1.0, 1.0, 0.5, 0.0)
    return _Taste(
        under_way=chance.randint(max(1, everybody // 3), everybody),
        fullness=chance.choice((1.0, 0.75, 0.5, 0.0)),
        long_first=chance.uniform(0, 2),
        begun_first=chance.uniform(0, 3),
        spare_people=chance.uniform(0, 2),
        noise=chance.uniform(0, 1.5),
    )


class _Try:
    """One pass through the grid."""

    def __init__(
        self, problem: Problem, lines: Lines, taste: _Taste, chance: random.Random
    ) -> None:
        self.problem, self.lines, self.taste, self.chance = problem, lines, taste, chance
        self.sessions: list[Session] = list(problem.locked)
        self.left: dict[int, set[int]] = {each.key: set() for each in problem.candidates}
        self.waiting: dict[int, set[int]] = {each.key: set() for each in problem.stations}
        for candidate, station in problem.visits:
            self.left[candidate].add(station)
            self.waiting[station].add(candidate)
        self.begun = {key for each in problem.locked for key in each.candidates}
        self.limits = load_limits(problem)
        self.after: dict[int, list[int]] = {}
        for first, then in problem.precedences:
            self.after.setdefault(then, []).append(first)
        self.ends: dict[tuple[int, int], int] = {
            (key, each.station): each.end for each in problem.locked for key in each.candidates
        }
        self.longest = {
            each.key: steps(
                max((problem.minutes(key, each.key) for key in self.waiting[each.key]), default=0)
            )
            for each in problem.stations
        }
        self.running: dict[int, list[int]] = {}  # ends of sessions at rolling stations
        for each in problem.locked:
            self.running.setdefault(each.station, []).append(each.end)

    def run(self) -> list[Session]:
        """Fill the grid and return all sessions, locked ones among them."""
        self._join_locked()
        earliest = steps(self.problem.earliest - self.lines.zero)
        for now in range(earliest, self.lines.size):
            for station in self._stations():
                while self._begin(station, now):
                    pass
            if not any(self.waiting.values()):
                break
        return self.sessions

    def _stations(self) -> list[Station]:
        def weight(station: Station) -> float:
            groups = -(-len(self.waiting[station.key]) // station.seats)
            return -groups * float(station.minutes**self.taste.long_first) * self._noise()

        waiting = [each for each in self.problem.stations if self.waiting[each.key]]
        return sorted(waiting, key=weight)

    def _noise(self) -> float:
        return 1 + self.taste.noise * self.chance.random()

    def _begin(self, station: Station, now: int) -> bool:
        """Begin one session here and now; tell whether there was one to begin."""
        rooms = self._rooms(station, now)
        if not rooms:
            return False
        group = self._group(station, now)
        if not group:
            return False
        minutes = max(self.problem.minutes(key, station.key) for key in group)
        people = self._people(station, now, minutes, group)
        if people is None and len(group) > 1:
            group = group[:1]  # one whom the others' languages and conflicts do not bind
            people = self._people(station, now, minutes, group)
        if people is None:
            return False
        self._book(station, now, group, people, rooms[0])
        return True

    def _rooms(self, station: Station, now: int) -> tuple[int | None, ...]:
        """Return the rooms that are free; a single None where none is needed."""
        if station.rolling:
            minute = self.lines.minute(now)
            ends = [end for end in self.running.get(station.key, ()) if end > minute]
            self.running[station.key] = ends
            if len(ends) >= station.seats:
                return ()
        if not station.rooms:
            return (None,)
        want = ones(now, now + self.longest[station.key] + self.lines.more(station.key))
        return tuple(key for key in station.rooms if self.lines.free(("room", key)) & want == want)

    def _group(self, station: Station, now: int) -> tuple[int, ...]:
        waiting = self.waiting[station.key]
        able = [key for key in waiting if self._is_able(key, station, now)]
        seats = 1 if station.rolling else station.seats
        enough = min(seats, len(waiting)) * (0 if station.rolling else self.taste.fullness)
        if len(able) < max(1, int(enough)):
            return ()
        able.sort(key=self._urgency)
        return tuple(able[:seats])

    def _is_able(self, key: int, station: Station, now: int) -> bool:
        if key not in self.begun and self._under_way() >= self.taste.under_way:
            return False
        high = now + steps(self.problem.minutes(key, station.key))
        want, who = ones(now, high), ("candidate", key)
        if high > self.lines.size or self.lines.free(who) & want != want:  # type: ignore[arg-type]
            return False
        minute = self.lines.minute(now) - self.problem.rules.gap
        for first in self.after.get(station.key, ()):
            if first in self.left[key] or self.ends.get((key, first), minute) > minute:
                return False
        for then, firsts in self.after.items():
            if station.key in firsts and (key, then) in self.ends:
                return False  # what has to come after it is locked, and came before
        return self.lines.has_lunch(("candidate", key), now, high)

    def _under_way(self) -> int:
        return sum(1 for key in self.begun if self.left.get(key))

    def _urgency(self, key: int) -> tuple[float, int]:
        minutes = sum(self.problem.station[each].minutes for each in self.left[key])
        begun = self.taste.begun_first * 60 if key in self.begun else 0
        return (-(minutes + begun) * self._noise(), key)

    def _people(
        self, station: Station, now: int, minutes: int, group: tuple[int, ...]
    ) -> tuple[int, ...] | None:
        """Return who sits in it; None when too few are free."""
        if not station.need:
            return ()
        low, high = now, now + steps(minutes) + self.lines.more(station.key)
        want = ones(low, high)
        free = [
            key
            for key in self.problem.pool(group, station.key)
            if self.lines.free(("interviewer", key)) & want == want
            and self._may(key, low, minutes)
            and self.lines.has_lunch(("interviewer", key), low, high)
        ]
        if len(free) < station.need:
            return None
        free.sort(key=self._burden)
        first: list[int] = []
        for some in station.must:
            if not some & set(first):
                first += [key for key in free if key in some][:1]
        rest = [key for key in free if key not in first]
        people = tuple([*first, *rest][: station.need])
        return people if station.staffed_by(people) else None

    def _may(self, key: int, low: int, minutes: int) -> bool:
        person = self.problem.interviewer[key]
        if person.most is not None and self.lines.count[key] >= person.most:
            return False
        start = self.lines.minute(low)
        return self.lines.keeps_stretch(key, start, start + minutes, person.stretch)

    def _burden(self, key: int) -> tuple[float, int]:
        """Prefer who has room in their load; who serves many stations is spared."""
        load = self.lines.load[key] / max(1, self.limits[key])
        spared = self.taste.spare_people * len(self.problem.interviewer[key].runs) * 0.1
        return ((load + spared) * self._noise(), key)

    def _join_locked(self) -> None:
        """Give free seats of locked groups that have not begun to who misses that station."""
        for place, session in enumerate(self.sessions):
            station = self.problem.station[session.station]
            seats = station.seats - len(session.candidates)
            if station.rolling or seats <= 0 or session.start < self.problem.earliest:
                continue
            low = self.lines.step(session.start)
            joining = [
                key
                for key in sorted(self.waiting[station.key])
                if session.start % GRID == self.problem.start % GRID
                and self.problem.minutes(key, station.key) <= session.end - session.start
                and set(session.interviewers) <= set(self.problem.pool((key,), station.key))
                and self._is_able(key, station, low)
            ][:seats]
            for key in joining:
                self._seat(key, session)
            if joining:
                self.sessions[place] = _joined(session, tuple(joining))

    def _seat(self, key: int, session: Session) -> None:
        self.left[key].discard(session.station)
        self.waiting[session.station].discard(key)
        self.begun.add(key)
        self.ends[key, session.station] = session.end
        alone = Session(session.station, session.start, session.end, (key,))
        self.lines.book(alone)

    def _book(
        self,
        station: Station,
        now: int,
        group: tuple[int, ...],
        people: tuple[int, ...],
        room: int | None,
    ) -> None:
        start = self.lines.minute(now)
        end = start + max(self.problem.minutes(key, station.key) for key in group)
        session = Session(station.key, start, end, group, people, room)
        self.sessions.append(session)
        self.lines.book(session, rolling=station.rolling)
        self.running.setdefault(station.key, []).append(end)
        for key in group:
            self.left[key].discard(station.key)
            self.waiting[station.key].discard(key)
            self.begun.add(key)
            self.ends[key, station.key] = end


def _joined(session: Session, more: tuple[int, ...]) -> Session:
    return replace(session, candidates=(*session.candidates, *more))
