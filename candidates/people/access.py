"""Who may see a candidate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from candidates.people.models import Candidate

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


def get_candidate(user: Viewer, pk: int) -> Candidate:
    """Return the candidate; 404 without an application that the user may see."""
    candidate = Candidate.objects.visible_to(user).filter(pk=pk).first()
    if candidate is None:
        raise Http404
    return candidate
