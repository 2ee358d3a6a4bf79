"""The candidate's own timetable, on their page of the portal, once it is published; before that,
the Days among which they may choose."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from candidates.portal.cards import ToDo
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
    is_now: bool = False
    is_break: bool = False


@dataclass(frozen=True)
class Turn:
    """Where the candidate is in their Day: what is on, and what comes then; neither when all is
    over."""

    now: Line | None
    then: Line | None
    has_begun: bool


def own_timetable(application: Application, at: dt.datetime) -> dict[str, Any] | None:
    """Return the candidate's Day with their sessions, or the Days they may choose; None without."""
    attendance = standing_attendance(application.pk)
    offers = offers_for(application, at)
    own_zone = application.candidate.time_zone
    lines = _lines(attendance, own_zone, at) if attendance else ()
    turn = _turn(attendance.day, lines, at) if attendance else None
    chosen = attendance is not None and attendance.confirmed_at is not None
    if not (lines or offers or chosen):
        return None
    return {
        "application": application,
        "attendance": attendance,
        "day": attendance.day if attendance else None,
        "offers": offers,
        "lines": lines,
        "own_zone": clock.place_of(own_zone) if lines and lines[0].own_span else "",
        "turn": turn,
        "leads": turn is not None,
        "may_answer": attendance is not None and at < attendance.day.starts_at,
        "to_do": _to_do(application, attendance, at),
    }


def _turn(day: Day, lines: tuple[Line, ...], at: dt.datetime) -> Turn | None:
    """Return where the candidate is, on the date of the Day alone."""
    if not lines or clock.local(at, day.time_zone).date() != day.on:
        return None
    ahead = [line for line in lines if not line.is_over]
    now = next((line for line in ahead if line.is_now), None)
    then = next((line for line in ahead if line is not now and not line.is_break), None)
    return Turn(now, then, has_begun=now is not None or ahead != list(lines))


def _to_do(
    application: Application, attendance: Attendance | None, at: dt.datetime
) -> tuple[ToDo, ...]:
    """Return what waits: a date to choose, or to say whether one comes."""
    if attendance is None:
        url = reverse("interviews:own-day", args=[application.pk])
        return (ToDo(_("Choose your Service Day"), url),)
    if attendance.confirmed_at or attendance.asked_other_at or at >= attendance.day.starts_at:
        return ()
    on = formats.date_format(attendance.day.on, "l, j F")
    words = _("Say whether you come on %(date)s") % {"date": on}
    return (ToDo(words, f"#own-timetable-{application.pk}"),)


def _lines(attendance: Attendance, own_zone: str, at: dt.datetime) -> tuple[Line, ...]:
    day = attendance.day
    if day.state != Day.State.PUBLISHED:
        return ()
    made: list[Line] = []
    before: Slot | None = None
    for slot in sessions_of_application(attendance.application_id, days=[day.pk]):
        if before is not None and slot.starts_at - before.ends_at >= BREAK:
            made.append(_break(before, slot, own_zone, at))
        made.append(_line(slot, own_zone, at, names=day.shows_first_names))
        before = slot
    return tuple(made)


def _own_span(starts_at: dt.datetime, ends_at: dt.datetime, zone: str, own_zone: str) -> str:
    own = clock.span(starts_at, ends_at, own_zone)
    return own if own != clock.span(starts_at, ends_at, zone) else ""


def _break(before: Slot, after: Slot, own_zone: str, at: dt.datetime) -> Line:
    low, high = before.ends_at, after.starts_at
    return Line(
        span=clock.span(low, high, before.zone),
        own_span=_own_span(low, high, before.zone, own_zone),
        minutes=int((high - low).total_seconds() // 60),
        is_over=high <= at,
        is_now=low <= at < high and not before.is_running,
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
        is_over=_is_over(slot, at),
        is_now=slot.is_running or (slot.starts_at <= at and not _is_over(slot, at)),
    )


def _is_over(slot: Slot, at: dt.datetime) -> bool:
    """Tell whether a session has ended; one that was begun lasts until somebody ends it."""
    return slot.ended_at is not None or (slot.ends_at <= at and not slot.is_running)
