"""Who marks which question: the marker of an open scorecard, and nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from interviews.marking.models import TickSheet
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


def get_retold_stage(opening: Opening, pk: int) -> Stage:
    """Return a stage of the opening in which candidates retell something; else 404."""
    kinds = [kind.code for kind in registry.all_kinds() if kind.exercise and kind.exercise.retold]
    stages = Stage.objects.select_related("plan").filter(plan__opening=opening, kind__in=kinds)
    found = stages.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def get_own_sheet(user: Viewer, pk: int) -> TickSheet:
    """Return the user's own tick sheet, with all that its page names; else 404."""
    own = TickSheet.objects.filter(marker_id=user.pk, pk=pk)
    sheet = own.select_related(
        "sitting__stage__plan", "sitting__application__candidate", "sitting__application__opening"
    ).first()
    if sheet is None:
        raise Http404
    return sheet
