"""Who may manage people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from hiring.accounts.models import User

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


def require_people_manager(user: Viewer) -> None:
    """403 unless the user may manage people and roles."""
    if not user.has_perm("hiring.manage_accounts"):
        raise PermissionDenied(_("Only administrators manage people and roles."))


def get_person(user: Viewer, pk: int) -> User:
    """Return a member of staff for an administrator; 403 for others, 404 where there is nobody."""
    require_people_manager(user)
    person = User.objects.filter(pk=pk).prefetch_related("groups").first()
    if person is None:
        raise Http404
    return person
