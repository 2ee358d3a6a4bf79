"""The card about the decision on the page of an application."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from candidates.applications.models import OPEN_STATES, Application, State
from candidates.applications.panels import Panel
from hiring.decisions import access, queries
from interviews.scorecards.access import is_blind

if TYPE_CHECKING:
    from django.http import HttpRequest


def decision_panel(
    request: HttpRequest,
    application: Application,
    at: dt.datetime,  # noqa: ARG001
) -> dict[str, Any] | None:
    """Return what the card shows: the decision that stands, or who is to make one.

    To the blind it says that they are, and nothing else. Before the Day, and where there is
    nothing to say, there is no card.
    """
    if is_blind(request.user, application.pk):
        return {"application": application, "is_blind": True}
    standing = queries.standing_decision(request.user, application)
    waits = application.state in (State.ON_DAY, State.DECIDING)
    if standing is None and not waits:
        return None
    return {
        "application": application,
        "is_blind": False,
        "standing": standing,
        "may_decide": application.state in OPEN_STATES
        and bool(access.verdicts_for(request.user, application)),
    }


PANEL: Final = Panel("decision", 20, "hiring/decisions/_panel.html", decision_panel)
