"""The topics and the probes beside the scorecard; the candidate's cards in the portal."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from candidates.portal.cards import ToDo
from interviews.teaching import queries
from interviews.teaching.forms import TopicsForm

if TYPE_CHECKING:
    from django.http import HttpRequest

    from candidates.applications.models import Application
    from interviews.scorecards.models import Scorecard

TOPICS: Final = "interviews/teaching/topics_card.html"
DEBRIEF: Final = "interviews/teaching/debrief_card.html"
BESIDE: Final = "interviews/teaching/_probes.html"
SCRIPT: Final = "interviews/teaching.js"


def show_probes(request: HttpRequest, scorecard: Scorecard) -> dict[str, Any] | None:
    """Return topics and probes for a scorecard of this exercise; None for others."""
    if scorecard.stage.kind != queries.KIND:
        return None
    return {
        "scorecard": scorecard,
        "topics": queries.topics_of(scorecard.application_id),
        "probes": queries.probes_of(request.user, scorecard),
        "debrief": queries.script()[queries.PROBES].words,
        "may_note": scorecard.interviewer_id == request.user.pk
        and not (scorecard.is_locked or scorecard.is_closed),
    }


def nothing_unsaved(request: HttpRequest) -> str:  # noqa: ARG001
    """Hold nothing that could get lost: every tap is saved by itself."""
    return ""


def own_topics(application: Application, at: dt.datetime) -> dict[str, Any] | None:  # noqa: ARG001
    """Return the box for topics, for whoever is asked for some."""
    if not queries.is_asked_for_topics(application):
        return None
    kept = queries.topics_of(application.pk)
    form = TopicsForm(initial={"text": kept.text if kept else ""})
    url = reverse("interviews:topics-page", args=[application.pk])
    to_do = () if kept else (ToDo(_("Tell us what you could teach"), url),)
    return {"application": application, "form": form, "kept": kept, "to_do": to_do}


def own_debrief(application: Application, at: dt.datetime) -> dict[str, Any] | None:  # noqa: ARG001
    """Return what is told to everybody who taught: that the probes were a script."""
    day = queries.taught(application.pk)
    if day is None:
        return None
    probes = [line.words for line in queries.script()[: queries.PROBES]]
    return {"application": application, "day": day, "probes": probes}
