"""A timetable made better by taking a few sessions out and putting each back where it costs least.
No Django.

A step takes under two milliseconds, where one of the solver takes half a second, and it may also
cost something, the less the cooler it gets (simulated annealing): so sessions that hold one
another in place drift apart, which no step of the solver with a dozen visits reaches. What fits
together then is the solver's to find.
"""

from __future__ import annotations

import math
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from typing import Final

from interviews.planner.daylines import Line, Masks, longer
from interviews.planner.problem import GRID, Problem, Session, Timetable
from interviews.planner.timeline import Lines, Who, enough, ones, starts, steps
from interviews.planner.value import judge, load_limits, pairs_wanted

HOT: Final = 8.0  # what a step may cost that is taken one time in three
COOL: Final = 1.5
OF_CANDIDATE, OF_INTERVIEWER = 0.2, 0.7  # shares of steps, summed up
MOST: Final = 6  # sessions taken out at a time
TRIES: Final = 12  # places that are looked at for each, cheapest first
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
    done, told = 0, day.value
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


class _Day:
    """The timetable as it is now, and the best one that was seen."""

    def __init__(self, problem: Problem, found: Timetable, chance: random.Random) -> None:
        self.problem, self.chance, self.weights = problem, chance, problem.weights
        self.lines = Lines(problem)
        self.limits = load_limits(problem)
        self.sessions: list[Session] = []
        self.masks: dict[int, Masks] = {}
        self.movable: list[int] = []
        self.line: dict[Who, Line] = defaultdict(lambda: Line(0))
        for who, opened in self.lines.open.items():
            self.line[who] = Line(opened)
        self.wanted = pairs_wanted(problem)
        self.met: Counter[tuple[int, int, int]] = Counter()
        self.unlinked = len(self.wanted)
        self.people_cost = 0
        self.ends: dict[int, int] = {}
        self.place: dict[tuple[int, int], int] = {}
        self.rolling: dict[int, set[int]] = defaultdict(set)
        self.pools: dict[int, tuple[int, ...]] = {}
        for number, session in enumerate(found.sessions):
            self.sessions.append(session)
            self._put(number, session)
            if not session.locked:
                self.movable.append(number)
                self.pools[number] = problem.pool(session.candidates, session.station)
            for key in session.candidates:
                self.place[key, session.station] = number
        self.base = self.weights.unplaced * len(found.unplaced)
        self.value = self._value()
        self.best, self.best_value = tuple(self.sessions), self.value

    # -- what it costs -------------------------------------------------------------------------

    def _value(self) -> int:
        whole = max(self.ends.values(), default=0) - self.problem.start
        return (
            self.base
            + self.people_cost
            + self.weights.whole * whole
            + self.weights.unlinked * self.unlinked
        )

    def _whos(self, session: Session) -> list[Who]:
        whos: list[Who] = [("candidate", key) for key in session.candidates]
        whos += [("interviewer", key) for key in (*session.interviewers, *session.silent)]
        if session.room is not None and not self.problem.station[session.station].rolling:
            whos.append(("room", session.room))
        return whos

    def _put(self, number: int, session: Session) -> None:
        self.sessions[number] = session
        self.masks[number] = masks = self._masked(session)
        for who in self._whos(session):
            line = self.line[who]
            line.numbers.append(number)
            line.book(session, masks, who)
            self._price(who, line)
        self._link(session, 1)
        if self.problem.station[session.station].rolling:
            self.rolling[session.station].add(number)

    def _take(self, number: int) -> None:
        session = self.sessions[number]
        for who in self._whos(session):
            line = self.line[who]
            line.numbers.remove(number)
            line.clear()
            for other in line.numbers:
                line.book(self.sessions[other], self.masks[other], who)
            self._price(who, line)
        self._link(session, -1)
        self.rolling[session.station].discard(number)

    def _masked(self, session: Session) -> Masks:
        lines, gap = self.lines, self.lines.gap
        low, high = lines.step(session.start), steps(session.end - lines.zero)
        after = high + lines.after(session.station)
        return (
            (ones(low - gap, high + gap), ones(low, high + gap)),
            (ones(low - gap, after), ones(low, after)),
        )

    def _link(self, session: Session, more: int) -> None:
        if len(session.interviewers) < 2:  # noqa: PLR2004
            return
        for one, other in combinations(sorted(session.interviewers), 2):
            pair = (session.station, one, other)
            before = self.met[pair]
            self.met[pair] += more
            if pair in self.wanted:
                self.unlinked += (not self.met[pair]) - (not before)

    def _price(self, who: Who, line: Line) -> None:
        kind, key = who
        self.people_cost -= line.cost
        line.cost = self._cost(kind, key, line)
        self.people_cost += line.cost
        if kind == "candidate":
            self.ends[key] = line.high

    def _cost(self, kind: str, key: int, line: Line) -> int:
        span = max(0, line.high - line.low)
        if kind == "candidate":
            return self.weights.candidate * span
        if kind == "room":
            return 0
        over = max(0, line.load - self.limits.get(key, 0))
        return self.weights.interviewer * span + self.weights.overload * over

    # -- a step --------------------------------------------------------------------------------

    def step(self, heat: float) -> None:
        """Take some sessions out and put them back; keep it if it is cheap enough."""
        numbers = self._chosen()
        old = {number: self.sessions[number] for number in numbers}
        before = self.value
        for number in numbers:
            self._take(number)
        put: list[int] = []
        for number in numbers:
            session = self._cheapest(number, heat, set(numbers) - set(put))
            if session is None:
                break
            self._put(number, session)
            put.append(number)
        now = self._value()
        allowed = before - heat * math.log(self.chance.random() or 1e-9)
        if len(put) == len(numbers) and now <= allowed:
            self.value = now
            if now < self.best_value:
                self.best, self.best_value = tuple(self.sessions), now
            return
        for number in put:
            self._take(number)
        for number, session in old.items():
            self._put(number, session)

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
            others = list(self.movable)
        noise = self.chance.uniform(0, 60)
        others = [each for each in others if each != pivot and not self.sessions[each].locked]
        others.sort(
            key=lambda each: (
                abs(self.sessions[each].start - session.start) + noise * self.chance.random()
            )
        )
        chosen = [pivot, *others[: size - 1]]
        self.chance.shuffle(chosen)
        return chosen

    def _of(self, kind: str, keys: Iterable[int]) -> list[int]:
        key = self.chance.choice(list(keys))
        return list(self.line[kind, key].numbers)  # type: ignore[index]

    # -- where a session costs least -----------------------------------------------------------

    def _free(self, who: Who) -> int:
        line = self.line[who]
        return line.opened & ~line.taken

    def _cheapest(self, number: int, heat: float, out: set[int]) -> Session | None:
        """Return the session where it costs least beside the others; None where it fits nowhere."""
        session, lines = self.sessions[number], self.lines
        station = self.problem.station[session.station]
        length = steps(session.end - session.start)
        whole = length + lines.more(station.key)
        domain = ones(steps(self.problem.earliest - lines.zero), lines.size)
        for key in session.candidates:
            domain &= starts(self._free(("candidate", key)), length)
        if not domain:
            return None
        room = self._room(session, whole)
        domain &= room[1]
        people = {
            key: starts(self._free(("interviewer", key)), whole) & domain
            for key in (self.pools[number] if station.need else ())
        }
        domain &= enough(people.values(), station.need)
        options = self._options(session, domain, people, station.need, heat)
        for _cost, start, hosts in options[:TRIES]:
            made = self._made(session, start, hosts, room[0], out)
            if made is not None:
                return made
        return None

    def _room(self, session: Session, whole: int) -> tuple[int | None, int]:
        """Return a room and the steps at which it is free; any of those that are."""
        station = self.problem.station[session.station]
        if not station.rooms:
            return None, -1
        keys = list(station.rooms)
        key = keys[0] if len(keys) == 1 else self.chance.choice(keys)
        return key, starts(self._free(("room", key)), whole)

    def _options(
        self,
        session: Session,
        domain: int,
        people: dict[int, int],
        need: int,
        heat: float,
    ) -> list[tuple[float, int, list[int]]]:
        minutes, zero, last = session.end - session.start, self.lines.zero, max(self.ends.values())
        each, whole, noise = self.weights.interviewer, self.weights.whole, self.chance.random
        guests = [self.line["candidate", key] for key in session.candidates]
        hosts = [
            (key, mask, self.line["interviewer", key], self._overload(key, minutes))
            for key, mask in people.items()
        ]
        options = []
        while domain:
            bit = domain & -domain
            domain ^= bit
            start = zero + GRID * (bit.bit_length() - 1)
            end = start + minutes
            added = sum([longer(line, start, end) for line in guests])
            able = sorted(
                [
                    (over + each * longer(line, start, end), key)
                    for key, mask, line, over in hosts
                    if mask & bit
                ]
            )
            cost = self.weights.candidate * added + sum([price for price, _key in able[:need]])
            cost += whole * (end - last) if end > last else 0
            options.append((cost + heat * noise(), start, [key for _price, key in able]))
        options.sort()
        return options

    def _overload(self, key: int, minutes: int) -> int:
        load, limit = self.line["interviewer", key].load, self.limits[key]
        more = max(0, load + minutes - limit) - max(0, load - limit)
        return self.weights.overload * more

    def _made(
        self, session: Session, start: int, hosts: list[int], room: int | None, out: set[int]
    ) -> Session | None:
        station = self.problem.station[session.station]
        end = start + session.end - session.start
        low, high = self.lines.step(start), steps(end - self.lines.zero)
        if not all(self._eats(("candidate", key), low, high) for key in session.candidates):
            return None
        if station.rolling and not self._has_seat(station.key, start, end):
            return None
        if not self._in_order(session, start, end, out):
            return None
        able: list[int] = []
        for key in hosts:
            if len(able) == station.need:
                break
            if self._may(key, start, end, high + self.lines.more(station.key)):
                able.append(key)
        if station.need and not station.staffed_by(able):
            return None
        return replace(
            session, start=start, end=end, interviewers=tuple(able), room=room, silent=()
        )

    def _may(self, key: int, start: int, end: int, high: int) -> bool:
        person, line = self.problem.interviewer[key], self.line["interviewer", key]
        if person.most is not None and len(line.numbers) >= person.most:
            return False
        if not self._eats(("interviewer", key), self.lines.step(start), high):
            return False
        if person.stretch is None:
            return True
        runs = [(self.sessions[each].start, self.sessions[each].end) for each in line.numbers]
        self.lines.runs[key] = runs
        return self.lines.keeps_stretch(key, start, end, person.stretch)

    def _eats(self, who: Who, low: int, high: int) -> bool:
        self.lines.trailing[who] = self.line[who].trailing
        return self.lines.has_lunch(who, low, high)

    def _has_seat(self, station: int, start: int, end: int) -> bool:
        beside = sum(
            self.sessions[each].start < end and self.sessions[each].end > start
            for each in self.rolling[station]
        )
        return beside < self.problem.station[station].seats

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
