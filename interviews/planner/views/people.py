"""When people are there, which they say themselves, and what they may run, which recruiters say."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from candidates.openings.access import get_opening
from interviews.days.access import require_coordinator
from interviews.days.queries import staff_of, stages_on_day
from interviews.days.views.asked import typed, viewer_of
from interviews.planner import access, actions, queries
from interviews.planner.forms import ExceptionForm, SkillsForm, WeekForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from interviews.planner.queries import Week


def _today(request: HttpRequest) -> dt.date:
    viewer: Any = viewer_of(request)
    return timezone.now().astimezone(ZoneInfo(viewer.time_zone)).date()


def _initial(week: Week) -> dict[str, str]:
    shown: dict[str, str] = {}
    lines: dict[int, int] = {}
    for each in week.hours:
        line = lines.get(each.weekday, 0)
        lines[each.weekday] = line + 1
        shown[f"starts_{each.weekday}_{line}"] = each.starts.strftime("%H:%M")
        shown[f"ends_{each.weekday}_{line}"] = each.ends.strftime("%H:%M")
    return shown


@require_http_methods(["GET", "POST"])
def hours_page(request: HttpRequest) -> HttpResponse:
    """The viewer's own week and its exceptions; a POST saves the week."""
    viewer = viewer_of(request)
    week = queries.week_of(viewer.pk, _today(request))
    form = WeekForm(typed(request), initial=_initial(week))
    if request.method == "POST" and form.is_valid():
        hours = [actions.Hours(*each) for each in form.cleaned_data["hours"]]
        actions.set_work_hours(person_id=viewer.pk, hours=hours)
        messages.success(request, _("Saved. Days are planned by it from now on."))
        return redirect("interviews:hours-page")
    status = 422 if request.method == "POST" else 200
    return _hours(request, form, ExceptionForm(), week, status)


def _hours(
    request: HttpRequest, form: WeekForm, exception: ExceptionForm, week: Week, status: int
) -> HttpResponse:
    context = {"form": form, "exception_form": exception, "week": week}
    return render(request, "interviews/planner/hours.html", context, status=status)


@require_POST
def exception_add(request: HttpRequest) -> HttpResponse:
    """Say that a date is unlike its week."""
    viewer = viewer_of(request)
    exception = ExceptionForm(request.POST)
    if exception.is_valid():
        actions.add_exception(person_id=viewer.pk, **exception.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("interviews:hours-page")
    week = queries.week_of(viewer.pk, _today(request))
    return _hours(request, WeekForm(initial=_initial(week)), exception, week, 422)


@require_POST
def exception_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an own exception back."""
    own = access.get_exception(viewer_of(request), pk)
    actions.remove_exception(person_id=own.person_id, exception_id=own.pk)
    messages.success(request, _("Removed."))
    return redirect("interviews:hours-page")


@require_http_methods(["GET", "POST"])
def opening_skills(request: HttpRequest, slug: str) -> HttpResponse:
    """Who of an opening's people may run which of its stations, and how much."""
    viewer = viewer_of(request)
    opening = get_opening(viewer, slug)
    require_coordinator(viewer, opening.pk)
    kinds = list(dict.fromkeys(stage.kind_class for stage in stages_on_day(opening.pk)))
    codes = tuple(kind.code for kind in kinds)
    rows = queries.skills_of(staff_of(opening.pk), codes)
    form = SkillsForm(typed(request), rows=rows, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        skills = [
            actions.SkillSet(
                person_id=row.person_id,
                kinds={
                    code: cleaned[f"skill_{row.person_id}_{code}"] == "trains"
                    for code in codes
                    if cleaned[f"skill_{row.person_id}_{code}"]
                },
                **{name: cleaned[f"{name}_{row.person_id}"] for name in form.LIMITS},
                languages=cleaned[f"languages_{row.person_id}"],
            )
            for row in rows
        ]
        actions.set_skills(skills=skills, kinds=codes)
        messages.success(request, _("Saved."))
        return redirect("interviews:opening-days", opening.slug)
    context = {"form": form, "opening": opening, "kinds": kinds}
    status = 422 if request.method == "POST" else 200
    return render(request, "interviews/planner/skills.html", context, status=status)
