"""What a person was told, and how much of it is new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from candidates.notices.models import Notice

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

SHOWN: Final = 100


def list_notices(user: Viewer) -> list[Notice]:
    """Return the newest of what the user was told: one query."""
    return list(Notice.objects.visible_to(user).order_by("-created_at", "-pk")[:SHOWN])


def count_of_unread(user: str = "pk") -> Coalesce:
    """Return, as a column of the users' own query, how many notices each has not read.

    Whoever loads the user of a request adds it there, so that the count in the page's frame
    costs no query of its own.
    """
    rows = Notice.objects.unread().filter(user=OuterRef(user)).order_by().values("user")
    counted = Subquery(rows.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    return Coalesce(counted, 0)


def unread_of(user: Viewer) -> int:
    """Return the count that came with the user; 0 where nobody asked for it."""
    return int(getattr(user, "unread_notices", 0))
