"""Keeping the dashboards' counts small, and the snapshots new."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from django.db import connection, transaction

from candidates.openings.models import Opening
from candidates.outbox.actions import owe_task
from hiring.dashboards import snapshots
from hiring.dashboards.models import Snapshot
from hiring.dashboards.queries.snapshots import stale_openings

WORK_OUT: Final = "dashboards.snapshot"

# of each table of differences: what its rows are told apart by, and what is summed
_COUNTS: Final = (
    ("hiring_funnelcount", ("opening_id", "applied_on", "state"), ("reached", "here")),
    (
        "hiring_sourcecount",
        ("opening_id", "applied_in", "source", "language", "state", "is_summed"),
        ("reached", "here"),
    ),
    ("hiring_decisioncount", ("opening_id",), ("decided", "overrides")),
    ("hiring_staycount", ("opening_id", "applied_in", "kind", "ending", "bucket"), ("amount",)),
)
# one fold at a time; nobody else writes to the totals, and who reads them does not wait
_ALONE: Final = "LOCK TABLE hiring_sourcetotal IN SHARE ROW EXCLUSIVE MODE"
_SUM_UP: Final = """
    WITH fresh AS (
        UPDATE hiring_sourcecount SET is_summed = true WHERE NOT is_summed
        RETURNING opening_id, source, language, state, reached, here
    )
    INSERT INTO hiring_sourcetotal AS t (opening_id, apart_by, value, state, reached, here)
    SELECT f.opening_id, v.apart_by, v.value, f.state, sum(f.reached), sum(f.here)
    FROM fresh f, LATERAL (
        VALUES ('opening', ''), ('source', f.source), ('language', f.language)
    ) v (apart_by, value)
    GROUP BY f.opening_id, v.apart_by, v.value, f.state
    ON CONFLICT (opening_id, apart_by, value, state) DO UPDATE
    SET reached = t.reached + excluded.reached, here = t.here + excluded.here
"""
_FOLD = """
    WITH crowded AS (
        SELECT {keys} FROM {table} GROUP BY {keys} HAVING count(*) > 1
    ), gone AS (
        DELETE FROM {table} f USING crowded c WHERE ({ours}) = ({theirs})
        RETURNING {returned}
    )
    INSERT INTO {table} ({keys}, {sums})
    SELECT {keys}, {summed} FROM gone GROUP BY {keys} HAVING {left}
"""


@transaction.atomic
def fold_funnel_counts() -> None:
    """Add up what came since, and put the rows that are told apart by nothing together into one;
    the sums stay the same.

    Whatever is added meanwhile is left for the next time. Twice, or two at once, is the same.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ALONE)
        cursor.execute(_SUM_UP)
        for table, keys, sums in _COUNTS:
            statement = _FOLD.format(
                table=table,
                keys=", ".join(keys),
                ours=", ".join(f"f.{key}" for key in keys),
                theirs=", ".join(f"c.{key}" for key in keys),
                returned=", ".join(f"f.{name}" for name in (*keys, *sums)),
                sums=", ".join(sums),
                summed=", ".join(f"sum({name})" for name in sums),
                left=" OR ".join(f"sum({name}) <> 0" for name in sums),
            )
            cursor.execute(statement)


def work_out_snapshots(*, opening_id: int, at: dt.datetime) -> dict[str, Any]:
    """Work out every kind of snapshot of one opening; writes nothing."""
    return {kind.code: kind.work_out(opening_id, at) for kind in snapshots.all_kinds()}


@transaction.atomic
def keep_snapshots(*, opening_id: int, results: dict[str, Any], at: dt.datetime) -> int:
    """Write down what was worked out at a moment; return how many there are.

    Twice is the same. What was worked out later stays, whoever comes first.
    """
    Opening.objects.select_for_update(no_key=True).get(pk=opening_id)
    kept = 0
    for code, result in results.items():
        found = Snapshot.objects.filter(opening=opening_id, kind=code).first()
        if found is None:
            Snapshot.objects.create(opening_id=opening_id, kind=code, result=result, computed_at=at)
        elif found.computed_at <= at:
            found.result, found.computed_at = result, at
            found.save(update_fields=["result", "computed_at"])
        kept += 1
    return kept


@transaction.atomic
def owe_snapshots(*, at: dt.datetime) -> int:
    """Owe the figures of every opening in which something changed since; return how many.

    Again, while they wait: the same tasks.
    """
    stale = stale_openings(len(snapshots.all_kinds()))
    for opening_id in stale:
        owe_task(
            kind=WORK_OUT, payload={"opening_id": opening_id}, at=at, dedupe_key=str(opening_id)
        )
    return len(stale)
