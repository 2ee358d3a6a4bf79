"""The candidate's own timetable, on their page of the portal, once it is published; before that,
the Days among which they may choose."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from interviews.days import clock
from interviews.days.models import Attendance, Day
from interviews.days.queries import (
    Slot,
    offers_for,
    sessions_of_application,
    standing_attendance,
)
from interviews.stages import registry

if TYPE_CHECKING:
    from candidates.applications.models import Application

TEMPLATE: Final = "interviews/days/portal_card.html"
BREAK: Final = dt.timedelta(minutes=15)  # shorter ones are the way to the next room


@dataclass(frozen=True)
class Line:
    """One session as its candidate sees it, or a break. `own_span` is empty where the clocks
    agree."""

    span: str
    own_span: str
    minutes: int
    title: str = ""
    room: str = ""
    video_url: str = ""
    whom: str = ""  # first names, where the Day shows them
    note: str = ""  # what happens there
    is_over: bool = False
    is_break: bool = False


def own_timetable(application: Application, at: dt.datetime) -> dict[str, Any] | None:
    """Return the candidate's Day with their sessions, or the Days they may choose; None without."""
    attendance = standing_attendance(application.pk)
    offers = offers_for(application, at)
    own_zone = application.candidate.time_zone
    lines = _lines(attendance, own_zone, at) if attendance else ()
    chosen = attendance is not None and attendance.confirmed_at is not None
    if not (lines or offers or chosen):
        return None
    return {
        "application": application,
        "attendance": attendance,
        "day": attendance.day if attendance else None,
        "offers": offers,
        "lines": lines,
        "own_zone": own_zone if lines and lines[0].own_span else "",
    }


def _lines(attendance: Attendance, own_zone: str, at: dt.datetime) -> tuple[Line, ...]:
    day = attendance.day
    if day.state != Day.State.PUBLISHED:
        return ()
    made: list[Line] = []
    before: Slot | None = None
    for slot in sessions_of_application(attendance.application_id, days=[day.pk]):
        if before is not None and slot.starts_at - before.ends_at >= BREAK:
            made.append(_break(before, slot, own_zone))
        made.append(_line(slot, own_zone, at, names=day.shows_first_names))
        before = slot
    return tuple(made)


def _own_span(starts_at: dt.datetime, ends_at: dt.datetime, zone: str, own_zone: str) -> str:
    own = clock.span(starts_at, ends_at, own_zone)
    return own if own != clock.span(starts_at, ends_at, zone) else ""


def _break(before: Slot, after: Slot, own_zone: str) -> Line:
    low, high = before.ends_at, after.starts_at
    return Line(
        span=clock.span(low, high, before.zone),
        own_span=_own_span(low, high, before.zone, own_zone),
        minutes=int((high - low).total_seconds() // 60),
        is_break=True,
    )


def _line(slot: Slot, own_zone: str, at: dt.datetime, *, names: bool) -> Line:
    whom = [name.split()[0] for _key, name in slot.interviewers if name.strip()]
    return Line(
        span=slot.span,
        own_span=_own_span(slot.starts_at, slot.ends_at, slot.zone, own_zone),
        minutes=slot.minutes,
        title=slot.title,
        room=slot.room,
        video_url=slot.video_url,
        whom=", ".join(whom) if names else "",
        note=str(registry.get(slot.kind).candidate_note),
        is_over=slot.ends_at <= at,
    )
