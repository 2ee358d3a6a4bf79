"""What is owed, for the administrators' page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

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
