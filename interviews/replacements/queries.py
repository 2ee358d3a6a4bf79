"""Who could sit in a session instead, and who has said no on a Day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from interviews.days.models import Session
from interviews.days.queries import Slot, timetable
from interviews.days.queries.slots import slots_of
from interviews.planner.queries import before_sessions, default_setup, problem_of
from interviews.planner.standins import stand_ins
from interviews.replacements.models import Decline

if TYPE_CHECKING:
    from interviews.days.models import Day


def candidates_for(day: Day, session: Session, leaving: int, at: dt.datetime) -> list[int]:
    """Return who could take a place in this session by all rules of the Day, the least busy first.

    Out of the station's pool, as it was asked for last: hours and busy times, skills, languages,
    conflicts, limits a day and a week, rests and lunch are kept. Nobody who said no to it before.
    """
    setup = default_setup(day, timetable(day))
    problem = problem_of(day, setup, at)
    sessions = before_sessions(day, setup, at)
    wanted = next((each for each in sessions if each.key == session.pk), None)
    if wanted is None:
        return []
    said_no = session.declines.values_list("person_id", flat=True)
    return stand_ins(problem, sessions, wanted, leaving=leaving, without=frozenset(said_no))


def declines_of(day: Day) -> list[tuple[Decline, Slot]]:
    """Return who said no on a Day, the newest first, each with the session; four queries."""
    rows = list(
        Decline.objects.filter(session__station__day=day)
        .select_related("person", "replaced_by")
        .order_by("-declined_at", "-pk")
    )
    sessions = Session.objects.filter(pk__in={row.session_id for row in rows})
    slots = {slot.session_id: slot for slot in slots_of(sessions)}
    return [(row, slots[row.session_id]) for row in rows]
