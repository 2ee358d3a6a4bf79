"""What the composite is made of: one bar, cut by weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from interviews.drawings.scale import shorten
from interviews.drawings.shapes import PAGE, Drawing, Mark, Palette, Rect, Text

_LEAST = 44.0  # below it a word would be a letter and dots


@dataclass(frozen=True)
class WeightPart:
    """One stage's weight in percent; `counted` is false while it has no score."""

    label: str
    weight: int
    counted: bool = True


def draw_weights_bar(
    parts: Sequence[WeightPart], *, palette: Palette = PAGE, width: float = 360
) -> Drawing:
    """Draw the weights side by side; what is not counted yet is dashed."""
    total = sum(part.weight for part in parts) or 1
    x, room = 1.0, width - 2
    marks: list[Mark] = []
    for index, part in enumerate(parts):
        wide = round(room * part.weight / total, 2)
        if not wide:
            continue
        marks += _part(part, palette, x, wide, index)
        x = round(x + wide, 2)
    said = ", ".join(f"{part.label} {part.weight} %" for part in parts)
    return Drawing(
        title=_("Weights: %(weights)s.") % {"weights": said},
        width=width,
        height=44,
        palette=palette,
        marks=tuple(marks),
        columns=(_("Stage"), _("Weight"), _("Counted")),
        rows=tuple(
            (part.label, f"{part.weight} %", _("yes") if part.counted else _("not yet"))
            for part in parts
        ),
    )


def _part(part: WeightPart, palette: Palette, x: float, wide: float, index: int) -> list[Mark]:
    fill = (palette.accent_soft if index % 2 else palette.sunk) if part.counted else "none"
    dash = "" if part.counted else "3 2.5"
    hint = f"{part.label}: {part.weight} %"
    marks: list[Mark] = [
        Rect(x, 1, max(wide - 2, 0.5), 26, fill, palette.line_strong, 1, 2, dash, hint)
    ]
    percent = f"{part.weight} %"
    middle = round(x + (wide - 2) / 2, 2)
    if wide >= _LEAST:
        marks.append(Text(middle, 18.5, percent, palette.ink, 11.5, 650, "middle"))
        label = shorten(part.label, wide - 4, 10)
        marks.append(Text(middle, 40, label, palette.muted, 10, anchor="middle"))
    return marks
