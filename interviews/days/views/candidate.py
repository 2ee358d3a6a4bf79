"""The candidate's pages of their Day: coming, the badge, another date. Only their own, in the
portal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from candidates.portal.access import current_candidate, get_own_application
from interviews.days import actions, cards, queries
from interviews.days.forms import OtherDayForm
from interviews.drawings.codes import draw_qr

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from candidates.applications.models import Application

AGAIN = "candidates:portal-again"
HOME = "candidates:portal-home"


def _own(request: HttpRequest, pk: int) -> Application | None:
    """Return the candidate's own application; None when nobody is in the portal."""
    candidate = current_candidate(request, at=timezone.now())
    return get_own_application(candidate, pk) if candidate else None


@login_not_required
@never_cache
@require_safe
def own_day(request: HttpRequest, pk: int) -> HttpResponse:
    """The badge with its code, the timetable, and the other dates that may be chosen."""
    application = _own(request, pk)
    if application is None:
        return redirect(AGAIN)
    return _page(request, application, OtherDayForm())


def _page(
    request: HttpRequest, application: Application, form: OtherDayForm, *, refused: str = ""
) -> HttpResponse:
    at = timezone.now()
    shown = cards.own_timetable(application, at)
    attendance = queries.standing_attendance(application.pk)
    if shown is None and attendance is None:
        raise Http404
    context = {
        **(shown or {"attendance": attendance, "day": attendance.day if attendance else None}),
        "application": application,
        "candidate": application.candidate,
        "form": form,
        "refused": refused,
        "may_leave": attendance is None
        or (attendance.arrived_at is None and at < queries.may_leave_until(attendance.day)),
    }
    if attendance is not None:
        url = settings.PUBLIC_URL + reverse("interviews:badge-check-in", args=[attendance.badge])
        context["badge"] = draw_qr(url, _("your check-in"))
    status = 422 if form.is_bound or refused else 200
    return render(request, "interviews/days/own_day.html", context, status=status)


@login_not_required
@require_POST
def own_day_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The candidate comes."""
    application = _own(request, pk)
    if application is None:
        return redirect(AGAIN)
    attendance = queries.standing_attendance(pk)
    if attendance is None:
        raise Http404
    try:
        actions.confirm_day(attendance_id=attendance.pk, at=timezone.now())
    except (actions.NotOnThisDay, actions.DayOver) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Thank you. We look forward to meeting you."))
    return redirect(HOME)


@login_not_required
@require_POST
def own_day_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """The candidate asks for another date than those that are offered."""
    application = _own(request, pk)
    if application is None:
        return redirect(AGAIN)
    attendance = queries.standing_attendance(pk)
    if attendance is None:
        raise Http404
    form = OtherDayForm(request.POST)
    if form.is_valid():
        try:
            actions.ask_other_day(
                attendance_id=attendance.pk, **form.cleaned_data, at=timezone.now()
            )
        except (actions.NotOnThisDay, actions.DayOver, actions.ReasonMissing) as error:
            form.add_error("reason", str(error))
        else:
            messages.success(request, _("We have it, and will write to you."))
            return redirect(HOME)
    return _page(request, application, form)


@login_not_required
@require_POST
def own_day_choose(request: HttpRequest, pk: int) -> HttpResponse:
    """The candidate takes a seat of a Day that is offered."""
    application = _own(request, pk)
    if application is None:
        return redirect(AGAIN)
    at = timezone.now()
    wanted = request.POST.get("day", "")
    offered = {str(offer.day.pk): offer.day.pk for offer in queries.offers_for(application, at)}
    attendance = queries.standing_attendance(pk)
    if attendance is not None:
        offered[str(attendance.day_id)] = attendance.day_id
    if wanted not in offered:
        return _page(request, application, OtherDayForm(), refused=str(actions.NotOffered()))
    try:
        actions.choose_day(application_id=pk, day_id=offered[wanted], at=at)
    except actions.DayFull:
        refused = _("Somebody took the last seat of this date a moment ago. Choose another one.")
        return _page(request, application, OtherDayForm(), refused=refused)
    except (actions.NotOffered, actions.TooLate, actions.DayOver) as error:
        return _page(request, application, OtherDayForm(), refused=str(error))
    messages.success(request, _("This date is yours."))
    return redirect(HOME)
