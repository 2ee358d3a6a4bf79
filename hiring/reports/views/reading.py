"""Watch a report come, open it, stop it; and the list of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from candidates.files.serving import serve
from candidates.portal.access import current_candidate
from hiring.reports import access, actions, kinds, queries

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from hiring.accounts.models import User


@require_GET
def report_list(request: HttpRequest) -> HttpResponse:
    """The viewer's own reports that are still kept, and kits for what they run next."""
    now = timezone.now()
    rows = [
        (report, kinds.get(report.kind)) for report in queries.own_reports(request.user, at=now)
    ]
    context = {"rows": rows, "kits": queries.own_kits(request.user, at=now)}
    template = "hiring/reports/report_list.html"
    if request.htmx and not request.htmx.boosted:  # type: ignore[attr-defined]
        template += "#rows"
    return render(request, template, context)


@require_GET
def report_page(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a report is, and the way to its file; the fragment while it is being waited for."""
    report = access.get_report(request.user, pk, at=timezone.now())
    template = "hiring/reports/report_page.html"
    if request.htmx and not request.htmx.boosted:  # type: ignore[attr-defined]
        template += "#progress"
    return render(request, template, {"report": report, "kind": kinds.get(report.kind)})


@require_GET
def report_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The PDF, for whoever asked for it and may still see what is in it."""
    now = timezone.now()
    report = access.get_report(request.user, pk, at=now)
    access.require_allowed(request.user, report)
    if report.file is None:
        return redirect("hiring:report-page", report.pk)
    return serve(request, report.file, at=now)


@require_POST
def report_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a report that is on its way."""
    now = timezone.now()
    report = access.get_report(request.user, pk, at=now)
    report = actions.cancel_report(report_id=report.pk, actor=cast("User", request.user), at=now)
    if not report.is_cancelled:
        messages.success(request, _("It was done already."))
    return redirect("hiring:report-page", report.pk)


@login_not_required
@never_cache
@require_safe
def own_paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A candidate's own paper, behind their own link; no staff login opens it."""
    now = timezone.now()
    candidate = current_candidate(request, at=now)
    if candidate is None:
        return redirect("candidates:portal-again")
    return serve(request, access.get_own_paper(candidate, pk, at=now), at=now)
