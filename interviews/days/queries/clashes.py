"""Who or what is already taken at a time, with the sentence that says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from interviews.days import clock
from interviews.days.models import Session
from interviews.days.queries.slots import Slot, slots_of

if TYPE_CHECKING:
    from interviews.days.models import Day


@dataclass(frozen=True)
class Clash:
    """One thing that is taken. `field` names the field of the form that it belongs to."""

    field: str  # room_id, interviewer_ids, application_ids
    sentence: str


def find_clashes(
    *,
    day: Day,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    room_id: int | None,
    application_ids: Iterable[int],
    interviewer_ids: Iterable[int],
    except_session: int | None = None,
    shared: bool = False,
) -> list[Clash]:
    """Return everything that is taken in [starts_at, ends_at), a sentence each.

    Sessions of other openings are spoken of without names: whoever plans this Day may not know
    the candidates of another one. A `shared` session takes one seat of its room and leaves the
    others to those that do the same.
    """
    applications, people = set(application_ids), set(interviewer_ids)
    taken = Q(seats__application__in=applications) | Q(assignments__interviewer__in=people)
    if room_id is not None:
        taken |= Q(room_id=room_id)
    sessions = (
        Session.objects.standing().filter(taken, during__overlap=(starts_at, ends_at)).distinct()
    )
    if except_session is not None:
        sessions = sessions.exclude(pk=except_session)
    clashes: list[Clash] = []
    for slot in slots_of(Session.objects.filter(pk__in=sessions.values("pk"))):
        where = _where(slot, day)
        if room_id is not None and slot.room_id == room_id and not (shared and slot.shared):
            clashes.append(Clash("room_id", _says(slot.room, where)))
        clashes += [
            Clash("interviewer_ids", _says(name, where))
            for pk, name in slot.interviewers
            if pk in people
        ]
        clashes += [
            Clash("application_ids", _says(name, where))
            for pk, name in slot.candidates
            if pk in applications
        ]
    return clashes


def _says(name: str, where: str) -> str:
    return _("%(name)s is taken: %(where)s.") % {"name": name, "where": where}


def _where(slot: Slot, day: Day) -> str:
    facts = {"span": clock.span(slot.starts_at, slot.ends_at, day.time_zone), "title": slot.title}
    if slot.opening_id != day.opening_id:
        return _("a session of another opening, %(span)s") % facts
    facts["names"] = slot.candidate_names
    if slot.room:
        facts["room"] = slot.room
        return _("%(title)s with %(names)s in %(room)s, %(span)s") % facts
    return _("%(title)s with %(names)s, %(span)s") % facts
