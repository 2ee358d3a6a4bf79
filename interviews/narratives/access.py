"""Who writes a narrative, who reads it, and who reads what was released."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from interviews.narratives.models import KIND, Narrative, Summary
from interviews.scorecards.models import Scorecard

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

_NAMED = ("stage", "application__candidate", "application__opening", "interviewer")


def get_own_scorecard(user: Viewer, pk: int) -> Scorecard:
    """Return the psychologist's own scorecard; 404 for anybody else, and for other stages."""
    own = Scorecard.objects.filter(pk=pk, interviewer_id=user.pk, stage__kind=KIND)
    scorecard = own.select_related(*_NAMED, "narrative", "summary").first()
    if scorecard is None:
        raise Http404
    return scorecard


def is_author(user: Viewer, pk: int) -> bool:
    """Tell whether the user is the psychologist of this scorecard."""
    return Scorecard.objects.filter(pk=pk, interviewer_id=user.pk, stage__kind=KIND).exists()


def get_narrative(user: Viewer, scorecard_pk: int) -> Narrative:
    """Return a narrative that the user may read; else 404, also once it was removed."""
    seen = Narrative.objects.visible_to(user).kept().filter(scorecard=scorecard_pk)
    narrative = seen.select_related(*(f"scorecard__{name}" for name in _NAMED)).first()
    if narrative is None:
        raise Http404
    return narrative


def get_summary(user: Viewer, scorecard_pk: int) -> Summary:
    """Return a released summary that the user may read; else 404."""
    seen = Summary.objects.visible_to(user).released().filter(scorecard=scorecard_pk)
    summary = seen.select_related(*(f"scorecard__{name}" for name in _NAMED)).first()
    if summary is None:
        raise Http404
    return summary
