"""The live board: for the desk, the wall and the phone, on one address.

The board asks every few seconds whether anything is new. The answer to “no” costs a handful of
small queries and no rendering: the Day's version, the minute and the remarks from above make
the ETag, and the same ETag is a 304, at which htmx swaps nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_GET, require_POST

from interviews.days import access, actions, live, queries
from interviews.days.models import Day
from interviews.days.views.asked import is_fragment, viewer_of

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest

    from candidates.layout.viewer import Viewer

TEMPLATE = "interviews/days/live.html"


@require_GET
def day_live(request: HttpRequest, pk: int) -> HttpResponse:
    """The live board, whole or as the fragment that the board asks for again and again."""
    viewer, at = viewer_of(request), timezone.now()
    day = access.get_day(viewer, pk)
    if not is_fragment(request):
        return _board(request, day, at)
    marks = live.marks_for(viewer, queries.standing_ids(day), at)
    if request.headers.get("If-None-Match") == _etag(day, viewer, at, marks):
        return HttpResponse(status=304)
    return _board(request, day, at, marks)


def _etag(day: Day, viewer: Viewer, at: dt.datetime, marks: Any) -> str:
    minute = at.replace(second=0, microsecond=0).isoformat()
    told = sorted(
        (key, [(str(mark.text), mark.tone) for mark in each]) for key, each in marks.items()
    )
    text = repr((day.pk, day.version, day.state, viewer.pk, minute, told))
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:20]}"'


def _board(request: HttpRequest, day: Day, at: dt.datetime, marks: Any = None) -> HttpResponse:
    viewer = viewer_of(request)
    table = queries.timetable(day)
    if marks is None:
        marks = live.marks_for(viewer, [slot.session_id for slot in table.slots], at)
    etag = _etag(day, viewer, at, marks)
    wall = "wall" in request.GET
    may_run = access.may_coordinate(viewer, day.opening_id) and not day.is_over
    context = {
        "day": day,
        "table": table,
        "board": queries.board(table, at, marks),
        "at": at,
        "etag": etag.strip('"'),
        "wall": wall,
        "may_run": may_run and not wall,
        "knows_candidates": access.knows_candidates(viewer, day.opening_id) and not wall,
    }
    fragment = is_fragment(request)
    response = render(request, f"{TEMPLATE}#board" if fragment else TEMPLATE, context)
    if fragment:
        response["ETag"] = etag
    patch_vary_headers(response, ["HX-Request"])
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _do(request: HttpRequest, day: Day, act: Callable[..., Any], **key: int) -> HttpResponse:
    """Do one thing on the running Day, then show the board again; a refusal is a sentence."""
    at = timezone.now()
    try:
        act(**key, actor=viewer_of(request), at=at)
    except (
        actions.AlreadyArrived,
        actions.NotOnThisDay,
        actions.NotStarted,
        actions.SessionGone,
        actions.DayOver,
    ) as error:
        messages.error(request, str(error))
    if request.POST.get("back") == "desk":
        return redirect("interviews:day-desk", day.pk)
    if not is_fragment(request):
        return redirect("interviews:day-live", day.pk)
    return _board(request, access.get_day(viewer_of(request), day.pk), at)


def _attendance(request: HttpRequest, pk: int, act: Callable[..., Any]) -> HttpResponse:
    attendance = access.get_attendance_to_change(viewer_of(request), pk)
    return _do(request, attendance.day, act, attendance_id=pk)


def _session(request: HttpRequest, pk: int, act: Callable[..., Any]) -> HttpResponse:
    session = access.get_session_to_change(viewer_of(request), pk)
    return _do(request, session.station.day, act, session_id=pk)


@require_POST
def attendance_check_in(request: HttpRequest, pk: int) -> HttpResponse:
    """A candidate has come."""
    return _attendance(request, pk, actions.check_in)


@require_POST
def attendance_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was said of a candidate's arrival."""
    return _attendance(request, pk, actions.undo_check_in)


@require_POST
def attendance_no_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up waiting for a candidate."""
    return _attendance(request, pk, actions.mark_no_show)


@require_POST
def session_start(request: HttpRequest, pk: int) -> HttpResponse:
    """A session has begun."""
    return _session(request, pk, actions.start_session)


@require_POST
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    """A session is over."""
    return _session(request, pk, actions.end_session)


@require_POST
def session_undo_start(request: HttpRequest, pk: int) -> HttpResponse:
    """A session has not begun after all."""
    return _session(request, pk, actions.undo_start)


@require_POST
def session_undo_end(request: HttpRequest, pk: int) -> HttpResponse:
    """A session goes on after all."""
    return _session(request, pk, actions.undo_end)
