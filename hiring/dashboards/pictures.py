"""The funnel as a drawing: large with its intervals, and small beside an opening."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from hiring.dashboards.queries.funnel import Funnel
from interviews.drawings.funnel import FunnelStep, draw_funnel
from interviews.drawings.shapes import PAGE, Drawing, Mark, Rect

_BAR, _GAP, _HEIGHT = 16.0, 3.0, 28.0
_LEAST: Final = 1.5  # so that one of a thousand still shows


def funnel_picture(funnel: Funnel, name: str) -> Drawing:
    """Draw a bar for each step; its whisker says how sure the rate into it is."""
    steps: list[FunnelStep] = []
    of: int | None = None
    for step in funnel.steps:
        steps.append(FunnelStep(step.label, step.reached, of))
        of = step.passed.of if step.passed else None
    return draw_funnel(steps, name=name)


def small_picture(funnel: Funnel) -> Drawing:
    """Draw a column for each step, as high as the share of applicants who reached it."""
    most = max(funnel.applied, 1)
    marks: list[Mark] = []
    for index, step in enumerate(funnel.steps):
        left = index * (_BAR + _GAP)
        high = max(_HEIGHT * step.reached / most, _LEAST) if step.reached else 0.0
        hint = f"{step.label}: {step.reached}"
        marks.append(Rect(left, 0, _BAR, _HEIGHT, PAGE.sunk, hint=hint))
        marks.append(
            Rect(left, round(_HEIGHT - high, 2), _BAR, round(high, 2), PAGE.accent, hint=hint)
        )
    said = ", ".join(f"{step.label} {step.reached}" for step in funnel.steps)
    return Drawing(
        title=_("From applied to hired: %(steps)s.") % {"steps": said},
        width=len(funnel.steps) * (_BAR + _GAP) - _GAP,
        height=_HEIGHT,
        palette=PAGE,
        marks=tuple(marks),
        columns=(),
        rows=(),
    )
