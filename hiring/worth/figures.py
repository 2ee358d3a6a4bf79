"""The figures of one plan's stages, out of what a worker kept. Plain thinking, no query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hiring.dashboards.figures import Figure, Value
from hiring.statistics.shares import share_of
from hiring.statistics.validity import correlation_between
from hiring.worth.limits import FEW, LEAST
from hiring.worth.words import answer
from interviews.drawings.intervals import Axis, Interval, draw_intervals
from interviews.drawings.matrix import Cell, draw_matrix, signed
from interviews.drawings.scatter import Point, draw_scatter

if TYPE_CHECKING:
    from interviews.drawings.shapes import Palette

Plan = Mapping[str, Any]
Row = Mapping[str, Any]
_TENTHS: Final = tuple((n / 5, signed(n / 5)) for n in range(6))
_POINTS: Final = tuple((float(n), str(n)) for n in range(1, 6))


def all_of(plan: Plan, hired: int, palette: Palette) -> tuple[Figure, ...]:
    """Return every figure of a plan: the question first, then what stands behind it."""
    stages: Sequence[Row] = plan["stages"]
    found = [
        Figure("answer", _("Which stage should we drop?"), answer(plan, hired)),
        _without(stages, palette),
        _cost(stages, hired, palette),
        _hours(stages, hired, palette),
        _reliability(stages, plan, palette),
        _spread(stages, palette),
        _pairs(stages, plan, palette),
    ]
    return tuple(each for each in found if each is not None)


def decimals(value: float, places: int = 1) -> str:
    """Say a number with so many decimals."""
    return number_format(round(value, places), decimal_pos=places)


def percent(value: float) -> str:
    """Say a share in percent: whole ones, and one decimal below ten."""
    return f"{decimals(100 * value, 1 if value < 0.0995 else 0)} %"  # noqa: PLR2004


def hours_per_hire(stage: Row, hired: int) -> float | None:
    return stage["hours"] / hired if hired else None


def _without(stages: Sequence[Row], palette: Palette) -> Figure | None:
    """How many would stand on the other side of the bar without each stage."""
    rows: list[Interval] = []
    data = []
    for stage in stages:
        worth = stage["worth"]
        if worth is None:
            continue
        share = share_of(worth["turned"], worth["of"])
        if share is None:
            continue
        bounds = _("%(low)s to %(high)s") % {
            "low": percent(share.low), "high": percent(share.high)
        }  # fmt: skip
        same, foretold, loss = worth["same"], worth["foretold"], worth["loss"]
        rows.append(
            Interval(
                stage["title"],
                share.value,
                share.low,
                share.high,
                said=_("%(count)s of %(of)s") % {"count": share.count, "of": share.of},
                cells=(
                    f"{stage['weight']} %",
                    _("%(count)s of %(of)s") % {"count": share.count, "of": share.of},
                    bounds,
                    _estimate(same),
                    _estimate(foretold),
                    _estimate(loss),
                ),
                hollow=share.of < FEW,
            )
        )
        data.append(
            (
                stage["title"], stage["weight"], share.count, share.of, share.low, share.high,
                *_numbers(same), *_numbers(foretold), *_numbers(loss),
            )
        )  # fmt: skip
    if not rows:
        return None
    most = max([row.high or 0 for row in rows] + [0.05])
    ticks = tuple((each, percent(each)) for each, _label in _ticks(most))
    drawing = draw_intervals(
        rows,
        axis=Axis(0, most, ticks),
        title=_("Candidates on the other side of the bar without the stage"),
        columns=(
            _("Without"), _("Weight"), _("Other side of the bar"), _("95 %"),
            _("Ranks as with it: r"), _("Foretold by the others: R²"), _("Reliability lost"),
        ),
        palette=palette,
    )  # fmt: skip
    return Figure(
        "without",
        _("What would be lost without each stage"),
        (
            _("The point: which share of candidates would stand on the other side of the bar, or "
              "of a gate, had the stage not been. The line: 95 % interval (Wilson)."),
        ),
        drawing,
        data_columns=(
            "stage", "weight", "turned", "of", "turned_low", "turned_high", "r", "r_low",
            "r_high", "r2", "r2_low", "r2_high", "reliability_lost", "lost_low", "lost_high",
        ),
        data=tuple(data),
        note=_("The weights of the other stages take over its weight. Intervals of r, R² and "
               "reliability by the jackknife. A stage that changes little here may still foretell "
               "good service best: only outcomes can tell."),
    )  # fmt: skip


def _numbers(found: Mapping[str, Any] | None) -> tuple[Value, Value, Value]:
    return (found["value"], found["low"], found["high"]) if found else (None, None, None)


def _estimate(found: Mapping[str, Any] | None) -> str:
    if found is None:
        return "–"
    if found["low"] is None:
        return signed(found["value"])
    return _("%(value)s (%(low)s to %(high)s)") % {
        name: signed(found[name]) for name in ("value", "low", "high")
    }


def _cost(stages: Sequence[Row], hired: int, palette: Palette) -> Figure | None:
    """What each stage adds against what it costs."""
    points = []
    for stage in stages:
        worth, hours = stage["worth"], hours_per_hire(stage, hired)
        if (
            worth is None
            or hours is None
            or (share := share_of(worth["turned"], worth["of"])) is None
        ):
            continue
        points.append(
            Point(
                stage["title"], hours, share.value, share.low, share.high,
                (
                    _("%(hours)s hours a hire") % {"hours": decimals(hours)},
                    _("changes %(share)s") % {"share": percent(share.value)},
                ),
            )
        )  # fmt: skip
    if len(points) < 2 or not any(point.x for point in points):  # noqa: PLR2004
        return None
    long = max(point.x for point in points) * 1.08 or 1.0
    high = max([point.high or 0 for point in points] + [0.05])
    drawing = draw_scatter(
        points,
        across=Axis(0, long, _ticks(long)),
        upward=Axis(0, high, tuple((each, percent(each)) for each, _label in _ticks(high))),
        names=(_("interviewers' hours for each hire"), _("share that would change sides")),
        title=_("What each stage adds against its hours"),
        columns=(_("Stage"), _("Hours for each hire"), _("Would change sides")),
        palette=palette,
    )
    return Figure(
        "cost",
        _("What each stage adds, against what it takes"),
        (_("Low and to the right: much time for little difference. That is where to ask first."),),
        drawing,
    )


def _ticks(most: float) -> tuple[tuple[float, str], ...]:
    steps = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500)
    step = next((each for each in steps if most / each <= 5), most)  # noqa: PLR2004
    return tuple((step * n, number_format(round(step * n, 2))) for n in range(int(most / step) + 1))


def _hours(stages: Sequence[Row], hired: int, palette: Palette) -> Figure | None:
    """The interviewers' hours of each stage: in all, and for each hire."""
    if not any(stage["hours"] for stage in stages):
        return None
    rows = []
    for stage in stages:
        each = hours_per_hire(stage, hired)
        said = _("nobody hired yet") if each is None else _("%(hours)s a hire") % {
            "hours": decimals(each)
        }  # fmt: skip
        cells = (decimals(stage["hours"]), "–" if each is None else decimals(each))
        rows.append(Interval(stage["title"], stage["hours"], said=said, cells=cells))
    whole = sum(stage["hours"] for stage in stages)
    most = max([stage["hours"] for stage in stages] + [1.0])
    drawing = draw_intervals(
        rows,
        axis=Axis(0, most, _ticks(most)),
        title=_("Interviewers' hours"),
        columns=(_("Stage"), _("Hours"), _("Hours for each hire")),
        palette=palette,
    )
    words = _("%(hours)s hours of interviewers so far.") % {"hours": decimals(whole, 0)}
    if hired:
        words = ngettext(
            "%(hours)s hours of interviewers for %(hired)s hire: %(each)s hours.",
            "%(hours)s hours of interviewers for %(hired)s hires: %(each)s hours for each.",
            hired,
        ) % {"hours": decimals(whole, 0), "hired": hired, "each": decimals(whole / hired)}
    return Figure(
        "hours",
        _("Interviewers' hours"),
        (words,),
        drawing,
        note=_("Locked scorecards times the stage's minutes and its time for marking; a session "
               "of several candidates is shared out among them."),
    )  # fmt: skip


def _reliability(stages: Sequence[Row], plan: Plan, palette: Palette) -> Figure:
    """How far raters agree on each stage: Krippendorff's α with its interval, and ICC."""
    rows = []
    for stage in stages:
        alpha = stage["alpha"]
        icc = "–" if stage["icc"] is None else signed(stage["icc"])
        used = "–" if stage["reliability"] is None else signed(stage["reliability"])
        shared = number_format(stage["shared"])
        if alpha is None:
            said = _("not enough data: %(count)s of %(least)s") % {
                "count": shared, "least": LEAST
            }  # fmt: skip
            rows.append(
                Interval(stage["title"], None, said=said, cells=("–", "–", icc, used, shared))
            )
            continue
        bounds = _("%(low)s to %(high)s") % {
            "low": signed(alpha["low"]), "high": signed(alpha["high"])
        }  # fmt: skip
        rows.append(
            Interval(
                stage["title"], alpha["value"], alpha["low"], alpha["high"],
                said=signed(alpha["value"]),
                cells=(signed(alpha["value"]), bounds, icc, used, shared),
            )
        )  # fmt: skip
    low = min([row.low for row in rows if row.low is not None] + [0.0])
    drawing = draw_intervals(
        rows,
        axis=Axis(low, 1, _TENTHS, ((2 / 3, _("tentative")), (0.8, _("reliable")))),
        title=_("How far raters agree, Krippendorff's α"),
        columns=(
            _("Stage"), _("α"), _("95 %"), _("ICC of the mean"), _("Reliability used"),
            _("Candidates with two raters"),
        ),
        palette=palette,
    )  # fmt: skip
    whole = plan["reliability"]
    words = (
        ()
        if whole is None
        else (_("The composite's reliability: %(value)s (Mosier).") % {"value": signed(whole)},)
    )
    return Figure(
        "reliability",
        _("Reliability of each stage"),
        words,
        drawing,
        note=_("Below ten candidates with two raters no coefficient is given, because it would "
               "mean nothing. The composite uses the ICC where there is one, and otherwise the "
               "errors that the scores carry."),
    )  # fmt: skip


def _spread(stages: Sequence[Row], palette: Palette) -> Figure:
    """How far apart a stage puts candidates."""
    rows = []
    for stage in stages:
        if not stage["tenths"] or stage["seen"] < LEAST:
            said = _("%(count)s scores") % {"count": number_format(stage["seen"])}
            cells = (number_format(stage["seen"]), "–", "–", "–")
            rows.append(Interval(stage["title"], None, said=said, cells=cells))
            continue
        low, middle, high = stage["tenths"]
        deviation = decimals(stage["deviation"] or 0, 2)
        rows.append(
            Interval(
                stage["title"], middle, low, high,
                said=_("spread %(spread)s") % {"spread": deviation},
                cells=(
                    number_format(stage["seen"]), decimals(stage["mean"], 2), deviation,
                    f"{decimals(low)}–{decimals(high)}",
                ),
            )
        )  # fmt: skip
    drawing = draw_intervals(
        rows,
        axis=Axis(1, 5, _POINTS),
        title=_("Where the scores lie"),
        columns=(_("Stage"), _("Scores"), _("Mean"), _("Deviation"), _("Middle 80 %")),
        palette=palette,
    )
    return Figure(
        "spread",
        _("How far apart a stage puts candidates"),
        (_("The point: the middle score. The line: eight in ten. A stage on which everybody gets "
           "the same tells nobody apart."),),
        drawing,
    )  # fmt: skip


def _pairs(stages: Sequence[Row], plan: Plan, palette: Palette) -> Figure | None:
    """How the stages go together."""
    cells = {}
    for row, column, r, of in plan["pairs"]:
        between = correlation_between(r, of)
        cells[row, column] = Cell(
            r, between.low if between else None, between.high if between else None, of
        )
    if not cells:
        return None
    return Figure(
        "pairs",
        _("How the stages go together"),
        (_("Two stages that always agree measure one thing twice; the longer the bar, the "
           "closer they go together. Dashed: they go against each other."),),
        draw_matrix(
            [stage["title"] for stage in stages],
            cells,
            title=_("Correlations between stages"),
            palette=palette,
        ),
        note=_("Pearson's r with Fisher's interval in the table. Errors of marking pull every r "
               "toward nothing."),
    )  # fmt: skip
