"""What the pages of a plan show: a preview, what would change, who has no place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from interviews.days import clock
from interviews.days.models import Day, Room
from interviews.days.queries import Slot, Timetable, timetable
from interviews.planner.models import PlanRun, Skill, WorkLimit

if TYPE_CHECKING:
    from interviews.days.models import Station


@dataclass(frozen=True)
class Preview:
    """The Day as it would be, and as it is."""

    after: Timetable
    before: Timetable


@dataclass(frozen=True)
class Change:
    """What becomes of one candidate's session: who moves from when to when, where, with whom."""

    name: str
    title: str
    before: Slot | None
    after: Slot | None

    @property
    def is_move(self) -> bool:
        """Whether the candidate notices it."""
        if self.before is None or self.after is None:
            return True
        facts = [(each.starts_at, each.ends_at, each.room_id) for each in (self.before, self.after)]
        return facts[0] != facts[1]


@dataclass(frozen=True)
class Placeless:
    """A station, and who has no place at it."""

    title: str
    names: tuple[str, ...]


def open_run(day: Day) -> PlanRun | None:
    """Return the plan of this Day that is being thought about or waits to be taken over."""
    return day.plan_runs.filter(state__in=PlanRun.OPEN).select_related("task").first()


def preview(run: PlanRun) -> Preview:
    """Return the Day's timetable with the plan's sessions in the place of its own."""
    before = timetable(run.day)
    rows = run.sessions or []
    guests = {guest.application_id: guest.name for guest in before.guests}
    people = {key for row in rows for key in (*row["interviewers"], *row.get("silent", ()))}
    names = dict(get_user_model().objects.filter(pk__in=people).values_list("pk", "name"))
    rooms = dict(
        Room.objects.filter(pk__in={row["room"] for row in rows}).values_list("pk", "name")
    )
    stations = {station.pk: station for station in before.stations}
    begun = {slot.session_id: slot for slot in before.slots if slot.started_at is not None}
    slots = [
        begun.get(row["key"] or 0) or _slot(run.day, row, stations, guests, names, rooms)
        for row in rows
        if row["station"] in stations
    ]
    slots.sort(key=lambda slot: (slot.starts_at, slot.title, slot.candidate_names))
    return Preview(replace(before, slots=tuple(slots)), before)


def _slot(
    day: Day,
    row: Mapping[str, Any],
    stations: Mapping[int, Station],
    guests: Mapping[int, str],
    names: Mapping[int, str],
    rooms: Mapping[int, str],
) -> Slot:
    station = stations[row["station"]]
    return Slot(
        session_id=row["key"] or 0,
        day_id=day.pk,
        opening_id=day.opening_id,
        station_id=station.pk,
        stage_id=station.stage_id,
        kind=station.stage.kind,
        title=station.stage.title,
        room_id=row["room"],
        room=rooms.get(row["room"], ""),
        site=day.site,
        zone=day.time_zone,
        starts_at=day.starts_at + dt.timedelta(minutes=row["start"]),
        ends_at=day.starts_at + dt.timedelta(minutes=row["end"]),
        started_at=None,
        ended_at=None,
        seat=row.get("seat"),
        candidates=tuple((key, guests.get(key, "")) for key in row["candidates"]),
        interviewers=tuple((key, names.get(key, "")) for key in row["interviewers"]),
        silent=tuple((key, names.get(key, "")) for key in row.get("silent", ())),
    )


def changes(shown: Preview) -> tuple[Change, ...]:
    """Return what would be different for somebody, by time as it is now; moves come first."""
    old, new = _by_visit(shown.before), _by_visit(shown.after)
    names = {guest.application_id: guest.name for guest in shown.before.guests}
    found = []
    for visit in old.keys() | new.keys():
        before, after = old.get(visit), new.get(visit)
        if _facts(before) != _facts(after):
            some = before or after
            assert some is not None  # noqa: S101  (one of the two has the visit)
            found.append(Change(names.get(visit[0], ""), some.title, before, after))
    found.sort(key=lambda each: (not each.is_move, _when(each), each.name))
    return tuple(found)


def _by_visit(table: Timetable) -> dict[tuple[int, int], Slot]:
    return {(key, slot.station_id): slot for slot in table.slots for key, _name in slot.candidates}


def _facts(slot: Slot | None) -> tuple[object, ...] | None:
    if slot is None:
        return None
    return (slot.starts_at, slot.ends_at, slot.room_id, frozenset(slot.interviewers))


def _when(change: Change) -> dt.datetime:
    some = change.before or change.after
    assert some is not None  # noqa: S101  (one of the two is there)
    return some.starts_at


def placeless(run: PlanRun, table: Timetable) -> tuple[Placeless, ...]:
    """Return the stations at which somebody has no place, in the plan's order."""
    names = {guest.application_id: guest.name for guest in table.guests}
    missing: dict[int, list[str]] = {}
    for application, station in run.unplaced:
        missing.setdefault(station, []).append(names.get(application, ""))
    return tuple(
        Placeless(station.stage.title, tuple(sorted(missing[station.pk])))
        for station in table.stations
        if station.pk in missing
    )


def help_sentence(run: PlanRun, table: Timetable) -> str:
    """Say the smallest help in words: “one more interviewer for …, 14:00–15:00”."""
    help_ = run.help
    if not help_:
        return ""
    day = run.day

    def when(minute: int) -> str:
        return clock.clock_time(day.starts_at + dt.timedelta(minutes=minute), day.time_zone)

    titles = {station.pk: station.stage.title for station in table.stations}
    facts = {
        "title": titles.get(help_["station"], ""),
        "from": when(help_["start"]),
        "to": when(help_["end"]),
        "places": help_["places"],
    }
    sentences = {
        "interviewer": _(
            "One more interviewer for %(title)s between %(from)s and %(to)s would help: "
            "sessions placed: %(places)d."
        ),
        "room": _("One more room for %(title)s would help: sessions placed: %(places)d."),
        "later": _("A Day that lasts until %(to)s would help: sessions placed: %(places)d."),
    }
    return sentences[help_["kind"]] % facts if help_["kind"] in sentences else ""


@dataclass(frozen=True)
class Linkage:
    """How many pairs of interviewers share a candidate, of all pairs, and whether everybody is
    linked to everybody over others: only then can their severity be compared (SCIENCE 2.3)."""

    pairs: int
    of: int
    is_connected: bool


def linkage(table: Timetable) -> Linkage:
    """Count the pairs of interviewers who meet the same candidate somewhere on the Day."""
    met: dict[int, set[int]] = {}
    people: set[int] = set()
    for slot in table.slots:
        for application, _name in slot.candidates:
            met.setdefault(application, set()).update(key for key, _n in slot.interviewers)
        people |= {key for key, _name in slot.interviewers}
    pairs = {pair for group in met.values() for pair in combinations(sorted(group), 2)}
    groups = [set(group) for group in met.values() if group]
    linked = groups.pop() if groups else set()
    while more := [group for group in groups if group & linked]:
        for group in more:
            linked |= group
            groups.remove(group)
    number = len(people) * (len(people) - 1) // 2
    return Linkage(len(pairs), number, is_connected=linked == people)


@dataclass(frozen=True)
class SkillRow:
    """One person with what they may run, and their limits."""

    person_id: int
    name: str
    cells: tuple[tuple[str, str], ...]  # kind, “runs”, “trains” or nothing
    limit: WorkLimit | None


def skills_of(people: Any, kinds: tuple[str, ...]) -> tuple[SkillRow, ...]:
    """Return a row for each of these people; three queries."""
    rows = list(people)
    keys = [person.pk for person in rows]
    known = {
        (person, kind): "trains" if training else "runs"
        for person, kind, training in Skill.objects.filter(person__in=keys).values_list(
            "person_id", "kind", "in_training"
        )
    }
    limits = {each.person_id: each for each in WorkLimit.objects.filter(person__in=keys)}
    return tuple(
        SkillRow(
            person.pk,
            person.get_full_name(),
            tuple((kind, known.get((person.pk, kind), "")) for kind in kinds),
            limits.get(person.pk),
        )
        for person in rows
    )
