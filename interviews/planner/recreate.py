"""A timetable made better by taking a few sessions out and putting each back where it costs least.
No Django.

Thousands of steps are taken in a second, where one of the solver takes half of it, and a step may
cost something too, the less the cooler it gets (simulated annealing): so sessions that hold one
another in place drift apart, which no step of the solver with a dozen visits reaches. What fits
together then is the solver's to find.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from operator import itemgetter
from typing import Final

from interviews.planner.daylines import DayLines, Line
from interviews.planner.problem import GRID, Problem, Session, Station, Timetable
from interviews.planner.timeline import Kind, either, enough, ones, starts, steps
from interviews.planner.value import judge

HOT: Final = 16.0  # what a step may cost that is taken one time in three
COOL: Final = 6.0
OF_CANDIDATE, OF_INTERVIEWER = 0.2, 0.7  # shares of steps, summed up
MOST: Final = 6  # sessions taken out at a time
WIDER: Final = 2  # more than a panel needs, among whom the best team is looked for
TRIES: Final = 12  # places that are looked at for each, cheapest first
Priced = tuple[int, int]  # what an interviewer costs, and their key
Option = tuple[float, int, list[Priced]]  # cost, start, who could be in it
Host = tuple[int, int, int, int, int, int]  # free at, day from, to, overload, price, key
BREATH: Final = 20  # steps between two looks at the clock
PAUSE: Final = 0.5  # seconds between two timetables that are told


def recreate(
    problem: Problem,
    found: Timetable,
    *,
    seed: int,
    seconds: float,
    rounds: int | None = None,
    stop: Callable[[], bool] = lambda: False,
    clock: Callable[[], float] = time.perf_counter,
) -> Iterator[Timetable]:
    """Yield timetables, each cheaper than `found` and those before, until the time is over.

    With `rounds` (of twenty steps) the same seed gives the same timetables; what is found is told
    twice a second at most.
    """
    day = _Day(problem, found, random.Random(seed))  # noqa: S311  (no secret)
    began = heard = clock()
    done, told = 0, day.best_value
    while day.movable and not stop():
        passed = done / (rounds or 1) if rounds is not None else (clock() - began) / seconds
        if passed >= 1 or rounds == 0:
            break
        heat = HOT * (COOL / HOT) ** passed
        for _step in range(BREATH):
            day.step(heat)
        done += 1
        if day.best_value < told and (rounds or clock() - heard >= PAUSE):
            heard, told = clock(), day.best_value
            yield judge(problem, day.best)
    if day.best_value < told:
        yield judge(problem, day.best)


@dataclass(frozen=True, slots=True)
class _Part:
    """What of a session stays, wherever it is put: steps, the lines of who may be in it, and by
    how much those who meet in it may make the Day cheaper."""

    station: Station
    length: int
    whole: int  # with what comes after it
    guests: list[Line]
    hosts: list[tuple[int, Line]]
    rooms: list[tuple[int, Line]]
    hope: int


class _Day(DayLines):
    """The timetable as it is now, and the best one that was seen."""

    def __init__(self, problem: Problem, found: Timetable, chance: random.Random) -> None:
        super().__init__(problem, found)
        self.chance = chance
        self.movable = [place for place, each in enumerate(self.sessions) if not each.locked]
        self.parts = {number: self._part(self.sessions[number]) for number in self.movable}
        self.now = self.best_value = self.value()
        self.best = tuple(self.sessions)

    def _part(self, session: Session) -> _Part:
        problem, line = self.problem, self._line
        station = problem.station[session.station]
        pool = problem.pool(session.candidates, station.key) if station.need else ()
        length = steps(session.end - session.start)
        return _Part(
            station=station,
            length=length,
            whole=length + self.lines.more(station.key),
            guests=[line(("candidate", key)) for key in session.candidates],
            hosts=[(key, line(("interviewer", key))) for key in pool],
            rooms=[(key, line(("room", key))) for key in station.rooms],
            hope=self.weights.unlinked * math.comb(station.need, 2),
        )

    # -- a step --------------------------------------------------------------------------------

    def step(self, heat: float) -> None:
        """Take some sessions out and put them back; keep it if it is cheap enough."""
        numbers = self._chosen()
        old = {number: (self.sessions[number], self.on[number]) for number in numbers}
        allowed = self.now - heat * math.log(self.chance.random() or 1e-9)
        for number in numbers:
            self.take(number)
        put: list[int] = []
        # pairs who meet may make it cheaper again, nothing else does
        hope = sum(self.parts[number].hope for number in numbers)
        for number in numbers:
            session = self._cheapest(number, heat, allowed + hope, set(numbers) - set(put))
            if session is None:
                break
            self.put(number, session)
            put.append(number)
            hope -= self.parts[number].hope
        now = self.value()
        if len(put) == len(numbers) and now <= allowed:
            self._take_over(now)
        else:
            self.undo(old, put)

    def _take_over(self, now: int) -> None:
        self.accept()
        self.now = now
        if now < self.best_value:
            self.best, self.best_value = tuple(self.sessions), now

    def _chosen(self) -> list[int]:
        """Return a few sessions: of one candidate, of one interviewer, or at about one time."""
        pivot = self.chance.choice(self.movable)
        size = self.chance.randint(1, MOST)
        session, draw = self.sessions[pivot], self.chance.random()
        if draw < OF_CANDIDATE:
            others = self._of("candidate", session.candidates)
        elif draw < OF_INTERVIEWER and session.interviewers:
            others = self._of("interviewer", session.interviewers)
        else:
            others = self.movable
        noise, random_, sessions = self.chance.uniform(0, 60), self.chance.random, self.sessions
        near = sorted(
            [
                (abs(sessions[each].start - session.start) + noise * random_(), each)
                for each in others
                if each != pivot and not sessions[each].locked
            ]
        )
        chosen = [pivot, *[each for _near, each in near[: size - 1]]]
        self.chance.shuffle(chosen)
        return chosen

    def _of(self, kind: Kind, keys: Sequence[int]) -> list[int]:
        return list(self.line[kind, self.chance.choice(keys)].booked)

    # -- where a session costs least -----------------------------------------------------------

    def _cheapest(self, number: int, heat: float, allowed: float, out: set[int]) -> Session | None:
        """Return the session where it costs least beside the others; None where it fits nowhere,
        or nowhere so cheaply that all of it would cost no more than is allowed."""
        part, lines = self.parts[number], self.lines
        domain = ones(steps(self.problem.earliest - lines.zero), lines.size)
        left = allowed - self.value()
        for line in part.guests:
            free = starts(line.opened & ~line.taken, part.length)
            domain &= free & self._near(line, part.length, left)
        if not domain:
            return None
        rooms = self._rooms(part)
        if rooms:
            domain &= either([free for _key, free in rooms])
        hosts = []
        for key, line in part.hosts:
            free = domain & starts(line.opened & ~line.taken, part.whole)
            if free:
                hosts.append((free, key, line))
        domain &= enough([each[0] for each in hosts], part.station.need)
        session = self.sessions[number]
        for _cost, start, able in self._options(session, part, domain, hosts, heat, left):
            made = self._made(session, part, start, able, rooms, out)
            if made is not None:
                return made
        return None

    def _near(self, line: Line, length: int, left: float) -> int:
        """Return the steps at which a candidate's day gets no longer than may be paid for."""
        if line.low > line.high:
            return -1
        reach = int(left // line.price) if line.price else 1 << 12
        low, high = self.lines.step(line.low - reach), steps(line.high + reach - self.lines.zero)
        return ones(low, high - length + 1)

    def _rooms(self, part: _Part) -> list[tuple[int, int]]:
        """Return its rooms in any order, with the steps at which each is free."""
        found = [(key, starts(line.opened & ~line.taken, part.whole)) for key, line in part.rooms]
        if len(found) > 1:
            self.chance.shuffle(found)
        return found

    def _options(
        self,
        session: Session,
        part: _Part,
        domain: int,
        hosts: Sequence[tuple[int, int, Line]],
        heat: float,
        left: float,
    ) -> list[Option]:
        """Return what can be paid for, the cheapest first."""
        minutes, zero, last = session.end - session.start, self.lines.zero, self.last
        price, whole, noise = self.weights.candidate, self.weights.whole, self.chance.random
        guests = [(line.low, line.high) for line in part.guests]
        costs = [_host(*each, minutes) for each in hosts]
        need = part.station.need
        options = []
        while domain:
            bit = domain & -domain
            domain ^= bit
            start = zero + GRID * (bit.bit_length() - 1)
            end = start + minutes
            cost = whole * (end - last) if end > last else 0
            for low, high in guests:
                cost += price * longer(low, high, start, end)
            if cost > left:
                continue
            able = _able(costs, bit, start, end) if need else []
            cost += sum([each[0] for each in able[:need]])
            if cost <= left:
                options.append((cost + heat * noise(), start, able))
        options.sort(key=itemgetter(0))
        if need > 1:
            options = [self._mixed(part.station, each) for each in options[:TRIES]]
            options.sort(key=itemgetter(0))
        return options[:TRIES]

    def _mixed(self, station: Station, option: Option) -> Option:
        """Return an option with those first who are worth most together: who cost little, and
        have not sat on this panel together yet."""
        cost, start, able = option
        plain = sum([price for price, _key in able[: station.need]])
        best = min(
            [
                (sum([price for price, _key in team]) - self._worth(station, team), team)
                for team in combinations(able[: station.need + WIDER], station.need)
            ],
            key=itemgetter(0),
        )
        others = [each for each in able if each not in best[1]]
        return cost - plain + best[0], start, [*best[1], *others]

    def _worth(self, station: Station, team: Sequence[tuple[int, int]]) -> int:
        keys = sorted([key for _price, key in team])
        pairs = [(station.key, one, other) for one, other in combinations(keys, 2)]
        return self.weights.unlinked * sum(not self.met[each] for each in pairs)

    def _made(
        self,
        session: Session,
        part: _Part,
        start: int,
        hosts: Sequence[Priced],
        rooms: Sequence[tuple[int, int]],
        out: set[int],
    ) -> Session | None:
        station = part.station
        end = start + session.end - session.start
        low = self.lines.step(start)
        for line in part.guests:
            if not self.lines.eats(line.trailing, low, low + part.length):
                return None
        if station.rolling and not self._has_seat(station, start, end):
            return None
        if not self._in_order(session, start, end, out):
            return None
        people = self._team(part, hosts, start, end)
        if people is None:
            return None
        room = next((key for key, free in rooms if free >> low & 1), None)
        return Session(station.key, start, end, session.candidates, people, room, (), session.key)

    def _team(
        self, part: _Part, hosts: Sequence[Priced], start: int, end: int
    ) -> tuple[int, ...] | None:
        station, low = part.station, self.lines.step(start)
        able: list[int] = []
        for _price, key in hosts:
            if len(able) == station.need:
                break
            if self._may(key, start, end) and self.lines.eats(
                self.line["interviewer", key].trailing, low, low + part.whole
            ):
                able.append(key)
        return tuple(able) if not station.need or station.staffed_by(able) else None

    def _may(self, key: int, start: int, end: int) -> bool:
        person, booked = self.problem.interviewer[key], self.line["interviewer", key].booked
        if person.most is not None and len(booked) >= person.most:
            return False
        if person.stretch is None:
            return True
        runs = [(low, high) for _taken, _trailing, low, high, _works in booked.values()]
        return self.lines.rests(runs, start, end, person.stretch)

    def _has_seat(self, station: Station, start: int, end: int) -> bool:
        beside = sum(
            self.sessions[each].start < end and self.sessions[each].end > start
            for each in self.rolling[station.key]
        )
        return beside < station.seats

    def _in_order(self, session: Session, start: int, end: int, out: set[int]) -> bool:
        gap = self.problem.rules.gap
        for first, then in self.problem.precedences:
            if session.station not in (first, then):
                continue
            other = then if session.station == first else first
            for key in session.candidates:
                number = self.place.get((key, other))
                if number is None or number in out:
                    continue
                there = self.sessions[number]
                if session.station == first and there.start < end + gap:
                    return False
                if session.station == then and start < there.end + gap:
                    return False
        return True


def longer(first: int, last: int, start: int, end: int) -> int:
    """Return by how many minutes a day from `first` to `last` gets longer with [start, end)."""
    if first > last:
        return end - start
    return (first - start if start < first else 0) + (end - last if end > last else 0)


def _host(free: int, key: int, line: Line, minutes: int) -> Host:
    load, limit = line.load, line.limit
    over = line.over * (max(0, load + minutes - limit) - max(0, load - limit))
    return free, line.low, line.high, over, line.price, key


def _able(hosts: Sequence[Host], bit: int, start: int, end: int) -> list[Priced]:
    """Return who is free then, with what they cost, the cheapest first."""
    able = [
        (over + price * longer(first, last, start, end), key)
        for mask, first, last, over, price, key in hosts
        if mask & bit
    ]
    able.sort(key=itemgetter(0))
    return able
