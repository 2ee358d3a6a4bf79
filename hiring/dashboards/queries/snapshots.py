"""Snapshots as they stand, and which of them are older than what they are made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from django.db import connection

from hiring.dashboards.models import Snapshot
from interviews.scorecards.models import Scorecard

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

# whatever moves a figure leaves a moment behind; an opening is stale from the first one later
# than its oldest snapshot on, and one that has marks but no snapshot always is
_STALE: Final = """
    WITH moments AS (
        SELECT application_id, computed_at AS at FROM interviews_composite
        UNION ALL
        SELECT application_id, greatest(decided_at, approved_at, effective_at, revoked_at)
        FROM hiring_decision
        UNION ALL
        SELECT s.application_id, v.at FROM interviews_ratingrevision v
        JOIN interviews_rating r ON r.id = v.rating_id
        JOIN interviews_scorecard s ON s.id = r.scorecard_id
        UNION ALL
        SELECT application_id, saved_at FROM interviews_agreement
    ), newest AS (
        SELECT a.opening_id, max(m.at) AS at
        FROM moments m JOIN candidates_application a ON a.id = m.application_id
        GROUP BY a.opening_id
    )
    SELECT n.opening_id FROM newest n
    LEFT JOIN (
        SELECT opening_id, min(computed_at) AS at, count(*) AS kinds
        FROM hiring_snapshot GROUP BY opening_id
    ) k ON k.opening_id = n.opening_id
    WHERE k.at IS NULL OR k.kinds < %(kinds)s OR n.at > k.at
    ORDER BY n.opening_id
"""


def stale_openings(kinds: int) -> list[int]:
    """Return the openings whose figures are older than what they are made of; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_STALE, {"kinds": kinds})
        return [opening for (opening,) in cursor.fetchall()]


def snapshots_of(kind: str, opening_ids: Iterable[int]) -> dict[int, Snapshot]:
    """Return the snapshots of one kind by opening; one query."""
    found = Snapshot.objects.filter(kind=kind, opening__in=list(opening_ids))
    return {each.opening_id: each for each in found}


def result_of(kind: str, opening_id: int) -> tuple[dict[str, Any], dt.datetime | None]:
    """Return what was worked out of one opening and when; nothing and None before it was."""
    found = Snapshot.objects.filter(kind=kind, opening=opening_id).first()
    return (found.result, found.computed_at) if found else ({}, None)


def blind_openings(user: Viewer, opening_ids: Iterable[int]) -> set[int]:
    """Return in which of these openings the user still owes a scorecard; one query.

    Figures made of everybody's marks are not for them: the one mark that is missing would be
    told from what changes.
    """
    owed = Scorecard.objects.open().filter(interviewer_id=user.pk)
    ids = list(opening_ids)
    found = owed.filter(application__opening__in=ids).values_list("application__opening")
    return {opening for (opening,) in found.distinct()}
