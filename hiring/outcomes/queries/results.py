"""How each hire did, as one number: what anything that was marked before is held against."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Any, Final

from django.db import connection
from django.utils.translation import gettext_lazy as _

from hiring.outcomes.models import Hire
from hiring.outcomes.queries.ramp import months_between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import _StrPromise

    from candidates.layout.viewer import Viewer

MOST: Final = 240  # hires, the newest: more would say little more, and of longer ago
LEAST_ANSWERS: Final = 10  # of customers, below which a share or mean is mostly chance


@dataclass(frozen=True)
class Result:
    """One way to say how somebody does; more is better."""

    code: str
    label: str | _StrPromise
    unit: str | _StrPromise


RESULTS: Final = (
    Result("satisfaction", _("Satisfaction of customers"), _("1 to 5")),
    Result("promoters", _("Customers who would recommend us"), "%"),
    Result("quality", _("Quality checks"), "%"),
    Result("solved", _("Solved at first contact"), "%"),
    Result("attendance", _("Attendance"), "%"),
    Result("supervisor", _("What supervisors say"), _("1 to 5")),
    Result("ramp", _("Works alone sooner"), _("months, counted down")),
)


@dataclass(frozen=True)
class Outcome:
    """One hire with every result that is known of them, by its code."""

    application_id: int
    name: str
    values: dict[str, float]


def results_of(outcomes: Sequence[Outcome], code: str) -> dict[int, float]:
    """Return one result of everybody who has it, by application."""
    return {each.application_id: each.values[code] for each in outcomes if code in each.values}


def outcomes_of(user: Viewer, opening_ids: Sequence[int]) -> list[Outcome]:
    """Return the newest hires of these openings with what is known of them; three queries, and
    the periods are added up in the database."""
    hires = Hire.objects.visible_to(user).filter(application__opening__in=opening_ids)
    rows = list(
        hires.order_by("-starts_on", "-pk").values_list(
            "pk", "application", "application__candidate__name", "starts_on", "alone_on"
        )[:MOST]
    )
    keys = [row[0] for row in rows]
    values = _of_periods(keys)
    for key, mean in _of_supervisors(keys).items():
        values[key]["supervisor"] = mean
    for key, _application, _name, starts_on, alone_on in rows:
        if alone_on:
            values[key]["ramp"] = -months_between(starts_on, alone_on)
    return [Outcome(application, name, values[key]) for key, application, name, _s, _a in rows]


# hire by hire along the index: however many periods there are, only theirs are read
_PERIODS: Final = """
    SELECT h.id, p.* FROM unnest(%(hires)s::bigint[]) h (id) CROSS JOIN LATERAL (
        SELECT sum(satisfaction_of), sum(promoters), sum(promoters_of), sum(solved), sum(solved_of),
            sum(days_there), sum(days_due), avg(quality), sum(satisfaction * satisfaction_of)
        FROM hiring_period WHERE hire_id = h.id
    ) p
"""
_LATEST: Final = """
    SELECT h.id, r.* FROM unnest(%(hires)s::bigint[]) h (id) CROSS JOIN LATERAL (
        SELECT customers, reliability, team, learning FROM hiring_review
        WHERE hire_id = h.id AND answered_at IS NOT NULL ORDER BY after_days DESC LIMIT 1
    ) r
"""


def _of_hires(statement: str, hire_ids: Sequence[int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"hires": list(hire_ids)})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _of_periods(hire_ids: Sequence[int]) -> dict[int, dict[str, float]]:
    """Return what periods add up to, by hire: shares and means of ten and more, and the mean of
    the quality checks; one query."""
    rows = _of_hires(_PERIODS, hire_ids)
    found: dict[int, dict[str, float]] = defaultdict(dict)
    for hire, answers, yes, asked, solved, contacts, there, due, quality, satisfied in rows:
        shares = (
            ("satisfaction", 1, satisfied, answers),
            ("promoters", 100, yes, asked),
            ("solved", 100, solved, contacts),
            ("attendance", 100, there, due),
        )
        for code, unit, part, whole in shares:
            if (whole or 0) >= LEAST_ANSWERS:
                found[hire][code] = unit * float(part) / float(whole)
        if quality is not None:
            found[hire]["quality"] = quality
    return found


def _of_supervisors(hire_ids: Sequence[int]) -> dict[int, float]:
    """Return the mean of the latest review's four marks, by hire; one query."""
    return {hire: fmean(marks) for hire, *marks in _of_hires(_LATEST, hire_ids)}
