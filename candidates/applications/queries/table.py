"""The pipeline as a table: filtered, sorted, a page at a time.

Every page is a few walks along an index: one for each state asked for, each stopped after a
page, then merged. Nothing is counted but tallies, and nothing is skipped by OFFSET.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import connection
from django.db.models import Q

from candidates.applications.models import OPEN_STATES, Application, State
from candidates.applications.overdue import overdue_before
from candidates.applications.queries.rows import COLUMNS, Row, rows_of
from candidates.people.queries import matching

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from candidates.layout.viewer import Viewer
    from candidates.openings.models import Opening

PAGE: Final = 50
SORTS: Final = {"waiting": "state_since_at", "name": "name_key", "date": "applied_at"}


@dataclass(frozen=True)
class Choice:
    """What the table shows, as its address says it."""

    states: tuple[State, ...] = OPEN_STATES
    source: str = ""
    text: str = ""
    overdue: bool = False
    sort: str = "waiting"
    descending: bool = False
    after: str = ""

    @property
    def is_countable(self) -> bool:
        """Tell whether tallies know how many there are."""
        return not (self.source or self.text or self.overdue)


@dataclass(frozen=True)
class Page:
    """One page of the table; `next_after` is where the following one begins."""

    rows: list[Row]
    next_after: str


def page_of(user: Viewer, opening: Opening, choice: Choice, at: dt.datetime) -> Page:
    """Return a page of applications to an opening that the user may see: one query, and those of
    the facts."""
    found = list(_slices(opening, choice, at)[: PAGE + 1])
    after = ""
    if len(found) > PAGE:
        last = dict(zip(COLUMNS, found[PAGE - 1], strict=True))
        after = _bookmark(last["id"], last[SORTS[choice.sort]])
    return Page(rows_of(user, found[:PAGE], at), after)


def _slices(opening: Opening, choice: Choice, at: dt.datetime) -> QuerySet[Any, Any]:
    field = SORTS[choice.sort]
    sign = "-" if choice.descending else ""
    order = (f"{sign}{field}", f"{sign}id")
    narrowed = Application.objects.filter(_follows(choice, field), opening=opening)
    if choice.source:
        narrowed = narrowed.filter(source=choice.source)
    if choice.text:
        # the words' index leads here; walking it once for each state would be dearer
        matches = matching(choice.text).values("pk")
        rows = narrowed.filter(_in_states(choice, at), candidate__in=matches)
        return rows.order_by(*order).values_list(*COLUMNS)
    walks = [
        narrowed.filter(_in_state(choice, state, at))
        .order_by(*order)
        .values_list(*COLUMNS)[: PAGE + 1]
        for state in choice.states
    ]
    if len(walks) == 1:
        return walks[0]
    return walks[0].union(*walks[1:], all=True).order_by(*order)


def _in_state(choice: Choice, state: State, at: dt.datetime) -> Q:
    late = overdue_before(state, at)
    if not choice.overdue:
        return Q(state=state)
    return Q(state=state, state_since_at__lt=late) if late else Q(pk__in=[])


def _in_states(choice: Choice, at: dt.datetime) -> Q:
    condition = Q(pk__in=[])
    for state in choice.states:
        condition |= _in_state(choice, state, at)
    return condition if choice.overdue else Q(state__in=choice.states)


def _follows(choice: Choice, field: str) -> Q:
    """Return the condition for rows behind the bookmark; a bookmark that is none counts as none."""
    marked = _read(choice.after, choice.sort)
    if marked is None:
        return Q()
    value, pk = marked
    way = "lt" if choice.descending else "gt"
    # the first half is what the index can walk by
    return Q(**{f"{field}__{way}e": value}) & (
        Q(**{f"{field}__{way}": value}) | Q(**{f"pk__{way}": pk})
    )


def _bookmark(pk: int, value: dt.datetime | str) -> str:
    written = value.isoformat() if isinstance(value, dt.datetime) else value
    return base64.urlsafe_b64encode(json.dumps([written, pk]).encode()).decode().rstrip("=")


def _read(after: str, sort: str) -> tuple[dt.datetime | str, int] | None:
    try:
        written, pk = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
        if not isinstance(written, str) or not isinstance(pk, int) or "\x00" in written:
            return None
        written.encode()  # half a character is no text
        if sort == "name":
            return written, pk
        moment = dt.datetime.fromisoformat(written)
    except (ValueError, TypeError, binascii.Error):
        return None
    return (moment, pk) if moment.tzinfo else None


def sources_of(opening: Opening) -> list[str]:
    """Return where applications to the opening came from, at most fifty: one query that hops
    from one value to the next along the index and never looks at what lies between."""
    with connection.cursor() as cursor:
        cursor.execute(_SOURCES, [opening.pk, opening.pk])
        return [source for (source,) in cursor.fetchall()]


_SOURCES: Final = """
    WITH RECURSIVE walk AS (
        (SELECT source FROM candidates_application
          WHERE opening_id = %s AND source > '' ORDER BY source LIMIT 1)
        UNION ALL
        SELECT (SELECT a.source FROM candidates_application a
                 WHERE a.opening_id = %s AND a.source > walk.source
                 ORDER BY a.source LIMIT 1)
          FROM walk WHERE walk.source IS NOT NULL
    )
    SELECT source FROM walk WHERE source IS NOT NULL LIMIT 50
"""
