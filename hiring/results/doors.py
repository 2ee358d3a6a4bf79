"""What this room puts into the registries of the rooms below."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from candidates.applications import panels as application_panels
from candidates.history import verbs
from candidates.portal import cards as portal_cards
from candidates.portal.queries import told_state_of
from hiring.results import access, queries
from interviews.scorecards.access import is_blind

if TYPE_CHECKING:
    from django.http import HttpRequest

    from candidates.applications.models import Application


def own_result(application: Application, at: dt.datetime) -> dict[str, Any] | None:  # noqa: ARG001
    """Return what the candidate reads of their Day, once they know what was decided."""
    result = queries.result_of(application.pk)
    if result is None or told_state_of(application) not in queries.AFTER:
        return None
    return {"result": result, "application": application}


def result_panel(
    request: HttpRequest,
    application: Application,
    at: dt.datetime,  # noqa: ARG001
) -> dict[str, Any] | None:
    """Return how far the sheet is; nothing for the blind, and before there is anything to tell."""
    if is_blind(request.user, application.pk) or application.state not in queries.AFTER:
        return None
    if not access.may_write(request.user, application) or not queries.was_on_a_day(application.pk):
        return None
    return {
        "application": application,
        "sheet": queries.sheet_of(request.user, application.pk),
    }


PANEL: Final = application_panels.Panel("result", 22, "hiring/results/_panel.html", result_panel)
CARD: Final = portal_cards.Card(
    12, "hiring/results/_own_result.html", own_result, "hiring/results.css", stays=True
)


def register() -> None:
    """Register the panel, the portal's card, and the sentence of the timeline."""
    verbs.register("result-approved", _("%(actor)s gave the candidate their result sheet."))
    application_panels.register_panel(PANEL)
    portal_cards.register(CARD)
