"""A timetable seen by candidate, by interviewer or by room: lanes for the drawing, rows for the
table that says the same."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.days import clock
from interviews.days.models import Station
from interviews.days.queries import Guest, Slot, Timetable
from interviews.drawings.timetable import Block, Lane, TimetableDrawing
from interviews.drawings.timetable import timetable as draw

LITTLE_WORD: Final = 3  # letters: "on", "and", "the" give no initial
ROOM_TO_MOVE: Final = 60  # minutes after the last session, where sessions may be dragged
VIEWS: Final = {
    "candidate": gettext_lazy("By candidate"),
    "interviewer": gettext_lazy("By interviewer"),
    "room": gettext_lazy("By room"),
}


@dataclass(frozen=True)
class Row:
    """One lane with its sessions; a candidate's has one cell for each station."""

    key: int | None
    label: str
    slots: tuple[Slot, ...]
    guest: Guest | None = None
    cells: tuple[tuple[Station, tuple[Slot, ...]], ...] = ()


def rows(table: Timetable, by: str) -> tuple[Row, ...]:
    """Return the lanes: candidates by name, interviewers by name, rooms by name."""
    if by == "interviewer":
        return _by_people(table)
    if by == "room":
        return _by_rooms(table)
    return _by_candidates(table)


def _by_candidates(table: Timetable) -> tuple[Row, ...]:
    own: dict[int, list[Slot]] = {}
    for slot in table.slots:
        for pk, _name in slot.candidates:
            own.setdefault(pk, []).append(slot)
    made = []
    for guest in table.guests:
        slots = tuple(own.get(guest.application_id, ()))
        cells = tuple(
            (station, tuple(slot for slot in slots if slot.station_id == station.pk))
            for station in table.stations
        )
        made.append(Row(guest.application_id, guest.name, slots, guest, cells))
    return tuple(made)


def _by_people(table: Timetable) -> tuple[Row, ...]:
    names: dict[int | None, str] = {}
    own: dict[int | None, list[Slot]] = {}
    for slot in table.slots:
        people = (*slot.interviewers, *slot.silent)
        for pk, name in people if slot.interviewers else (*people, (None, _("Nobody yet"))):
            names[pk] = name
            own.setdefault(pk, []).append(slot)
    return _sorted(names, own)


def _by_rooms(table: Timetable) -> tuple[Row, ...]:
    names: dict[int | None, str] = {
        station.room_id: station.room.name for station in table.stations if station.room
    }
    own: dict[int | None, list[Slot]] = {}
    for slot in table.slots:
        names[slot.room_id] = slot.room or _("No room yet")
        own.setdefault(slot.room_id, []).append(slot)
    return _sorted(names, own)


def _sorted(names: dict[int | None, str], own: dict[int | None, list[Slot]]) -> tuple[Row, ...]:
    order = sorted(names, key=lambda pk: (pk is None, names[pk].casefold(), pk or 0))
    return tuple(Row(pk, names[pk], tuple(own.get(pk, ()))) for pk in order)


def drawing(
    table: Timetable,
    by: str,
    *,
    at: dt.datetime,
    href: Callable[[Slot], str] | None = None,
    move: Callable[[Slot], str] | None = None,
) -> TimetableDrawing:
    """Draw the timetable; `href` gives each session its address, where one may follow it, `move`
    the address that judges another place, where one may drag it there."""
    zone, zero = table.day.time_zone, _floor(table.starts_at)

    def minute(moment: dt.datetime) -> int:
        return int((moment - zero).total_seconds() // 60)

    missing = frozenset(guest.application_id for guest in table.guests if guest.no_show_at)
    marks = codes([station.stage.title for station in table.stations])
    cues = {
        each.pk: (code, tone)
        for tone, (each, code) in enumerate(zip(table.stations, marks, strict=True))
    }
    short_rooms = room_marks(slot.room for slot in table.slots)
    lanes = [
        Lane(
            row.label,
            tuple(
                _block(slot, by, minute, state_of(slot, missing), cues, short_rooms, (href, move))
                for slot in row.slots
            ),
            _("did not show up") if row.guest and row.guest.no_show_at else "",
            row.key,
        )
        for row in rows(table, by)
    ]
    end = minute(table.ends_at) + (ROOM_TO_MOVE if move else 5)
    hours = [
        (minute(moment), clock.clock_time(moment, zone)) for moment in _hours(zero, table.ends_at)
    ]
    lunch = tuple(minute(clock.moment(table.day.on, time, zone)) for time in clock.LUNCH)
    return draw(
        title=_("Timetable of the Day, %(view)s") % {"view": str(VIEWS[by]).lower()},
        lanes=lanes,
        start=min(0, minute(table.day.starts_at)) - 5,
        end=end,
        hours=hours,
        breaks=[(lunch[0], lunch[1])],
        now=minute(at),
        codes=[(code, each.stage.title) for each, code in zip(table.stations, marks, strict=True)],
    )


def codes(titles: Sequence[str]) -> list[str]:
    """Return a short form of each title, all different: initials, else its first letters."""
    made: list[str] = []
    for number, title in enumerate(titles, start=1):
        words = re.findall(r"[^\W_]+", title)
        long = [word for word in words if len(word) > LITTLE_WORD] or words
        initials = "".join(word[0] for word in long[:3]).upper()
        start = "".join(words)
        tries = ([initials] if len(long) > 1 else []) + [start[:2], start[:3]]
        free = (each for each in tries if each and each not in made)
        made.append(next(free, f"{initials}{number}"))
    return made


def name_forms(names: Sequence[str]) -> tuple[str, ...]:
    """Return shorter forms of who is in a session: the last name's initial, then initials."""
    split = [name.split() for name in names if name.split()]
    first = [f"{each[0]} {each[-1][0]}." if len(each) > 1 else each[0] for each in split]
    initials = [each[0][:1] + each[-1][:1] if len(each) > 1 else each[0][:2] for each in split]
    return (", ".join(first), ", ".join(initials))


def room_marks(names: Iterable[str]) -> dict[str, str]:
    """Return the number in each room's name, where it belongs to no other of these rooms."""
    found = {name: re.findall(r"\w*\d\w*", name)[-1:] for name in set(names)}
    marks = [each[0] for each in found.values() if each]
    return {name: each[0] for name, each in found.items() if each and marks.count(each[0]) == 1}


def _floor(moment: dt.datetime) -> dt.datetime:
    return moment.replace(minute=moment.minute - moment.minute % 30, second=0, microsecond=0)


def _hours(first: dt.datetime, last: dt.datetime) -> Iterable[dt.datetime]:
    moment = first
    while moment <= last:
        yield moment
        moment += dt.timedelta(minutes=30)


def _block(
    slot: Slot,
    by: str,
    minute: Callable[[dt.datetime], int],
    state: str,
    cues: Mapping[int, tuple[str, int]],
    short_rooms: Mapping[str, str],
    ways: tuple[Callable[[Slot], str] | None, Callable[[Slot], str] | None],
) -> Block:
    href, move = ways
    code, tone = cues[slot.station_id]
    titled = by == "candidate"
    short_room = short_rooms.get(slot.room)
    return Block(
        start=minute(slot.starts_at),
        end=minute(slot.ends_at),
        label=slot.title if titled else slot.candidate_names,
        under=slot.room if titled else slot.title,
        hint=sentence(slot),
        state=state,
        href=href(slot) if href else "",
        move=move(slot) if move and slot.started_at is None else "",
        short_labels=(code,) if titled else name_forms([name for _pk, name in slot.candidates]),
        short_unders=(() if short_room is None else (short_room,)) if titled else (code,),
        wraps=titled,
        tone=tone,
    )


def state_of(slot: Slot, missing: frozenset[int] = frozenset()) -> str:
    """Return planned, running, done, or missed where none of its candidates came."""
    if slot.ended_at is not None:
        return "done"
    if slot.started_at is not None:
        return "running"
    if slot.candidates and all(pk in missing for pk, _name in slot.candidates):
        return "missed"
    return "planned"


def sentence(slot: Slot) -> str:
    """Say all of a session in one line."""
    parts = [slot.span, slot.title, slot.candidate_names, slot.room, slot.interviewer_names]
    if slot.silent:
        parts.append(_("watching: %(names)s") % {"names": slot.silent_names})
    return ", ".join(part for part in parts if part)
