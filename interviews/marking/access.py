"""Who marks which question: the marker of an open scorecard, and nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from interviews.plans.models import Stage
from interviews.scorecards.access import get_criterion, get_own_scorecard
from interviews.stages import registry

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from candidates.openings.models import Opening
    from interviews.plans.models import Criterion
    from interviews.scorecards.models import Scorecard


def get_question(user: Viewer, pk: int, criterion_pk: int) -> tuple[Scorecard, Criterion]:
    """Return one's own scorecard of written work and one of its criteria; else 404 or 403."""
    scorecard = get_own_scorecard(user, pk)
    if not registry.get(scorecard.stage.kind).names_hidden:
        raise Http404
    return scorecard, get_criterion(scorecard, criterion_pk)


def get_written_stage(opening: Opening, pk: int) -> Stage:
    """Return a stage of the opening's plan that is marked outside the Day; else 404."""
    stages = Stage.objects.select_related("plan").filter(plan__opening=opening, on_day=False)
    found = stages.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
