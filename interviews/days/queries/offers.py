"""Days that candidates may choose by themselves, with the seats that are left."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from candidates.applications.models import State
from candidates.openings.models import OpeningMember
from interviews.days.models import Attendance, Day
from interviews.days.queries.timetable import GONE

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from candidates.applications.models import Application

NOTICE: Final = dt.timedelta(hours=24)


@dataclass(frozen=True)
class Offer:
    """One Day with seats left."""

    day: Day
    left: int


def _sitting() -> QuerySet[Attendance]:
    return Attendance.objects.filter(no_show_at__isnull=True).exclude(application__state__in=GONE)


def seats_taken(day: Day) -> int:
    """Return how many candidates of a Day need a seat: not those who are gone or given up."""
    return _sitting().filter(day=day).count()


def may_leave_until(day: Day) -> dt.datetime:
    """Return until when a candidate gives a seat back alone: its cut-off, else a day before."""
    return day.booking_closes_at or day.starts_at - NOTICE


def _with(days: QuerySet[Day], name: str) -> list[tuple[Day, int]]:
    return [(day, getattr(day, name)) for day in days]


def way_to(site: str) -> str:
    """Return how to get to a site, as the newest Day there says it; empty where none does."""
    told = Day.objects.filter(site=site).exclude(directions="").order_by("-created_at", "-pk")
    return told.values_list("directions", flat=True).first() or ""


def offers_for(application: Application, at: dt.datetime) -> tuple[Offer, ...]:
    """Return the Days of the opening that this candidate may choose now, the soonest first."""
    if application.state not in {State.INVITED, State.ON_DAY}:
        return ()
    taken = _sitting().filter(day=OuterRef("pk")).order_by().values("day")
    days = (
        Day.objects.filter(
            opening=application.opening_id,
            state=Day.State.PLANNED,
            seats__isnull=False,
            booking_closes_at__gt=at,
        )
        .exclude(attendances__application=application)
        .annotate(taken=Coalesce(Subquery(taken.annotate(n=Count("pk")).values("n")), 0))
        .order_by("starts_at", "pk")
    )
    found = (Offer(day, (day.seats or 0) - taken) for day, taken in _with(days, "taken"))
    return tuple(offer for offer in found if offer.left > 0)


def standing_attendance(application_id: int) -> Attendance | None:
    """Return the candidate's place on a Day that is planned or published; the next one, and an
    extra one, which comes after their Day, first."""
    return (
        Attendance.objects.filter(
            application=application_id, day__state__in=(Day.State.PLANNED, Day.State.PUBLISHED)
        )
        .select_related("day__opening", "application__candidate")
        .order_by("-day__is_extra", "day__starts_at")
        .first()
    )


def recruiters_of(opening_id: int) -> list[int]:
    """Return the ids of whoever recruits for an opening."""
    members = OpeningMember.objects.filter(opening=opening_id, part=OpeningMember.Part.RECRUITER)
    return list(members.values_list("user_id", flat=True))
