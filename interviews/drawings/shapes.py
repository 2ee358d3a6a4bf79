"""What every drawing is made of: a few shapes, two palettes, and the drawing itself.

A drawing is plain data. `templates/interviews/drawings/drawing.html` writes it down as SVG with
presentation attributes only, so that it may stand in a page under the strict policy and in a PDF.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True)
class Palette:
    """Colors by what they are for. Sizes and dashes carry the meaning; color only helps."""

    ink: str
    muted: str
    line: str
    line_strong: str
    surface: str
    sunk: str
    accent: str
    accent_soft: str
    bad: str
    font: str
    bold_font: str
    striped: bool = False  # light fills get stripes: a printer may lose a light gray


# in a page: the tokens of layout.css, so that light and dark both work
PAGE = Palette(
    ink="var(--ink)",
    muted="var(--ink-muted)",
    line="var(--line)",
    line_strong="var(--line-strong)",
    surface="var(--surface)",
    sunk="var(--surface-sunk)",
    accent="var(--accent)",
    accent_soft="var(--accent-soft)",
    bad="var(--bad)",
    font="inherit",
    bold_font="inherit",
)


def print_palette(font: str, bold_font: str = "") -> Palette:
    """Return the colors for paper: they stay apart when printed in black and white.

    `bold_font` is for a printer whose bold letters are families of their own.
    """
    return Palette(
        ink="#1b2530",
        muted="#53606e",
        line="#d3d9e0",
        line_strong="#7d8997",
        surface="#ffffff",
        sunk="#f1f3f5",
        accent="#17517f",
        accent_soft="#cfdde9",
        bad="#8a1c1c",
        font=font,
        bold_font=bold_font or font,
        striped=True,
    )


PRINT = print_palette("sans-serif")


@dataclass(frozen=True)
class Line:
    """A straight line; `dash` as in SVG."""

    kind: ClassVar[str] = "line"
    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str
    width: float = 1.0
    dash: str = ""


@dataclass(frozen=True)
class Rect:
    """A rectangle; with a `hint` it says what it stands for when one points at it."""

    kind: ClassVar[str] = "rect"
    x: float
    y: float
    width: float
    height: float
    fill: str = "none"
    stroke: str = "none"
    stroke_width: float = 1.0
    radius: float = 0.0
    dash: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Circle:
    """A point; with a `hint` it says what it stands for when one points at it."""

    kind: ClassVar[str] = "circle"
    x: float
    y: float
    radius: float
    fill: str = "none"
    stroke: str = "none"
    stroke_width: float = 1.0
    dash: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Shape:
    """A filled polygon, its corners as in SVG's `points`."""

    kind: ClassVar[str] = "shape"
    corners: tuple[tuple[float, float], ...]
    fill: str = "none"
    stroke: str = "none"
    stroke_width: float = 1.0

    @property
    def points(self) -> str:
        return " ".join(f"{x},{y}" for x, y in self.corners)


@dataclass(frozen=True)
class Text:
    """A line of text; `y` is its baseline."""

    kind: ClassVar[str] = "text"
    x: float
    y: float
    text: str
    fill: str
    size: float = 12.0
    weight: int = 400
    anchor: str = "start"
    slant: str = "normal"
    hint: str = ""


Mark = Line | Rect | Circle | Shape | Text


@dataclass(frozen=True)
class Drawing:
    """One drawing, ready to be written down, with its rows for a table that says the same.

    `title` says in words what is to be seen: it is the name of the picture for those who do not
    see it, and its alternative text in a PDF. `narrow` is the same drawing for a phone.
    """

    title: str
    width: float
    height: float
    palette: Palette
    marks: tuple[Mark, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    narrow: Drawing | None = field(default=None)
