"""What every action on a Day begins and ends with: its lock and its version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import F
from django.utils.translation import gettext as _

from candidates.applications.models import Application
from candidates.history.actions import record_entry
from candidates.layout.viewer import Viewer
from interviews.days.models import Day, Session

# the first half of the advisory locks' keys
_ROOM, _PERSON = 7301, 7302


class DayOver(Exception):
    """The Day is finished or called off; nothing on it changes any more."""

    def __init__(self) -> None:
        super().__init__(_("This Day is over; it can no longer be changed."))


def lock_day(day_id: int, *, over_too: bool = False) -> Day:
    """Lock and return a Day with its opening. Raises DayOver for one that is over."""
    day = (
        Day.objects.select_for_update(no_key=True, of=("self",))
        .select_related("opening")
        .get(pk=day_id)
    )
    if not over_too and day.state in {Day.State.FINISHED, Day.State.CANCELLED}:
        raise DayOver
    return day


def lock_session(session_id: int) -> tuple[Day, Session]:
    """Lock a session's Day, then the session; return both."""
    day_id = Session.objects.values_list("station__day_id", flat=True).get(pk=session_id)
    day = lock_day(day_id)
    session = (
        Session.objects.select_for_update(no_key=True, of=("self",))
        .select_related("station__stage", "room")
        .get(pk=session_id)
    )
    return day, session


def lock_applications(application_ids: Iterable[int]) -> list[Application]:
    """Lock applications in ascending order, before their Day."""
    return list(
        Application.objects.select_for_update(no_key=True, of=("self",))
        .select_related("candidate")
        .filter(pk__in=set(application_ids))
        .order_by("pk")
    )


def hold(*, rooms: Iterable[int | None], people: Iterable[int]) -> None:
    """Make bookings of the same room or person, on whatever Day, take turns until commit.

    The exclusion constraints alone would refuse the second one too, but two deferred checks that
    wait for one another end in a deadlock, and the refused one could not say by whom.
    """
    keys = sorted(
        {(_ROOM, room) for room in rooms if room is not None}
        | {(_PERSON, person) for person in people}
    )
    if not keys:
        return
    with connection.cursor() as cursor:
        # the arrays are read from first to last, so that everybody locks in the same order
        cursor.execute(
            "SELECT pg_advisory_xact_lock(space, hashint8(key))"
            " FROM unnest(%s::int[], %s::bigint[]) AS held (space, key)",
            [[space for space, _key in keys], [key for _space, key in keys]],
        )


def count_up(
    day: Day,
    *,
    at: dt.datetime,
    actor: Viewer | None,
    verb: str,
    facts: dict[str, Any] | None = None,
) -> None:
    """Count the Day's version up and write down what was done."""
    Day.objects.filter(pk=day.pk).update(version=F("version") + 1)
    day.version += 1
    record_entry(
        subject="day", subject_key=day.pk, verb=f"day.{verb}", at=at, actor=actor, facts=facts or {}
    )
