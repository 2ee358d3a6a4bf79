"""What a Day asks of a timetable, and what a timetable is. No Django, no clock, no chance.

Minutes are whole ones from any zero; the caller takes UTC minutes, so that a Day on which clocks
change is a day like any other. Periods are half-open. Sessions start on a grid of five minutes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

GRID: Final = 5
Window = tuple[int, int]
Visit = tuple[int, int]  # candidate, station


@dataclass(frozen=True)
class Station:
    """One exercise: so many minutes, interviewers in each session, candidates at a time.

    `rooms` may hold it; without any it needs none, and then runs as often at a time as there are
    interviewers. A `rolling` station has a room of its own, or none, and no interviewer: everybody
    begins when they come, up to `seats` at a time. `timed` ones last longer for whoever has extra
    time. For `after` minutes from the end on, its interviewers and its room do nothing else: marks
    are written, the room is laid out anew. `must` are sets of interviewers of whom each session has
    at least one: one of these AND one of those.
    """

    key: int
    minutes: int
    need: int = 1
    seats: int = 1
    rooms: tuple[int, ...] = ()
    rolling: bool = False
    timed: bool = False
    after: int = 0
    must: tuple[frozenset[int], ...] = ()

    def staffed_by(self, people: Collection[int]) -> bool:
        """Tell whether these may sit in a session together: as many as needed, one of each set."""
        return len(set(people)) == self.need and all(
            any(key in people for key in some) for some in self.must
        )

    def __post_init__(self) -> None:
        if self.rolling and (self.need or len(self.rooms) > 1):
            raise ValueError("a rolling station has no interviewer and one room at most")
        if not (self.rolling or self.need or self.rooms):
            raise ValueError("a station without interviewers and rooms has to be a rolling one")


@dataclass(frozen=True)
class Candidate:
    """Somebody who is to visit `stations`. `extra` is extra time in percent."""

    key: int
    stations: tuple[int, ...]
    windows: tuple[Window, ...]
    extra: int = 0
    language: str = ""


@dataclass(frozen=True)
class Interviewer:
    """Who `runs` stations, or sits in silently where they are in training.

    `most` sessions on this Day; at most `stretch` minutes without a rest. Without languages they
    speak all of them.
    """

    key: int
    windows: tuple[Window, ...]
    runs: frozenset[int]
    trains: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset()
    most: int | None = None
    stretch: int | None = None


@dataclass(frozen=True)
class Room:
    """A room that may be used within its windows."""

    key: int
    windows: tuple[Window, ...]


@dataclass(frozen=True)
class Session:
    """One session as it stands in a timetable. `silent` are trainees who watch.

    `key` is the caller's; a locked one keeps time, room and people, but others may still join one
    with free seats that has not begun.
    """

    station: int
    start: int
    end: int
    candidates: tuple[int, ...]
    interviewers: tuple[int, ...] = ()
    room: int | None = None
    silent: tuple[int, ...] = ()
    key: int | None = None
    locked: bool = False


@dataclass(frozen=True)
class Rules:
    """Minutes: the gap between two sessions of a person or room, lunch, a rest.

    Everybody has `lunch_minutes` free within `lunch`; whoever has a stretch has breaks of
    `rest` minutes.
    """

    gap: int = 5
    lunch: Window | None = None
    lunch_minutes: int = 30
    rest: int = 15


@dataclass(frozen=True)
class Weights:
    """What a minute costs: of a candidate's day, of the whole Day, of an interviewer's day, above
    a fair load; and what a pair of panellists costs who never sit together (their severity can
    then only be compared over others: SCIENCE 2.3)."""

    candidate: int = 2
    whole: int = 6
    interviewer: int = 1
    overload: int = 2
    unlinked: int = 10
    unplaced: int = 20_000


@dataclass(frozen=True)
class Problem:
    """A Day to be planned within [start, end); nothing new begins before `now`."""

    start: int
    end: int
    stations: tuple[Station, ...]
    candidates: tuple[Candidate, ...]
    interviewers: tuple[Interviewer, ...]
    rooms: tuple[Room, ...] = ()
    precedences: tuple[tuple[int, int], ...] = ()  # station, station after it
    conflicts: frozenset[tuple[int, int]] = frozenset()  # candidate, interviewer
    locked: tuple[Session, ...] = ()
    rules: Rules = field(default_factory=Rules)
    weights: Weights = field(default_factory=Weights)
    now: int | None = None

    def __post_init__(self) -> None:
        own = [room for each in self.stations if each.rolling for room in each.rooms]
        shared = [room for each in self.stations if not each.rolling for room in each.rooms]
        if len(set(own)) != len(own) or set(own) & set(shared):
            raise ValueError("a rolling station shares its room with no other one")

    @cached_property
    def station(self) -> Mapping[int, Station]:
        return {each.key: each for each in self.stations}

    @cached_property
    def candidate(self) -> Mapping[int, Candidate]:
        return {each.key: each for each in self.candidates}

    @cached_property
    def interviewer(self) -> Mapping[int, Interviewer]:
        return {each.key: each for each in self.interviewers}

    @cached_property
    def earliest(self) -> int:
        return self.start if self.now is None else max(self.start, self.now)

    @cached_property
    def visits(self) -> tuple[Visit, ...]:
        """What has to be placed: locked sessions hold some of a candidate's visits already."""
        held = {
            (candidate, session.station)
            for session in self.locked
            for candidate in session.candidates
        }
        return tuple(
            (candidate.key, station)
            for candidate in self.candidates
            for station in candidate.stations
            if (candidate.key, station) not in held
        )

    def minutes(self, candidate: int, station: int) -> int:
        """Return how long this candidate is at this station, extra time included."""
        place = self.station[station]
        extra = self.candidate[candidate].extra if place.timed else 0
        return place.minutes if not extra else -(-place.minutes * (100 + extra) // 100)

    def pool(self, candidates: tuple[int, ...], station: int) -> tuple[int, ...]:
        """Return who may run this station for these candidates: language, no conflict."""
        tongues = {self.candidate[each].language for each in candidates} - {""}
        return tuple(
            person.key
            for person in self.interviewers
            if station in person.runs
            and (not person.languages or tongues <= person.languages)
            and not any((each, person.key) in self.conflicts for each in candidates)
        )


@dataclass(frozen=True)
class Timetable:
    """Sessions by time, locked ones among them, with what was not placed and what it costs."""

    sessions: tuple[Session, ...]
    unplaced: tuple[Visit, ...]
    value: int
