"""What this room shows elsewhere: portal, scorecard, application page, navigation, timeline."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from candidates.applications.models import OPEN_STATES, Application
from candidates.applications.panels import Panel, register_panel
from candidates.history import verbs
from candidates.layout import navigation
from candidates.openings.access import is_recruiter
from candidates.openings.panels import Panel as OpeningPanel
from candidates.openings.panels import register_panel as register_opening_panel
from candidates.portal import cards
from interviews.scorecards import beside
from interviews.scorecards.access import is_blind
from interviews.shadowing import access, queries
from interviews.shadowing.models import KIND, Sheet

if TYPE_CHECKING:
    from django.http import HttpRequest

    from candidates.layout.viewer import Viewer
    from candidates.openings.models import Opening
    from interviews.scorecards.models import Scorecard


def own_shadowing(application: Application, at: dt.datetime) -> dict[str, Any] | None:
    """Show the candidate the way to their sheet; None for who shadows nobody."""
    situation = queries.situation_of(application, at)
    if situation is None or not (situation.is_open or situation.step == "done"):
        return None
    url = reverse("interviews:shadowing-page", args=[application.pk])
    is_due = situation.is_recorded and situation.step != "done"
    to_do = (cards.ToDo(gettext("Listen to calls, with your sheet"), url),) if is_due else ()
    return {"situation": situation, "application": application, "to_do": to_do}


def beside_scorecard(user: Viewer, scorecard: Scorecard) -> dict[str, Any] | None:
    """Show markers what the candidate noted and answered, and the way to the desk.

    What was expected before and after, and why, is no matter for marks: it is not here.
    """
    sheet = Sheet.objects.filter(application=scorecard.application_id).first()
    session = scorecard.session_id
    if sheet is None and (session is None or scorecard.interviewer_id != user.pk):
        return None
    return {
        "sheet": sheet,
        "session_pk": session if scorecard.interviewer_id == user.pk else None,
        "calls": queries.notes_of(sheet) if sheet else [],
        "quiz": queries.quiz_of(sheet) if sheet else None,
    }


def on_application(
    request: HttpRequest,
    application: Application,
    at: dt.datetime,  # noqa: ARG001
) -> dict[str, Any] | None:
    """Show recruiters how expectations changed, as information. Whoever still marks the candidate
    is not shown it: it is none of the marks."""
    user = request.user
    sheet = Sheet.objects.filter(application=application).first()
    may_offer = (
        sheet is None
        and application.state in OPEN_STATES
        and is_recruiter(user, application.opening)
        and bool(queries.chosen_calls(application.opening_id))
    )
    if not (sheet or may_offer) or is_blind(user, application.pk):
        return None
    return {
        "application": application,
        "sheet": sheet,
        "may_offer": may_offer,
        "changes": queries.changes_of(sheet) if sheet and sheet.is_finished else [],
        "why": queries.why_of(sheet) if sheet and sheet.is_finished else None,
    }


def on_opening(
    request: HttpRequest,
    opening: Opening,
    at: dt.datetime,  # noqa: ARG001
) -> dict[str, Any] | None:
    """Tell recruiters of an opening with call shadowing which recorded calls are heard."""
    if queries.stage_of(opening.pk) is None:
        return None
    return {
        "opening": opening,
        "calls": queries.chosen_calls(opening.pk),
        "may_change": is_recruiter(request.user, opening),
    }


CARD: Final = cards.Card(
    25, "interviews/shadowing/portal_card.html", own_shadowing, "interviews/shadowing.css"
)
EXHIBIT: Final = beside.Exhibit(KIND, "interviews/shadowing/_beside.html", beside_scorecard)
PANEL: Final = Panel(
    "shadowing", 30, "interviews/shadowing/_panel.html", on_application, follows=True
)


def register() -> None:
    """Open this room's doors."""
    cards.register(CARD)
    beside.register(EXHIBIT)
    register_panel(PANEL)
    register_opening_panel(
        OpeningPanel("recorded-calls", 45, "interviews/shadowing/_overview.html", on_opening)
    )
    navigation.register_menu(
        navigation.Entry(
            label=_("Recorded calls"),
            url_name="interviews:recorded-call-list",
            icon="headphones",
            order=75,
            shown_to=access.may_see_library,
        )
    )
    verbs.register(
        "recorded-calls-offered", _("%(actor)s gave %(count)s recorded calls to listen to.")
    )
    verbs.register("shadowing-sheet-finished", _("The candidate handed in their shadowing sheet."))
    verbs.register(
        "recorded-calls-chosen", _("%(actor)s chose %(count)s recorded calls for who is remote.")
    )
