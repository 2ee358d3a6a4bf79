"""How far a candidate is: one cell a stage, by shape before color, in the order of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from interviews.drawings.scale import wrap
from interviews.drawings.shapes import PAGE, Circle, Drawing, Line, Mark, Palette, Shape, Text


@dataclass(frozen=True)
class StripStage:
    """One stage and its state: `todo`, `now`, `part` (some marks are in) or `done`."""

    label: str
    state: str


def draw_stage_strip(
    stages: Sequence[StripStage],
    *,
    palette: Palette = PAGE,
    width: float = 720,
    phone_width: float | None = 350,
) -> Drawing:
    """Draw the stages as stops on a line, with their names beneath; on a phone without."""
    drawing = _draw(stages, palette, width, with_labels=True)
    if phone_width is None:
        return drawing
    return replace(drawing, narrow=_draw(stages, palette, phone_width, with_labels=False))


def _draw(
    stages: Sequence[StripStage], palette: Palette, width: float, *, with_labels: bool
) -> Drawing:
    words = {
        "todo": _("to do"),
        "now": _("now"),
        "part": _("some marks are in"),
        "done": _("done"),
    }
    cell = width / max(len(stages), 1)
    marks: list[Mark] = []
    if stages:
        ends = (round(cell / 2, 2), round(width - cell / 2, 2))
        marks.append(Line(ends[0], 12, ends[1], 12, palette.line_strong, 1.5))
    for index, stage in enumerate(stages):
        middle = round((index + 0.5) * cell, 2)
        marks += _stop(palette, middle, stage, f"{stage.label}: {words[stage.state]}")
        if with_labels:
            lines = wrap(stage.label, cell - 8, 10.5, lines=2)
            marks += [
                Text(middle, 36 + 13 * row, line, palette.ink, 10.5, anchor="middle")
                for row, line in enumerate(lines)
            ]
    said = ", ".join(f"{stage.label} {words[stage.state]}" for stage in stages)
    return Drawing(
        title=_("Stages: %(stages)s.") % {"stages": said or "–"},
        width=width,
        height=56 if with_labels else 24,
        palette=palette,
        marks=tuple(marks),
        columns=(_("Stage"), _("State")),
        rows=tuple((stage.label, words[stage.state]) for stage in stages),
    )


def _stop(palette: Palette, x: float, stage: StripStage, hint: str) -> list[Mark]:
    """A ring; full when done, half full when some marks are in, thick when it is now."""
    stroke = palette.line_strong if stage.state == "todo" else palette.accent
    fill = palette.accent if stage.state == "done" else palette.surface
    width = 3.0 if stage.state == "now" else 1.5
    marks: list[Mark] = [Circle(x, 12, 7.5, fill, stroke, width, hint=hint)]
    if stage.state == "part":
        # the lower half, as a polygon: no path is needed for so small a thing
        arc = ((-7, 0), (-6, 3.5), (-3.5, 6), (0, 7), (3.5, 6), (6, 3.5), (7, 0))
        marks.append(Shape(tuple((round(x + a, 2), 12 + b) for a, b in arc), palette.accent))
    if stage.state == "done":
        marks.append(Line(x - 3.5, 12, x - 1, 15, palette.surface, 1.75))
        marks.append(Line(x - 1, 15, x + 3.5, 9.5, palette.surface, 1.75))
    return marks
