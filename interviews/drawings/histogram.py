"""How many fell where: one column a value, stacked by what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.formats import number_format

from interviews.drawings.scale import Scale, text_width
from interviews.drawings.shapes import PAGE, Drawing, Line, Mark, Palette, Rect, Text

_PLOT = 150.0  # how high the columns may grow
_STRIPE = 4.0  # from one line across a column to the next
_LEAST = 1.5  # so that one of a thousand still shows


@dataclass(frozen=True)
class Column:
    """One column: its label below, and how many of each series stand in it."""

    label: str
    parts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.parts)


def draw_histogram(
    columns: Sequence[Column],
    *,
    series: tuple[str, ...],
    title: str,
    heading: str,
    line: tuple[int, str] | None = None,
    palette: Palette = PAGE,
    width: float = 720,
    phone_width: float | None = 350,
) -> Drawing:
    """Draw the columns side by side. `line` stands before the column of that number and says what
    it is: the bar. `heading` is what the labels are, for the table twin."""
    said = ", ".join(f"{each.label}: {each.total}" for each in columns if each.total)
    full = f"{title}: {said}." if said else f"{title}."
    rows = tuple(
        (each.label, *(number_format(part) for part in each.parts), number_format(each.total))
        if len(series) > 1
        else (each.label, number_format(each.total))
        for each in columns
    )
    heads = (heading, *series, "Σ") if len(series) > 1 else (heading, *series)
    drawing = Drawing(full, width, 0, palette, (), heads, rows)
    drawing = _draw(drawing, columns, series, line)
    if phone_width is None:
        return drawing
    narrow = _draw(replace(drawing, width=phone_width), columns, series, line)
    return replace(drawing, narrow=narrow)


def _draw(
    drawing: Drawing,
    columns: Sequence[Column],
    series: tuple[str, ...],
    line: tuple[int, str] | None,
) -> Drawing:
    palette, width = drawing.palette, drawing.width
    marks, top = _legend(series, palette, width) if len(series) > 1 else ([], 0.0)
    top += 30
    ground = top + _PLOT
    room = (width - 8) / max(len(columns), 1)
    most = max([each.total for each in columns] + [1])
    scale = Scale(0, most, ground, top)
    marks.append(Line(4, ground, width - 4, ground, palette.line_strong, 1))
    thin = max(1, round(text_width("0000", 10.5) / room + 0.49))
    for index, each in enumerate(columns):
        left = round(4 + index * room, 2)
        marks += _column(each, left, room, scale, palette)
        if index % thin == 0:
            middle = round(left + room / 2, 2)
            marks.append(
                Text(middle, ground + 15, each.label, palette.muted, 10.5, anchor="middle")
            )
    if line is not None:
        place, words = line
        x = round(4 + min(max(place, 0), len(columns)) * room, 2)
        half = text_width(words, 11) / 2 + 2
        marks.append(Line(x, top - 12, x, ground + 4, palette.ink, 1.5, "4 3"))
        near = round(min(max(x, half), width - half), 2)
        marks.append(Text(near, top - 17, words, palette.ink, 11, 600, "middle"))
    return replace(drawing, marks=tuple(marks), height=ground + 22, narrow=None)


def _column(column: Column, left: float, room: float, scale: Scale, palette: Palette) -> list[Mark]:
    wide = round(max(room * 0.82, 1.0), 2)
    left = round(left + room * 0.09, 2)
    marks: list[Mark] = []
    foot = 0
    for number, part in enumerate(column.parts):
        if not part:
            continue
        high = scale(foot + part)
        tall = round(max(scale(foot) - high, _LEAST), 2)
        fill, stroke = _fill(number, palette)
        hint = f"{column.label}: {part}"
        marks.append(Rect(left, high, wide, tall, fill, stroke, 1, hint=hint))
        marks += _stripes(number, palette, left, high, wide, tall)
        foot += part
    if column.total and room >= text_width(str(column.total), 10.5):
        middle = round(left + wide / 2, 2)
        y = round(scale(foot) - 4, 2)
        said = number_format(column.total)
        marks.append(Text(middle, y, said, palette.muted, 10.5, anchor="middle"))
    return marks


def _fill(number: int, palette: Palette) -> tuple[str, str]:
    """Return fill and outline of a series: full, light, empty; told apart without color.

    Raises IndexError for a fourth: nobody could tell it from the others.
    """
    return (palette.accent, palette.accent_soft, palette.surface)[number], palette.accent


def _stripes(
    number: int, palette: Palette, left: float, top: float, wide: float, tall: float
) -> list[Mark]:
    """Lines across what is light, on paper."""
    if not palette.striped or number != 1:
        return []
    heights = range(1, int(tall / _STRIPE) + 1)
    return [
        Line(left, y, round(left + wide, 2), y, palette.accent, 0.75)
        for y in (round(top + _STRIPE * n, 2) for n in heights)
        if y < top + tall
    ]


def _legend(series: tuple[str, ...], palette: Palette, width: float) -> tuple[list[Mark], float]:
    """One square for each series, in a line or in as many as it takes; how high they are too."""
    marks: list[Mark] = []
    x, y = 4.0, 4.0
    for number, name in enumerate(series):
        long = 16 + text_width(name, 11) + 14
        if x > 4 and x + long > width:  # noqa: PLR2004
            x, y = 4.0, y + 18
        fill, stroke = _fill(number, palette)
        marks.append(Rect(round(x, 2), y, 11, 11, fill, stroke, 1, 2))
        marks += _stripes(number, palette, round(x, 2), y, 11, 11)
        marks.append(Text(round(x + 16, 2), y + 9.5, name, palette.ink, 11))
        x += long
    return marks, y + 14
