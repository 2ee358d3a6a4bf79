"""Folds tally rows together, so that a count stays a sum of a few."""

from __future__ import annotations

from typing import Final

from django.db import connection, transaction

# One statement, one snapshot: rows that others add meanwhile are not seen and not lost; of two
# folders the second waits for the first one's rows and then finds them gone.
_FOLD: Final = """
    WITH crowded AS (
        SELECT opening_id, state FROM candidates_tally
        GROUP BY opening_id, state HAVING count(*) > 1
    ), gone AS (
        DELETE FROM candidates_tally t USING crowded c
        WHERE t.opening_id = c.opening_id AND t.state = c.state
        RETURNING t.opening_id, t.state, t.amount
    ), folded AS (
        INSERT INTO candidates_tally (opening_id, state, amount)
        SELECT opening_id, state, sum(amount) FROM gone
        GROUP BY opening_id, state HAVING sum(amount) <> 0
    )
    SELECT count(*) FROM gone
"""


@transaction.atomic
def fold_tallies() -> int:
    """Make one row of many for each opening and state; return how many rows went into it.

    Doing it twice folds nothing the second time.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FOLD)
        return int(cursor.fetchone()[0])
