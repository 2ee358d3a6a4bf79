"""What needs me now, and how it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from candidates.openings.access import get_opening
from hiring.dashboards.forms import FunnelForm
from hiring.dashboards.pictures import funnel_picture, small_picture
from hiring.dashboards.queries.errands import errands_for
from hiring.dashboards.queries.funnel import joined
from hiring.dashboards.queries.standard import openings_for, standings_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from candidates.openings.models import Opening


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The first page after login: what needs me now, then how it goes."""
    at = timezone.now()
    openings = openings_for(request.user)
    standings = standings_of(request.user, openings, at)
    context = {
        "errands": errands_for(request.user, at),
        "rows": [(standing, small_picture(standing.funnel)) for standing in standings],
    }
    return render(request, "hiring/dashboards/home.html", context)


@require_GET
def funnel(request: HttpRequest) -> HttpResponse:
    """The funnel over all openings that one may see, or over one of them."""
    openings = openings_for(request.user, every=True)
    form = FunnelForm(request.GET, openings=openings)
    chosen = openings
    if form.is_valid() and form.cleaned_data["opening"]:
        chosen = [each for each in openings if each.slug == form.cleaned_data["opening"]]
    context = _funnel_context(request, form, chosen)
    template = "hiring/dashboards/funnel.html"
    if request.htmx and not request.htmx.boosted:  # type: ignore[attr-defined]
        template += "#figures"
    return render(request, template, context)


@require_GET
def opening_funnel(request: HttpRequest, slug: str) -> HttpResponse:
    """The funnel of one opening, as one of its tabs."""
    opening = get_opening(request.user, slug)
    form = FunnelForm(request.GET, openings=[opening])
    context = _funnel_context(request, form, [opening]) | {"opening": opening}
    return render(request, "hiring/dashboards/opening_funnel.html", context)


def _funnel_context(
    request: HttpRequest, form: FunnelForm, openings: Sequence[Opening]
) -> dict[str, Any]:
    at = timezone.now()
    since = form.since(timezone.localdate(at)) if form.is_valid() else None
    standings = standings_of(request.user, openings, at, since=since)
    whole = joined(standing.funnel for standing in standings)
    name = str(openings[0]) if len(openings) == 1 else ""
    return {
        "form": form,
        "funnel": whole,
        "drawing": funnel_picture(whole, name),
        "rows": [(standing, None) for standing in standings],
    }
