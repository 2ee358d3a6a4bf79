"""What is owed, for the administrators' page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, Min, Q, QuerySet

from candidates.outbox import registry
from candidates.outbox.models import Task

State = Task.State
PAGE = 50
LATE_AFTER = dt.timedelta(minutes=2)
LATELY = dt.timedelta(days=1)

# what the page can show, in this order
OWED, LATE, FAILED, HELD, DONE, DROPPED = "owed", "late", "failed", "held", "done", "dropped"
VIEWS = (OWED, LATE, FAILED, HELD, DONE, DROPPED)


def _condition(view: str, at: dt.datetime) -> Q:
    """Return what belongs to a view; "late" is owed work that nobody has begun, or let fall."""
    waiting = Q(state__in=(State.PENDING, State.SENT))
    late = at - LATE_AFTER
    conditions = {
        OWED: Q(state__in=Task.OPEN),
        LATE: (waiting & Q(run_after_at__lt=late))
        | Q(state=State.RUNNING, lease_until_at__lt=late),
        FAILED: Q(state=State.FAILED),
        HELD: Q(state=State.HELD),
        DONE: Q(state=State.DONE, created_at__gte=at - LATELY),
        DROPPED: Q(state=State.DROPPED, created_at__gte=at - LATELY),
    }
    return conditions[view]


@dataclass(frozen=True)
class KindLine:
    """How much of one kind there is, view by view, in the order of `VIEWS`."""

    code: str
    label: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Overview:
    """Counts by view, in all and by kind."""

    totals: dict[str, int]
    kinds: list[KindLine]


def overview(*, at: dt.datetime) -> Overview:
    """Count what is owed, late, failed, held, and done or dropped lately; one query.

    Only through indexes: open tasks by time, the others by state and day.
    """
    anything = Q()
    for view in VIEWS:
        anything |= _condition(view, at)
    rows: Any = (
        Task.objects.filter(anything)
        .values("kind")
        .annotate(**{view: Count("pk", filter=_condition(view, at)) for view in VIEWS})
        .order_by("kind")
    )
    lines = [
        KindLine(row["kind"], registry.label_of(row["kind"]), tuple(row[view] for view in VIEWS))
        for row in rows
    ]
    totals = {view: sum(line.counts[number] for line in lines) for number, view in enumerate(VIEWS)}
    return Overview(totals, lines)


@dataclass(frozen=True)
class Page:
    """One page of tasks; the numbers of its neighbors, where there are any."""

    tasks: list[Task]
    number: int
    previous: int | None
    following: int | None


def list_tasks(*, view: str, kind: str, at: dt.datetime, number: int) -> Page:
    """Return one page of a view: what waits longest first, what is over newest first."""
    found: QuerySet[Task] = Task.objects.filter(_condition(view, at))
    if kind:
        found = found.filter(kind=kind)
    order = ("run_after_at", "pk") if view in (OWED, LATE) else ("-created_at", "pk")
    start = (number - 1) * PAGE
    rows = list(found.order_by(*order)[start : start + PAGE + 1])
    return Page(
        rows[:PAGE],
        number,
        number - 1 if number > 1 else None,
        number + 1 if len(rows) > PAGE else None,
    )


@dataclass(frozen=True)
class Duration:
    """How long the tasks of a kind took that were done in the last hour, in seconds.

    `waited` is from being due to being begun, `took` from there to the end.
    """

    kind: str
    queue: str
    number: int
    took_sum: float
    took_half: float
    took_most: float
    waited_half: float
    waited_most: float


@dataclass(frozen=True)
class Figures:
    """What is measured of the work: counts by kind, queue and state; ages in seconds."""

    counts: list[tuple[str, str, str, int]]
    ages: list[tuple[str, str, float]]
    durations: list[Duration]


# half of them are quicker, and nineteen out of twenty
DURATIONS = """
SELECT kind, queue, count(*), sum(took),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY took),
       percentile_cont(0.95) WITHIN GROUP (ORDER BY took),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY waited),
       percentile_cont(0.95) WITHIN GROUP (ORDER BY waited)
  FROM (SELECT kind, queue,
               extract(epoch FROM finished_at - started_at)::float AS took,
               greatest(extract(epoch FROM started_at - run_after_at), 0)::float AS waited
          FROM candidates_task
         WHERE state = 'done' AND created_at >= %s AND finished_at >= %s
           AND started_at IS NOT NULL) AS lately
 GROUP BY kind, queue ORDER BY kind, queue
"""


def figures(*, at: dt.datetime) -> Figures:
    """Measure the work: what is not over, whatever its age, and what was over in the last hour.

    Three queries, all through indexes. A task that was owed more than a day ago and done now is
    in no duration.
    """
    hour = at - dt.timedelta(hours=1)
    unfinished = Q(state__in=(*Task.OPEN, State.FAILED, State.HELD))
    lately = Q(state__in=(State.DONE, State.DROPPED), created_at__gte=at - LATELY)
    counted = Task.objects.filter(unfinished | (lately & Q(finished_at__gte=hour)))
    counts = counted.values_list("kind", "queue", "state").annotate(number=Count("pk"))
    due = Task.objects.filter(state__in=(State.PENDING, State.SENT), run_after_at__lte=at)
    oldest = due.values_list("kind", "queue").annotate(first=Min("run_after_at"))
    with connection.cursor() as cursor:
        cursor.execute(DURATIONS, [at - LATELY, hour])
        durations = [Duration(*row) for row in cursor.fetchall()]
    return Figures(
        counts=list(counts.order_by("kind", "queue", "state")),
        ages=[(kind, queue, (at - first).total_seconds()) for kind, queue, first in oldest],
        durations=durations,
    )


def lag(*, at: dt.datetime) -> dt.timedelta:
    """Return how long the oldest task has been due that nobody has begun; one query."""
    due = Task.objects.filter(state__in=(State.PENDING, State.SENT), run_after_at__lte=at)
    first = due.order_by("run_after_at").values_list("run_after_at", flat=True).first()
    return at - first if first else dt.timedelta()
