"""Sessions booked, changed and cancelled by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from interviews.days import access, actions, clock, lanes, queries
from interviews.days.forms import SessionForm
from interviews.days.views.asked import typed, viewer_of

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse

    from interviews.days.models import Station
    from interviews.days.queries import Timetable

_REFUSALS = (
    actions.SlotTaken,
    actions.WrongSession,
    actions.SessionGone,
    actions.SessionUnderWay,
    actions.DayOver,
)


def _refuse(form: forms.Form, error: Exception) -> None:
    """Put each sentence beside the field that it is about."""
    if isinstance(error, actions.SlotTaken) and error.clashes:
        for clash in error.clashes:
            form.add_error(clash.field if clash.field in form.fields else None, clash.sentence)
        return
    field = getattr(error, "field", None)
    form.add_error(field if field in form.fields else None, str(error))


@require_http_methods(["GET", "POST"])
def session_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Book a session at one station."""
    at, viewer = timezone.now(), viewer_of(request)
    day = access.get_day_to_change(viewer, pk)
    table = queries.timetable(day)
    station = _station(table, request.GET.get("station", ""))
    if station is None:
        messages.error(request, _("This Day has no stations."))
        return redirect("interviews:day-page", day.pk)
    guests = [guest for guest, missing in table.not_placed if station in missing]
    form = SessionForm(
        typed(request),
        day=day,
        station=station,
        guests=guests,
        initial={
            "starts_at": clock.clock_time(table.free_from(station), day.time_zone),
            "minutes": station.minutes,
            "room_id": station.room_id or "",
            "application_ids": request.GET.getlist("candidate"),
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            session = actions.book_session(
                station_id=station.pk, **form.cleaned_data, actor=viewer, at=at
            )
        except _REFUSALS as error:
            _refuse(form, error)
        else:
            text = _("%(title)s is booked, %(span)s.")
            facts = {
                "title": station.stage.title,
                "span": clock.span(session.during.lower, session.during.upper, day.time_zone),
            }
            messages.success(request, text % facts)
            return redirect("interviews:day-page", day.pk)
    context = {
        "form": form,
        "day": day,
        "table": table,
        "station": station,
        "guests": guests,
        "timetable": lanes.drawing(table, "candidate", at=at),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "interviews/days/session_create.html", context, status=status)


def _station(table: Timetable, wanted: str) -> Station | None:
    """Return the station asked for, else the first that misses somebody, else the first."""
    for station in table.stations:
        if str(station.pk) == wanted:
            return station
    missing = [station for _guest, stations in table.not_placed for station in stations]
    return next(iter([*missing, *table.stations]), None)


@require_http_methods(["GET", "POST"])
def session_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a session, or give it other interviewers."""
    at, viewer = timezone.now(), viewer_of(request)
    session = access.get_session_to_change(viewer, pk)
    day, station = session.station.day, session.station
    slot = queries.slot_of(session.pk)
    assigned = [person for person, _name in slot.interviewers]
    initial: dict[str, Any] = {
        "starts_at": clock.clock_time(slot.starts_at, day.time_zone),
        "minutes": slot.minutes,
        "room_id": session.room_id or "",
        "video_url": session.video_url,
        "interviewer_ids": assigned,
    }
    form = SessionForm(
        typed(request),
        day=day,
        station=station,
        session=session,
        assigned=assigned,
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_session(session_id=pk, **form.cleaned_data, actor=viewer, at=at)
        except _REFUSALS as error:
            _refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("interviews:day-page", day.pk)
    is_open = session.cancelled_at is None and session.started_at is None and not day.is_over
    context = {"form": form, "day": day, "session": session, "slot": slot, "is_open": is_open}
    status = 422 if request.method == "POST" else 200
    return render(request, "interviews/days/session_change.html", context, status=status)


@require_POST
def session_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a session."""
    viewer = viewer_of(request)
    session = access.get_session_to_change(viewer, pk)
    try:
        actions.cancel_session(session_id=pk, actor=viewer, at=timezone.now())
    except _REFUSALS as error:
        messages.error(request, str(error))
        return redirect("interviews:session-change", pk)
    messages.success(request, _("The session is cancelled."))
    return redirect("interviews:day-page", session.station.day_id)
