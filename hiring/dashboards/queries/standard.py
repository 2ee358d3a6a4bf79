"""How it goes with each opening, and what presses against its bar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Case, Count, Value, When

from candidates.applications.models import State
from candidates.openings.models import Opening
from hiring.dashboards.models import DecisionCount
from hiring.dashboards.queries.funnel import EVERYBODY, Cohort, Funnel, funnels_of
from hiring.decisions.models import Decision
from interviews.composites.models import Composite
from interviews.scorecards.models import Scorecard

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

ON_HOME: Final = 12
MOST: Final = 500


@dataclass(frozen=True)
class Standing:
    """One opening: its funnel, its seats, and how the bar is held."""

    opening: Opening
    funnel: Funnel
    seats_open: int
    days_open: int | None
    near: int  # deciding and near the bar: where the temptation is
    decided: int  # decisions for which there was advice
    overrides: int

    @property
    def override_percent(self) -> int | None:
        return round(100 * self.overrides / self.decided) if self.decided else None


def openings_for(user: Viewer, *, every: bool = False) -> list[Opening]:
    """Return the open openings, or every one, open ones first; newest first; one query."""
    seen = Opening.objects.visible_to(user).order_by("-state", "-opened_at", "-pk")
    if every:
        return list(seen[:MOST])
    return list(seen.filter(state=Opening.State.OPEN)[:ON_HOME])


def standings_of(
    user: Viewer,
    openings: Sequence[Opening],
    at: dt.datetime,
    cohort: Cohort = EVERYBODY,
    whole: Mapping[int, Funnel] | None = None,
) -> list[Standing]:
    """Say how each opening stands; three queries, for one opening as for fifty, and one more
    for a cohort, because seats are filled by whoever was hired at any time. `whole` are the
    funnels of everybody, where they are known already.

    Composites and decisions are counted through `visible_to`: nothing of a candidate to whom the
    user still owes a scorecard is in these figures.
    """
    ids = [opening.pk for opening in openings]
    whole = funnels_of(ids) if whole is None else whole
    funnels = whole if cohort == EVERYBODY else funnels_of(ids, cohort)
    near = _near(user, ids)
    decided = _decided(user, ids)
    return [
        Standing(
            opening=opening,
            funnel=funnels[opening.pk],
            seats_open=max(opening.seats - whole[opening.pk].hired, 0),
            days_open=_days_open(opening, at),
            near=near.get(opening.pk, 0),
            decided=decided.get(opening.pk, (0, 0))[0],
            overrides=decided.get(opening.pk, (0, 0))[1],
        )
        for opening in openings
    ]


def _near(user: Viewer, ids: Sequence[int]) -> dict[int, int]:
    found = Composite.objects.visible_to(user).current()
    rows = (
        found.filter(
            application__opening__in=ids,
            application__state=State.DECIDING,
            zone=Composite.Zone.NEAR,
        )
        .values_list("application__opening")
        .annotate(Count("pk"))
    )
    return dict(rows.order_by())


def _decided(user: Viewer, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return by opening how many decisions are held against the advice, and how many of them are
    overrides: what triggers counted, less those on whom the user still owes a scorecard; one
    query."""
    kept = DecisionCount.objects.filter(opening__in=ids)
    owed = Scorecard.objects.open().filter(interviewer_id=user.pk)
    hidden = Decision.objects.held_against_advice().filter(
        application__in=owed.values("application"), application__opening__in=ids
    )
    less = hidden.values_list(
        "application__opening", Value(-1), Case(When(is_override=True, then=-1), default=0)
    )
    found: dict[int, tuple[int, int]] = {}
    rows = kept.values_list("opening", "decided", "overrides").union(less, all=True)
    for opening, decided, overrides in rows:
        before = found.get(opening, (0, 0))
        found[opening] = (before[0] + decided, before[1] + overrides)
    return found


def _days_open(opening: Opening, at: dt.datetime) -> int | None:
    if opening.opened_at is None:
        return None
    return ((opening.closed_at or at) - opening.opened_at).days
