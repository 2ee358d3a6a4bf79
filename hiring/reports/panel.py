"""The card about reports on the page of an application and in front of a decision."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from candidates.applications.models import Application
from candidates.applications.panels import Panel
from hiring.reports import kinds, queries
from hiring.reports.forms import ReportForm

if TYPE_CHECKING:
    from django.http import HttpRequest

SHOWN: Final = 5


def reports_panel(
    request: HttpRequest, application: Application, at: dt.datetime
) -> dict[str, Any] | None:
    """Return the form, or the sentence that says why not yet, and the viewer's earlier reports.

    Hidden while there is neither a report to ask for nor one to open.
    """
    user = request.user
    refusals = [kind.refusal(user, application.pk) for kind in kinds.all_kinds()]
    may_ask = not all(refusals)
    language = getattr(user, "language", "")
    return {
        "application": application,
        "form": ReportForm(initial={"language": language}) if may_ask else None,
        "refusal": "" if may_ask else next(iter(refusals), ""),
        "reports": queries.reports_on(user, application.pk, at=at, limit=SHOWN) if may_ask else [],
    }


PANEL: Final = Panel("reports", 60, "hiring/reports/_panel.html", reports_panel)
