"""Who and what is free when, as bit masks: bit n stands for the n-th five minutes. No Django.

A try of the dispatcher asks a hundred thousand times whether somebody is free; a shift and a mask
answer it. What lies off the grid is rounded away from the person: a window inward, a locked
session outward.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

from interviews.planner.problem import GRID, Problem, Session, Window

Kind = Literal["candidate", "interviewer", "room"]
Who = tuple[Kind, int]


def steps(minutes: int) -> int:
    """Return how many steps of the grid hold so many minutes."""
    return -(-minutes // GRID)


def ones(low: int, high: int) -> int:
    """Return the mask with the bits of [low, high)."""
    low = max(low, 0)
    return ((1 << (high - low)) - 1) << low if high > low else 0


def starts(free: int, length: int) -> int:
    """Return the mask of all steps at which `length` free ones begin."""
    have = 1
    while have < length and free:
        more = min(have, length - have)
        free &= free >> more
        have += more
    return free


def intervals(mask: int) -> list[tuple[int, int]]:
    """Return the set bits as closed intervals, ascending."""
    found, place = [], 0
    while mask:
        zeros = (mask & -mask).bit_length() - 1
        place, mask = place + zeros, mask >> zeros
        length = ((~mask) & (mask + 1)).bit_length() - 1
        found.append((place, place + length - 1))
        place, mask = place + length, mask >> length
    return found


class Lines:
    """The time lines of everybody and every room, with what is booked on them."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.zero = problem.start
        self.size = (problem.end - problem.start) // GRID
        self.gap = steps(problem.rules.gap)
        self.open: dict[Who, int] = {}
        self.runs: dict[int, list[Window]] = defaultdict(list)  # of interviewers, in minutes
        self.load: dict[int, int] = defaultdict(int)
        self.count: dict[int, int] = defaultdict(int)
        self.blocked: dict[Who, int] = defaultdict(int)  # with the gap on either side
        self.trailing: dict[Who, int] = defaultdict(int)  # with the gap after it
        self._open_all()
        rules = problem.rules
        self.lunch = self._mask([rules.lunch]) if rules.lunch else 0
        self.lunch_steps = steps(rules.lunch_minutes) if rules.lunch else 0

    def _open_all(self) -> None:
        problem = self.problem
        for kind, rows in (
            ("candidate", problem.candidates),
            ("interviewer", problem.interviewers),
            ("room", problem.rooms),
        ):
            for row in rows:
                self.open[kind, row.key] = self._mask(row.windows)  # type: ignore[index]

    def step(self, minute: int) -> int:
        """Return the step of the grid that a minute lies in."""
        return (minute - self.zero) // GRID

    def minute(self, step: int) -> int:
        return self.zero + step * GRID

    def _mask(self, windows: Sequence[Window]) -> int:
        mask = 0
        for low, high in windows:
            mask |= ones(steps(low - self.zero), min(self.step(high), self.size))
        return mask

    def copy(self) -> Lines:
        """Return lines that can be booked on their own."""
        made = object.__new__(Lines)
        made.__dict__.update(self.__dict__)
        made.runs = defaultdict(list, {key: list(runs) for key, runs in self.runs.items()})
        for name in ("load", "count", "blocked", "trailing"):
            old = getattr(self, name)
            setattr(made, name, defaultdict(int, old))
        return made

    def book(self, session: Session, *, rolling: bool = False) -> None:
        """Write a session onto the lines of its people and its room."""
        low, high = self.step(session.start), steps(session.end - self.zero)
        people: list[Who] = [("candidate", key) for key in session.candidates]
        people += [("interviewer", key) for key in (*session.interviewers, *session.silent)]
        if session.room is not None and not rolling:
            people.append(("room", session.room))
        after = self.after(session.station)
        for who in people:
            free_at = high + (self.gap if who[0] == "candidate" else after)
            self.blocked[who] |= ones(low - self.gap, free_at)
            self.trailing[who] |= ones(low, free_at)
        for key in (*session.interviewers, *session.silent):
            self.runs[key].append((session.start, session.end))
            self.count[key] += 1
        for key in session.interviewers:
            self.load[key] += session.end - session.start

    def after(self, station: int) -> int:
        """Return the steps after a session before its interviewers and its room do the next."""
        return max(self.gap, steps(self.problem.station[station].after))

    def more(self, station: int) -> int:
        """Return by how many steps that is more than the gap, which everything booked has before
        it."""
        return self.after(station) - self.gap

    def free(self, who: Who) -> int:
        """Return the steps at which they are there and not taken."""
        return self.open.get(who, 0) & ~self.blocked[who]

    def has_lunch(self, who: Who, low: int, high: int) -> bool:
        """Tell whether time for lunch is left when [low, high) is taken too."""
        return self.eats(self.trailing[who], low, high)

    def eats(self, taken: int, low: int, high: int) -> bool:
        """Tell whether lunch fits beside what is taken, the gap after it included, and [low,
        high)."""
        more = ones(low, high + self.gap)
        if not self.lunch & more:
            return True
        return starts(self.lunch & ~(taken | more), self.lunch_steps) != 0

    def keeps_stretch(self, key: int, start: int, end: int, stretch: int | None) -> bool:
        """Tell whether nobody works longer than `stretch` minutes in a row with [start, end)."""
        return stretch is None or self.rests(self.runs[key], start, end, stretch)

    def rests(self, runs: Sequence[Window], start: int, end: int, stretch: int) -> bool:
        """Tell whether these runs of work and [start, end) leave a rest in time."""
        low = high = -1
        for first, last in sorted([*runs, (start, end)]):
            low = first if high < 0 or first - high >= self.problem.rules.rest else low
            high = max(high, last)
            if high - low > stretch:
                return False
        return True

    def may_take(self, key: int, session: Session) -> bool:
        """Tell whether an interviewer can be in a session by hours, limits, rests and lunch."""
        person = self.problem.interviewer.get(key)
        if person is None or (person.most is not None and self.count[key] >= person.most):
            return False
        rested = self.keeps_stretch(key, session.start, session.end, person.stretch)
        more = self.more(session.station)
        return rested and self.can_be(("interviewer", key), session, more=more)

    def can_be(self, who: Who, session: Session, *, more: int = 0) -> bool:
        """Tell whether somebody is free all through a session, and `more` steps after it, and
        still has lunch."""
        low, high = self.step(session.start), steps(session.end - self.zero) + more
        free = bool(starts(self.free(who), high - low) >> low & 1)
        return free and self.has_lunch(who, low, high)


def lines_of(problem: Problem, sessions: Iterable[Session]) -> Lines:
    """Return the lines with these sessions on them."""
    lines = Lines(problem)
    for session in sessions:
        lines.book(session, rolling=problem.station[session.station].rolling)
    return lines


def either(masks: Iterable[int]) -> int:
    """Return the steps at which any of them is free."""
    found = 0
    for mask in masks:
        found |= mask
    return found


def enough(masks: Iterable[int], need: int) -> int:
    """Return the steps at which so many of them are free."""
    if not need:
        return -1
    counted = [-1] + [0] * need
    for mask in masks:
        for more in range(need, 0, -1):
            counted[more] |= counted[more - 1] & mask
    return counted[need]
