"""Who may look at a report: whoever asked for it, for as long as they may see what is in it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

from candidates.applications.access import get_application
from candidates.openings.models import Opening
from hiring.dashboards.boards import boards_for
from hiring.reports import kinds
from hiring.reports.models import Report
from interviews.days.access import get_day
from interviews.days.models import Session

if TYPE_CHECKING:
    from candidates.files.models import StoredFile
    from candidates.layout.viewer import Viewer
    from candidates.people.models import Candidate


def get_report(user: Viewer, pk: int, *, at: dt.datetime) -> Report:
    """Return a report of the user's own that is still kept; 404 for everybody else's.

    404 too when the user may not see what it is about any more.
    """
    report = Report.objects.visible_to(user).kept(at).for_list().filter(pk=pk).first()
    if report is None:
        raise Http404
    if report.application_id is not None:
        get_application(user, report.application_id)
    elif report.day_id is not None:
        get_day(user, report.day_id)
    elif report.session_id is not None:
        get_session(user, report.session_id)
    elif report.figures is not None:
        code = report.figures.partition("?")[0]
        if code not in {board.code for board in boards_for(user)}:
            raise Http404
    elif not Opening.objects.visible_to(user).filter(pk=report.opening_id or 0).exists():
        raise Http404
    return report


def get_session(user: Viewer, pk: int) -> Session:
    """Return a session that the user runs or coordinates; else 404."""
    related = ("station__stage", "station__day__opening", "room")
    session = Session.objects.visible_to(user).standing().select_related(*related)
    if (found := session.filter(pk=pk).first()) is None:
        raise Http404
    return found


def require_allowed(user: Viewer, report: Report) -> None:
    """403 with a sentence when the user may not have this kind of report now (they are blind)."""
    if refusal := kinds.get(report.kind).refusal(user, report.wanted):
        raise PermissionDenied(refusal)


def get_own_paper(candidate: Candidate, pk: int, *, at: dt.datetime) -> StoredFile:
    """Return a paper for the candidate's own hands; 404 for anybody else's."""
    own = Report.objects.of_candidate(candidate).kept(at).select_related("file").filter(pk=pk)
    report = own.first()
    if report is None or report.file is None:
        raise Http404
    return report.file
