"""Who reads what candidates said: hiring managers of an opening, and administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from candidates.openings.models import Opening

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

SEE: str = "hiring.see_outcomes"


def openings_to_hear(user: Viewer) -> list[Opening]:
    """Return the openings that the user decides for, the newest first; 403 without the right."""
    if not user.has_perm(SEE):
        raise PermissionDenied(_("Hiring managers and administrators read what candidates said."))
    return list(Opening.objects.decided_by(user).order_by("-opened_at", "-pk"))
