"""The card about the offer on the page of an application, and beside its decision."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from candidates.applications.models import Application, State
from candidates.applications.panels import Panel
from hiring.offers import access, queries
from interviews.scorecards.access import is_blind

if TYPE_CHECKING:
    from django.http import HttpRequest


def offer_panel(
    request: HttpRequest,
    application: Application,
    at: dt.datetime,  # noqa: ARG001
) -> dict[str, Any] | None:
    """Return the newest offer, or where to make one; nothing where no offer is near."""
    offers = queries.offers_of(request.user, application)  # none for the blind
    is_near = application.state == State.OFFERED and not is_blind(request.user, application.pk)
    if not offers and not is_near:
        return None
    is_free = not any(offer.is_open for offer in offers)
    return {
        "application": application,
        "offer": offers[0] if offers else None,
        "may_make": is_free and is_near and access.may_write(request.user, application),
    }


PANEL: Final = Panel("offer", 21, "hiring/offers/_panel.html", offer_panel)
