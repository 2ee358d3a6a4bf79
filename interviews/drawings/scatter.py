"""Two numbers held against each other: numbered points, with a key beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from interviews.drawings.intervals import Axis
from interviews.drawings.scale import Scale, shorten, text_width
from interviews.drawings.shapes import PAGE, Circle, Drawing, Line, Mark, Palette, Text

_TALL = 260.0
_KEY = 230.0  # room for the key beside the points, on a desk
_BESIDE = 500.0
_NUMBERED = 24  # as many points have a number and a line in the key; more are dots alone


@dataclass(frozen=True)
class Point:
    """One point; `low` and `high` bound its height, `cells` are its row after the label."""

    label: str
    x: float
    y: float
    low: float | None = None
    high: float | None = None
    cells: tuple[str, ...] = ()


def draw_scatter(
    points: Sequence[Point],
    *,
    across: Axis,
    upward: Axis,
    names: tuple[str, str],
    title: str,
    columns: tuple[str, ...],
    palette: Palette = PAGE,
    width: float = 720,
    phone_width: float | None = 350,
) -> Drawing:
    """Draw a point for each, on two scales; `names` are those of the axes."""
    said = "; ".join(", ".join((each.label, *each.cells)) for each in points[:_NUMBERED])
    drawing = Drawing(
        title=f"{title}: {said}." if said else f"{title}.",
        width=width,
        height=0,
        palette=palette,
        marks=(),
        columns=columns,
        rows=tuple((each.label, *each.cells) for each in points),
    )
    drawing = _draw(drawing, points, across, upward, names)
    if phone_width is None:
        return drawing
    narrow = _draw(replace(drawing, width=phone_width), points, across, upward, names)
    return replace(drawing, narrow=narrow)


def _draw(
    drawing: Drawing, points: Sequence[Point], across: Axis, upward: Axis, names: tuple[str, str]
) -> Drawing:
    palette, width = drawing.palette, drawing.width
    is_keyed = len(points) <= _NUMBERED
    beside = is_keyed and width >= _BESIDE
    end = width - (_KEY if beside else 12)
    top, ground = 26.0, 26.0 + _TALL
    x_scale, y_scale = (
        Scale(across.low, across.high, 44, end),
        Scale(upward.low, upward.high, ground, top),
    )
    marks = _ground(x_scale, y_scale, across, upward, palette)
    marks.append(Text(2, 12, names[1], palette.ink, 11, 600))
    marks.append(Text(end, ground + 34, names[0], palette.ink, 11, 600, "end"))
    for number, point in enumerate(points, 1):
        marks += _point(point, number if is_keyed else 0, x_scale, y_scale, palette)
    height = ground + 42
    if is_keyed:
        left, y = (end + 22, top + 8) if beside else (4.0, ground + 58)
        for number, point in enumerate(points, 1):
            words = shorten(f"{number}  {point.label}", width - left - 4, 11.5)
            marks.append(Text(left, y, words, palette.ink, 11.5))
            y += 19
        height = max(height, y)
    return replace(drawing, marks=tuple(marks), height=height, narrow=None)


def _ground(
    x_scale: Scale, y_scale: Scale, across: Axis, upward: Axis, palette: Palette
) -> list[Mark]:
    top, ground = y_scale.end, y_scale.start
    marks: list[Mark] = []
    for number, label in across.ticks:
        x = x_scale(number)
        marks.append(Line(x, top, x, ground, palette.line, 0.75))
        marks.append(Text(x, ground + 16, label, palette.muted, 10.5, anchor="middle"))
    for number, label in upward.ticks:
        y = y_scale(number)
        marks.append(Line(x_scale.start, y, x_scale.end, y, palette.line, 0.75))
        marks.append(
            Text(x_scale.start - 6, round(y + 3.5, 2), label, palette.muted, 10.5, anchor="end")
        )
    for number, label in upward.references:
        y = y_scale(number)
        marks.append(Line(x_scale.start, y, x_scale.end, y, palette.ink, 1.25, "4 3"))
        near = round(x_scale.end - text_width(label, 10.5), 2)
        marks.append(Text(near, round(y - 5, 2), label, palette.ink, 10.5))
    return marks


def _point(
    point: Point, number: int, x_scale: Scale, y_scale: Scale, palette: Palette
) -> list[Mark]:
    x, y = x_scale(point.x), y_scale(point.y)
    marks: list[Mark] = []
    if point.low is not None and point.high is not None:
        marks.append(Line(x, y_scale(point.low), x, y_scale(point.high), palette.accent, 1.5))
    radius = 8.0 if number else 3.5
    marks.append(Circle(x, y, radius, palette.surface, palette.accent, 1.75, hint=point.label))
    if number:
        marks.append(
            Text(x, round(y + 3.8, 2), str(number), palette.ink, 10.5, 650, anchor="middle")
        )
    return marks
