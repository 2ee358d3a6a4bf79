"""Who may see a candidate, and who may put right what is known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from candidates.openings.access import manages_all
from candidates.openings.models import OpeningMember
from candidates.people.models import Candidate

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


def get_candidate(user: Viewer, pk: int) -> Candidate:
    """Return the candidate; 404 without an application that the user may see."""
    candidate = find_candidate(user, pk)
    if candidate is None:
        raise Http404
    return candidate


def find_candidate(user: Viewer, pk: int) -> Candidate | None:
    """Return the candidate, or None without an application that the user may see."""
    return Candidate.objects.visible_to(user).filter(pk=pk).first()


def may_correct(user: Viewer, candidate: Candidate) -> bool:
    """Tell a recruiter of an opening that they have applied to, and an administrator."""
    recruits = OpeningMember.objects.filter(
        user_id=user.pk,
        part=OpeningMember.Part.RECRUITER,
        opening__applications__candidate=candidate.pk,
    )
    return manages_all(user) or recruits.exists()


def require_corrector(user: Viewer, candidate: Candidate) -> None:
    """403 unless the user may put right what is known of the candidate."""
    if not may_correct(user, candidate):
        raise PermissionDenied(_("Only recruiters of an opening they applied to can do that."))
