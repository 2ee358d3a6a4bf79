"""Which feed a token opens, and who may open and revoke which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404

from interviews.calendars.models import CalendarFeed

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


def get_feed_by_hash(token_sha256: str) -> CalendarFeed:
    """Return the live feed behind a token; 404 for any other, and for closed accounts."""
    feed = (
        CalendarFeed.objects.live()
        .filter(Q(person__isnull=True) | Q(person__is_active=True), token_sha256=token_sha256)
        .select_related("person", "room")
        .first()
    )
    if feed is None:
        raise Http404
    return feed


def get_feed(user: Viewer, pk: int) -> CalendarFeed:
    """Return a feed that the user may revoke; 404 for everybody else's."""
    feed = CalendarFeed.objects.visible_to(user).filter(pk=pk).first()
    if feed is None:
        raise Http404
    return feed
