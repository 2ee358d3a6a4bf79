"""Who may see and change a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from interviews.days.access import require_coordinator
from interviews.planner.models import PlanRun, TimeException

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


def get_run(user: Viewer, pk: int) -> PlanRun:
    """Return a plan with its Day; 404 for a stranger, 403 for who only sees the Day."""
    run = (
        PlanRun.objects.visible_to(user)
        .select_related("day__opening", "task", "asked_by")
        .filter(pk=pk)
        .first()
    )
    if run is None:
        raise Http404
    require_coordinator(user, run.day.opening_id)
    return run


def get_exception(user: Viewer, pk: int) -> TimeException:
    """Return one of the user's own exceptions; 404 for everybody else's."""
    found = TimeException.objects.filter(person=user.pk, pk=pk).first()
    if found is None:
        raise Http404
    return found
