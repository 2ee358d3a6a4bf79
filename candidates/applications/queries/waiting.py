"""Who has waited longest over several openings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from candidates.applications.models import State
from candidates.applications.overdue import overdue_before


@dataclass(frozen=True)
class Waiting:
    """An application that has stood too long where it is."""

    pk: int
    name: str
    opening_id: int
    state: State
    since_at: dt.datetime


def longest_waiting(
    opening_ids: Sequence[int], states: Sequence[State], at: dt.datetime, limit: int
) -> list[Waiting]:
    """Return those overdue in these states, the longest-waiting first; one query, which takes a
    few rows off the index for each opening and state however many wait there."""
    values: dict[str, Any] = {
        "openings": list(opening_ids),
        "states": [str(state) for state in states],
        "late": [overdue_before(state, at) for state in states],
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, values)
        return [
            Waiting(pk, name, opening_id, State(state), since_at)
            for pk, name, opening_id, state, since_at in cursor.fetchall()
        ]


_STATEMENT: Final = """
    SELECT first.id, person.name, first.opening_id, first.state, first.state_since_at
      FROM (
        SELECT walked.*
          FROM unnest(%(openings)s::bigint[]) AS opened(id)
         CROSS JOIN unnest(%(states)s::text[], %(late)s::timestamptz[]) AS wanted(state, late)
         CROSS JOIN LATERAL (
            SELECT a.id, a.opening_id, a.state, a.state_since_at, a.candidate_id
              FROM candidates_application a
             WHERE a.opening_id = opened.id AND a.state = wanted.state
               AND a.state_since_at < wanted.late
             ORDER BY a.state_since_at, a.id
             LIMIT %(limit)s
         ) walked
         ORDER BY walked.state_since_at, walked.id
         LIMIT %(limit)s
      ) first
      JOIN candidates_candidate person ON person.id = first.candidate_id
     ORDER BY first.state_since_at, first.id
"""
