"""How things go together: a triangle of numbers over bars, longer the closer, hollow where they
part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from interviews.drawings.scale import shorten
from interviews.drawings.shapes import PAGE, Drawing, Mark, Palette, Rect, Text

_ROOM = 46.0  # of one cell on a desk
_BAR = 5.0  # how high the bar below a number is


@dataclass(frozen=True)
class Cell:
    """How two of the labels go together, from -1 to 1, with its interval; none is unknown."""

    value: float | None
    low: float | None = None
    high: float | None = None
    of: int = 0

    @property
    def said(self) -> str:
        return "–" if self.value is None else signed(self.value)

    @property
    def said_range(self) -> str:
        if self.low is None or self.high is None:
            return "–"
        return _("%(low)s to %(high)s") % {"low": signed(self.low), "high": signed(self.high)}


def signed(value: float) -> str:
    """Say a correlation with two decimals and a real minus."""
    text: str = number_format(round(value, 2) + 0.0, decimal_pos=2)
    return text.replace("-", "−")


def draw_matrix(
    labels: Sequence[str],
    cells: dict[tuple[int, int], Cell],
    *,
    title: str,
    palette: Palette = PAGE,
    width: float = 720,
    phone_width: float | None = 350,
) -> Drawing:
    """Draw the lower triangle; `cells` by row and column number, the row the greater one."""
    pairs = [(cells[row, column], row, column) for row, column in sorted(cells)]
    said = ", ".join(f"{labels[c]} – {labels[r]} {cell.said}" for cell, r, c in pairs)
    drawing = Drawing(
        title=f"{title}: {said}." if said else f"{title}.",
        width=width,
        height=0,
        palette=palette,
        marks=(),
        columns=(_("One"), _("Other"), _("Correlation"), _("95 %"), _("Of")),
        rows=tuple(
            (labels[c], labels[r], cell.said, cell.said_range, number_format(cell.of))
            for cell, r, c in pairs
        ),
    )
    drawing = _draw(drawing, labels, cells, room=_ROOM)
    if phone_width is None:
        return drawing
    room = min((phone_width - 118) / max(len(labels) - 1, 1), _ROOM)
    return replace(drawing, narrow=_draw(replace(drawing, width=phone_width), labels, cells, room))


def _draw(
    drawing: Drawing, labels: Sequence[str], cells: dict[tuple[int, int], Cell], room: float
) -> Drawing:
    palette = drawing.palette
    start = round(drawing.width - room * max(len(labels) - 1, 1) - 4, 2)
    start = min(start, 210.0)
    tall, top = min(room, 40.0), 22.0
    marks: list[Mark] = []
    for index in range(len(labels) - 1):
        x = round(start + (index + 0.5) * room, 2)
        marks.append(Text(x, 14, str(index + 1), palette.muted, 10.5, anchor="middle"))
    for row, label in enumerate(labels):
        y = round(top + row * tall, 2)
        words = shorten(f"{row + 1}  {label}", start - 8, 11.5)
        marks.append(Text(2, round(y + tall / 2 + 4, 2), words, palette.ink, 11.5, hint=label))
        for column in range(row):
            if (cell := cells.get((row, column))) is not None:
                x = round(start + column * room, 2)
                hint = f"{labels[column]} – {label}: {cell.said}"
                marks += _cell(cell, (x, y, room, tall), palette, hint)
    height = round(top + len(labels) * tall + 4, 2)
    return replace(drawing, marks=tuple(marks), height=height, narrow=None)


def _cell(
    cell: Cell, place: tuple[float, float, float, float], palette: Palette, hint: str
) -> list[Mark]:
    """A pale ground, the number, and below it a bar as long as the correlation is close."""
    x, y, room, tall = place
    marks: list[Mark] = [Rect(x + 1, y + 1, room - 2, tall - 2, palette.sunk, radius=3, hint=hint)]
    if cell.value is not None:
        share = min(abs(cell.value), 1.0)
        wide = round((room - 2) * share, 2)
        fill = palette.accent if cell.value >= 0 else "none"
        dash = "" if cell.value >= 0 else "3 2"
        if wide > 1:
            foot = round(y + tall - 2 - _BAR, 2)
            marks.append(Rect(x + 1, foot, wide, _BAR, fill, palette.accent, 1, 2, dash, hint))
    size = 11.5 if room > 36 else 9.5  # noqa: PLR2004
    middle, base = round(x + room / 2, 2), round(y + (tall - _BAR) / 2 + 3.5, 2)
    marks.append(Text(middle, base, cell.said, palette.ink, size, anchor="middle"))
    return marks
