"""How long it takes, where people wait now, and who withdrew.

Stays come out of `StayCount`, whose size grows with openings and months and not with
applications; who waits now out of an index over the open states.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Min, Q, Sum

from candidates.applications.models import OPEN_STATES, Application, Move, State
from candidates.applications.overdue import overdue_before
from hiring.dashboards.models import StayCount
from hiring.dashboards.queries.funnel import months_within
from hiring.dashboards.statistics.stays import Stay, stay_of
from hiring.statistics.shares import Share, share_of

if TYPE_CHECKING:
    from candidates.openings.models import Opening

SHOWN: Final = 12
Ending = StayCount.Ending


@dataclass(frozen=True)
class Waiting:
    """One open state: how long it took those who left it, and who is in it now."""

    state: State
    stay: Stay | None
    declined: int
    withdrew: Share | None  # of those who left it
    here: int
    late: int
    longest_days: float | None


@dataclass(frozen=True)
class Times:
    """How long everything takes. Days are 24 hours, weekends included."""

    states: tuple[Waiting, ...]
    answer: Stay | None
    hire: Stay | None


@dataclass(frozen=True)
class Withdrawal:
    """What somebody wrote when they withdrew; without their name."""

    at: dt.datetime
    state: State
    reason: str


def times_of(
    opening_ids: Sequence[int],
    at: dt.datetime,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Times:
    """Return how long it takes in these openings; two queries however many there are.

    `since` and `until` count whole months: those who applied in the month of `since` or later, and
    before that of `until`. Who waits now is counted whenever they applied.
    """
    stays, left = _stays(opening_ids, since, until)
    waiting = _waiting(opening_ids, at)
    return Times(
        states=tuple(
            _state(state, stays[state], left[state], waiting.get(state), at)
            for state in OPEN_STATES
        ),
        answer=stay_of(stays[StayCount.ANSWER]),
        hire=stay_of(stays[StayCount.HIRE]),
    )


def _stays(
    opening_ids: Sequence[int], since: dt.date | None, until: dt.date | None
) -> tuple[dict[str, Counter[int]], dict[str, Counter[str]]]:
    found = StayCount.objects.filter(opening__in=opening_ids, **months_within(since, until))
    rows = found.values_list("kind", "ending", "bucket").annotate(Sum("amount")).order_by()
    stays: dict[str, Counter[int]] = defaultdict(Counter)
    left: dict[str, Counter[str]] = defaultdict(Counter)
    for kind, ending, bucket, amount in rows:
        stays[kind][bucket] += amount
        left[kind][ending] += amount
    return stays, left


def _waiting(
    opening_ids: Sequence[int], at: dt.datetime
) -> dict[str, tuple[int, int, dt.datetime]]:
    late = Q()
    for state in OPEN_STATES:
        if before := overdue_before(state, at):
            late |= Q(state=state, state_since_at__lt=before)
    rows = (
        Application.objects.filter(opening__in=opening_ids, state__in=OPEN_STATES)
        .values_list("state")
        .annotate(here=Count("pk"), late=Count("pk", filter=late), oldest=Min("state_since_at"))
        .order_by()
    )
    return {state: (here, overdue, oldest) for state, here, overdue, oldest in rows}


def _state(
    state: State,
    stays: Counter[int],
    left: Counter[str],
    waiting: tuple[int, int, dt.datetime] | None,
    at: dt.datetime,
) -> Waiting:
    here, late, oldest = waiting or (0, 0, None)
    return Waiting(
        state=state,
        stay=stay_of(stays),
        declined=left[Ending.DECLINED],
        withdrew=share_of(max(left[Ending.WITHDRAWN], 0), max(sum(left.values()), 0)),
        here=here,
        late=late,
        longest_days=(at - oldest).total_seconds() / 86_400 if oldest else None,
    )


def withdrawals_of(opening: Opening) -> list[Withdrawal]:
    """Return the last reasons that candidates gave for withdrawing, newest first; one query.

    Only of one opening: it walks along that opening's index, and over many it would have to sort
    everybody who ever withdrew.
    """
    gone = (
        Application.objects.filter(opening=opening, state=State.WITHDRAWN)
        .order_by("-state_since_at", "-pk")
        .values("pk")[: SHOWN * 4]
    )
    moves = Move.objects.filter(application__in=gone, to_state=State.WITHDRAWN, reason__regex=r"\S")
    return [
        Withdrawal(at, State(state), reason)
        for at, state, reason in moves.order_by("-at", "-pk").values_list(
            "at", "from_state", "reason"
        )[:SHOWN]
    ]
