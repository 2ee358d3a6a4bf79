"""Values with how sure they are, one below the other: a point and a line on a common scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from interviews.drawings.scale import Scale, shorten, text_width
from interviews.drawings.shapes import PAGE, Circle, Drawing, Line, Mark, Palette, Text

_BESIDE = 500.0  # from here on labels stand beside the lines
_STACKED, _WORDS = 46.0, 21.0  # a row with its label above the line, and the room of the label
# a line down all such rows that leaves the words alone: whole beside the points, or dashed there
_PAST_WORDS, _PAST_WORDS_DASHED = "25 21", "4 3 4 3 4 3 4 21"


@dataclass(frozen=True)
class Interval:
    """One row: a point with a line from `low` to `high`; a value of none is said in words only.

    `said` stands at the end of the row; `cells` are the row of the table twin, after the label.
    A `hollow` point is one that says little: too few stand behind it.
    """

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    said: str = ""
    cells: tuple[str, ...] = ()
    hollow: bool = False


@dataclass(frozen=True)
class Axis:
    """The scale under the rows: its ends, where it is marked, and lines to hold rows against."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...] = ()
    references: tuple[tuple[float, str], ...] = ()


def draw_intervals(
    rows: Sequence[Interval],
    *,
    axis: Axis,
    title: str,
    columns: tuple[str, ...],
    palette: Palette = PAGE,
    width: float = 720,
    phone_width: float | None = 350,
) -> Drawing:
    """Draw one line a row; `title` says what of, and the rows are added to it in words.

    Without a `phone_width`, a drawing too narrow for labels beside its lines has them above.
    """
    said = ", ".join(f"{row.label} {row.said}" for row in rows if row.said)
    full = f"{title}: {said}." if said else f"{title}."
    twin = tuple((row.label or "–", *row.cells) for row in rows)
    marks, height = _draw(rows, axis, palette, width, stacked=width < _BESIDE)
    drawing = Drawing(full, width, height, palette, marks, columns, twin)
    if phone_width is None:
        return drawing
    marks, height = _draw(rows, axis, palette, phone_width, stacked=True)
    return replace(drawing, narrow=replace(drawing, width=phone_width, height=height, marks=marks))


def _draw(
    rows: Sequence[Interval], axis: Axis, palette: Palette, width: float, *, stacked: bool
) -> tuple[tuple[Mark, ...], float]:
    row_height = _STACKED if stacked else 30.0
    start, end = (8.0, width - 8) if stacked else (width * 0.27, width - 178)
    scale = Scale(axis.low, axis.high, start, end)
    top = 20.0 if axis.references else 4.0
    ground = top + len(rows) * row_height
    marks: list[Mark] = []
    first = top + _WORDS if stacked else top
    for number, label in axis.ticks:
        x = scale(number)
        marks.append(Line(x, first, x, ground, palette.line, 0.75, _PAST_WORDS if stacked else ""))
        marks.append(_centered(x, ground + 14, label, width, palette.muted, 10.5))
    for number, label in axis.references:
        x = scale(number)
        begins, dash = (first, _PAST_WORDS_DASHED) if stacked else (top - 4, "4 3")
        marks.append(Line(x, begins, x, ground, palette.ink, 1.25, dash))
        marks.append(_centered(x, top - 8, label, width, palette.ink, 10.5))
    for index, row in enumerate(rows):
        place = top + index * row_height
        marks += _words(row, palette, width, place, start, end, stacked=stacked)
        marks += _point(row, scale, palette, place + (32 if stacked else 15))
    return tuple(marks), ground + (22 if axis.ticks else 6)


def _centered(x: float, y: float, text: str, width: float, fill: str, size: float) -> Text:
    half = text_width(text, size) / 2 + 1
    return Text(round(min(max(x, half), width - half), 2), y, text, fill, size, anchor="middle")


def _words(
    row: Interval, palette: Palette, width: float, top: float, start: float, end: float,
    *, stacked: bool,
) -> list[Mark]:  # fmt: skip
    if stacked:
        room = min(text_width(row.said, 11.5), width * 0.58)
        label = shorten(row.label, width - room - 16, 12.5, bold=True)
        said = shorten(row.said, room + 1, 11.5)
        return [
            Text(2, top + 17, label, palette.ink, 12.5, 550),
            Text(width - 2, top + 17, said, palette.muted, 11.5, anchor="end"),
        ]
    label = shorten(row.label, start - 14, 12.5, bold=True)
    said = shorten(row.said, width - end - 16, 11.5)
    return [
        Text(2, top + 19.5, label, palette.ink, 12.5, 550),
        Text(end + 14, top + 19.5, said, palette.muted, 11.5),
    ]


def _point(row: Interval, scale: Scale, palette: Palette, middle: float) -> list[Mark]:
    if row.value is None:
        return []
    marks: list[Mark] = []
    if row.low is not None and row.high is not None:
        left, right = scale(row.low), scale(row.high)
        dash = "4 3" if row.hollow else ""
        marks.append(Line(left, middle, right, middle, palette.accent, 2.5, dash))
        for x in (left, right):
            marks.append(Line(x, middle - 5, x, middle + 5, palette.accent, 1.5))
    fill = palette.surface if row.hollow else palette.accent
    hint = f"{row.label}: {row.said}" if row.said else row.label
    marks.append(Circle(scale(row.value), middle, 5, fill, palette.accent, 1.75, hint=hint))
    return marks
