"""The funnel: how many got where, how many went on, and one in how many is hired.

How it stays fast: nothing here counts applications or moves. `FunnelCount` holds the counts by
opening, day of applying and state, `SourceCount` by month, source and language, kept by statement
triggers while applications move; what a page shows of everybody comes out of the sums that a
worker keeps of them (`SourceTotal`), and of the few rows that are not in them yet. All of it grows
with the number of openings and days, not of applications: 100,000 of them cost what 1,000 do.

A step's pass rate is taken over those who no longer wait there, and “one in n” over those whose
application is settled: who still has their chance is neither a pass nor a miss.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from django.db import connection
from django.db.models import QuerySet, Sum

from candidates.applications.models import State
from hiring.dashboards.models import FunnelCount, SourceCount, SourceTotal
from hiring.statistics.shares import Share, share_of

STEPS: Final = (
    State.APPLIED,
    State.SCREENING,
    State.INVITED,
    State.ON_DAY,
    State.DECIDING,
    State.OFFERED,
    State.HIRED,
)

Counts = Mapping[str, tuple[int, int]]  # reached and here, by state


@dataclass(frozen=True)
class Step:
    """One step: who got here, who waits here, who went on, and one in how many is hired."""

    state: State
    reached: int
    here: int
    left: int
    passed: Share | None  # of those who no longer wait here; None in the last step
    hired: Share | None  # of those who got here and are settled

    @property
    def label(self) -> str:
        return str(self.state.label)


@dataclass(frozen=True)
class Funnel:
    """The steps from applied to hired."""

    steps: tuple[Step, ...]

    @property
    def applied(self) -> int:
        return self.steps[0].reached

    @property
    def hired(self) -> int:
        return self.steps[-1].reached

    @property
    def share(self) -> Share | None:
        """Who is hired of those who apply and are settled: “one in 30”."""
        return self.steps[0].hired


def make_funnel(counts: Counts) -> Funnel:
    """Put counts together; plain thinking, no query."""
    reached = [counts.get(state, (0, 0))[0] for state in STEPS]
    here = [counts.get(state, (0, 0))[1] for state in STEPS]
    hired = reached[-1]
    steps = []
    for index, state in enumerate(STEPS):
        last = state == State.HIRED
        going_on = 0 if last else min(reached[index + 1], reached[index])
        open_from_here = sum(here[index:-1])
        settled = max(reached[index] - open_from_here, hired)
        # who was moved back waits in an earlier step, although they got further once
        done_here = max(reached[index] - max(here[index], 0), going_on)
        steps.append(
            Step(
                state=state,
                reached=reached[index],
                here=max(here[index], 0),
                left=0 if last else done_here - going_on,
                passed=None if last else share_of(going_on, done_here),
                hired=share_of(min(hired, settled), settled),
            )
        )
    return Funnel(tuple(steps))


@dataclass(frozen=True)
class Cohort:
    """Whose applications: those from a day on, before another, of a source, of a language; None
    is any.

    With a source or a language, the month of `since` counts from its first day on, and that of
    `until` not at all.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    source: str | None = None
    language: str | None = None

    @property
    def is_whole(self) -> bool:
        return self.source is None and self.language is None


EVERYBODY: Final = Cohort()


def days_within(since: dt.date | None, until: dt.date | None) -> dict[str, dt.date]:
    """Say as conditions on `applied_on`: they applied from a day on, and before another."""
    bounds = {"applied_on__gte": since, "applied_on__lt": until}
    return {name: day for name, day in bounds.items() if day is not None}


def months_within(since: dt.date | None, until: dt.date | None) -> dict[str, dt.date]:
    """Say the same of whole months, as conditions on `applied_in`."""
    bounds = {"applied_in__gte": since, "applied_in__lt": until}
    return {name: day.replace(day=1) for name, day in bounds.items() if day is not None}


def _counts_in(cohort: Cohort) -> QuerySet[FunnelCount] | QuerySet[SourceCount]:
    if cohort.is_whole:
        return FunnelCount.objects.filter(**days_within(cohort.since, cohort.until))
    found = SourceCount.objects.filter(**months_within(cohort.since, cohort.until))
    if cohort.source is not None:
        found = found.filter(source=cohort.source)
    if cohort.language is not None:
        found = found.filter(language=cohort.language)
    return found


def funnels_of(opening_ids: Iterable[int], cohort: Cohort = EVERYBODY) -> dict[int, Funnel]:
    """Return the funnel of each opening, of those in the cohort; one query."""
    ids = list(opening_ids)
    if cohort == EVERYBODY:
        return _totals_of(ids, SourceTotal.By.OPENING).openings
    found = _counts_in(cohort).filter(opening__in=ids)
    rows = found.values_list("opening_id", "state").annotate(Sum("reached"), Sum("here"))
    counts: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
    for opening_id, state, reached, here in rows.order_by():
        counts[opening_id][state] = (reached, here)
    return {opening_id: make_funnel(counts[opening_id]) for opening_id in ids}


@dataclass(frozen=True)
class Part:
    """The applicants of one source or one language, and how they fared."""

    value: str
    funnel: Funnel


def parts_of(
    opening_ids: Iterable[int],
    field: Literal["source", "language"],
    *,
    since: dt.date | None,
    until: dt.date | None = None,
) -> list[Part]:
    """Return a funnel for each source or language, the largest first; one query.

    `since` counts from the first day of its month on, `until` to the last day of the month before.
    """
    found = SourceCount.objects.filter(opening__in=list(opening_ids), **months_within(since, until))
    rows = found.values_list(field, "state").annotate(Sum("reached"), Sum("here"))
    counts: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for value, state, reached, here in rows.order_by():
        counts[value][state] = (reached, here)
    return _parts(counts)


# by what the rows are told apart; an opening's key only where it is that
_SINCE: Final = """
    SELECT CASE grouping(source, language) WHEN 1 THEN 'source' WHEN 2 THEN 'language'
        ELSE 'opening' END, coalesce(source, language), opening_id, state,
        sum(reached), sum(here)
    FROM hiring_sourcecount WHERE opening_id = ANY(%s) AND applied_in >= %s
    GROUP BY GROUPING SETS ((source, state), (language, state), (opening_id, state))
"""
_TOTALS: Final = """
    SELECT apart_by, value, CASE apart_by WHEN 'opening' THEN opening_id END AS key, state,
        sum(reached), sum(here)
    FROM (
        SELECT opening_id, apart_by, value, state, reached, here
        FROM hiring_sourcetotal WHERE opening_id = ANY(%(ids)s) AND apart_by = ANY(%(by)s)
        UNION ALL
        SELECT s.opening_id, v.apart_by, v.value, s.state, s.reached, s.here
        FROM hiring_sourcecount s, LATERAL (
            VALUES ('opening', ''), ('source', s.source), ('language', s.language)
        ) v (apart_by, value)
        WHERE NOT s.is_summed AND s.opening_id = ANY(%(ids)s) AND v.apart_by = ANY(%(by)s)
    ) counts
    GROUP BY apart_by, value, key, state
"""


@dataclass(frozen=True)
class Split:
    """The same applicants by source, by language, and by opening."""

    sources: list[Part]
    languages: list[Part]
    openings: dict[int, Funnel]


def split_of(opening_ids: Iterable[int], *, since: dt.date | None) -> Split:
    """Return the funnels by source, by language and by opening; one query, which reads the counts
    once for all three. `since` counts from the first day of its month on."""
    ids = list(opening_ids)
    if since is None:
        return _totals_of(ids, *SourceTotal.By)
    with connection.cursor() as cursor:
        cursor.execute(_SINCE, [ids, since.replace(day=1)])
        return _split(ids, cursor.fetchall())


def _totals_of(ids: list[int], *by: SourceTotal.By) -> Split:
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS, {"ids": ids, "by": [each.value for each in by]})
        return _split(ids, cursor.fetchall())


def _split(ids: list[int], rows: Iterable[tuple[str, str, int, str, int, int]]) -> Split:
    counts: dict[str, dict[Any, dict[str, tuple[int, int]]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for apart_by, value, opening, state, reached, here in rows:
        key = opening if apart_by == SourceTotal.By.OPENING else value
        counts[apart_by][key][state] = (reached, here)
    by_opening = counts[SourceTotal.By.OPENING]
    return Split(
        sources=_parts(counts[SourceTotal.By.SOURCE]),
        languages=_parts(counts[SourceTotal.By.LANGUAGE]),
        openings={key: make_funnel(by_opening[key]) for key in ids},
    )


def _parts(counts: Mapping[str, Counts]) -> list[Part]:
    parts = [Part(value, make_funnel(each)) for value, each in counts.items()]
    return sorted(
        (part for part in parts if part.funnel.applied),
        key=lambda part: (-part.funnel.applied, part.value),
    )


def joined(funnels: Iterable[Funnel]) -> Funnel:
    """Return one funnel over several, without a query."""
    counts: dict[str, tuple[int, int]] = {}
    for funnel in funnels:
        for step in funnel.steps:
            reached, here = counts.get(step.state, (0, 0))
            counts[step.state] = (reached + step.reached, here + step.here)
    return make_funnel(counts)
