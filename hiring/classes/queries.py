"""A class planned backwards: from seats and a first day to Days and applicants."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from candidates.applications.models import State
from hiring.classes.reckoning import Need, days_for, need
from hiring.dashboards.queries.funnel import Funnel, funnels_of, joined
from hiring.dashboards.queries.standard import openings_for
from hiring.dashboards.queries.stays import Times, times_of

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from candidates.openings.models import Opening
    from hiring.statistics.shares import Share

LEAST_HIRED: Final = 3  # below which an opening's own rates are mostly chance
AFTER_THE_DAY: Final = (State.DECIDING, State.OFFERED)


@dataclass(frozen=True)
class Rates:
    """What the plan goes by: who is hired of those on a Day, and of all who apply."""

    on_day: Share | None
    applied: Share | None
    is_own: bool  # of this opening alone, or of all that one sees


@dataclass(frozen=True)
class ClassPlan:
    """A class of so many by a day: what it takes, and by when."""

    candidates: Need | None  # on Days
    applicants: Need | None
    days_fewest: int | None
    days_likely: int | None
    days_most: int | None
    days_sure: int | None
    last_day_on: dt.date | None  # the Days must be over
    open_by_on: dt.date | None  # the first applications must be in
    decided_in: float | None  # days from the Day to the answer, nine in ten
    hired_in: float | None  # days from applying to the hire, nine in ten


def rates_of(user: Viewer, opening: Opening) -> tuple[Rates, list[int]]:
    """Return the rates, and of which openings they are: the opening's own, or, where fewer than
    three were hired there, of every one that the user sees. One query, or three."""
    own = funnels_of([opening.pk])[opening.pk]
    if own.hired >= LEAST_HIRED:
        return _rates(own, is_own=True), [opening.pk]
    keys = [each.pk for each in openings_for(user, every=True)]
    return _rates(joined(funnels_of(keys).values()), is_own=False), keys


def _rates(funnel: Funnel, *, is_own: bool) -> Rates:
    by_state = {step.state: step.hired for step in funnel.steps}
    return Rates(by_state[State.ON_DAY], by_state[State.APPLIED], is_own)


def times_for(opening_ids: list[int], at: dt.datetime) -> Times:
    """Return how long it takes in these openings; two queries."""
    return times_of(opening_ids, at)


def plan_class(
    *, seats: int, starts_on: dt.date, per_day: int, notice_weeks: int, rates: Rates, times: Times
) -> ClassPlan:
    """Reckon backwards from the first day; no query."""
    candidates, applicants = need(seats, rates.on_day), need(seats, rates.applied)
    waits = {each.state: each.stay for each in times.states}
    stays = [waits.get(state) for state in AFTER_THE_DAY]
    known = [stay.p90 for stay in stays if stay is not None]
    decided_in = sum(known) if len(known) == len(stays) else None
    hired_in = times.hire.p90 if times.hire else None
    free_on = starts_on - dt.timedelta(weeks=notice_weeks)
    return ClassPlan(
        candidates=candidates,
        applicants=applicants,
        days_fewest=days_for(candidates.fewest, per_day) if candidates else None,
        days_likely=days_for(candidates.likely, per_day) if candidates else None,
        days_most=days_for(candidates.most, per_day) if candidates else None,
        days_sure=days_for(candidates.sure, per_day) if candidates else None,
        last_day_on=_before(free_on, decided_in),
        open_by_on=_before(free_on, hired_in),
        decided_in=decided_in,
        hired_in=hired_in,
    )


def _before(day: dt.date, days: float | None) -> dt.date | None:
    return None if days is None else day - dt.timedelta(days=round(days))
