"""The composite on one line: the point, its 80 % interval, the bar."""

from __future__ import annotations

from django.utils.translation import gettext as _

from interviews.drawings.numbers import HIGH, LOW, gate_number, interval, number, say_range
from interviews.drawings.scale import Scale, shorten, text_width
from interviews.drawings.shapes import PAGE, Circle, Drawing, Line, Mark, Palette, Rect, Text
from interviews.drawings.stage_scores import CompositeMark


def draw_composite_line(
    composite: CompositeMark,
    *,
    bar: float,
    name: str = "",
    palette: Palette = PAGE,
    width: float = 360,
) -> Drawing:
    """Draw the composite against the bar; `name` is the candidate's, for the title."""
    scale = Scale(LOW, HIGH, 8, width - 8)
    middle, value = 38.0, composite.value
    marks: list[Mark] = [
        Rect(8, middle - 4, width - 16, 8, palette.sunk, radius=4),
        Rect(8, middle - 4, round(scale(bar) - 8, 2), 8, palette.line, radius=2),
        *_axis(scale, palette, middle),
    ]
    if value is None:
        words = shorten(composite.missing or _("incomplete"), width - 40, 12)
        marks.append(Text(width / 2, 20, words, palette.muted, 12, 400, "middle", "italic"))
        marks.append(Line(8, middle, width - 8, middle, palette.line_strong, 1, "2 4"))
    else:
        marks += _point(composite, value, scale, palette, middle, bar, width)
    x = scale(bar)
    said = _("bar %(bar)s") % {"bar": gate_number(bar)}
    marks.append(Line(x, middle - 13, x, middle + 13, palette.ink, 2.5))
    marks.append(Text(_kept(x, said, 11.5, width), 68, said, palette.ink, 11.5, 650, "middle"))
    shown = composite.missing or _("incomplete")
    if value is not None:
        shown = number(value, beside=bar)
    who = _("Composite of %(name)s") % {"name": name} if name else _("Composite")
    bounds = say_range(value, composite.error)
    title = f"{who}: {shown} ({bounds})" if bounds else f"{who}: {shown}"
    return Drawing(
        title=f"{title}, {said}.",
        width=width,
        height=74,
        palette=palette,
        marks=tuple(marks),
        columns=(_("Composite"), _("80 % interval"), _("Bar")),
        rows=((shown, bounds or "–", gate_number(bar)),),
    )


def _kept(x: float, text: str, size: float, width: float) -> float:
    """Return where a centered text must stand so that all of it is on the paper."""
    half = text_width(text, size, bold=True) / 2
    return round(min(max(x, half), width - half), 2)


def _axis(scale: Scale, palette: Palette, middle: float) -> list[Mark]:
    marks: list[Mark] = []
    for value in range(1, 6):
        x = scale(value)
        marks.append(Line(x, middle - 4, x, middle + 7, palette.line_strong, 0.75))
    return marks


def _point(
    composite: CompositeMark,
    value: float,
    scale: Scale,
    palette: Palette,
    middle: float,
    bar: float,
    width: float,
) -> list[Mark]:
    marks: list[Mark] = []
    early = composite.is_provisional
    if composite.error is not None:
        low, high = (scale(bound) for bound in interval(value, composite.error))
        band = palette.surface if early else palette.accent_soft
        long = round(max(high - low, 1.0), 2)
        dash = "3 2.5" if early else ""
        marks.append(Rect(low, middle - 9, long, 18, band, palette.accent, 1, 4, dash))
    fill = palette.surface if early else palette.accent
    marks.append(Circle(scale(value), middle, 7, fill, palette.accent, 1.75))
    said = number(value, beside=bar)
    marks.append(
        Text(_kept(scale(value), said, 15, width), 20, said, palette.ink, 15, 650, "middle")
    )
    return marks
