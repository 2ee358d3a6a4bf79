"""Days, rooms and staff as lists and choices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from candidates.applications.models import Application, State
from candidates.people.names import sort_key
from interviews.days import clock
from interviews.days.models import Attendance, Day, Room, Session
from interviews.plans.models import Plan, Stage

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


@dataclass(frozen=True)
class DayGroup:
    """Some Days under one heading."""

    label: str
    days: tuple[Day, ...]


def grouped(days: Iterable[Day], at: dt.datetime) -> tuple[DayGroup, ...]:
    """Sort Days into today, coming (the next one first) and past, each by its own calendar."""
    today, coming, past = [], [], []
    for day in days:
        date = clock.local(at, day.time_zone).date()
        if day.is_over or day.on < date:
            past.append(day)
        elif day.on == date:
            today.append(day)
        else:
            coming.append(day)
    groups = (
        DayGroup(_("Today"), tuple(today)),
        DayGroup(_("Coming"), tuple(reversed(coming))),
        DayGroup(_("Past"), tuple(past)),
    )
    return tuple(group for group in groups if group.days)


def rooms_of(site: str, *, keep: int | None = None) -> QuerySet[Room]:
    """Return the rooms in use at a site by name; a room that is chosen already stays a choice."""
    return Room.objects.filter(Q(site=site, retired_at__isnull=True) | Q(pk=keep)).order_by(
        "name", "pk"
    )


def rooms_in_use() -> QuerySet[Room]:
    """Return every room in use, by site and name."""
    return Room.objects.filter(retired_at__isnull=True).order_by("site", "name", "pk")


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


def rooms_for_list(at: dt.datetime) -> QuerySet[Room]:
    """Return all rooms by site and name, those in use first, with the sessions to come."""
    coming = Q(sessions__cancelled_at__isnull=True, sessions__during__endswith__gt=at)
    return Room.objects.annotate(coming=Count("sessions", filter=coming)).order_by(
        "site", F("retired_at").asc(nulls_first=True), "name", "pk"
    )


def stages_on_day(opening_id: int) -> list[Stage]:
    """Return the stages of the active plan that become stations of a new Day."""
    stages = Stage.objects.filter(
        plan__opening_id=opening_id, plan__state=Plan.State.ACTIVE, on_day=True
    )
    return list(stages.order_by("position"))


def standing_ids(day: Day) -> list[int]:
    """Return the ids of the Day's standing sessions."""
    sessions = Session.objects.standing().filter(station__day=day)
    return list(sessions.order_by("pk").values_list("pk", flat=True))


def attendance_counts(day: Day) -> tuple[int, int]:
    """Return how many came, and how many are still wanted and did not."""
    wanted = day.attendances.exclude(application__state__in=(State.DECLINED, State.WITHDRAWN))
    arrived = wanted.filter(arrived_at__isnull=False).count()
    return arrived, wanted.count() - arrived


def invited_for(day: Day) -> list[tuple[int, str]]:
    """Return who can be put on this Day, by name: the invited, and who is left from another."""
    standing = Attendance.objects.filter(
        day__state__in=(Day.State.PLANNED, Day.State.PUBLISHED), application=OuterRef("pk")
    )
    here = Attendance.objects.filter(day=day, application=OuterRef("pk"))
    applications = (
        Application.objects.filter(
            opening_id=day.opening_id, state__in=(State.INVITED, State.ON_DAY)
        )
        .exclude(Exists(standing))
        .exclude(Exists(here))
        .select_related("candidate")
    )
    people = [(each.pk, each.candidate) for each in applications]
    people.sort(key=lambda pair: (sort_key(pair[1].name, pair[1].language), pair[0]))
    return [(pk, candidate.name) for pk, candidate in people]
