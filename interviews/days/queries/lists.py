"""Days, rooms and staff as lists and choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from interviews.days.models import Attendance, Day, Room, Session

if TYPE_CHECKING:
    from typing import Any

    from django.db.models import QuerySet

    from candidates.layout.viewer import Viewer


def days_of(user: Viewer, opening_id: int | None = None) -> QuerySet[Day]:
    """Return the Days that the user may see, newest first, with their counts."""
    days = Day.objects.visible_to(user).select_related("opening")
    if opening_id is not None:
        days = days.filter(opening_id=opening_id)
    guests = Attendance.objects.filter(day=OuterRef("pk")).order_by().values("day")
    sessions = Session.objects.standing().filter(station__day=OuterRef("pk")).order_by()
    return days.annotate(
        guest_count=Coalesce(Subquery(guests.annotate(n=Count("pk")).values("n")), 0),
        arrived_count=Coalesce(
            Subquery(
                guests.annotate(n=Count("pk", filter=Q(arrived_at__isnull=False))).values("n")
            ),
            0,
        ),
        session_count=Coalesce(
            Subquery(
                sessions.values("station__day").annotate(n=Count("pk")).values("n"),
            ),
            0,
        ),
    ).order_by("-on", "-pk")


def rooms_of(site: str, *, keep: int | None = None) -> QuerySet[Room]:
    """Return the rooms in use at a site by name; a room that is chosen already stays a choice."""
    return Room.objects.filter(Q(site=site, retired_at__isnull=True) | Q(pk=keep)).order_by(
        "name", "pk"
    )


def staff_of(opening_id: int, *, keep: tuple[int, ...] = ()) -> QuerySet[Any]:
    """Return who may interview on this opening's Days: its members, by name."""
    users = get_user_model()
    return (
        users.objects.filter(
            Q(opening_memberships__opening_id=opening_id, is_active=True) | Q(pk__in=keep)
        )
        .distinct()
        .order_by("name", "pk")
    )
