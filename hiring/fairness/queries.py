"""The counts as pages want them: summed over openings, and by opening. Never a row of anybody."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import connection
from django.db.models import Max

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


# the sums over the openings step by step; and opening by opening, from applying to the hire
_COUNTS: Final = """
    SELECT opening_id, step, "group", sum(passed), sum("of"),
        coalesce(sum(passed) FILTER (WHERE step = 'hired'), 0),
        coalesce(sum("of") FILTER (WHERE step = 'hired'), 0)
    FROM hiring_groupcount
    WHERE opening_id = ANY(%(ids)s) AND characteristic = %(characteristic)s
        AND (%(year)s::int IS NULL OR year = %(year)s)
    GROUP BY GROUPING SETS ((step, "group"), (opening_id, "group"))
"""


@dataclass(frozen=True)
class Counts:
    """What several openings come to: their sums by step, and each one's groups from applying to
    the hire."""

    steps: dict[str, Groups]
    openings: dict[int, Groups]


def counts_of(opening_ids: Collection[int], characteristic: str, year: int | None) -> Counts:
    """Return the counts of these openings; one query over the rollup."""
    asked = {"ids": list(opening_ids), "characteristic": characteristic, "year": year}
    counts = Counts(defaultdict(dict), defaultdict(dict))
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, asked)
        for opening_id, step, group, passed, of, hired, settled in cursor.fetchall():
            if opening_id is None:
                counts.steps[step][group] = (passed, of)
            else:
                counts.openings[opening_id][group] = (hired, settled)
    return counts


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
