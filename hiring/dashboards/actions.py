"""Keeping the dashboards' counts small."""

from __future__ import annotations

from typing import Final

from django.db import connection, transaction

# of each table of differences: what its rows are told apart by, and what is summed
_COUNTS: Final = (
    ("hiring_funnelcount", ("opening_id", "applied_on", "state"), ("reached", "here")),
    (
        "hiring_sourcecount",
        ("opening_id", "applied_in", "source", "language", "state"),
        ("reached", "here"),
    ),
    ("hiring_staycount", ("opening_id", "applied_in", "kind", "ending", "bucket"), ("amount",)),
)
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
    """Put the rows that are told apart by nothing together into one; the sums stay the same.

    Whatever is added meanwhile is left for the next time. Twice, or two at once, is the same.
    """
    with connection.cursor() as cursor:
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
