"""The running Day at one moment: who is here, what runs where, what comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from interviews.days.live import Mark
from interviews.days.queries.slots import Slot
from interviews.days.queries.timetable import Guest, Timetable

SOON = dt.timedelta(minutes=15)
LATELY = 4
_TONES = {"bad": 0, "warn": 1}  # what is shown first


@dataclass(frozen=True)
class Seat:
    """A candidate of a session, and whether they are here."""

    guest: Guest | None
    name: str

    @property
    def is_here(self) -> bool:
        return self.guest is not None and self.guest.arrived_at is not None

    @property
    def is_missed(self) -> bool:
        return self.guest is not None and self.guest.no_show_at is not None


@dataclass(frozen=True)
class Turn:
    """A session at this moment. Minutes are whole ones and never negative."""

    slot: Slot
    seats: tuple[Seat, ...]
    minutes_left: int  # until its end as planned
    minutes_over: int  # it should have ended so long ago and still runs
    minutes_late: int  # it should have begun so long ago
    minutes_until: int  # until it begins
    marks: tuple[Mark, ...] = ()  # what rooms above remark

    @property
    def everybody_here(self) -> bool:
        return all(seat.is_here or seat.is_missed for seat in self.seats)

    @property
    def nobody_comes(self) -> bool:
        return all(seat.is_missed for seat in self.seats)


@dataclass(frozen=True)
class Place:
    """A room, or a station without one: what runs there, what comes next."""

    name: str
    now: tuple[Turn, ...]
    next: Turn | None


@dataclass(frozen=True)
class Arrival:
    """A candidate at the desk, with their first session still ahead."""

    guest: Guest
    next: Slot | None
    is_late: bool  # should be in a session by now and is not here


@dataclass(frozen=True)
class Board:
    """Everything that the live board shows."""

    places: tuple[Place, ...]
    soon: tuple[Turn, ...]
    waiting: tuple[Arrival, ...]  # not here yet, the most pressing first
    here: tuple[Arrival, ...]
    missed: tuple[Arrival, ...]
    gone: tuple[Guest, ...]
    running: int
    over: int
    done: int
    total: int
    lately: tuple[Turn, ...]  # over: all with a remark, the worst first, and the last few


def board(
    table: Timetable, at: dt.datetime, marks: Mapping[int, Sequence[Mark]] | None = None
) -> Board:
    """Lay the Day out as it stands at this moment; no query of its own."""
    told = marks or {}
    guests = {guest.application_id: guest for guest in table.guests}
    turns = [_turn(slot, guests, at, told.get(slot.session_id, ())) for slot in table.slots]
    open_turns = [turn for turn in turns if turn.slot.ended_at is None]
    places = _places(table, turns, at)
    arrivals = [_arrival(guest, table.slots, at) for guest in table.guests if not guest.is_gone]
    finished = [turn for turn in turns if turn.slot.ended_at is not None]
    finished.sort(key=lambda turn: turn.slot.ended_at or at, reverse=True)
    newest = finished[:LATELY]
    return Board(
        places=places,
        soon=tuple(
            turn
            for turn in open_turns
            if turn.slot.started_at is None and at < turn.slot.starts_at <= at + SOON
        ),
        waiting=tuple(sorted((a for a in arrivals if a.guest.is_expected), key=_urgency)),
        here=tuple(a for a in arrivals if a.guest.arrived_at),
        missed=tuple(a for a in arrivals if a.guest.no_show_at),
        gone=tuple(guest for guest in table.guests if guest.is_gone),
        running=sum(turn.slot.is_running for turn in turns),
        over=sum(turn.minutes_over > 0 for turn in turns),
        done=len(finished),
        total=len(turns),
        lately=tuple(
            sorted((turn for turn in finished if turn.marks or turn in newest), key=_weight)
        ),
    )


def _weight(turn: Turn) -> int:
    return min((_TONES.get(mark.tone, 2) for mark in turn.marks), default=3)


def _minutes(span: dt.timedelta) -> int:
    return max(0, int(span.total_seconds() // 60))


def _turn(slot: Slot, guests: dict[int, Guest], at: dt.datetime, marks: Sequence[Mark]) -> Turn:
    begun, ended = slot.started_at is not None, slot.ended_at is not None
    return Turn(
        slot=slot,
        seats=tuple(Seat(guests.get(pk), name) for pk, name in slot.candidates),
        minutes_left=_minutes(slot.ends_at - at),
        minutes_over=_minutes(at - slot.ends_at) if begun and not ended else 0,
        minutes_late=0 if begun else _minutes(at - slot.starts_at),
        minutes_until=_minutes(slot.starts_at - at + dt.timedelta(seconds=59)),
        marks=tuple(marks),
    )


def _places(table: Timetable, turns: Iterable[Turn], at: dt.datetime) -> tuple[Place, ...]:
    """Rooms by name; a station without a room is a place of its own."""
    own: dict[tuple[bool, str], list[Turn]] = {}
    for station in table.stations:
        if station.room:
            own.setdefault((False, station.room.name), [])
    for turn in turns:
        slot = turn.slot
        own.setdefault((not slot.room, slot.room or slot.title), []).append(turn)
    return tuple(
        _place(name, mine, at)
        for (_roomless, name), mine in sorted(own.items(), key=lambda i: i[0])
    )


def _place(name: str, turns: list[Turn], at: dt.datetime) -> Place:
    still = [turn for turn in turns if turn.slot.ended_at is None]
    now = tuple(
        turn
        for turn in still
        if turn.slot.is_running or turn.slot.starts_at <= at < turn.slot.ends_at
    )
    ahead = [turn for turn in still if turn not in now and turn.slot.starts_at > at]
    return Place(name=name, now=now, next=ahead[0] if ahead else None)


def _arrival(guest: Guest, slots: Iterable[Slot], at: dt.datetime) -> Arrival:
    ahead = [
        slot
        for slot in slots
        if slot.ended_at is None
        and slot.ends_at > at
        and any(pk == guest.application_id for pk, _name in slot.candidates)
    ]
    following = ahead[0] if ahead else None
    late = guest.is_expected and any(
        slot.starts_at <= at and any(pk == guest.application_id for pk, _name in slot.candidates)
        for slot in slots
    )
    return Arrival(guest, following, late)


def _urgency(arrival: Arrival) -> tuple[bool, bool, dt.datetime | None]:
    following = arrival.next
    if following is None:
        return (not arrival.is_late, True, None)
    return (not arrival.is_late, False, following.starts_at)
