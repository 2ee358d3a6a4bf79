"""A session at another place: what it would break, in words, before anybody moves it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.days import clock
from interviews.days.models import Room
from interviews.days.queries import Clash, Slot, find_clashes, timetable
from interviews.planner.breaks import Break, breaks_of
from interviews.planner.queries.problems import (
    before_sessions,
    default_setup,
    minutes_of,
    problem_of,
)

if TYPE_CHECKING:
    from interviews.days.models import Day
    from interviews.days.queries import Timetable
    from interviews.planner.problem import Session as Planned

SENTENCES = {
    "ends": gettext_lazy("It would lie outside the Day."),
    "away": gettext_lazy("%(name)s is not there then."),
    "way": gettext_lazy("%(name)s has too little time between this session and the next one."),
    "lunch": gettext_lazy("%(name)s would have no lunch."),
    "rest": gettext_lazy("%(name)s would work too long without a rest."),
    "limit": gettext_lazy("%(name)s would have more sessions than their limit."),
    "conflict": gettext_lazy("%(name)s has a conflict of interest."),
    "language": gettext_lazy("%(name)s does not speak the candidate's language."),
    "skill": gettext_lazy("%(name)s is not among those who run this station."),
    "room": gettext_lazy("%(name)s is not a room of this station."),
    "order": gettext_lazy("%(name)s would come too early in the order of stations."),
}


@dataclass(frozen=True)
class Place:
    """Where a session would be."""

    starts_at: dt.datetime
    room_id: int | None
    interviewer_ids: tuple[int, ...]


@dataclass(frozen=True)
class Judged:
    """A session as it is and as it would be: what makes it impossible, what it would break."""

    slot: Slot
    place: Place
    ends_at: dt.datetime
    room: str
    interviewers: str
    clashes: tuple[Clash, ...]
    broken: tuple[str, ...]

    @property
    def span(self) -> str:
        return clock.span(self.place.starts_at, self.ends_at, self.slot.zone)

    @property
    def is_other(self) -> bool:
        """Whether anything would be different at all."""
        now = (self.slot.starts_at, self.slot.room_id, {key for key, _n in self.slot.interviewers})
        there = (self.place.starts_at, self.place.room_id, set(self.place.interviewer_ids))
        return now != there


def judge_place(day: Day, slot: Slot, place: Place, at: dt.datetime) -> Judged:
    """Say what a session would break elsewhere and does not break where it is."""
    ends_at = place.starts_at + (slot.ends_at - slot.starts_at)
    clashes = find_clashes(
        day=day,
        starts_at=place.starts_at,
        ends_at=ends_at,
        room_id=place.room_id,
        application_ids=[key for key, _name in slot.candidates],
        interviewer_ids=place.interviewer_ids,
        except_session=slot.session_id,
        shared=slot.shared,
    )
    if clock.local(place.starts_at, day.time_zone).date() != day.on:
        clashes.append(Clash("starts_at", _("The session is not on the date of this Day.")))
    table = timetable(day)
    people = get_user_model().objects.filter(pk__in=place.interviewer_ids)
    names = {("interviewer", pk): name for pk, name in people.values_list("pk", "name")}
    rooms = Room.objects.filter(pk__in={place.room_id}).values_list("pk", "name")
    names |= {("room", pk): name for pk, name in rooms}
    names |= {("candidate", pk): name for pk, name in slot.candidates}
    names |= {("station", each.pk): each.stage.title for each in table.stations}
    return Judged(
        slot=slot,
        place=place,
        ends_at=ends_at,
        room=next((name for (kind, _pk), name in names.items() if kind == "room"), ""),
        interviewers=", ".join(names.get(("interviewer", pk), "") for pk in place.interviewer_ids),
        clashes=tuple(clashes),
        broken=_sentences(_new_breaks(day, table, slot, place, at), names, clashes),
    )


def _new_breaks(
    day: Day, table: Timetable, slot: Slot, place: Place, at: dt.datetime
) -> frozenset[Break]:
    setup = default_setup(day, table)
    problem = problem_of(day, setup, at)
    sessions = before_sessions(day, setup, at)
    mine = next(each for each in sessions if each.key == slot.session_id)
    others = [each for each in sessions if each is not mine]
    was, there = breaks_of(problem, others, mine), breaks_of(problem, others, _at(mine, day, place))
    return there - was


def _at(session: Planned, day: Day, place: Place) -> Planned:
    start = minutes_of(day, place.starts_at)
    return replace(
        session,
        start=start,
        end=start + session.end - session.start,
        room=place.room_id,
        interviewers=place.interviewer_ids,
    )


def _sentences(
    breaks: frozenset[Break], names: Mapping[tuple[str, int], str], clashes: list[Clash]
) -> tuple[str, ...]:
    """Say each break once; who is taken already needs no word about too little time."""
    said = []
    for each in sorted(breaks, key=lambda each: (each.rule, each.kind, each.key)):
        name = names.get((each.kind, each.key), "")
        taken = each.rule == "way" and any(clash.sentence.startswith(name) for clash in clashes)
        if not taken:
            said.append(str(SENTENCES[each.rule]) % {"name": name})
    return tuple(said)
