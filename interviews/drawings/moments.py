"""Moments of several listeners on one line of time: a lane for each of them, the same for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from interviews.drawings.scale import Scale, shorten, text_width
from interviews.drawings.shapes import PAGE, Circle, Drawing, Line, Mark, Palette, Text

_LANE, _TOP, _RADIUS = 40.0, 4.0, 8.0
_STEPS = (5, 10, 15, 30, 60, 120, 300, 600)  # seconds between two marks on the axis
_MOST_STEPS = 10


@dataclass(frozen=True)
class Point:
    """A moment: when, the number that stands in it, and what it says when one points at it."""

    seconds: float
    number: str
    hint: str


@dataclass(frozen=True)
class Lane:
    """One listener and their moments."""

    name: str
    points: tuple[Point, ...]


def draw_moments(
    lanes: Sequence[Lane],
    *,
    seconds: float,
    title: str,
    columns: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...],
    palette: Palette = PAGE,
    width: float = 720,
    phone_width: float | None = 350,
) -> Drawing:
    """Draw one lane a listener; `rows` say the same in words, in the order of the numbers."""
    marks, height = _draw(lanes, seconds, palette, width)
    drawing = Drawing(title, width, height, palette, marks, columns, rows)
    if phone_width is None:
        return drawing
    marks, height = _draw(lanes, seconds, palette, phone_width)
    return replace(drawing, narrow=replace(drawing, width=phone_width, height=height, marks=marks))


def _draw(
    lanes: Sequence[Lane], seconds: float, palette: Palette, width: float
) -> tuple[tuple[Mark, ...], float]:
    time = Scale(0, max(seconds, 1.0), _RADIUS + 1, width - _RADIUS - 1)
    ground = _TOP + len(lanes) * _LANE
    marks: list[Mark] = []
    step = next((each for each in _STEPS if seconds / each <= _MOST_STEPS), _STEPS[-1])
    for at in range(0, int(seconds) + 1, step):
        x, text = time(at), f"{at // 60}:{at % 60:02}"
        half = text_width(text, 10) / 2
        place = round(min(max(x, half), width - half), 2)
        marks.append(Line(x, _TOP, x, ground, palette.line, 0.5))
        marks.append(Text(place, ground + 13, text, palette.muted, 10, anchor="middle"))
    for index, lane in enumerate(lanes):
        middle = _TOP + index * _LANE + 26
        name = shorten(lane.name, width - 8, 11, bold=True)
        marks.append(Text(0, middle - 14, name, palette.ink, 11, 550))
        marks.append(Line(0, middle, width, middle, palette.line_strong, 1.0))
        for point in lane.points:
            x = time(point.seconds)
            marks.append(
                Circle(x, middle, _RADIUS, palette.surface, palette.accent, 1.5, hint=point.hint)
            )
            marks.append(Text(x, middle + 3.5, point.number, palette.ink, 10, anchor="middle"))
    return tuple(marks), ground + 18
