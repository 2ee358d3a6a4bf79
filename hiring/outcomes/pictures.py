"""Ramp and outcomes as drawings, with the charter's goals as lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from hiring.charter.models import Measure
from hiring.outcomes.queries.ramp import Leaving, Ramp, Step
from interviews.drawings.intervals import Axis, Interval, draw_intervals
from interviews.drawings.shapes import PAGE, Drawing, Palette

Goals = Mapping[Measure, Decimal]
DEFAULTS: Final[dict[Measure, Decimal]] = {Measure.TRAINED: Decimal(2), Measure.ALONE: Decimal(6)}
_LEAST_MONTHS: Final = 8.0
_HOLLOW_BELOW: Final = 20
DRAWN: Final = 30  # newcomers, the newest: what a sheet of paper holds; the table has everybody


def one(value: float) -> str:
    """Say a number with one decimal."""
    return number_format(round(value, 1), decimal_pos=1)


def with_defaults(goals: Goals) -> dict[Measure, Decimal]:
    """Return the goals, with two and six months where the charter says nothing of the ramp."""
    return {**DEFAULTS, **goals}


def ramp_picture(ramps: Sequence[Ramp], goals: Goals, palette: Palette = PAGE) -> Drawing:
    """Draw a line for each newcomer from the first day: a point where they were trained, the end
    where they worked alone. It is hollow as long as they do not."""
    begun = [ramp for ramp in ramps if ramp.has_begun]
    longest = max([_LEAST_MONTHS, *(ramp.alone or ramp.here for ramp in begun)])
    lines = (
        (Measure.TRAINED, _("trained: %(months)s")),
        (Measure.ALONE, _("alone: %(months)s")),
    )
    references = tuple(
        (float(goals[measure]), words % {"months": one(float(goals[measure]))})
        for measure, words in lines
        if measure in goals
    )
    ticks = tuple((float(month), str(month)) for month in range(0, int(longest) + 1, 2))
    rows = [_ramp_row(ramp) for ramp in begun]
    drawing = draw_intervals(
        rows[:DRAWN],
        axis=Axis(0, longest, ticks, references),
        title=_("Months from the first day until trained, and until working alone"),
        columns=(_("Who"), _("Trained after"), _("Alone after"), _("Here, months")),
        palette=palette,
    )
    return replace(drawing, rows=tuple((row.label, *row.cells) for row in rows))


def _ramp_row(ramp: Ramp) -> Interval:
    trained = one(ramp.trained) if ramp.trained is not None else "–"
    alone = one(ramp.alone) if ramp.alone is not None else "–"
    until = ramp.alone if ramp.alone is not None else ramp.here
    return Interval(
        label=ramp.name,
        value=ramp.trained if ramp.trained is not None else ramp.here,
        low=0,
        high=until,
        said=_ramp_said(ramp, trained, alone),
        cells=(trained, alone, one(ramp.here)),
        hollow=ramp.alone is None,
    )


def _ramp_said(ramp: Ramp, trained: str, alone: str) -> str:
    if ramp.hire.left_on:
        return _("left after %(months)s months") % {"months": one(ramp.here)}
    if ramp.alone is not None:
        return _("trained %(trained)s, alone %(alone)s") % {"trained": trained, "alone": alone}
    if ramp.trained is not None:
        return _("trained %(trained)s, here %(here)s") % {
            "trained": trained,
            "here": one(ramp.here),
        }
    return _("in training, here %(here)s") % {"here": one(ramp.here)}


def _month(step: Step) -> str:
    return _("Month %(number)d") % {"number": step.month}


def promoters_picture(steps: Sequence[Step], goals: Goals, palette: Palette = PAGE) -> Drawing:
    """Draw the share of customers who would recommend us, by month after the first day."""
    goal = goals.get(Measure.PROMOTERS)
    rows = []
    for step in steps:
        share = step.promoters
        if share is None:
            continue
        said = f"{share.percent:.0f} % ({share.percent_low:.0f}–{share.percent_high:.0f} %)"
        cells = (f"{share.count} / {share.of}", said, str(step.people))
        rows.append(
            Interval(
                _month(step), share.percent, share.percent_low, share.percent_high,
                said=said, cells=cells, hollow=share.of < _HOLLOW_BELOW,
            )
        )  # fmt: skip
    return draw_intervals(
        rows,
        axis=_percents(goal),
        title=_("Customers who would recommend us, by month after the first day"),
        columns=(_("Month"), _("Yes"), _("Share, 95 %"), _("Newcomers")),
        palette=palette,
    )


def _percents(goal: Decimal | None) -> Axis:
    ticks = tuple((float(at), f"{at} %") for at in (0, 25, 50, 75, 100))
    if goal is None:
        return Axis(0, 100, ticks)
    said = _("goal %(goal)s %%") % {"goal": one(float(goal))}
    return Axis(0, 100, ticks, ((float(goal), said),))


def turnover_picture(leavings: Sequence[Leaving], goals: Goals, palette: Palette = PAGE) -> Drawing:
    """Draw who left within their first year, by year of the first day, and all together."""
    rows = []
    for each in leavings:
        share = each.share
        said = f"{share.percent:.0f} % ({share.percent_low:.0f}–{share.percent_high:.0f} %)"
        label = _("first day in %(year)s") % {"year": each.year} if each.year else _("all")
        rows.append(
            Interval(
                label, share.percent, share.percent_low, share.percent_high,
                said=said, cells=(f"{share.count} / {share.of}", said),
                hollow=share.of < _HOLLOW_BELOW,
            )
        )  # fmt: skip
    return draw_intervals(
        rows,
        axis=_percents(goals.get(Measure.TURNOVER)),
        title=_("Who left within their first year"),
        columns=(_("Whose"), _("Left"), _("Share, 95 %")),
        palette=palette,
    )


def satisfaction_picture(steps: Sequence[Step], goals: Goals, palette: Palette = PAGE) -> Drawing:
    """Draw the mean satisfaction of customers, by month after the first day."""
    goal = goals.get(Measure.SATISFACTION)
    rows = []
    for step in steps:
        mean = step.satisfaction
        if mean is None:
            continue
        said = f"{one(mean.value)} ({one(mean.low)}–{one(mean.high)})"
        cells = (said, str(step.answers), str(step.people))
        hollow = step.people < 3  # noqa: PLR2004  (nothing is known of their spread)
        rows.append(
            Interval(_month(step), mean.value, mean.low, mean.high, said, cells, hollow=hollow)
        )
    references = ((float(goal), _("goal %(goal)s") % {"goal": one(float(goal))}),) if goal else ()
    return draw_intervals(
        rows,
        axis=Axis(1, 5, tuple((float(n), str(n)) for n in range(1, 6)), references),
        title=_("Satisfaction of customers from 1 to 5, by month after the first day"),
        columns=(_("Month"), _("Mean of newcomers, 95 %"), _("Answers"), _("Newcomers")),
        palette=palette,
    )
