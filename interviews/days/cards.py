"""The candidate's own timetable, on their page of the portal, once it is published."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from interviews.days import clock
from interviews.days.models import Attendance, Day
from interviews.days.queries import Slot, sessions_of_application
from interviews.stages import registry

if TYPE_CHECKING:
    from candidates.applications.models import Application

TEMPLATE = "interviews/days/portal_card.html"


@dataclass(frozen=True)
class Line:
    """One session as its candidate sees it. `own_span` is empty where the clocks agree."""

    span: str
    own_span: str
    minutes: int
    title: str
    room: str
    note: str  # what happens there
    is_over: bool


def own_timetable(application: Application, at: dt.datetime) -> dict[str, Any] | None:
    """Return the candidate's published Day with their sessions; None while there is none."""
    attendance = (
        Attendance.objects.filter(application=application, day__state=Day.State.PUBLISHED)
        .select_related("day")
        .order_by("-day__on")
        .first()
    )
    if attendance is None:
        return None
    day = attendance.day
    own_zone = application.candidate.time_zone
    lines = [
        _line(slot, own_zone, at) for slot in sessions_of_application(application.pk, days=[day.pk])
    ]
    if not lines:
        return None
    return {"day": day, "lines": lines, "own_zone": own_zone if lines[0].own_span else ""}


def _line(slot: Slot, own_zone: str, at: dt.datetime) -> Line:
    own_span = clock.span(slot.starts_at, slot.ends_at, own_zone)
    return Line(
        span=slot.span,
        own_span=own_span if own_span != slot.span else "",
        minutes=slot.minutes,
        title=slot.title,
        room=slot.room,
        note=str(registry.get(slot.kind).candidate_note),
        is_over=slot.ends_at <= at,
    )
