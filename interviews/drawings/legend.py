"""The legend under a drawing of scores."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from interviews.drawings.scale import text_width
from interviews.drawings.shapes import Circle, Line, Mark, Palette, Rect, Shape, Text


def draw_legend(
    *, palette: Palette, start: float, end: float, base: float
) -> tuple[list[Mark], float]:
    """Say what point, band, hollow point and flag mean, in one line, or more where it is
    narrow; return the last line's place too."""
    signs: list[tuple[str, list[Mark], float]] = [
        (_("score"), [Circle(5, -3.5, 4, palette.accent)], 14),
        (
            _("80 % interval"),
            [Rect(0, -8, 20, 9, palette.accent_soft, palette.accent, 1, 4)],
            25,
        ),
        (
            _("marks still owed"),
            [
                Rect(0, -8, 20, 9, palette.surface, palette.accent, 1, 4, "3 2.5"),
                Circle(10, -3.5, 3, palette.surface, palette.accent, 1.5),
            ],
            25,
        ),
        (
            _("gate"),
            [
                Line(2, -10, 2, 1, palette.ink, 1.5),
                Shape(((2, -10), (9, -7), (2, -4)), palette.surface, palette.ink),
            ],
            14,
        ),
    ]
    marks: list[Mark] = []
    x = start
    for words, sign, room in signs:
        long = room + text_width(words, 10.5)
        if x > start and x + long > end:
            x, base = start, base + 16
        marks += [_moved(mark, round(x, 2), base) for mark in sign]
        marks.append(Text(round(x + room, 2), base, words, palette.muted, 10.5))
        x += long + 14
    return marks, base


def _moved(mark: Mark, x: float, y: float) -> Mark:
    """Return the mark, moved to where the legend is."""
    if isinstance(mark, Line):
        return replace(mark, x1=mark.x1 + x, x2=mark.x2 + x, y1=mark.y1 + y, y2=mark.y2 + y)
    if isinstance(mark, Shape):
        return replace(mark, corners=tuple((a + x, b + y) for a, b in mark.corners))
    return replace(mark, x=mark.x + x, y=mark.y + y)
