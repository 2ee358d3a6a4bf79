"""What needs me now, and how it goes."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from candidates.openings.access import get_opening
from hiring.dashboards import boards
from hiring.dashboards.boards import Ask, Board, boards_for
from hiring.dashboards.forms import FunnelForm
from hiring.dashboards.pictures import funnel_picture, small_picture
from hiring.dashboards.queries.errands import errands_for
from hiring.dashboards.queries.funnel import Cohort, Split, joined, split_of
from hiring.dashboards.queries.sheet import funnel_sheet
from hiring.dashboards.queries.standard import openings_for, standings_of
from hiring.dashboards.queries.stays import times_of, withdrawals_of
from hiring.dashboards.timing import sources_picture, times_picture

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from django.http import HttpRequest

    from candidates.openings.models import Opening


@require_GET
def board(request: HttpRequest, code: str) -> HttpResponse:
    """A board of figures; as a file for a spreadsheet with `format=csv`.

    403 for those whose part in the house has none of it; of openings that one may not see there
    is nothing on it.
    """
    shown = boards.get(code)
    if not shown.may_see(request.user):
        raise PermissionDenied
    query = request.GET.dict()
    filters = shown.filters(request.user, query)
    values = {each.name: each.chosen(query) for each in filters}
    sheet = shown.sheet(Ask(request.user, timezone.now(), values))
    if request.GET.get("format") == "csv":
        return as_csv(f"{code}.csv", sheet.rows())
    context = {
        "board": shown,
        "sheet": sheet,
        "filters": [(each, values[each.name]) for each in filters],
    } | strip_context(request, shown, values)
    return render(request, "hiring/dashboards/board.html", context)


def strip_context(request: HttpRequest, shown: Board, values: dict[str, str]) -> dict[str, Any]:
    """What every board's page needs: the way to the others, and to the same as CSV and PDF."""
    asked = {name: value for name, value in values.items() if value}
    kept = {"opening": asked["opening"]} if "opening" in asked else {}
    paper = boards.paper_url_name()
    return {
        "strip": [
            (each, f"{reverse(each.url_name)}{_query(kept)}", each == shown)
            for each in boards_for(request.user)
        ],
        "sheet_url": f"{request.path}{_query(asked | {'format': 'csv'})}",
        "paper_url": reverse(paper) if paper else "",
        "paper_figures": f"{shown.code}{_query(asked)}",
    }


def _query(values: dict[str, str]) -> str:
    return f"?{urlencode(values)}" if values else ""


def as_csv(name: str, rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Rows as a file for a spreadsheet."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    csv.writer(response).writerows(rows)
    return response


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The first page after login: what needs me now, then how it goes."""
    at = timezone.now()
    openings = openings_for(request.user)
    standings = standings_of(request.user, openings, at)
    context = {
        "errands": errands_for(request.user, at),
        "rows": [(standing, small_picture(standing.funnel)) for standing in standings],
        "boards": [(each, reverse(each.url_name)) for each in boards_for(request.user)],
    }
    return render(request, "hiring/dashboards/home.html", context)


@dataclass(frozen=True)
class Asked:
    """What the address asks for: these openings, whose applications, and all there is to ask."""

    form: FunnelForm
    openings: Sequence[Opening]
    cohort: Cohort
    split: Split


def _asked(request: HttpRequest, openings: Sequence[Opening], at: dt.datetime) -> Asked:
    """Read the filters; the sources and languages to choose from are those of the openings."""
    slug = request.GET.get("opening", "")
    chosen = [each for each in openings if each.slug == slug] or list(openings)
    today = timezone.localdate(at)
    ids = [opening.pk for opening in chosen]
    since = FunnelForm(request.GET, openings=openings).cohort(today).since
    split = split_of(ids, since=since)
    form = FunnelForm(
        request.GET,
        openings=openings,
        sources=[part.value for part in split.sources],
        languages=[part.value for part in split.languages],
    )
    return Asked(form, chosen, form.cohort(today), split)


@require_GET
def funnel(request: HttpRequest) -> HttpResponse:
    """The funnel over all openings that one may see, or over one of them."""
    at = timezone.now()
    asked = _asked(request, openings_for(request.user, every=True), at)
    if request.GET.get("format") == "csv":
        return _sheet(asked, at)
    return render(request, "hiring/dashboards/funnel.html", _funnel_context(request, asked, at))


@require_GET
def opening_funnel(request: HttpRequest, slug: str) -> HttpResponse:
    """The funnel of one opening, as one of its tabs."""
    at = timezone.now()
    opening = get_opening(request.user, slug)
    asked = _asked(request, [opening], at)
    if request.GET.get("format") == "csv":
        return _sheet(asked, at)
    context = _funnel_context(request, asked, at) | {"opening": opening}
    return render(request, "hiring/dashboards/opening_funnel.html", context)


def _funnel_context(request: HttpRequest, asked: Asked, at: dt.datetime) -> dict[str, Any]:
    openings = asked.openings
    split = asked.split
    known = split.openings if asked.cohort.since is None else None
    standings = standings_of(request.user, openings, at, asked.cohort, known)
    whole = joined(standing.funnel for standing in standings)
    times = times_of([opening.pk for opening in openings], at, since=asked.cohort.since)
    only = openings[0] if len(openings) == 1 else None
    return {
        "form": asked.form,
        "cohort": asked.cohort,
        "funnel": whole,
        "drawing": funnel_picture(whole, str(only) if only else ""),
        "rows": [(standing, None) for standing in standings],
        "times": times,
        "times_drawing": times_picture(times),
        "sources": sources_picture(split.sources, _("Hired by source"), _("not said")),
        "languages": sources_picture(split.languages, _("Hired by language"), _("not said")),
        "has_languages": len(split.languages) > 1,
        "only": only,
        "withdrawals": withdrawals_of(only) if only else [],
    } | strip_context(request, boards.get("funnel"), _values(asked, only))


def _values(asked: Asked, only: Opening | None) -> dict[str, str]:
    """What was chosen, as the address says it; on an opening's own tab the opening as well."""
    chosen = {name: str(asked.form[name].value() or "") for name in asked.form.fields}
    return chosen | ({"opening": only.slug} if only else {})


def _sheet(asked: Asked, at: dt.datetime) -> HttpResponse:
    """The figures of the page as a file for a spreadsheet."""
    return as_csv("funnel.csv", funnel_sheet(asked.openings, asked.cohort, at))
