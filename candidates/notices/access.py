"""Whose notices may be seen: one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from candidates.notices.models import Notice

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


def get_notice(user: Viewer, pk: int) -> Notice:
    """Return one of the user's own notices; else 404."""
    notice = Notice.objects.visible_to(user).filter(pk=pk).first()
    if notice is None:
        raise Http404
    return notice
