"""Who writes the charter: hiring managers and administrators. All staff read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from hiring.charter.models import Charter

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


def may_write(user: Viewer) -> bool:
    """Tell whether the user may write a new version."""
    return user.has_perm("hiring.write_charter")


def require_writer(user: Viewer) -> None:
    """403 unless the user may write a new version."""
    if not may_write(user):
        raise PermissionDenied(_("Hiring managers and administrators write the charter."))


def get_version(number: int) -> Charter:
    """Return one version, which all staff may read; 404 without one."""
    charter = Charter.objects.for_page().filter(version=number).first()
    if charter is None:
        raise Http404
    return charter
