"""How long it takes, and where the hired come from, as drawings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interviews.drawings.intervals import Axis, Interval, draw_intervals
from interviews.drawings.shapes import PAGE

if TYPE_CHECKING:
    from hiring.dashboards.queries.funnel import Part
    from hiring.dashboards.queries.stays import Times
    from hiring.dashboards.statistics.stays import Stay
    from hiring.statistics.shares import Share
    from interviews.drawings.shapes import Drawing, Palette

LARGEST: Final = 10
_STEPS: Final = (0.25, 0.5, 1, 2, 5, 7, 14, 28, 56, 112, 224)
_SHARES: Final = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25)
_WIDE: Final = 350.0  # three of them stand side by side on a desk, and one fills a phone
_FULL: Final = 4  # marks on an axis, at most


def days(number: float) -> str:
    """Say a number of days: with one decimal below ten."""
    decimals = 1 if number < 9.95 else 0  # noqa: PLR2004
    return number_format(round(number, decimals), decimal_pos=decimals)


def percent(share: float) -> str:
    """Say a share in percent: with one decimal below ten."""
    return f"{days(100 * share)} %"


def times_picture(times: Times, palette: Palette = PAGE) -> Drawing:
    """Draw the median as a point and the ninth decile as the end of its line."""
    named = [(str(waiting.state.label), waiting.stay) for waiting in times.states]
    named += [(_("To the first answer"), times.answer), (_("To the hire"), times.hire)]
    rows = [_time_row(label, stay) for label, stay in named]
    most = max([stay.p90 for _label, stay in named if stay] + [1.0])
    return draw_intervals(
        rows,
        axis=Axis(0, most, _ticks(most)),
        title=_("Days, half and nine in ten"),
        columns=(_("Where"), _("Half within, days"), _("Nine in ten within, days"), _("Of")),
        palette=palette,
        width=_WIDE,
        phone_width=None,
    )


def _time_row(label: str, stay: Stay | None) -> Interval:
    if stay is None:
        return Interval(label, None, said=_("nobody yet"), cells=("–", "–", "0"))
    half, most = days(stay.median), days(stay.p90)
    said = _("%(half)s, nine in ten %(most)s") % {"half": half, "most": most}
    return Interval(
        label, stay.median, stay.median, stay.p90, said, (half, most, number_format(stay.count))
    )


def _ticks(most: float) -> tuple[tuple[float, str], ...]:
    """Return round numbers of days, at most five of them."""
    step = next((step for step in _STEPS if most / step <= _FULL), most)
    marks = [step * index for index in range(int(most / step) + 1)]
    return tuple((mark, number_format(mark, decimal_pos=None)) for mark in marks)


def sources_picture(
    parts: Sequence[Part], title: str, unnamed: str, palette: Palette = PAGE
) -> Drawing:
    """Draw the share hired of the settled applications of each source or language."""
    rows = [_part_row(part, unnamed) for part in parts[:LARGEST]]
    most = max([row.high for row in rows if row.high is not None] + [0.05])
    step = next((step for step in _SHARES if most / step <= _FULL), 1.0)
    marks = tuple((step * n, f"{100 * step * n:.0f} %") for n in range(int(most / step) + 1))
    return draw_intervals(
        rows,
        axis=Axis(0, most, marks),
        title=title,
        columns=(_("Which"), _("Applied"), _("Hired of settled"), _("Share"), _("95 %")),
        palette=palette,
        width=_WIDE,
        phone_width=None,
    )


def _part_row(part: Part, unnamed: str) -> Interval:
    share: Share | None = part.funnel.share
    applied = part.funnel.applied
    amount = ngettext("%(amount)s applied", "%(amount)s applied", applied) % {
        "amount": number_format(applied)
    }
    if share is None:
        cells = (number_format(applied), "–", "–", "–")
        return Interval(part.value or unnamed, None, said=amount, cells=cells)
    bounds = f"{percent(share.low)}–{percent(share.high)}"
    return Interval(
        part.value or unnamed,
        share.value,
        share.low,
        share.high,
        said=f"{percent(share.value)} · {amount}",
        cells=(
            number_format(applied),
            _("%(count)s of %(of)s") % {"count": share.count, "of": share.of},
            percent(share.value),
            bounds,
        ),
        hollow=not share.count,
    )
