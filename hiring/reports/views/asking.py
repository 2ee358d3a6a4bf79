"""Ask for a report on an application, a Day, or many candidates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from candidates.applications.access import get_application
from candidates.openings.access import get_opening
from hiring.reports import access, actions, kinds, queries
from hiring.reports.forms import BundleForm, FiguresForm, MonthForm, ReportForm
from hiring.reports.kinds import Wanted
from interviews.days.access import get_day, knows_candidates

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from candidates.openings.models import Opening
    from hiring.accounts.models import User

UNPROCESSABLE = 422
SHOWN = 8


def _asked(
    request: HttpRequest, form: ReportForm, about: Wanted
) -> tuple[HttpResponse | None, str]:
    """Ask for what the form says; the way to the report, or the sentence that says why not."""
    if not form.is_valid():
        return None, ""
    data = form.cleaned_data
    wanted = replace(
        about,
        kind=data["kind"],
        variant=data["variant"],
        month=data.get("month"),
        chosen=data.get("chosen", ()),
        figures=data.get("figures"),
    )
    return _ask(request, wanted, data["language"])


def _ask(request: HttpRequest, wanted: Wanted, language: str) -> tuple[HttpResponse | None, str]:
    try:
        report = actions.ask_report(
            wanted=wanted,
            language=language,
            actor=cast("User", request.user),
            at=timezone.now(),
        )
    except kinds.ReportRefused as error:
        return None, str(error)
    return redirect("hiring:report-page", report.pk), ""


def _refused(request: HttpRequest, form: ReportForm, refusal: str, **context: Any) -> HttpResponse:
    shown = {"form": form, "refusal": refusal, **context}
    return render(request, "hiring/reports/report_ask.html", shown, status=UNPROCESSABLE)


@require_POST
def report_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a report on an application, and go to where it will appear."""
    application = get_application(request.user, pk)
    form = ReportForm(request.POST)
    response, refusal = _asked(request, form, Wanted("", application_id=application.pk))
    return response or _refused(request, form, refusal, application=application)


@require_http_methods(["GET", "POST"])
def day_reports(request: HttpRequest, pk: int) -> HttpResponse:
    """What can be printed for a Day; posting asks for one."""
    day = get_day(request.user, pk)
    about = Wanted("", day_id=day.pk)
    form = ReportForm(request.POST or None)
    refusal = ""
    if request.method == "POST":
        response, refusal = _asked(request, form, about)
        if response:
            return response
    context = {
        "day": day,
        "knows_candidates": knows_candidates(request.user, day.opening_id),
        "offered": queries.on_offer(request.user, about),
        "kits": queries.kits_of_day(request.user, day.pk),
        "reports": queries.reports_on(request.user, about, at=timezone.now(), limit=SHOWN),
        "refusal": refusal,
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "hiring/reports/day_reports.html", context, status=status)


@require_POST
def session_reports(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the kit of a session."""
    session = access.get_session(request.user, pk)
    form = ReportForm(request.POST)
    response, refusal = _asked(request, form, Wanted("", session_id=session.pk))
    return response or _refused(request, form, refusal)


@require_GET
def opening_reports(request: HttpRequest, slug: str) -> HttpResponse:
    """What can be printed of an opening: its Days, its months, many scorecards."""
    return _opening_page(request, get_opening(request.user, slug))


@require_POST
def bundle_ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the scorecards of many candidates as one file."""
    opening = get_opening(request.user, slug)
    candidates = queries.with_scorecards(request.user, opening.pk)
    form = BundleForm(request.POST, candidates=[(row.pk, row.name) for row in candidates])
    response, refusal = _asked(request, form, Wanted("", opening_id=opening.pk))
    return response or _opening_page(request, opening, bundle_form=form, refusal=refusal)


@require_POST
def month_ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a report on an opening in one month."""
    opening = get_opening(request.user, slug)
    form = MonthForm(request.POST, months=queries.months_of(opening, timezone.now()))
    response, refusal = _asked(request, form, Wanted("", opening_id=opening.pk))
    return response or _opening_page(request, opening, month_form=form, refusal=refusal)


def _opening_page(
    request: HttpRequest,
    opening: Opening,
    *,
    bundle_form: BundleForm | None = None,
    month_form: MonthForm | None = None,
    refusal: str = "",
) -> HttpResponse:
    now = timezone.now()
    about = Wanted("", opening_id=opening.pk)
    candidates = queries.with_scorecards(request.user, opening.pk)
    chosen = bundle_form.data.getlist("chosen") if bundle_form else []  # type: ignore[attr-defined]
    context = {
        "opening": opening,
        "days": queries.days_to_print(request.user, opening.pk),
        "bundle_form": bundle_form,
        "month_kinds": kinds.all_kinds("month"),
        "month_form": month_form or MonthForm(months=queries.months_of(opening, now)),
        "candidates": candidates,
        "chosen": set(chosen),
        "reports": queries.reports_on(request.user, about, at=now, limit=SHOWN),
        "refusal": refusal,
    }
    status = 200 if request.method == "GET" else UNPROCESSABLE
    return render(request, "hiring/reports/opening_reports.html", context, status=status)


@require_POST
def figures_ask(request: HttpRequest) -> HttpResponse:
    """Ask for a board of figures as a PDF."""
    form = FiguresForm(request.POST)
    response, refusal = _asked(request, form, Wanted(""))
    return response or _refused(request, form, refusal)


@require_POST
def report_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more for what failed, was cancelled, or is to be made on newer facts."""
    report = access.get_report(request.user, pk, at=timezone.now())
    response, refusal = _ask(request, report.wanted, report.language)
    return response or _refused(request, ReportForm(), refusal, report=report)
