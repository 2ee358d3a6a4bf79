"""What candidates said, as drawings: never without how sure it is."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from django.utils.dates import MONTHS_3
from django.utils.translation import gettext as _

from hiring.statistics.shares import Between, Share
from hiring.voices.models import Felt
from hiring.voices.queries import Group, Month, StageVoice
from interviews.drawings.histogram import Column, draw_histogram
from interviews.drawings.intervals import Axis, Interval, draw_intervals
from interviews.drawings.shapes import PAGE, Drawing, Palette

_TICKS: Final = tuple((float(at), f"{at} %") for at in (0, 25, 50, 75, 100))
_FEW: Final = 20  # below this many a point is drawn hollow


def _axis(goal: Decimal | None) -> Axis:
    references = (
        ((float(goal), _("goal %(goal)s %%") % {"goal": goal.normalize()}),) if goal else ()
    )
    return Axis(0, 100, _TICKS, references)


def percents(share: Share) -> str:
    """Say a share with its interval: “81 % (71–88 %)”."""
    return f"{share.percent:.0f} % ({share.percent_low:.0f}–{share.percent_high:.0f} %)"


def say_gap(gap: Between) -> str:
    """Say the difference of hired and declined, in points, with Newcombe's interval."""
    if gap.low > 0:
        said = _("Those who were hired say yes more often, by more than chance explains.")
    elif gap.high < 0:
        said = _("Those who were declined say yes more often, by more than chance explains.")
    else:
        said = _("Whether hired and declined differ cannot be told yet.")
    points = _("%(gap)+.0f points (%(low)+.0f to %(high)+.0f, 95 %%)") % {
        "gap": 100 * gap.value, "low": 100 * gap.low, "high": 100 * gap.high
    }  # fmt: skip
    return f"{said} {points.replace('-', '−')}"


def _row(label: str, share: Share | None, said: str = "") -> Interval:
    if share is None:
        hidden = _("fewer than 5: not shown")
        return Interval(label, None, said=hidden, cells=(hidden, "–", "–"))
    return Interval(
        label,
        share.percent,
        share.percent_low,
        share.percent_high,
        said=said or percents(share),
        cells=(
            f"{share.count} / {share.of}",
            f"{share.percent:.0f} %",
            f"{share.percent_low:.0f}–{share.percent_high:.0f} %",
        ),
        hollow=share.of < _FEW,
    )


def _columns(first: str) -> tuple[str, ...]:
    return (first, _("Of"), _("Share"), _("95 % interval"))


def recommend_picture(
    groups: tuple[Group, ...], goal: Decimal | None, palette: Palette = PAGE
) -> Drawing:
    """Draw who would recommend us, hired and declined apart."""
    rows = [_row(str(group.ending.label), group.recommends) for group in groups]
    title = _("Would recommend to apply with us")
    return draw_intervals(
        rows, axis=_axis(goal), title=title, columns=_columns(_("Who")), palette=palette
    )


def stages_picture(stages: tuple[StageVoice, ...], palette: Palette = PAGE) -> Drawing:
    """Draw for each stage how many found it good or very good."""
    rows = [_row(stage.title, stage.good) for stage in stages]
    title = _("Good or very good, by stage")
    return draw_intervals(
        rows, axis=_axis(None), title=title, columns=_columns(_("Stage")), palette=palette
    )


def months_picture(
    months: tuple[Month, ...], goal: Decimal | None, palette: Palette = PAGE
) -> Drawing:
    """Draw the share of yes among the declined, month by month."""
    rows = [
        _row(f"{MONTHS_3[each.month.month].capitalize()} {each.month.year}", each.recommends)
        for each in months
    ]
    title = _("Would recommend although declined, by month")
    return draw_intervals(
        rows, axis=_axis(goal), title=title, columns=_columns(_("Month")), palette=palette
    )


def words_picture(groups: tuple[Group, ...], palette: Palette = PAGE) -> Drawing:
    """Draw how often each of the five words was chosen, by those groups that may be shown."""
    shown = [group for group in groups if not group.is_hidden]
    columns = [
        Column(str(felt.label), tuple(group.felt[felt - 1] for group in shown))
        for felt in (Felt(value) for value in Felt.values)
    ]
    return draw_histogram(
        columns,
        series=tuple(str(group.ending.label) for group in shown) or (_("Answers"),),
        title=_("How it was, in five words"),
        heading=_("Word"),
        palette=palette,
    )
