"""Plan a Day, watch better timetables come, take one over; put a running Day right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interviews.days import actions as days
from interviews.days import lanes
from interviews.days.access import get_day_to_change
from interviews.days.queries import rooms_of, staff_of, timetable
from interviews.days.views.asked import is_fragment, typed, viewer_of
from interviews.planner import access, actions, queries
from interviews.planner.forms import PlanForm, TroubleForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from interviews.days.models import Day
    from interviews.planner.models import PlanRun

_REFUSALS = (actions.NotReady, days.DayChanged, days.SlotTaken, days.DayOver)


def _staff(day: Day) -> list[tuple[int, str]]:
    return list(staff_of(day.opening_id).values_list("pk", "name"))


@require_http_methods(["GET", "POST"])
def day_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """By what a Day is planned, with defaults out of its plan and what was asked last."""
    viewer, at = viewer_of(request), timezone.now()
    day = get_day_to_change(viewer, pk)
    table = timetable(day)
    form = PlanForm(
        typed(request),
        day=day,
        table=table,
        setup=queries.default_setup(day, table),
        staff=_staff(day),
        rooms=list(rooms_of(day.site).values_list("pk", "name")),
        granted=queries.extra_time([guest.application_id for guest in table.guests]),
    )
    if request.method == "POST" and form.is_valid():
        try:
            run = actions.ask_plan(
                day_id=day.pk, setup=form.cleaned_data["setup"], actor=viewer, at=at
            )
        except days.DayOver as error:
            form.add_error(None, str(error))
        else:
            return redirect("interviews:timetable-page", run.pk)
    context = {"day": day, "table": table, "form": form, "open_run": queries.open_run(day)}
    status = 422 if request.method == "POST" else 200
    return render(request, "interviews/planner/plan.html", context, status=status)


@require_http_methods(["GET", "POST"])
def day_replan(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what went wrong on a running Day, and have it put right."""
    viewer, at = viewer_of(request), timezone.now()
    day = get_day_to_change(viewer, pk)
    table = timetable(day)
    form = TroubleForm(
        typed(request),
        day=day,
        guests=[each for each in table.guests if not (each.is_gone or each.no_show_at)],
        staff=_staff(day),
        running=[slot for slot in table.slots if slot.is_running],
        initial={name: request.GET.get(name, "") for name in ("late", "away", "over")},
    )
    if request.method == "POST" and form.is_valid():
        now = queries.minutes_of(day, at)
        setup = form.change(queries.default_setup(day, table), now)
        if form.is_valid():
            try:
                run = actions.ask_plan(
                    day_id=day.pk, setup=setup, actor=viewer, at=at, is_repair=True
                )
            except days.DayOver as error:
                form.add_error(None, str(error))
            else:
                return redirect("interviews:timetable-page", run.pk)
    context = {"day": day, "table": table, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "interviews/planner/replan.html", context, status=status)


@require_GET
def timetable_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The best timetable so far; the fragment while better ones are being looked for."""
    at = timezone.now()
    run = access.get_run(viewer_of(request), pk)
    template = "interviews/planner/timetable.html"
    if is_fragment(request):
        template += "#timetable"
    return render(request, template, _context(request, run, at))


def _context(request: HttpRequest, run: PlanRun, at: Any) -> dict[str, Any]:
    by = request.GET.get("by", "candidate")
    by = by if by in lanes.VIEWS else "candidate"
    shown = queries.preview(run)
    context: dict[str, Any] = {"run": run, "day": run.day, "by": by, "views": lanes.VIEWS.items()}
    if run.sessions is None:
        return context
    return context | {
        "table": shown.after,
        "rows": lanes.rows(shown.after, by),
        "timetable": lanes.drawing(shown.after, by, at=at),
        "changes": queries.changes(shown) if shown.before.slots else (),
        "placeless": queries.placeless(run, shown.after),
        "help": queries.help_sentence(run, shown.after),
        "linkage": queries.linkage(shown.after),
        "is_stale": run.is_open and run.day.version != run.day_version,
        "may_change": False,
        "knows_candidates": True,
    }


@require_POST
def timetable_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop looking, keep the best."""
    run = access.get_run(viewer_of(request), pk)
    actions.stop_thinking(run_id=run.pk, at=timezone.now())
    return redirect("interviews:timetable-page", run.pk)


@require_POST
def timetable_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the plan away; the Day stays as it is."""
    run = access.get_run(viewer_of(request), pk)
    actions.discard_plan(run_id=run.pk, at=timezone.now())
    messages.success(request, _("Put away. The Day is as it was."))
    return redirect("interviews:day-page", run.day_id)


@require_POST
def timetable_apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the timetable over into the Day."""
    viewer, at = viewer_of(request), timezone.now()
    run = access.get_run(viewer, pk)
    try:
        done = actions.apply_plan(run_id=run.pk, actor=viewer, at=at)
    except _REFUSALS as error:
        messages.error(request, str(error))
        return redirect("interviews:timetable-page", run.pk)
    facts = {"new": done.new, "changed": done.changed, "gone": done.gone}
    text = _("Taken over: %(new)d sessions new, %(changed)d changed, %(gone)d taken back.") % facts
    messages.success(request, text)
    if run.day.state == run.day.State.PUBLISHED and done.application_ids:
        number = len(done.application_ids)
        text = ngettext(
            "The mail to %(n)d candidate is drafted: read and release it in Messages.",
            "The mails to %(n)d candidates are drafted: read and release them in Messages.",
            number,
        )
        messages.info(request, text % {"n": number})
    return redirect("interviews:day-live" if run.is_repair else "interviews:day-page", run.day_id)
