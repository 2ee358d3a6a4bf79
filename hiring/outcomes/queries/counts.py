"""How many hires there are by opening, and how they do together: kept by a worker, or counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from typing import Final

from django.db import connection

from hiring.outcomes.models import HireCount


@dataclass(frozen=True)
class Counts:
    """Hires of one opening, those against the advice apart."""

    hires: int = 0
    stayed: int = 0  # have not left, nor said when
    trusted: int = 0  # work alone, or are known to from some day on
    here: int = 0  # today
    alone: int = 0  # today
    promoters: int = 0  # of their customers, who would recommend, of how many who were asked
    promoters_of: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))


NAMES: Final = tuple(field.name for field in fields(Counts))
_COUNT: Final = """
    WITH said AS (
        SELECT hire_id, coalesce(sum(promoters), 0) AS yes, coalesce(sum(promoters_of), 0) AS asked
        FROM hiring_period GROUP BY hire_id
    )
    SELECT a.opening_id, d.is_against, count(*),
        count(*) FILTER (WHERE h.left_on IS NULL),
        count(*) FILTER (WHERE h.alone_on IS NOT NULL),
        count(*) FILTER (WHERE h.starts_on <= %(today)s
            AND (h.left_on IS NULL OR h.left_on > %(today)s)),
        count(*) FILTER (WHERE h.alone_on <= %(today)s),
        coalesce(sum(p.yes), 0)::bigint, coalesce(sum(p.asked), 0)::bigint
    FROM hiring_hire h
    JOIN candidates_application a ON a.id = h.application_id
    CROSS JOIN LATERAL (SELECT EXISTS (
        SELECT 1 FROM hiring_decision d
        WHERE d.application_id = a.id AND d.verdict = 'hire' AND d.is_override
            AND d.effective_at IS NOT NULL AND d.revoked_at IS NULL
    ) AS is_against) d
    LEFT JOIN said p ON p.hire_id = h.id
    WHERE %(everywhere)s OR a.opening_id = ANY(%(openings)s)
    GROUP BY 1, 2
"""


def count_hires(
    today: dt.date, opening_ids: Sequence[int] | None = None
) -> dict[tuple[int, bool], Counts]:
    """Count the hires of these openings, or of all, by opening and by whether they were hired
    against the advice; one query over all of them."""
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNT,
            {
                "today": today,
                "everywhere": opening_ids is None,
                "openings": list(opening_ids or ()),
            },
        )
        return {(opening, against): Counts(*found) for opening, against, *found in cursor}


def counts_of(opening_ids: Sequence[int], today: dt.date) -> dict[tuple[int, bool], Counts]:
    """Return the counts of these openings: what a worker kept today, and where nothing is kept,
    counted now; two queries at most."""
    kept = HireCount.objects.filter(opening__in=opening_ids, counted_on=today)
    found = {
        (opening, against): Counts(*figures)
        for opening, against, *figures in kept.values_list("opening", "is_against", *NAMES)
    }
    known = {opening for opening, _against in found}
    missing = [opening for opening in opening_ids if opening not in known]
    return found | (count_hires(today, missing) if missing else {})
