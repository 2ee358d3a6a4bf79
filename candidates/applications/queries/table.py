"""The pipeline as a table: filtered, sorted, a page at a time.

Nothing is counted but tallies, and nothing is skipped by OFFSET: the next page begins behind a
bookmark.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from django.db import connection
from django.db.models import Q

from candidates.applications.keys import among
from candidates.applications.models import OPEN_STATES, Application, State
from candidates.applications.overdue import overdue_before
from candidates.applications.queries.rows import Row, rows_of
from candidates.applications.queries.walks import COLUMNS, Bookmark, Field, Walk, records_of
from candidates.people.queries import matching, words_query

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from candidates.openings.models import Opening

PAGE: Final = 50
RARE: Final = 1000  # people who have some words
SORTS: Final[dict[str, Field]] = {
    "waiting": "state_since_at",
    "name": "name_key",
    "date": "applied_at",
}


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
    """Return a page of applications to an opening that the user may see: one query (two with
    words), and those of the facts."""
    found = records(opening, choice, at)
    after = ""
    if len(found) > PAGE:
        last = dict(zip(COLUMNS, found[PAGE - 1], strict=True))
        after = _bookmark(last["id"], last[SORTS[choice.sort]])
    return Page(rows_of(user, found[:PAGE], at), after)


@dataclass(frozen=True)
class Beside:
    """Who stands before and after an application in what the table shows, by key."""

    before: int | None
    after: int | None


def beside(opening: Opening, choice: Choice, application: Application, at: dt.datetime) -> Beside:
    """Return the neighbors of an application; two queries. It need not be in the table itself:
    whoever has just been moved still stands where the clock or the name puts them."""
    here = _bookmark(application.pk, getattr(application, SORTS[choice.sort]))
    ways = (not choice.descending, choice.descending)
    found = [
        records(opening, replace(choice, after=here, descending=way), at, most=1) for way in ways
    ]
    before, after = (records[0][0] if records else None for records in found)
    return Beside(before, after)


def records(
    opening: Opening, choice: Choice, at: dt.datetime, *, most: int = PAGE + 1
) -> list[tuple[Any, ...]]:
    """Return the first records: usually one more than the page has.

    Rare words lead from the people who have them to their applications. Common ones are soon met
    on a walk through everybody, whereas leading from a tenth of all people would grow with them.
    """
    if not choice.text:
        return _by_walking(opening, choice, at, most)
    people = list(matching(choice.text).values_list("pk", flat=True)[: RARE + 1])
    if len(people) > RARE:
        return _by_walking(opening, choice, at, most)
    return _of_people(people, opening, choice, at)[:most]


def _by_walking(
    opening: Opening, choice: Choice, at: dt.datetime, most: int
) -> list[tuple[Any, ...]]:
    return records_of(
        Walk(
            opening.pk,
            choice.states,
            SORTS[choice.sort],
            choice.descending,
            each=most,
            most=most,
            source=choice.source,
            words=words_query(choice.text),
            late=_late(choice, at) if choice.overdue else None,
            after=_read(choice.after, choice.sort),
        )
    )


def _late(choice: Choice, at: dt.datetime) -> list[dt.datetime | None]:
    return [overdue_before(state, at) for state in choice.states]


def _of_people(
    people: list[int], opening: Opening, choice: Choice, at: dt.datetime
) -> list[tuple[Any, ...]]:
    field = SORTS[choice.sort]
    sign = "-" if choice.descending else ""
    rows = Application.objects.filter(
        _follows(choice, field), opening=opening, state__in=choice.states,
        candidate__in=among(people),
    )  # fmt: skip
    if choice.source:
        rows = rows.filter(source=choice.source)
    if choice.overdue:
        late = zip(choice.states, _late(choice, at), strict=True)
        waiting = [Q(state=state, state_since_at__lt=before) for state, before in late if before]
        rows = rows.filter(Q(*waiting, _connector=Q.OR)) if waiting else rows.none()
    return list(rows.order_by(f"{sign}{field}", f"{sign}id").values_list(*COLUMNS)[: PAGE + 1])


def _follows(choice: Choice, field: str) -> Q:
    after = _read(choice.after, choice.sort)
    if after is None:
        return Q()
    way = "lt" if choice.descending else "gt"
    return Q(**{f"{field}__{way}e": after.value}) & (
        Q(**{f"{field}__{way}": after.value}) | Q(**{f"pk__{way}": after.pk})
    )


def _bookmark(pk: int, value: dt.datetime | str) -> str:
    written = value.isoformat() if isinstance(value, dt.datetime) else value
    return base64.urlsafe_b64encode(json.dumps([written, pk]).encode()).decode().rstrip("=")


def _read(after: str, sort: str) -> Bookmark | None:
    """Return the bookmark in an address; one that is none counts as none."""
    try:
        written, pk = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
        if not isinstance(written, str) or not isinstance(pk, int) or "\x00" in written:
            return None
        written.encode()  # half a character is no text
        if not 0 < pk < 2**63:
            return None
        if sort == "name":
            return Bookmark(written, pk)
        moment = dt.datetime.fromisoformat(written)
    except (ValueError, TypeError, binascii.Error):
        return None
    return Bookmark(moment, pk) if moment.tzinfo else None


def sources_of(opening: Opening) -> list[str]:
    """Return where applications to the opening came from, at most fifty: one query that hops
    from one value to the next along the index and never looks at what lies between."""
    with connection.cursor() as cursor:
        cursor.execute(_SOURCES, [opening.pk, opening.pk])
        return [source for (source,) in cursor.fetchall()]


_SOURCES: Final = """
    SELECT source FROM (
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
    ) hops
"""
