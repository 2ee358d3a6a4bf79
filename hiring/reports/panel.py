"""The card about reports on the page of an application and in front of a decision."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from candidates.applications.models import Application
from candidates.applications.panels import Panel
from hiring.reports import queries
from hiring.reports.kinds import Wanted

if TYPE_CHECKING:
    from django.http import HttpRequest

SHOWN: Final = 5


def reports_panel(
    request: HttpRequest, application: Application, at: dt.datetime
) -> dict[str, Any] | None:
    """Return what may be asked for, or the sentences that say why not yet, and earlier reports.

    Reports that were made before the viewer became blind are not listed while they are.
    """
    user = request.user
    about = Wanted("", application_id=application.pk)
    offered = queries.on_offer(user, about)
    return {
        "application": application,
        "offered": offered,
        "reports": queries.reports_on(user, about, at=at, limit=SHOWN),
    }


PANEL: Final = Panel("reports", 60, "hiring/reports/_panel.html", reports_panel, follows=True)
