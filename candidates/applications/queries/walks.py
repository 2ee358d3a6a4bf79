"""Reads the first applications of some states, in an order that an index has.

One walk along one index for each state, each stopped after so many, then merged: the same work
at a thousand applications as at a million. It is SQL by hand, because the same from the ORM (a
union of a query for each state) took Django a millisecond a state to put together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from django.db import connection

# what every list reads of each application, in this order
COLUMNS: Final = (
    "id",
    "state",
    "state_since_at",
    "applied_at",
    "name_key",
    "source",
    "candidate__name",
    "candidate__language",
)
Field = Literal["state_since_at", "applied_at", "name_key"]


@dataclass(frozen=True)
class Bookmark:
    """The last row of the page before: its value in the order, and its key."""

    value: dt.datetime | str
    pk: int


@dataclass(frozen=True)
class Walk:
    """Which applications, in which order, how many."""

    opening_id: int
    states: Sequence[str]
    field: Field
    descending: bool = False
    each: int = 51  # of every state
    most: int = 51  # of all
    source: str = ""
    words: str = ""  # of the candidate, as people.queries.words_query has them
    # for each state, the moment before which an application must have come into it
    late: Sequence[dt.datetime | None] | None = None
    after: Bookmark | None = None


def records_of(walk: Walk) -> list[tuple[Any, ...]]:
    """Return records with COLUMNS; one query."""
    way, beyond = ("DESC", "<") if walk.descending else ("ASC", ">")
    conditions = []
    if walk.source:
        conditions.append("AND a.source = %(source)s")
    if walk.words:
        conditions.append(_NAMED)
    if walk.late is not None:
        conditions.append("AND a.state_since_at < wanted.late")
    if walk.after is not None:
        # the first half is what the index can walk by
        conditions.append(
            f"AND a.{walk.field} {beyond}= %(value)s"
            f" AND (a.{walk.field} {beyond} %(value)s OR a.id {beyond} %(pk)s)"
        )
    statement = _STATEMENT.format(field=walk.field, way=way, conditions=" ".join(conditions))
    values: dict[str, Any] = {
        "opening": walk.opening_id,
        "states": [str(state) for state in walk.states],
        "late": list(walk.late or [None] * len(walk.states)),
        "source": walk.source,
        "words": walk.words,
        "value": walk.after.value if walk.after else None,
        "pk": walk.after.pk if walk.after else None,
        "each": walk.each,
        "most": walk.most,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


_NAMED: Final = """AND EXISTS (
    SELECT FROM candidates_candidate named
     WHERE named.id = a.candidate_id AND named.search @@ to_tsquery('simple', %(words)s))"""

# {field}, {way} and {conditions} come from the lines above only, never from a request
_STATEMENT: Final = """
    SELECT page.id, page.state, page.state_since_at, page.applied_at, page.name_key, page.source,
           person.name, person.language
      FROM (
        SELECT walked.*
          FROM unnest(%(states)s::text[], %(late)s::timestamptz[]) AS wanted(state, late)
         CROSS JOIN LATERAL (
            SELECT a.id, a.state, a.state_since_at, a.applied_at, a.name_key, a.source,
                   a.candidate_id
              FROM candidates_application a
             WHERE a.opening_id = %(opening)s AND a.state = wanted.state {conditions}
             ORDER BY a.{field} {way}, a.id {way}
             LIMIT %(each)s
         ) walked
         ORDER BY walked.{field} {way}, walked.id {way}
         LIMIT %(most)s
      ) page
      JOIN candidates_candidate person ON person.id = page.candidate_id
     ORDER BY page.{field} {way}, page.id {way}
"""
