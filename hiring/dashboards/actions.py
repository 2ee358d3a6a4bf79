"""Keeping the funnel's counts small."""

from __future__ import annotations

from django.db import connection, transaction

_FOLD = """
    WITH crowded AS (
        SELECT opening_id, applied_on, state FROM hiring_funnelcount
        GROUP BY 1, 2, 3 HAVING count(*) > 1
    ), gone AS (
        DELETE FROM hiring_funnelcount f USING crowded c
        WHERE (f.opening_id, f.applied_on, f.state) = (c.opening_id, c.applied_on, c.state)
        RETURNING f.opening_id, f.applied_on, f.state, f.reached, f.here
    )
    INSERT INTO hiring_funnelcount (opening_id, applied_on, state, reached, here)
    SELECT opening_id, applied_on, state, sum(reached), sum(here) FROM gone
    GROUP BY 1, 2, 3 HAVING sum(reached) <> 0 OR sum(here) <> 0
"""


@transaction.atomic
def fold_funnel_counts() -> None:
    """Put the rows of each opening, day and state together into one; the sums stay the same.

    Whatever is added meanwhile is left for the next time. Twice, or two at once, is the same.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FOLD)
