"""The funnel's figures as rows of a spreadsheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from hiring.dashboards.queries.funnel import Cohort, Step, funnels_of, joined
from hiring.dashboards.queries.stays import Waiting, times_of

if TYPE_CHECKING:
    from candidates.openings.models import Opening


def funnel_sheet(
    openings: Sequence[Opening], cohort: Cohort, at: dt.datetime
) -> list[tuple[Any, ...]]:
    """Return a head and one row a step: counts, the share that went on with its 95 % interval,
    and days with a point for the decimals, so that a machine reads them. Three queries."""
    ids = [opening.pk for opening in openings]
    funnel = joined(funnels_of(ids, cohort).values())
    times = times_of(ids, at, since=cohort.since)
    waiting = {each.state: each for each in times.states}
    head = (
        _("Step"), _("Reached"), _("Wait there"), _("Left there"), _("Went on"), _("Of"),
        _("Share"), _("95 % low"), _("95 % high"), _("Half within, days"),
        _("Nine in ten within, days"), _("Late"),
    )  # fmt: skip
    return [head, *(_row(step, waiting.get(step.state)) for step in funnel.steps)]


def _row(step: Step, waiting: Waiting | None) -> tuple[Any, ...]:
    passed = step.passed
    shares: tuple[Any, ...] = ("", "", "", "", "")
    if passed:
        shares = (passed.count, passed.of, *map(_said, (passed.value, passed.low, passed.high)))
    stay = waiting.stay if waiting else None
    days = (_said(stay.median), _said(stay.p90)) if stay else ("", "")
    late = waiting.late if waiting else ""
    return (step.label, step.reached, step.here, step.left, *shares, *days, late)


def _said(number: float) -> str:
    return f"{number:.4f}"
