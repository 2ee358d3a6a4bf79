"""What everybody's and every room's day comes to, kept up session by session. No Django.

A step of `recreate` takes sessions out and puts them back, and nearly always turns out too dear:
so each line is written down before it is touched, and a step is undone by laying that back.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from interviews.planner.problem import Problem, Session, Timetable
from interviews.planner.timeline import Lines, Who, ones, steps
from interviews.planner.value import load_limits, pairs_wanted

NEVER: Final = 1 << 40  # minutes

# steps taken with the gap on either side, and with the gap after it; minutes from and to; whether
# they work in it, or only watch
Booking = tuple[int, int, int, int, bool]


@dataclass(slots=True)
class Line:
    """One person's or room's day: their sessions, and what these come to.

    A minute of it costs `price`, a minute of work above `limit` costs `over`.
    """

    opened: int
    price: int = 0
    over: int = 0
    limit: int = 0
    booked: dict[int, Booking] = field(default_factory=dict)
    taken: int = 0  # with the gap on either side
    trailing: int = 0
    low: int = NEVER
    high: int = -NEVER
    load: int = 0
    cost: int = 0
    kept: tuple[dict[int, Booking], int, int, int, int, int, int] | None = None

    def keep(self) -> None:
        """Write down how it is now."""
        self.kept = (
            self.booked.copy(),
            self.taken,
            self.trailing,
            self.low,
            self.high,
            self.load,
            self.cost,
        )

    def undo(self) -> int:
        """Make it what it was when it was written down; return how much dearer it gets."""
        now = self.cost
        if self.kept is not None:
            self.booked, self.taken, self.trailing, self.low, self.high = self.kept[:5]
            self.load, self.cost = self.kept[5:]
            self.kept = None
        return self.cost - now

    def put(self, number: int, booking: Booking) -> int:
        """Add a session; return how much dearer the line gets."""
        self.booked[number] = booking
        taken, trailing, low, high, works = booking
        self.taken |= taken
        self.trailing |= trailing
        return self._worked(low, high) if works else 0

    def _worked(self, low: int, high: int) -> int:
        self.load += high - low
        self.low = min(self.low, low)
        self.high = max(self.high, high)
        return self._priced()

    def take(self, number: int) -> int:
        """Take a session out; return how much dearer the line gets: less than nothing."""
        *_masks, low, high, works = self.booked.pop(number)
        taken = trailing = 0
        for mask, after, _low, _high, _works in self.booked.values():
            taken |= mask
            trailing |= after
        self.taken, self.trailing = taken, trailing
        if not works:
            return 0
        self.load -= high - low
        if low == self.low or high == self.high:
            own = [each for each in self.booked.values() if each[4]]
            self.low = min([each[2] for each in own], default=NEVER)
            self.high = max([each[3] for each in own], default=-NEVER)
        return self._priced()

    def _priced(self) -> int:
        before = self.cost
        self.cost = self.price * (self.high - self.low) if self.high > self.low else 0
        if self.load > self.limit:
            self.cost += self.over * (self.load - self.limit)
        return self.cost - before


class DayLines:
    """A timetable on the lines of everybody in it, with what it costs."""

    def __init__(self, problem: Problem, found: Timetable) -> None:
        self.problem, self.weights = problem, problem.weights
        self.lines = Lines(problem)
        self.limits = load_limits(problem)
        self.line: dict[Who, Line] = {}
        self.guests: list[Line] = []
        for who in self.lines.open:
            self._line(who)
        self.wanted = pairs_wanted(problem)
        self.met: Counter[tuple[int, int, int]] = Counter()
        self.unlinked = len(self.wanted)
        self.people_cost = 0
        self.sessions = list(found.sessions)
        self.on: list[list[Line]] = [[] for _each in found.sessions]  # the lines of each session
        self.touched: list[Line] = []
        self.place: dict[tuple[int, int], int] = {}
        self.rolling: dict[int, set[int]] = defaultdict(set)
        for number, session in enumerate(found.sessions):
            self.put(number, session)
            for key in session.candidates:
                self.place[key, session.station] = number
        self.accept()
        self.base = self.weights.unplaced * len(found.unplaced)

    def _line(self, who: Who) -> Line:
        """Return a line; what is locked may hold people whom nothing more is planned for."""
        if who not in self.line:
            self.line[who] = line = self._new_line(who)
            if who[0] == "candidate":
                self.guests.append(line)
        return self.line[who]

    def _new_line(self, who: Who) -> Line:
        kind, key = who
        opened, weights = self.lines.open.get(who, 0), self.weights
        if kind == "candidate":
            return Line(opened, weights.candidate)
        if kind == "interviewer":
            limit = self.limits.get(key, 0)
            return Line(opened, weights.interviewer, weights.overload, limit)
        return Line(opened)

    def value(self) -> int:
        """Return what it costs, as `value.judge` counts it."""
        return (
            self.base
            + self.people_cost
            + self.weights.whole * (self.last - self.problem.start)
            + self.weights.unlinked * self.unlinked
        )

    @property
    def last(self) -> int:
        """Return when the last candidate is through."""
        return max(max([each.high for each in self.guests], default=0), self.problem.start)

    # -- putting sessions in and taking them out -----------------------------------------------

    def put(self, number: int, session: Session) -> None:
        """Put a session in, under its number."""
        self.sessions[number] = session
        own = self.on[number] = []
        for line, booking in self._bookings(session):
            self._touch(line)
            self.people_cost += line.put(number, booking)
            own.append(line)
        self._link(session, 1)
        if self.problem.station[session.station].rolling:
            self.rolling[session.station].add(number)

    def take(self, number: int) -> None:
        """Take a session out."""
        session = self.sessions[number]
        for line in self.on[number]:
            self._touch(line)
            self.people_cost += line.take(number)
        self._link(session, -1)
        self.rolling[session.station].discard(number)

    def _touch(self, line: Line) -> None:
        if line.kept is None:
            line.keep()
            self.touched.append(line)

    def accept(self) -> None:
        """Leave everything as it is now."""
        for line in self.touched:
            line.kept = None
        self.touched.clear()

    def undo(self, old: Mapping[int, tuple[Session, list[Line]]], put: Iterable[int]) -> None:
        """Make everything what it was before `old` was taken out and some of it put elsewhere."""
        for number in put:
            self._link(self.sessions[number], -1)
        for line in self.touched:
            self.people_cost += line.undo()
        self.touched.clear()
        for number, (session, own) in old.items():
            self.sessions[number], self.on[number] = session, own
            self._link(session, 1)
            if self.problem.station[session.station].rolling:
                self.rolling[session.station].add(number)

    def _bookings(self, session: Session) -> list[tuple[Line, Booking]]:
        lines, line, gap = self.lines, self._line, self.lines.gap
        low, high = lines.step(session.start), steps(session.end - lines.zero)
        after = high + lines.after(session.station)
        start, end = session.start, session.end
        guest = (ones(low - gap, high + gap), ones(low, high + gap), start, end, True)
        host = (ones(low - gap, after), ones(low, after), start, end, True)
        made = [(line(("candidate", key)), guest) for key in session.candidates]
        made += [(line(("interviewer", key)), host) for key in session.interviewers]
        made += [(line(("interviewer", key)), (*host[:4], False)) for key in session.silent]
        if session.room is not None and not self.problem.station[session.station].rolling:
            made.append((line(("room", session.room)), host))
        return made

    def _link(self, session: Session, more: int) -> None:
        if len(session.interviewers) < 2:  # noqa: PLR2004
            return
        for one, other in combinations(sorted(session.interviewers), 2):
            pair = (session.station, one, other)
            before = self.met[pair]
            self.met[pair] += more
            if pair in self.wanted:
                self.unlinked += (not self.met[pair]) - (not before)
