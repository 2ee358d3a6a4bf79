"""The desk at the door: by the code on a badge, or by name. And how many seats a Day has."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from interviews.days import access, actions, queries
from interviews.days.forms import OfferForm
from interviews.days.views.asked import is_fragment, typed, viewer_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SHOWN = 20


@require_GET
def day_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Find a candidate of the Day by name or badge; a scanner that types a code works too."""
    day = access.get_day_to_change(viewer_of(request), pk)
    asked = request.GET.get("q", "").strip()
    badge = _badge(asked)
    if badge is not None:
        return redirect("interviews:badge-check-in", badge)
    found = queries.find_guests(day, asked)
    context = {
        "day": day,
        "asked": asked,
        "found": found[:SHOWN],
        "more": max(0, len(found) - SHOWN),
    }
    template = "interviews/days/desk.html"
    return render(request, f"{template}#found" if is_fragment(request) else template, context)


def _badge(asked: str) -> UUID | None:
    """Return the badge that a scanner typed: the code alone, or the address with it."""
    code = asked.rstrip("/").rpartition("/")[2]
    try:
        return UUID(code) if len(code) >= 32 else None  # noqa: PLR2004  (digits of a UUID)
    except ValueError:
        return None


@require_http_methods(["GET", "POST"])
def badge_check_in(request: HttpRequest, badge: UUID) -> HttpResponse:
    """Whose badge was scanned, and one button: they are here. The code alone opens nothing."""
    viewer, at = viewer_of(request), timezone.now()
    attendance = access.get_attendance_by_badge(viewer, badge)
    error = ""
    if request.method == "POST":
        try:
            actions.check_in(attendance_id=attendance.pk, actor=viewer, at=at)
        except (actions.NotOnThisDay, actions.DayOver) as refused:
            error = str(refused)
        else:
            name = attendance.application.candidate.name
            messages.success(request, _("%(name)s is here.") % {"name": name})
            return redirect("interviews:badge-check-in", badge)
    own = queries.sessions_of_application(attendance.application_id, days=[attendance.day_id])
    context = {
        "day": attendance.day,
        "attendance": attendance,
        "is_today": attendance.day.is_on(at),
        "following": next((slot for slot in own if slot.ends_at > at), None),
        "error": error,
    }
    status = 422 if error else 200
    return render(request, "interviews/days/check_in.html", context, status=status)


@require_http_methods(["GET", "POST"])
def day_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """How many candidates a Day takes, until when they choose it, and what they read."""
    viewer = viewer_of(request)
    day = access.get_day_to_change(viewer, pk)
    form = OfferForm(typed(request), day=day)
    if request.method == "POST" and form.is_valid():
        try:
            actions.offer_day(day_id=pk, **form.cleaned_data, actor=viewer, at=timezone.now())
        except actions.MoreThanSeats as error:
            form.add_error("seats", str(error))
        except actions.DayOver as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("interviews:day-page", day.pk)
    context = {"form": form, "day": day, "taken": queries.seats_taken(day)}
    status = 422 if request.method == "POST" else 200
    return render(request, "interviews/days/offer.html", context, status=status)
