"""How newcomers come along: trained, working alone, what customers say, who left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev
from typing import TYPE_CHECKING, Final

from django.db import connection
from django.db.models import Count

from hiring.outcomes.models import Hire, Review
from hiring.outcomes.queries.counts import Counts, counts_of
from hiring.statistics.shares import Z_95, Between, Share, share_of

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from candidates.openings.models import Opening

MONTH: Final = 30.44  # days
SHOWN_MONTHS: Final = 12
MOST: Final = 300  # hires of one opening on its page, the newest
_FEW: Final = 3
# what a page shows of a hire; an opening's has three hundred
_SHOWN: Final = (
    "starts_on", "trained_on", "alone_on", "left_on", "leaving", "supervisor__name",
    "supervisor__email", "application__candidate__name", "application__opening__title",
)  # fmt: skip
YEAR: Final = 365


def months_between(begins: dt.date, until: dt.date) -> float:
    """Return how many months lie between, of 30.44 days each."""
    return (until - begins).days / MONTH


@dataclass(frozen=True)
class Ramp:
    """One newcomer. Months count from the first day; None: not yet."""

    hire: Hire
    here: float  # months until today, or until they left
    trained: float | None
    alone: float | None

    @property
    def name(self) -> str:
        return str(self.hire.application.candidate.name)

    @property
    def has_begun(self) -> bool:
        return self.here >= 0


@dataclass(frozen=True)
class Step:
    """What customers said of all newcomers in one month after their first day."""

    month: int  # 1: the first
    people: int
    promoters: Share | None
    satisfaction: Between | None  # of the people's means; no interval for fewer than three
    answers: int


@dataclass(frozen=True)
class Leaving:
    """Who left within a year, of those whose first day lies in one year; of all without it."""

    year: int | None
    share: Share


@dataclass(frozen=True)
class Standing:
    """An opening's newcomers together."""

    ramps: tuple[Ramp, ...]
    steps: tuple[Step, ...]
    left_in_a_year: Share | None  # of those whose first day is a year ago
    leavings: tuple[Leaving, ...]  # the same by year of the first day, then all together


def ramps_of(user: Viewer, opening: Opening, today: dt.date) -> Standing:
    """Return how an opening's hires come along; two queries however many there are."""
    found = Hire.objects.visible_to(user).filter(application__opening=opening)
    hires = list(found.for_list().only(*_SHOWN)[:MOST])
    return Standing(
        ramps=tuple(_ramp(hire, today) for hire in hires),
        steps=tuple(_steps([hire.pk for hire in hires])),
        left_in_a_year=_left(hires, today),
        leavings=tuple(_leavings(hires, today)),
    )


def _ramp(hire: Hire, today: dt.date) -> Ramp:
    def after(day: dt.date | None) -> float | None:
        return months_between(hire.starts_on, day) if day else None

    here = months_between(hire.starts_on, hire.left_on or today)
    return Ramp(hire, here, after(hire.trained_on), after(hire.alone_on))


def _left(hires: Sequence[Hire], today: dt.date) -> Share | None:
    """Return who left within a year, of those who could have been here for one: whoever came later
    and has left already says nothing of those who came with them."""
    began = [each for each in hires if (today - each.starts_on).days >= YEAR]
    soon = [h for h in began if h.left_on and (h.left_on - h.starts_on).days < YEAR]
    return share_of(len(soon), len(began))


def _leavings(hires: Sequence[Hire], today: dt.date) -> list[Leaving]:
    years: list[int | None] = [*sorted({hire.starts_on.year for hire in hires}), None]
    found = []
    for year in years:
        share = _left([h for h in hires if year in {None, h.starts_on.year}], today)
        if share is not None:
            found.append(Leaving(year, share))
    return found


_MONTHS: Final = """
    SELECT trunc((lower(p.during) - h.starts_on) / %(month)s::float8 + 0.5)::int + 1 AS month,
        count(DISTINCT p.hire_id), coalesce(sum(p.promoters), 0), coalesce(sum(p.promoters_of), 0),
        coalesce(array_agg(p.satisfaction) FILTER (WHERE p.satisfaction_of > 0), '{}'),
        coalesce(sum(p.satisfaction_of), 0)
    FROM hiring_period p JOIN hiring_hire h ON h.id = p.hire_id
    WHERE p.hire_id = ANY(%(hires)s)
    GROUP BY 1 ORDER BY 1
"""


def _steps(hire_ids: list[int]) -> list[Step]:
    """Add up what customers said, by the month after the first day that is nearest to where a
    period begins; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_MONTHS, {"month": MONTH, "hires": hire_ids})
        return [
            Step(month, people, share_of(yes, asked), mean_between(means), answers)
            for month, people, yes, asked, means, answers in cursor.fetchall()
            if 1 <= month <= SHOWN_MONTHS
        ]


def mean_between(values: Sequence[float]) -> Between | None:
    """Return a mean with mean ± 1.96·s/√n; of fewer than three the bounds are the ends of the
    scale, because nothing is known of the spread."""
    if not values:
        return None
    mean = fmean(values)
    if len(values) < _FEW:
        return Between(mean, 1.0, 5.0)
    half = Z_95 * stdev(values) / len(values) ** 0.5
    return Between(mean, max(1.0, mean - half), min(5.0, mean + half))


@dataclass(frozen=True)
class Followed:
    """One opening on the list: how many were hired, are here, and came how far."""

    opening: Opening
    hired: int
    here: int
    alone: int
    owed: int  # reviews that supervisors owe


def followed(openings: Sequence[Opening], today: dt.date) -> list[Followed]:
    """Count the hires of openings; three queries at most, however many there are."""
    keys = [opening.pk for opening in openings]
    counts = counts_of(keys, today)
    owed = dict(
        Review.objects.owed()
        .filter(hire__application__opening__in=keys)
        .values_list("hire__application__opening")
        .annotate(Count("pk"))
        .order_by()
    )
    found = []
    for opening in openings:
        both = (counts.get((opening.pk, against), Counts()) for against in (False, True))
        hires = sum(both, Counts())
        if hires.hires:
            owes = owed.get(opening.pk, 0)
            found.append(Followed(opening, hires.hires, hires.here, hires.alone, owes))
    return found
