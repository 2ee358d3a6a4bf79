"""Saying no to a session, and who has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from interviews.days import actions as days
from interviews.days.access import get_day_to_change
from interviews.days.queries import slot_of
from interviews.days.views.asked import typed, viewer_of
from interviews.replacements import access, actions, queries
from interviews.replacements.forms import DeclineForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_REFUSALS = (
    actions.ReasonMissing,
    actions.NotInIt,
    days.SessionGone,
    days.SessionUnderWay,
    days.DayOver,
    days.SlotTaken,
)


@require_http_methods(["GET", "POST"])
def session_decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one cannot come, with a reason; what happens then is said before."""
    viewer, at = viewer_of(request), timezone.now()
    session = access.get_own_session(viewer, pk)
    form = DeclineForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.decline_session(session_id=pk, **form.cleaned_data, actor=viewer, at=at)
        except _REFUSALS as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _thanks(replaced=done.replaced_by_id is not None))
            return redirect("interviews:my-day")
    context = {
        "form": form,
        "slot": slot_of(session.pk),
        "day": session.station.day,
        "is_frozen": session.during.lower - at < actions.FREEZE,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "interviews/replacements/decline.html", context, status=status)


def _thanks(*, replaced: bool) -> str:
    if replaced:
        return _("You are out of it. Somebody else was asked, and the recruiter knows.")
    return _("You are out of it. The recruiter knows, and looks for somebody else.")


@require_GET
def day_declines(request: HttpRequest, pk: int) -> HttpResponse:
    """Who said no on a Day, why, and who came in their place; for its recruiters."""
    day = get_day_to_change(viewer_of(request), pk)
    context = {"day": day, "declines": queries.declines_of(day)}
    return render(request, "interviews/replacements/declines.html", context)
