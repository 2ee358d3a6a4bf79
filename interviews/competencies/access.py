"""All staff may read competencies; recruiters and administrators may change them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from interviews.competencies.models import Competency

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


def may_change(user: Viewer) -> bool:
    """Tell whether the user may create, change and retire competencies."""
    return user.has_perm("candidates.manage_openings")


def require_change(user: Viewer) -> None:
    """403 unless the user may change competencies."""
    if not may_change(user):
        raise PermissionDenied(_("Only recruiters can change competencies."))


def get_competency_to_change(user: Viewer, pk: int) -> Competency:
    """Return the competency; 403 for who may only read, 404 where there is none."""
    require_change(user)
    competency = Competency.objects.filter(pk=pk).first()
    if competency is None:
        raise Http404
    return competency
