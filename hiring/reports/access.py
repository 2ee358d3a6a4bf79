"""Who may look at a report: whoever asked for it, for as long as they may see what is in it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

from candidates.applications.access import get_application
from hiring.reports.models import Report

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from hiring.reports.kinds import ReportKind


def get_report(user: Viewer, pk: int, *, at: dt.datetime) -> Report:
    """Return a report of the user's own that is still kept; 404 for everybody else's.

    404 too when the user may not see the application any more.
    """
    kept = Report.objects.visible_to(user).filter(pk=pk, expires_at__gt=at)
    report = kept.select_related("application__candidate", "task", "file", "asked_by").first()
    if report is None:
        raise Http404
    if report.application_id is not None:
        get_application(user, report.application_id)
    return report


def require_allowed(user: Viewer, report: Report, kind: ReportKind) -> None:
    """403 with a sentence when the user may not have this kind of report now (they are blind)."""
    refusal = kind.refusal(user, report.application_id or 0)
    if refusal:
        raise PermissionDenied(refusal)
