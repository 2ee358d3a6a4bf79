"""One interviewer's own figures. Plain thinking, no query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hiring.dashboards.figures import Figure
from hiring.interviewers import words
from hiring.interviewers.figures import around_nothing, count_of, lateness, percent, points
from hiring.interviewers.rater import MARKS, SHOWN_FROM, Rater, mean_between
from hiring.statistics.shares import Z_95
from interviews.drawings.histogram import Column, draw_histogram
from interviews.drawings.intervals import Interval, draw_intervals

if TYPE_CHECKING:
    from hiring.interviewers.queries import Owing
    from interviews.drawings.shapes import Palette


def of_one(
    rater: Rater, comparable: Rater, others: Rater | None, owing: Owing, palette: Palette
) -> tuple[Figure, ...]:
    """Return one interviewer's own figures; `comparable` are the marks that may be held against
    the others' by now."""
    found = [
        Figure("flags", _("What stands out"), words.flags_of_one(comparable, rater, owing)),
        _marks(rater, others, palette),
        _stages(comparable, palette),
        _drift(comparable, palette),
        _table(rater, comparable, owing),
    ]
    return tuple(each for each in found if each is not None)


def _marks(rater: Rater, others: Rater | None, palette: Palette) -> Figure | None:
    """One's own marks, and in the table the others' beside them."""
    if not rater.given:
        return None
    columns = [Column(str(mark), (count,)) for mark, count in zip(MARKS, rater.marks, strict=True)]
    drawing = draw_histogram(
        columns, series=(_("Marks"),), title=_("Marks given"), heading=_("Mark"),
        palette=palette, width=420,
    )  # fmt: skip
    heads: tuple[str, ...] = (_("Mark"), _("Given"), _("Share"))
    rows: list[tuple[str, ...]] = []
    beside = others if others and others.given >= 5 * SHOWN_FROM else None
    for place, mark in enumerate(MARKS):
        own = (str(mark), count_of(rater.marks[place]), percent(rater.marks[place] / rater.given))
        rows.append((*own, percent(beside.marks[place] / beside.given)) if beside else own)
    if beside:
        heads = (*heads, _("Share of the others"))
    return Figure("marks", _("How the scale is used"), (), drawing, columns=heads, rows=tuple(rows))


def _stages(rater: Rater, palette: Palette) -> Figure | None:
    """What the crossed model says, stage by stage, with the error that it gives."""
    if not rater.is_comparable or not rater.stages:
        return None
    rows = []
    for each in rater.stages:
        half = Z_95 * each.error if each.error is not None else None
        used = _("used") if each.is_used else _("description only")
        bounds = "–"
        if half is not None:
            bounds = _("%(low)s to %(high)s") % {
                "low": points(each.value - half), "high": points(each.value + half)
            }  # fmt: skip
        rows.append(
            Interval(
                each.title, each.value,
                None if half is None else each.value - half,
                None if half is None else each.value + half,
                points(each.value),
                (points(each.value), bounds, count_of(each.marks), used),
                hollow=not each.is_used,
            )
        )  # fmt: skip
    return Figure(
        "stages",
        _("Kind or strict, stage by stage"),
        (_("By the model: points more than others would give the same candidates; 95 % interval. "
           "Hollow: too little to be used for anything."),),
        draw_intervals(
            rows,
            axis=around_nothing(),
            title=_("Points more than the others, by stage"),
            columns=(_("Stage"), _("Points"), _("95 %"), _("Marks"), _("In fair scores")),
            palette=palette,
        ),
    )  # fmt: skip


def _drift(rater: Rater, palette: Palette) -> Figure | None:
    """Older and newer marks against the others', and how they differ."""
    if rater.drift is None:
        return None
    named = (
        (_("Before"), mean_between(rater.older), rater.older.count),
        (_("In the last 60 days"), mean_between(rater.newer), rater.newer.count),
        (_("Difference"), rater.drift, rater.older.count + rater.newer.count),
    )
    rows = [
        Interval(
            label, between.value, between.low, between.high, points(between.value),
            (points(between.value), _("%(low)s to %(high)s") % {
                "low": points(between.low), "high": points(between.high)}, count_of(count)),
        )
        for label, between, count in named
        if between is not None
    ]  # fmt: skip
    return Figure(
        "drift",
        _("Whether it moves"),
        (_("Points more than the others on the same candidates, then and now; 95 % intervals."),),
        draw_intervals(
            rows,
            axis=around_nothing(),
            title=_("Points more than the others, then and now"),
            columns=(_("When"), _("Points"), _("95 %"), _("Shared scorecards")),
            palette=palette,
        ),
    )


def _table(rater: Rater, comparable: Rater, owing: Owing) -> Figure:
    """Everything else in one table."""
    middle = rater.evidence_at(0.5)
    lenient, agreement = comparable.leniency, comparable.agreement
    rows = [
        (_("Scorecards locked"), count_of(rater.cards)),
        (_("Locked after they were due"), lateness(rater)),
        (_("Owed now, overdue"), f"{count_of(owing.owed)}, {count_of(owing.overdue)}"),
        (_("Marks given, not observed"), f"{count_of(rater.given)}, {count_of(rater.unseen)}"),
        (
            _("Characters of evidence, the middle"),
            "–" if middle is None else count_of(round(middle)),
        ),
        (
            _("Points more than the others"),
            "–"
            if lenient is None
            else _("%(value)s (%(low)s to %(high)s)")
            % {
                "value": points(lenient.value),
                "low": points(lenient.low),
                "high": points(lenient.high),
            },
        ),
        (
            _("Within one point of the others"),
            "–"
            if agreement is None
            else _("%(count)s of %(of)s") % {"count": agreement.count, "of": agreement.of},
        ),
        (
            _("Revised toward a wash-up, of those that it saw differently"),
            ngettext("%(count)s of %(of)s", "%(count)s of %(of)s", comparable.differs)
            % {"count": comparable.followed, "of": comparable.differs},
        ),
    ]
    return Figure("table", _("In numbers"), columns=(_("What"), _("How much")), rows=tuple(rows))
