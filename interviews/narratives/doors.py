"""Where narratives are found: beside the psychologist's scorecard, and on the application page."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from candidates.applications.panels import Panel, register_panel
from candidates.history import verbs
from candidates.notices import kinds
from interviews.narratives import queries
from interviews.narratives.actions import READ, RELEASED
from interviews.narratives.models import KIND, Narrative
from interviews.scorecards import beside
from interviews.scorecards.beside import Exhibit

if TYPE_CHECKING:
    from django.http import HttpRequest

    from candidates.applications.models import Application
    from candidates.layout.viewer import Viewer
    from interviews.scorecards.models import Scorecard


def beside_scorecard(user: Viewer, scorecard: Scorecard) -> dict[str, Any] | None:
    """Show its own psychologist the way to the narrative; nobody else learns of it here."""
    if scorecard.interviewer_id != user.pk:
        return None
    begun = Narrative.objects.filter(scorecard=scorecard).exists()
    return {"scorecard": scorecard, "is_begun": begun}


def on_application(
    request: HttpRequest,
    application: Application,
    at: dt.datetime,  # noqa: ARG001
) -> dict[str, Any] | None:
    """Show what was released, and to those who may read it the way to the narrative."""
    if not queries.is_anything_written(application.pk):
        return None
    summaries = queries.summaries_to_read(request.user, application.pk)
    narratives = queries.narratives_to_read(request.user, application.pk)
    if not summaries and not narratives:
        return None
    return {"summaries": summaries, "narratives": narratives}


EXHIBIT: Final = Exhibit(KIND, "interviews/narratives/_beside.html", beside_scorecard)
PANEL: Final = Panel(
    "psychologist", 15, "interviews/narratives/_panel.html", on_application, follows=True
)


def register() -> None:
    """Open this room's doors: what it shows elsewhere, and what it tells people."""
    beside.register(EXHIBIT)
    register_panel(PANEL)
    read = _("%(name)s read your narrative of %(candidate)s for the first time.")
    kinds.register(kinds.Kind(READ, _("Narrative read"), read, "eye", is_prompt=True))
    told = _("%(name)s released a summary about %(candidate)s.")
    kinds.register(kinds.Kind(RELEASED, _("Psychologist's summary"), told, "messages"))
    verbs.register(RELEASED, _("%(actor)s released the psychologist's summary."))
