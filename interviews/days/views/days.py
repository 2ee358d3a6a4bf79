"""Days from being planned to being finished."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from candidates.history.queries import timeline
from candidates.openings.access import get_opening
from interviews.days import access, actions, clock, lanes, queries
from interviews.days.forms import DayForm, StationForm
from interviews.days.models import Day
from interviews.days.views.asked import typed, viewer_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from interviews.days.queries import Slot

DAYS_ON_A_PAGE = 50
HISTORY_LINES = 40


@require_GET
def day_list(request: HttpRequest) -> HttpResponse:
    """All Days that the viewer may see: running today, coming, past."""
    return _list(request, None)


@require_GET
def opening_days(request: HttpRequest, slug: str) -> HttpResponse:
    """The Days of one opening."""
    opening = get_opening(viewer_of(request), slug)
    context = {
        "opening": opening,
        "may_plan": access.may_coordinate(viewer_of(request), opening.pk),
    }
    return _list(request, opening.pk, context)


def _list(
    request: HttpRequest, opening_id: int | None, extra: dict[str, Any] | None = None
) -> HttpResponse:
    at, viewer = timezone.now(), viewer_of(request)
    page = Paginator(queries.days_of(viewer, opening_id), DAYS_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "groups": queries.grouped(page.object_list, at),
        "may_manage_rooms": access.may_manage_rooms(viewer),
        **(extra or {}),
    }
    name = "list" if opening_id is None else "opening"
    return render(request, f"interviews/days/{name}.html", context)


@require_http_methods(["GET", "POST"])
def day_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan a Day: its stations come from the opening's plan."""
    at, viewer = timezone.now(), viewer_of(request)
    opening = get_opening(viewer, slug)
    access.require_coordinator(viewer, opening.pk)
    today = at.astimezone(ZoneInfo(opening.time_zone)).date()
    form = DayForm(
        typed(request),
        time_zone=opening.time_zone,
        today=today,
        initial={"starts_at": dt.time(9), "site": opening.location, "on": _next_workday(today)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            day = actions.create_day(
                opening_id=opening.pk, **form.cleaned_data, actor=viewer, at=at
            )
        except actions.DateTaken as error:
            form.add_error("on", str(error))
        except actions.NoPlan as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The Day is planned. Now put candidates on it."))
            return redirect("interviews:day-page", day.pk)
    context = {"form": form, "opening": opening, "stages": queries.stages_on_day(opening.pk)}
    status = 422 if request.method == "POST" else 200
    return render(request, "interviews/days/create.html", context, status=status)


@require_http_methods(["GET", "POST"])
def day_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a Day that is not published to another date, beginning or site."""
    at, viewer = timezone.now(), viewer_of(request)
    day = access.get_day_to_change(viewer, pk)
    local = clock.local(day.starts_at, day.time_zone)
    form = DayForm(
        typed(request),
        time_zone=day.time_zone,
        today=at.astimezone(ZoneInfo(day.time_zone)).date(),
        initial={"on": day.on, "starts_at": local.time(), "site": day.site},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_day(day_id=day.pk, **form.cleaned_data, actor=viewer, at=at)
        except actions.DateTaken as error:
            form.add_error("on", str(error))
        except (actions.DayIsOut, actions.SlotTaken, actions.DayOver) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("interviews:day-page", day.pk)
    context = {"form": form, "day": day}
    status = 422 if request.method == "POST" else 200
    return render(request, "interviews/days/change.html", context, status=status)


def _next_workday(today: dt.date) -> dt.date:
    """Propose a date a week ahead, or the Monday after."""
    following = today + dt.timedelta(days=7)
    return following + dt.timedelta(days={6: 2, 7: 1}.get(following.isoweekday(), 0))


@require_GET
def day_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A Day: its timetable as a drawing and as a table, its stations and candidates."""
    at, viewer = timezone.now(), viewer_of(request)
    day = access.get_day(viewer, pk)
    may_change = access.may_coordinate(viewer, day.opening_id) and not day.is_over
    by = request.GET.get("by", "candidate")
    by = by if by in lanes.VIEWS else "candidate"
    table = queries.timetable(day)

    def href(slot: Slot) -> str:
        return reverse("interviews:session-change", args=[slot.session_id])

    def move(slot: Slot) -> str:
        return reverse("interviews:session-place", args=[slot.session_id]) + f"?by={by}"

    ways = {"href": href, "move": move} if may_change else {}
    context = {
        "day": day,
        "table": table,
        "by": by,
        "views": lanes.VIEWS.items(),
        "rows": lanes.rows(table, by),
        "timetable": lanes.drawing(table, by, at=at, **ways),
        "may_change": may_change,
        "knows_candidates": access.knows_candidates(viewer, day.opening_id),
        "history": timeline(subject="day", subject_key=day.pk)[:HISTORY_LINES],
    }
    return render(request, "interviews/days/page.html", context)


@require_http_methods(["GET", "POST"])
def station_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a station another room, length or number of candidates at a time."""
    viewer = viewer_of(request)
    station = access.get_station_to_change(viewer, pk)
    form = StationForm(typed(request), station=station)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_station(
                station_id=pk, **form.cleaned_data, actor=viewer, at=timezone.now()
            )
        except actions.DayOver as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("interviews:day-page", station.day_id)
    context = {"form": form, "station": station, "day": station.day}
    status = 422 if request.method == "POST" else 200
    return render(request, "interviews/days/station.html", context, status=status)


@require_POST
def day_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the timetable to candidates and draft their mails."""
    viewer = viewer_of(request)
    day = access.get_day_to_change(viewer, pk)
    try:
        actions.publish_day(day_id=pk, actor=viewer, at=timezone.now())
    except (actions.NothingPlanned, actions.DayOver) as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            _("Published. The candidates' mails are drafted: read and release them in Messages."),
        )
    return redirect("interviews:day-page", day.pk)


@require_POST
def day_unpublish(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the timetable back."""
    viewer = viewer_of(request)
    day = access.get_day_to_change(viewer, pk)
    try:
        actions.unpublish_day(day_id=pk, actor=viewer, at=timezone.now())
    except actions.DayOver as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            _("Taken back: candidates no longer see it. Mails that went out are out."),
        )
    return redirect("interviews:day-page", day.pk)


@require_http_methods(["GET", "POST"])
def day_finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the Day, after saying what that does."""
    viewer = viewer_of(request)
    day = access.get_day_to_change(viewer, pk)
    error = ""
    if request.method == "POST":
        try:
            actions.finish_day(day_id=pk, actor=viewer, at=timezone.now())
        except (actions.SessionsAhead, actions.DayOver) as refused:
            error = str(refused)
        else:
            messages.success(request, _("The Day is finished. Who came is being decided on now."))
            return redirect("interviews:day-page", day.pk)
    arrived, missing = queries.attendance_counts(day)
    facts = [
        ngettext("%(n)d candidate came", "%(n)d candidates came", arrived) % {"n": arrived}
        + ": "
        + _("they move on to Deciding."),
        ngettext("%(n)d candidate did not come", "%(n)d candidates did not come", missing)
        % {"n": missing}
        + ": "
        + _("they stay where they are; decide about them on their pages."),
        _("Sessions that still run end now. Afterwards nothing on this Day can be changed."),
    ]
    return _ask(request, day, _("Finish the Day"), facts, error=error)


@require_http_methods(["GET", "POST"])
def day_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Call the Day off, after saying what that does."""
    viewer = viewer_of(request)
    day = access.get_day_to_change(viewer, pk)
    error = ""
    if request.method == "POST":
        try:
            actions.cancel_day(day_id=pk, actor=viewer, at=timezone.now())
        except (actions.SessionUnderWay, actions.DayOver) as refused:
            error = str(refused)
        else:
            messages.success(request, _("The Day is called off; its candidates are invited again."))
            return redirect("interviews:day-page", day.pk)
    facts = [
        _("All its sessions are cancelled; rooms and interviewers are free again."),
        _("Its candidates go back to Invited, so that they can be put on another Day."),
        _("Timetable mails that nobody has released yet are put away."),
    ]
    return _ask(request, day, _("Call the Day off"), facts, error=error, danger=True)


def _ask(
    request: HttpRequest,
    day: Day,
    heading: str,
    facts: list[str],
    *,
    error: str,
    danger: bool = False,
) -> HttpResponse:
    context = {"day": day, "heading": heading, "facts": facts, "error": error, "danger": danger}
    status = 422 if error else 200
    return render(request, "interviews/days/confirm.html", context, status=status)
