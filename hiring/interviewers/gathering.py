"""An opening's interviewers worked out from everybody's locked marks, for a snapshot."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any, Final

from django.db import connection

from hiring.interviewers.rater import BIN
from interviews.composites.models import Calibration

KIND: Final = "interviewers"
RECENT_DAYS: Final = 60  # before the newest lock; what is older is what it is held against

# each locked mark; of those that others marked as well, how far it lies from the others' mean
_MARKS: Final = """
    WITH marks AS (
        SELECT c.id AS card, c.interviewer_id AS person, c.locked_at, r.value,
            length(btrim(r.evidence)) AS long,
            count(r.value) OVER cell AS raters, sum(r.value) OVER cell AS total
        FROM interviews_rating r
        JOIN interviews_scorecard c ON c.id = r.scorecard_id
        JOIN candidates_application a ON a.id = c.application_id
        WHERE a.opening_id = %s AND c.locked_at IS NOT NULL
        WINDOW cell AS (PARTITION BY c.application_id, r.criterion_id)
    ), newest AS (
        SELECT max(locked_at) - make_interval(days => %s) AS at FROM marks
    ), cards AS (
        SELECT person, locked_at > (SELECT at FROM newest) AS recent,
            avg(value - (total - value)::float / (raters - 1)) AS apart
        FROM marks WHERE value IS NOT NULL AND raters > 1 GROUP BY card, person, locked_at
    )
"""
_GIVEN: Final = f"""{_MARKS}
    SELECT person, value, long / %s AS bin, count(*) FROM marks GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""  # noqa: S608  (a constant of ours)
_APART: Final = f"""{_MARKS}
    SELECT person, recent, count(*), sum(apart), sum(apart * apart), sum(abs(apart)),
        count(*) FILTER (WHERE abs(apart) <= 1.0)
    FROM cards GROUP BY 1, 2 ORDER BY 1, 2
"""  # noqa: S608
_CARDS: Final = """
    SELECT c.interviewer_id, count(*), count(*) FILTER (WHERE c.locked_at > c.due_at)
    FROM interviews_scorecard c JOIN candidates_application a ON a.id = c.application_id
    WHERE a.opening_id = %s AND c.locked_at IS NOT NULL GROUP BY 1 ORDER BY 1
"""
# first marks that a wash-up agreed differently about, and whether they were revised toward it
_WASHUPS: Final = """
    SELECT c.interviewer_id, count(*), count(*) FILTER (WHERE EXISTS (
        SELECT 1 FROM interviews_ratingrevision v WHERE v.rating_id = r.id
            AND abs(v.new_value - g.value) < abs(r.value - g.value)))
    FROM interviews_agreement g
    JOIN candidates_application a ON a.id = g.application_id
    JOIN interviews_scorecard c ON c.application_id = g.application_id AND c.locked_at IS NOT NULL
    JOIN interviews_rating r ON r.scorecard_id = c.id AND r.criterion_id = g.criterion_id
    WHERE a.opening_id = %s AND g.value IS NOT NULL AND r.value IS NOT NULL AND r.value <> g.value
    GROUP BY 1 ORDER BY 1
"""


def work_out(opening_id: int, _at: dt.datetime) -> dict[str, Any]:
    """Return the figures of each interviewer by their key; five queries for any opening."""
    found: dict[int, dict[str, Any]] = defaultdict(_nothing)
    with connection.cursor() as cursor:
        cursor.execute(_GIVEN, [opening_id, RECENT_DAYS, BIN])
        for person, value, bin_, count in cursor.fetchall():
            if value is None:
                found[person]["unseen"] += count
                continue
            found[person]["marks"][value - 1] += count
            evidence = found[person]["evidence"]
            evidence[str(bin_)] = evidence.get(str(bin_), 0) + count
        cursor.execute(_APART, [opening_id, RECENT_DAYS])
        for person, recent, count, total, squares, distance, close in cursor.fetchall():
            each = [count, round(total, 6), round(squares, 6)]
            one = found[person]
            one["newer" if recent else "older"] = each
            one["apart"] = [a + b for a, b in zip(one["apart"], each, strict=True)]
            one["distance"] += round(distance, 6)
            one["close"] += close
        cursor.execute(_CARDS, [opening_id])
        for person, cards, late in cursor.fetchall():
            found[person] |= {"cards": cards, "late": late}
        cursor.execute(_WASHUPS, [opening_id])
        for person, differs, followed in cursor.fetchall():
            found[person] |= {"differs": differs, "followed": followed}
    _add_leniencies(opening_id, found)
    return {"people": {str(person): one for person, one in sorted(found.items())}}


def _nothing() -> dict[str, Any]:
    return {
        "cards": 0, "late": 0, "unseen": 0, "marks": [0, 0, 0, 0, 0], "evidence": {},
        "apart": [0, 0.0, 0.0], "distance": 0.0, "close": 0, "older": [0, 0.0, 0.0],
        "newer": [0, 0.0, 0.0], "differs": 0, "followed": 0, "stages": [],
    }  # fmt: skip


def _add_leniencies(opening_id: int, found: dict[int, dict[str, Any]]) -> None:
    """Add what the crossed model says of each stage as a whole, without its fair scores."""
    rows = (
        Calibration.objects.filter(
            stage__plan__opening=opening_id, criterion__isnull=True, is_current=True
        )
        .order_by("stage__plan__version", "stage__position")
        .values_list("stage__title", "result__leniency", "result__refusals")
    )
    for title, leniency, refusals in rows:
        for person, each in leniency.items():
            if each["value"] is not None and int(person) in found:
                found[int(person)]["stages"].append(
                    [title, each["value"], each.get("error"), each["marks"], not refusals]
                )
