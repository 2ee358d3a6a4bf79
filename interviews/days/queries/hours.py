"""Whether a candidate's hour of a station has come."""

from __future__ import annotations

import datetime as dt
from typing import Final

from candidates.layout.memo import once_a_page
from interviews.days.models import Day, SessionSeat

EARLY: Final = dt.timedelta(minutes=10)  # before a session begins
LATE: Final = dt.timedelta(hours=2)  # after it was to end: a Day may run late


def is_hour_of(application_id: int, stage_id: int, at: dt.datetime) -> bool:
    """Tell whether the candidate has a session of this stage about now, on a Day that was
    published; one query, and one for all stages of a page."""
    return stage_id in stages_of_the_hour(application_id, at)


@once_a_page
def stages_of_the_hour(application_id: int, at: dt.datetime) -> frozenset[int]:
    """Return the stages of which the candidate has a session about now: their keys."""
    seats = SessionSeat.objects.filter(
        application=application_id,
        cancelled_at__isnull=True,
        session__cancelled_at__isnull=True,
        session__station__day__state=Day.State.PUBLISHED,
        during__startswith__lte=at + EARLY,
        during__endswith__gte=at - LATE,
    )
    return frozenset(seats.values_list("session__station__stage_id", flat=True))
