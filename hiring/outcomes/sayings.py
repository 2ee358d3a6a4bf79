"""What a correlation means, in the words of whoever has to act on it; and its drawings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.formats import get_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hiring.outcomes.queries.predicting import NEEDED, Finding, Held, Predictor, finding_of
from hiring.outcomes.queries.results import Outcome, Result
from interviews.drawings.intervals import Axis, Interval, draw_intervals
from interviews.drawings.scatter import Point, draw_scatter
from interviews.drawings.shapes import PAGE, Drawing, Palette

DRAWN: Final = 100  # points of a picture, the newest hires
_TICKS: Final = ((-1.0, "−1"), (-0.5, "−.5"), (0.0, "0"), (0.5, ".5"), (1.0, "1"))


def two(value: float) -> str:
    """Say a correlation with two decimals and a proper minus."""
    rounded = round(value, 2)
    # a page says some three hundred; number_format takes ten times as long
    said = f"{abs(rounded):.2f}".replace(".", get_format("DECIMAL_SEPARATOR"))
    return f"−{said}" if rounded < 0 else said


def verdict(finding: Finding) -> str:
    """Say what may be said: that it is not knowable yet, or which way it goes."""
    if not finding.is_knowable or finding.r is None:
        return ngettext(
            "Not knowable yet: %(n)d of about %(needed)d hires.",
            "Not knowable yet: %(n)d of about %(needed)d hires.",
            finding.people,
        ) % {"n": finding.people, "needed": NEEDED}
    if finding.r.low > 0:
        return _("Who did better here serves better: more than chance explains.")
    if finding.r.high < 0:
        return _("Who did better here serves worse: more than chance explains.")
    return _("No connection to be seen that chance does not explain.")


def numbers(finding: Finding) -> str:
    """Say r with its interval and the rank correlation; nothing below twenty hires."""
    if finding.r is None or finding.rho is None:
        return ""
    return _("r %(r)s (%(low)s to %(high)s), by ranks %(rho)s, %(n)d hires") % {
        "r": two(finding.r.value),
        "low": two(finding.r.low),
        "high": two(finding.r.high),
        "rho": two(finding.rho),
        "n": finding.people,
    }


def _said(finding: Finding) -> str:
    if finding.r is None:
        return _("%(n)d of about %(needed)d hires") % {"n": finding.people, "needed": NEEDED}
    return f"{two(finding.r.value)} ({two(finding.r.low)} … {two(finding.r.high)})"


@dataclass(frozen=True)
class Picture:
    """The findings of one sort. Without any number in it, it is better not drawn."""

    key: str
    title: str
    drawing: Drawing
    has_numbers: bool


def pictures_of(held: Held, palette: Palette = PAGE) -> list[Picture]:
    """Draw stages, criteria and interviewers. What nobody was marked on is left out."""
    of = held.predictors
    sorts = (
        ("stages", _("Which stage predicted it"), _("Stage"), (of.composite, *of.stages)),
        ("criteria", _("Which criterion predicted it"), _("Criterion"), of.criteria),
        ("interviewers", _("Whose marks predicted it"), _("Interviewer"), of.interviewers),
    )
    found = []
    for key, title, first, predictors in sorts:
        findings = [finding_of(each, held.results) for each in predictors]
        findings = [finding for finding in findings if finding.people]
        if findings:
            drawing = findings_picture(findings, title, first, palette)
            found.append(Picture(key, title, drawing, any(each.r for each in findings)))
    return found


def findings_picture(
    findings: Sequence[Finding], title: str, first: str, palette: Palette = PAGE
) -> Drawing:
    """Draw every correlation with its interval around nothing; hollow: not knowable yet."""
    rows = []
    for finding in findings:
        r = finding.r
        interval = f"{two(r.low)} … {two(r.high)}" if r else "–"
        cells = (
            str(finding.people),
            two(r.value) if r else "–",
            interval,
            two(finding.rho) if finding.rho is not None else "–",
            verdict(finding),
        )
        rows.append(
            Interval(
                finding.predictor.label,
                r.value if r else None,
                r.low if r else None,
                r.high if r else None,
                said=_said(finding),
                cells=cells,
                hollow=not finding.is_knowable,
            )
        )
    columns = (first, _("Hires"), _("r"), _("95 % interval"), _("By ranks"), _("In words"))
    axis = Axis(-1, 1, _TICKS, ((0.0, _("no connection")),))
    return draw_intervals(rows, axis=axis, title=title, columns=columns, palette=palette)


def scatter_picture(
    predictor: Predictor, outcomes: Sequence[Outcome], result: Result, palette: Palette = PAGE
) -> Drawing:
    """Draw the newest who have both, by name: a picture is all that few people give."""
    both = [
        (each.name, predictor.values[each.application_id], each.values[result.code])
        for each in outcomes
        if each.application_id in predictor.values and result.code in each.values
    ][:DRAWN]
    points = [
        Point(name, x, y, cells=(number_format(x, 1), number_format(abs(y), 1)))
        for name, x, y in both
    ]
    heights = [y for _name, _x, y in both]
    low, high = min(heights), max(heights)
    room = (high - low) * 0.1 or 1.0
    upward = Axis(
        low - room,
        high + room,
        ((low, number_format(abs(low), 1)), (high, number_format(abs(high), 1))),
    )
    label = str(result.label)
    return draw_scatter(
        points,
        across=Axis(1, 5, tuple((float(n), str(n)) for n in range(1, 6))),
        upward=upward,
        names=(predictor.label, label),
        title=_("%(score)s against: %(result)s") % {"score": predictor.label, "result": label},
        columns=(_("Who"), predictor.label, label),
        palette=palette,
    )
