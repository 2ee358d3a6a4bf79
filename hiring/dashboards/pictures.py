"""The funnel as a drawing: large with its intervals, and small beside an opening."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from hiring.dashboards.queries.funnel import Funnel
from interviews.drawings.funnel import FunnelStep, draw_funnel
from interviews.drawings.shapes import PAGE, Drawing, Mark, Palette, Rect

_BAR, _GAP, _HEIGHT = 16.0, 3.0, 28.0
_LEAST: Final = 1.5  # so that one of a thousand still shows


def funnel_picture(
    funnel: Funnel, name: str, palette: Palette = PAGE, *, phone_width: float | None = 350
) -> Drawing:
    """Draw a bar for each step; its whisker says how sure the rate into it is."""
    steps: list[FunnelStep] = []
    of: int | None = None
    for step in funnel.steps:
        steps.append(FunnelStep(step.label, step.reached, of))
        of = step.passed.of if step.passed else None
    return draw_funnel(steps, name=name, palette=palette, phone_width=phone_width)


def small_picture(funnel: Funnel) -> Drawing:
    """Draw a column for each step, as high as the share of applicants who reached it."""
    most = max(funnel.applied, 1)
    width = len(funnel.steps) * (_BAR + _GAP) - _GAP
    marks: list[Mark] = [Rect(0, 0, width, _HEIGHT, PAGE.sunk)]
    for index, step in enumerate(funnel.steps):
        if step.reached:
            high = round(max(_HEIGHT * step.reached / most, _LEAST), 2)
            top = round(_HEIGHT - high, 2)
            marks.append(Rect(index * (_BAR + _GAP), top, _BAR, high, PAGE.accent))
    said = ", ".join(f"{step.label} {step.reached}" for step in funnel.steps)
    return Drawing(
        title=_("From applied to hired: %(steps)s.") % {"steps": said},
        width=width,
        height=_HEIGHT,
        palette=PAGE,
        marks=tuple(marks),
        columns=(),
        rows=(),
    )
