"""The counts as pages want them: summed over openings, and by opening. Never a row of anybody."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import Max, Sum

from hiring.fairness.counting import STAGE
from hiring.fairness.models import GroupCount, SelfIdentification
from interviews.plans.models import Stage

if TYPE_CHECKING:
    from candidates.people.models import Candidate

Groups = dict[str, tuple[int, int]]  # passed and of, by group


def years_of(opening_ids: Collection[int]) -> list[int]:
    """Return the years of which there are counts, the newest first; one query."""
    found = GroupCount.objects.filter(opening__in=opening_ids)
    return sorted(set(found.values_list("year", flat=True).distinct()), reverse=True)


def counts_by_opening(
    opening_ids: Collection[int], characteristic: str, year: int | None
) -> dict[int, dict[str, Groups]]:
    """Return the counts by opening and step; one query over the rollup."""
    found = GroupCount.objects.filter(opening__in=opening_ids, characteristic=characteristic)
    if year is not None:
        found = found.filter(year=year)
    rows = found.values_list("opening_id", "step", "group").annotate(Sum("passed"), Sum("of"))
    counts: dict[int, dict[str, Groups]] = defaultdict(lambda: defaultdict(dict))
    for opening_id, step, group, passed, of in rows.order_by():
        counts[opening_id][step][group] = (passed, of)
    return {opening_id: dict(steps) for opening_id, steps in counts.items()}


def counted_at(opening_ids: Collection[int]) -> dt.datetime | None:
    """Return when a worker last counted; None before it did."""
    found = GroupCount.objects.filter(opening__in=opening_ids).aggregate(at=Max("counted_at"))
    at: dt.datetime | None = found["at"]
    return at


def stage_titles(steps: Collection[str]) -> dict[str, str]:
    """Return what the stages among the steps are called; one query, in the order of the plan."""
    keys = [int(step.removeprefix(STAGE)) for step in steps if step.startswith(STAGE)]
    rows = Stage.objects.filter(pk__in=keys).order_by("plan_id", "position")
    return {f"{STAGE}{pk}": title for pk, title in rows.values_list("pk", "title")}


def own_answers(candidate: Candidate) -> SelfIdentification | None:
    """Return what a candidate said, for their own eyes."""
    return SelfIdentification.objects.filter(candidate=candidate).first()
