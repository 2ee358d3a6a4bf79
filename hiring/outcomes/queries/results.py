"""How each hire did, as one number: what anything that was marked before is held against."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from hiring.outcomes.models import Hire, Period
from hiring.outcomes.queries.ramp import months_between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import _StrPromise

    from candidates.layout.viewer import Viewer

MOST: Final = 500  # hires, the newest
LEAST_ANSWERS: Final = 10  # of customers, below which a share or mean is mostly chance


@dataclass(frozen=True)
class Result:
    """One way to say how somebody does; more is better."""

    code: str
    label: str | _StrPromise
    unit: str | _StrPromise
    of: Callable[[Hire], float | None]


def _share(part: str, whole: str) -> Callable[[Hire], float | None]:
    def of(hire: Hire) -> float | None:
        parts = sum(getattr(each, part) or 0 for each in _periods(hire))
        wholes = sum(getattr(each, whole) or 0 for each in _periods(hire))
        return 100 * parts / wholes if wholes >= LEAST_ANSWERS else None

    return of


def _periods(hire: Hire) -> Iterable[Period]:
    return hire.periods.all()


def _satisfaction(hire: Hire) -> float | None:
    rated = [(p.satisfaction, p.satisfaction_of) for p in _periods(hire)]
    answers = sum(of or 0 for _mean, of in rated)
    if answers < LEAST_ANSWERS:
        return None
    return sum((mean or 0) * (of or 0) for mean, of in rated) / answers


def _quality(hire: Hire) -> float | None:
    known = [each.quality for each in _periods(hire) if each.quality is not None]
    return fmean(known) if known else None


def _supervisor(hire: Hire) -> float | None:
    given = [review for review in hire.reviews.all() if review.mean is not None]
    latest = max(given, key=lambda review: review.after_days, default=None)
    return latest.mean if latest else None


def _ramp(hire: Hire) -> float | None:
    return -months_between(hire.starts_on, hire.alone_on) if hire.alone_on else None


RESULTS: Final = (
    Result("satisfaction", _("Satisfaction of customers"), _("1 to 5"), _satisfaction),
    Result(
        "promoters", _("Customers who would recommend us"), "%", _share("promoters", "promoters_of")
    ),
    Result("quality", _("Quality checks"), "%", _quality),
    Result("solved", _("Solved at first contact"), "%", _share("solved", "solved_of")),
    Result("attendance", _("Attendance"), "%", _share("days_there", "days_due")),
    Result("supervisor", _("What supervisors say"), _("1 to 5"), _supervisor),
    Result("ramp", _("Works alone sooner"), _("months, counted down"), _ramp),
)


@dataclass(frozen=True)
class Outcome:
    """One hire with every result that is known of them, by its code."""

    application_id: int
    name: str
    values: dict[str, float]


def outcomes_of(user: Viewer, opening_ids: Sequence[int]) -> list[Outcome]:
    """Return the newest hires of these openings with what is known of them; three queries."""
    hires = (
        Hire.objects.visible_to(user)
        .filter(application__opening__in=opening_ids)
        .select_related("application__candidate")
        .prefetch_related("periods", "reviews")
        .order_by("-starts_on", "-pk")[:MOST]
    )
    return [
        Outcome(hire.application_id, hire.application.candidate.name, _known(hire))
        for hire in hires
    ]


def _known(hire: Hire) -> dict[str, float]:
    values = ((result.code, result.of(hire)) for result in RESULTS)
    return {code: value for code, value in values if value is not None}
