"""Who may see and steer the work that is owed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from candidates.outbox.models import Task

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


def require_operator(user: Viewer) -> None:
    """403 unless the user may steer the work."""
    if not user.has_perm("candidates.operate"):
        raise PermissionDenied(_("Only administrators can see the work that is owed."))


def get_task(user: Viewer, pk: UUID) -> Task:
    """Return the task; 403 for everybody but administrators, 404 when there is none."""
    require_operator(user)
    task = Task.objects.filter(pk=pk).first()
    if task is None:
        raise Http404
    return task
