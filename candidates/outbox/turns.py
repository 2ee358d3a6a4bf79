"""Whose turn it is: kinds of work take turns, so that ten thousand of one starve no other.

Among the kinds that have something due in a queue, the one whose last start lies farthest back is
next, and of its tasks the one that was due first. Nothing is kept in a process: the turn is read
from the tasks themselves, so that it holds for any number of workers on any number of machines.
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import connection

from candidates.outbox import registry

# two probes of an index for each kind, however many tasks wait
CHOICE = """
SELECT head.id
  FROM unnest(%s::text[]) AS kinds(kind)
 CROSS JOIN LATERAL (
       SELECT id, run_after_at, created_at
         FROM candidates_task
        WHERE kind = kinds.kind AND queue = %s
          AND state IN ('pending', 'sent') AND run_after_at <= %s
        ORDER BY run_after_at, created_at
        LIMIT 1) AS head
  LEFT JOIN LATERAL (
       SELECT started_at
         FROM candidates_task
        WHERE kind = kinds.kind AND started_at IS NOT NULL
        ORDER BY started_at DESC
        LIMIT 1) AS last ON true
 ORDER BY last.started_at NULLS FIRST, head.run_after_at, head.created_at, kinds.kind
 LIMIT 1
"""


def choose(queue: str, *, at: dt.datetime) -> UUID | None:
    """Return the task that is next in a queue; None when nothing of a known kind is due."""
    with connection.cursor() as cursor:
        cursor.execute(CHOICE, [registry.codes(), queue, at])
        row = cursor.fetchone()
    return row[0] if row else None
