"""Planning a class backwards."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from candidates.openings.access import get_opening
from hiring.classes import queries
from hiring.classes.forms import ClassForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PER_DAY: Final = 8
NOTICE_WEEKS: Final = 4
AHEAD: Final = dt.timedelta(weeks=12)


@require_GET
def class_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Say how many Days, candidates and applicants a class takes, and by when."""
    opening = get_opening(request.user, slug)
    at = timezone.now()
    today = timezone.localdate(at, dt.UTC)
    asked = {
        "seats": opening.seats,
        "starts_on": today + AHEAD,
        "per_day": PER_DAY,
        "notice_weeks": NOTICE_WEEKS,
    }
    given = request.GET if set(asked) & set(request.GET) else None
    form = ClassForm(given, initial=asked)
    rates, keys = queries.rates_of(request.user, opening)
    plan = None
    if given is None or form.is_valid():
        wanted = asked if given is None else form.cleaned_data
        times = queries.times_for(keys, at)
        plan = queries.plan_class(**wanted, rates=rates, times=times)
        asked = wanted
    context = {
        "opening": opening,
        "form": form,
        "asked": asked,
        "rates": rates,
        "plan": plan,
        "is_late": bool(plan and plan.open_by_on and plan.open_by_on < today),
    }
    status = 200 if plan else 422
    return render(request, "hiring/classes/page.html", context, status=status)
