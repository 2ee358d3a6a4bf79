"""A plain rotation of candidates through stations. No Django, no clock, no chance.

Time is in minutes from any zero, on a five-minute grid; periods are half-open. The rule at each
step of the grid: stations with the most work left go first; a free station with enough free
interviewers takes the free candidates who have the most still before them. Several variants of
the rule are tried (how full a group has to be before it starts; which stations go first), and
the one that places most, ends earliest and keeps people the shortest wins. It does not search
further: the planner that improves on it is another room's work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

GRID = 5
Period = tuple[int, int]


@dataclass(frozen=True)
class Stop:
    """A station: so long, so many candidates at a time, so many interviewers out of a pool."""

    key: int
    minutes: int
    seats: int = 1
    need: int = 1
    pool: tuple[int, ...] = ()
    room: int | None = None


@dataclass(frozen=True)
class Booking:
    """One session of the rotation."""

    stop: int
    start: int
    end: int
    candidates: tuple[int, ...]
    interviewers: tuple[int, ...]


@dataclass(frozen=True)
class Taken:
    """What is booked already, as periods; the gap after them is not included."""

    candidates: Mapping[int, Sequence[Period]] = field(default_factory=dict)
    interviewers: Mapping[int, Sequence[Period]] = field(default_factory=dict)
    rooms: Mapping[int, Sequence[Period]] = field(default_factory=dict)


@dataclass(frozen=True)
class Rotation:
    """The sessions by time, and the pairs of candidate and stop that found no place."""

    bookings: tuple[Booking, ...]
    not_placed: tuple[tuple[int, int], ...]


class _Lines:
    """Time lines of people and rooms: who is taken when."""

    def __init__(self, taken: Mapping[int, Sequence[Period]], gap: int) -> None:
        self._gap = gap
        self._periods: dict[int, list[Period]] = {
            key: [(start, end + gap) for start, end in periods] for key, periods in taken.items()
        }

    def is_free(self, key: int, start: int, end: int) -> bool:
        """Tell whether [start, end) with a gap after it touches nothing that is booked."""
        periods = self._periods.get(key, ())
        return all(end + self._gap <= low or high <= start for low, high in periods)

    def take(self, key: int, start: int, end: int) -> None:
        self._periods.setdefault(key, []).append((start, end + self._gap))


def rotate(
    *,
    candidates: Sequence[int],
    stops: Sequence[Stop],
    start: int,
    end: int,
    breaks: Sequence[Period] = (),
    gap: int = GRID,
    taken: Taken | None = None,
    done: Iterable[tuple[int, int]] = (),
) -> Rotation:
    """Place every candidate at every stop within [start, end), or name who was not placed.

    `done` holds pairs of candidate and stop that need no place any more. Nobody, and no room, is
    in two sessions at once; between two sessions of a person or a room lies at least the gap;
    no session touches a break. The same input gives the same rotation.
    """
    taken, finished = taken or Taken(), frozenset(done)
    best: tuple[tuple[int, ...], Rotation] | None = None
    groups = any(stop.seats > 1 for stop in stops)
    for fullness, groups_first in product((1.0, 0.5, 0.0) if groups else (0.0,), (False, True)):
        try_out = _Attempt(candidates, stops, taken, finished, gap)
        found = try_out.run(start, end, breaks, fullness=fullness, groups_first=groups_first)
        price = _price(found)
        if best is None or price < best[0]:
            best = (price, found)
    return best[1] if best else Rotation((), ())


def _price(found: Rotation) -> tuple[int, ...]:
    """Who is left out weighs most, then the end of the day, then everybody's time there."""
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for booking in found.bookings:
        for candidate in booking.candidates:
            first[candidate] = min(first.get(candidate, booking.start), booking.start)
            last[candidate] = max(last.get(candidate, booking.end), booking.end)
    spans = sum(last[candidate] - first[candidate] for candidate in first)
    return (len(found.not_placed), max(last.values(), default=0), spans, len(found.bookings))


class _Attempt:
    """One pass through the grid with one variant of the rule."""

    def __init__(
        self,
        candidates: Sequence[int],
        stops: Sequence[Stop],
        taken: Taken,
        done: frozenset[tuple[int, int]],
        gap: int,
    ) -> None:
        self.stops = stops
        self.rank = {candidate: place for place, candidate in enumerate(candidates)}
        self.waiting: dict[int, set[int]] = {
            stop.key: {each for each in self.rank if (each, stop.key) not in done} for stop in stops
        }
        self.people = _Lines(taken.candidates, gap)
        self.staff = _Lines(taken.interviewers, gap)
        self.rooms = _Lines(taken.rooms, gap)
        # a stop without a room still runs one session at a time
        self.places = _Lines({}, gap)
        self.load: dict[int, int] = {}
        self.bookings: list[Booking] = []

    def run(
        self,
        start: int,
        end: int,
        breaks: Sequence[Period],
        *,
        fullness: float,
        groups_first: bool,
    ) -> Rotation:
        for now in range(start, end, GRID):
            for stop in self._by_work_left(groups_first=groups_first):
                until = now + stop.minutes
                in_break = any(now < high and low < until for low, high in breaks)
                if until <= end and not in_break:
                    self._try(stop, now, until, fullness)
            if not any(self.waiting.values()):
                break
        return Rotation(tuple(self.bookings), tuple(self._left_over()))

    def _by_work_left(self, *, groups_first: bool) -> list[Stop]:
        def order(stop: Stop) -> tuple[bool, int]:
            sessions = -(-len(self.waiting[stop.key]) // stop.seats)
            return (not (groups_first and stop.seats > 1), -sessions * stop.minutes)

        return sorted((stop for stop in self.stops if self.waiting[stop.key]), key=order)

    def _try(self, stop: Stop, now: int, until: int, fullness: float) -> None:
        if not self.places.is_free(stop.key, now, until):
            return
        if stop.room is not None and not self.rooms.is_free(stop.room, now, until):
            return
        interviewers = self._interviewers(stop, now, until)
        if interviewers is None:
            return
        waiting = self.waiting[stop.key]
        free = [each for each in waiting if self.people.is_free(each, now, until)]
        enough = max(1, int(min(stop.seats, len(waiting)) * fullness))
        if len(free) >= enough:
            free.sort(key=self._most_before_them)
            self._book(Booking(stop.key, now, until, tuple(free[: stop.seats]), interviewers), stop)

    def _interviewers(self, stop: Stop, now: int, until: int) -> tuple[int, ...] | None:
        """Return the least busy free ones of the pool; None when there are too few."""
        free = [each for each in stop.pool if self.staff.is_free(each, now, until)]
        if len(free) < stop.need:
            return None
        free.sort(key=lambda each: self.load.get(each, 0))
        return tuple(free[: stop.need])

    def _most_before_them(self, candidate: int) -> tuple[int, int]:
        left = sum(stop.minutes for stop in self.stops if candidate in self.waiting[stop.key])
        return (-left, self.rank[candidate])

    def _book(self, booking: Booking, stop: Stop) -> None:
        period = (booking.start, booking.end)
        self.bookings.append(booking)
        self.places.take(stop.key, *period)
        if stop.room is not None:
            self.rooms.take(stop.room, *period)
        for candidate in booking.candidates:
            self.people.take(candidate, *period)
            self.waiting[stop.key].discard(candidate)
        for interviewer in booking.interviewers:
            self.staff.take(interviewer, *period)
            self.load[interviewer] = self.load.get(interviewer, 0) + stop.minutes

    def _left_over(self) -> Iterator[tuple[int, int]]:
        for stop in self.stops:
            for candidate in sorted(self.waiting[stop.key], key=self.rank.__getitem__):
                yield candidate, stop.key
