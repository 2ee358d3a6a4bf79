"""Who is on a Day, and filling it by rotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from interviews.days import access, actions, queries
from interviews.days.forms import FillForm, GuestsForm
from interviews.days.views.asked import typed, viewer_of

NAMED = 6  # more candidates than that are counted

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from interviews.days.actions import Result


@require_http_methods(["GET", "POST"])
def day_candidates(request: HttpRequest, pk: int) -> HttpResponse:
    """Put invited candidates on the Day, take others off."""
    viewer = viewer_of(request)
    day = access.get_day_to_change(viewer, pk)
    invited = queries.invited_for(day)
    form = GuestsForm(typed(request), invited=invited)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_to_day(
                day_id=pk, **form.cleaned_data, actor=viewer, at=timezone.now()
            )
        except (actions.NotInvited, actions.DayOver) as error:
            form.add_error(None, str(error))
        else:
            text = ngettext(
                "%(n)d candidate is on the Day now.",
                "%(n)d candidates are on the Day now.",
                len(made),
            )
            messages.success(request, text % {"n": len(made)})
            return redirect("interviews:day-candidates", day.pk)
    context = {
        "day": day,
        "form": form,
        "has_invited": bool(invited),
        "guests": queries.guests_of(day),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "interviews/days/candidates.html", context, status=status)


@require_POST
def attendance_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one candidate off the Day."""
    viewer = viewer_of(request)
    attendance = access.get_attendance_to_change(viewer, pk)
    try:
        actions.remove_from_day(
            day_id=attendance.day_id,
            application_ids=[attendance.application_id],
            actor=viewer,
            at=timezone.now(),
        )
    except (actions.AlreadyArrived, actions.DayOver) as error:
        messages.error(request, str(error))
    else:
        text = _("%(name)s is off the Day, and invited again.")
        messages.success(request, text % {"name": attendance.application.candidate.name})
    return redirect("interviews:day-candidates", attendance.day_id)


@require_http_methods(["GET", "POST"])
def day_fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose interviewers for each station and fill the Day by rotation."""
    viewer = viewer_of(request)
    day = access.get_day_to_change(viewer, pk)
    table = queries.timetable(day)
    waiting = [guest for guest, _stations in table.not_placed]
    form = FillForm(typed(request), day=day, stations=table.stations, guests=waiting)
    if request.method == "POST" and form.is_valid():
        try:
            result = actions.fill_day(
                day_id=pk, **form.cleaned_data, actor=viewer, at=timezone.now()
            )
        except (actions.SlotTaken, actions.DayOver) as error:
            form.add_error(None, str(error))
        else:
            _tell(request, result)
            return redirect("interviews:day-page", day.pk)
    context = {"day": day, "table": table, "form": form, "waiting": waiting}
    status = 422 if request.method == "POST" else 200
    return render(request, "interviews/days/fill.html", context, status=status)


def _tell(request: HttpRequest, result: Result) -> None:
    text = ngettext("%(n)d session is booked.", "%(n)d sessions are booked.", result.sessions)
    messages.success(request, text % {"n": result.sessions})
    left: dict[tuple[str, str], list[str]] = {}
    for each in result.not_placed:
        left.setdefault((each.title, each.reason), []).append(each.name)
    for (title, reason), names in left.items():
        who = ", ".join(names)
        if len(names) > NAMED:
            who = ngettext("%(n)d candidate", "%(n)d candidates", len(names)) % {"n": len(names)}
        facts = {"title": title, "reason": reason, "who": who}
        messages.warning(request, _("Not placed at %(title)s (%(reason)s): %(who)s.") % facts)
