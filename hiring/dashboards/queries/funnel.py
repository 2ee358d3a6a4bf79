"""The funnel: how many got where, how many went on, and one in how many is hired.

How it stays fast: nothing here counts applications or moves. `FunnelCount` holds the counts by
opening, day of applying and state, kept by statement triggers while applications move, and every
funnel on a page is one GROUP BY over it, answered from an index alone. Its size grows with the
number of openings and days, not of applications: 100,000 of them cost what 1,000 do.

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
from hiring.dashboards.models import FunnelCount, SourceCount
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


_AT_ONCE: Final = """
    SELECT grouping(source, language, opening_id), source, language, opening_id, state,
        sum(reached), sum(here)
    FROM hiring_sourcecount WHERE opening_id = ANY(%s) AND applied_in >= %s
    GROUP BY GROUPING SETS ((source, state), (language, state), (opening_id, state))
"""
_BY_SOURCE, _BY_LANGUAGE = 0b011, 0b101  # what is not told apart there


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
    first = since.replace(day=1) if since else dt.date.min
    counts: dict[int, dict[Any, dict[str, tuple[int, int]]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    with connection.cursor() as cursor:
        cursor.execute(_AT_ONCE, [ids, first])
        for apart, source, language, opening, state, reached, here in cursor.fetchall():
            key = {_BY_SOURCE: source, _BY_LANGUAGE: language}.get(apart, opening)
            counts[apart][key][state] = (reached, here)
    by_opening = counts[0b110]
    return Split(
        sources=_parts(counts[_BY_SOURCE]),
        languages=_parts(counts[_BY_LANGUAGE]),
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
