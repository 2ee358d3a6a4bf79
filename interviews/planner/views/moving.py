"""A session dragged to another place: what breaks is said at once, and only then is it moved."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from interviews.days import actions as days
from interviews.days import lanes
from interviews.days.access import get_session_to_change
from interviews.days.queries import slot_of
from interviews.days.views.asked import is_fragment, viewer_of
from interviews.planner import queries
from interviews.planner.forms import PlaceForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from interviews.days.queries import Slot

TEMPLATE = "interviews/planner/place.html"
_REFUSALS = (
    days.SlotTaken,
    days.WrongSession,
    days.SessionGone,
    days.SessionUnderWay,
    days.DayOver,
)


def _place(slot: Slot, form: PlaceForm) -> queries.Place:
    """Return the place that was asked for: so many minutes later, another room, another person."""
    asked = form.cleaned_data
    people = [key for key, _name in slot.interviewers]
    if asked["to"] and asked["to"] not in people:
        people = [asked["to"] if key == asked["from"] else key for key in people]
    return queries.Place(
        starts_at=slot.starts_at + dt.timedelta(minutes=asked["shift"] or 0),
        room_id=asked["room"] or slot.room_id,
        interviewer_ids=tuple(people),
    )


@require_http_methods(["GET", "POST"])
def session_place(request: HttpRequest, pk: int) -> HttpResponse:
    """Judge a place without moving anything; a POST moves the session there."""
    viewer, at = viewer_of(request), timezone.now()
    session = get_session_to_change(viewer, pk)
    day, slot = session.station.day, slot_of(pk)
    posted = request.method == "POST"
    form = PlaceForm(request.POST if posted else request.GET, day=day)
    error = "" if form.is_valid() else _("There is no such place on this Day.")
    place = _place(slot, form) if not error else None
    by = request.GET.get("by", "candidate")
    if place is not None and posted:
        try:
            days.change_session(
                session_id=pk,
                room_id=place.room_id,
                starts_at=place.starts_at,
                minutes=slot.minutes,
                interviewer_ids=place.interviewer_ids,
                actor=viewer,
                at=at,
            )
        except _REFUSALS as refused:
            error = str(refused)
        else:
            messages.success(request, _("Moved."))
            shown = f"?by={by}" if by in lanes.VIEWS else ""
            return redirect(reverse("interviews:day-page", args=[day.pk]) + shown)
    is_open = session.cancelled_at is None and session.started_at is None and not day.is_over
    context = {
        "day": day,
        "slot": slot,
        "form": form,
        "by": by if by in lanes.VIEWS else "candidate",
        "error": error,
        "judged": queries.judge_place(day, slot, place, at) if place and is_open else None,
    }
    template = f"{TEMPLATE}#place" if is_fragment(request) else TEMPLATE
    return render(request, template, context, status=422 if error else 200)
