"""Pages of reports: ask for one, watch it come, open it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from candidates.applications.access import get_application
from candidates.files.serving import serve
from hiring.reports import access, actions, kinds
from hiring.reports.forms import ReportForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from hiring.accounts.models import User


@require_POST
def report_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a report on an application, and go to where it will appear."""
    application = get_application(request.user, pk)
    form = ReportForm(request.POST)
    refusal = ""
    if form.is_valid():
        try:
            report = actions.ask_report(
                **form.cleaned_data,
                application_id=application.pk,
                actor=cast("User", request.user),
                at=timezone.now(),
            )
        except kinds.ReportRefused as error:
            refusal = str(error)
        else:
            return redirect("hiring:report-page", report.pk)
    context = {"application": application, "form": form, "refusal": refusal}
    return render(request, "hiring/reports/report_ask.html", context, status=422)


@require_GET
def report_page(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a report is, and the way to its file; the fragment while it is being waited for."""
    report = access.get_report(request.user, pk, at=timezone.now())
    kind = kinds.get(report.kind)
    template = "hiring/reports/report_page.html"
    if request.htmx and not request.htmx.boosted:  # type: ignore[attr-defined]
        template += "#progress"
    context = {
        "report": report,
        "kind": kind,
        "form": ReportForm(initial={"kind": report.kind, "language": report.language}),
    }
    return render(request, template, context)


@require_GET
def report_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The PDF, for whoever asked for it and may still see what is in it."""
    now = timezone.now()
    report = access.get_report(request.user, pk, at=now)
    access.require_allowed(request.user, report, kinds.get(report.kind))
    if report.file is None:
        return redirect("hiring:report-page", report.pk)
    return serve(request, report.file, at=now)
