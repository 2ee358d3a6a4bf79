"""One Day with everything on it, in a constant number of queries."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from candidates.applications.models import State
from candidates.people.names import sort_key
from interviews.days.models import Attendance, Day, Session, Station
from interviews.days.queries.slots import Slot, slots_of
from interviews.days.rotation import GRID

GONE = frozenset({State.DECLINED, State.WITHDRAWN})


@dataclass(frozen=True)
class Guest:
    """A candidate on a Day."""

    attendance_id: int
    application_id: int
    name: str
    state: str
    state_label: str
    arrived_at: dt.datetime | None
    no_show_at: dt.datetime | None
    confirmed_at: dt.datetime | None = None
    asked_other: str = ""  # why they asked for another Day

    @property
    def is_gone(self) -> bool:
        """Withdrawn or declined: nobody waits for them any more."""
        return self.state in GONE

    @property
    def is_expected(self) -> bool:
        return not (self.is_gone or self.arrived_at or self.no_show_at)


@dataclass(frozen=True)
class Timetable:
    """A Day, its stations in the plan's order, its candidates by name, its sessions by time."""

    day: Day
    stations: tuple[Station, ...]
    guests: tuple[Guest, ...]
    slots: tuple[Slot, ...]

    @cached_property
    def starts_at(self) -> dt.datetime:
        return min([self.day.starts_at, *(slot.starts_at for slot in self.slots)])

    @cached_property
    def ends_at(self) -> dt.datetime:
        return max([self.starts_at, *(slot.ends_at for slot in self.slots)])

    def free_from(self, station: Station) -> dt.datetime:
        """Return when a station has had its last session so far and five minutes to breathe."""
        ends = [slot.ends_at for slot in self.slots if slot.station_id == station.pk]
        return max(ends) + dt.timedelta(minutes=GRID) if ends else self.day.starts_at

    @cached_property
    def placed(self) -> frozenset[tuple[int, int]]:
        """Pairs of station and application that have a session."""
        return frozenset(
            (slot.station_id, application_id)
            for slot in self.slots
            for application_id, _name in slot.candidates
        )

    @cached_property
    def not_placed(self) -> tuple[tuple[Guest, tuple[Station, ...]], ...]:
        """Candidates who lack a session somewhere, with the stations that they miss."""
        missing = []
        for guest in self.guests:
            if guest.is_gone or guest.no_show_at:
                continue
            stations = tuple(
                station
                for station in self.stations
                if (station.pk, guest.application_id) not in self.placed
            )
            if stations:
                missing.append((guest, stations))
        return tuple(missing)

    @cached_property
    def understaffed(self) -> tuple[tuple[Slot, int], ...]:
        """Sessions with fewer interviewers than the plan asks for, and how many are missing."""
        wanted = {station.pk: station.stage.raters for station in self.stations}
        return tuple(
            (slot, wanted[slot.station_id] - len(slot.interviewers))
            for slot in self.slots
            if not slot.shared and len(slot.interviewers) < wanted.get(slot.station_id, 0)
        )

    @cached_property
    def roomless(self) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.room_id is None)


def timetable(day: Day) -> Timetable:
    """Return the Day's timetable: five queries, however many candidates and sessions."""
    stations = day.stations.select_related("stage", "room").order_by("stage__position", "pk")
    sessions = Session.objects.standing().filter(station__day=day)
    return Timetable(
        day=day,
        stations=tuple(stations),
        guests=guests_of(day),
        slots=tuple(slots_of(sessions)),
    )


def guests_of(day: Day) -> tuple[Guest, ...]:
    """Return a Day's candidates by name; one query."""
    attendances = Attendance.objects.filter(day=day).select_related("application__candidate")
    guests = [
        (sort_key(candidate.name, candidate.language), candidate.name, _guest(attendance))
        for attendance in attendances
        for candidate in [attendance.application.candidate]
    ]
    guests.sort(key=lambda row: (row[0], row[2].attendance_id))
    return tuple(guest for _key, _name, guest in guests)


def _guest(attendance: Attendance) -> Guest:
    application = attendance.application
    return Guest(
        attendance_id=attendance.pk,
        application_id=application.pk,
        name=application.candidate.name,
        state=application.state,
        state_label=application.get_state_display(),
        arrived_at=attendance.arrived_at,
        no_show_at=attendance.no_show_at,
        confirmed_at=attendance.confirmed_at,
        asked_other=attendance.asked_other_reason,
    )


def find_guests(day: Day, asked: str) -> list[Guest]:
    """Return the Day's candidates whose name has every word that was typed; all without one.

    Who is awaited comes first. Accents do not count: the desk hears a name and types it.
    """
    words = [_plain(word) for word in asked.split()]
    found = [
        guest
        for guest in guests_of(day)
        if not guest.is_gone and all(word in _plain(guest.name) for word in words)
    ]
    return sorted(found, key=lambda guest: not guest.is_expected)


def _plain(text: str) -> str:
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in split if not unicodedata.combining(each))
