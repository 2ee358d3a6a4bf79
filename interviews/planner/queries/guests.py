"""What planning has to know of candidates beside when they are there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from candidates.applications.models import Application
from interviews.days.models import Day, SessionSeat
from interviews.sittings.models import Accommodation

UNLIMITED: Final = 100  # percent more: a Day has an end, where a test at home has none


def done_elsewhere(application_ids: Sequence[int], day: Day) -> frozenset[tuple[int, int]]:
    """Return pairs of application and stage that were held on another Day; one query."""
    held = SessionSeat.objects.filter(
        application__in=application_ids,
        session__ended_at__isnull=False,
        cancelled_at__isnull=True,
    ).exclude(session__station__day=day)
    return frozenset(held.values_list("application_id", "session__station__stage_id"))


def extra_time(application_ids: Sequence[int]) -> dict[int, int]:
    """Return the extra time that was granted, in percent, where there is any; one query."""
    granted = Accommodation.objects.filter(
        application__in=application_ids, granted_at__isnull=False
    ).values_list("application_id", "multiplier")
    percents = {key: UNLIMITED if more is None else int((more - 1) * 100) for key, more in granted}
    return {key: percent for key, percent in percents.items() if percent > 0}


def languages_of(application_ids: Sequence[int]) -> dict[int, str]:
    """Return the language that each candidate chose; one query."""
    rows = Application.objects.filter(pk__in=application_ids)
    return dict(rows.values_list("pk", "candidate__language"))
