"""Drawings and their tables written down as markup.

A drawing has hundreds of marks and a page a dozen drawings; written by a template loop they were
most of what a dashboard cost. Every text is escaped here, as a template would.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from interviews.drawings.shapes import Circle, Drawing, Line, Mark, Rect, Shape, Text

register = template.Library()


@register.simple_tag
def svg(drawing: Drawing, classes: str = "") -> SafeString:
    """Write a drawing as SVG with presentation attributes only; its title is its name."""
    kind = f' class="{escape(classes)}"' if classes else ""
    size = f"{drawing.width} {drawing.height}"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {size}" '
        f'width="{drawing.width}" height="{drawing.height}"{kind} '
        f'font-family="{escape(drawing.palette.font)}"><title>{escape(str(drawing.title))}</title>\n'
    )
    bold = escape(drawing.palette.bold_font)
    body = "\n".join(_written(mark, bold) for mark in drawing.marks)
    return mark_safe(f"{head}{body}</svg>")  # noqa: S308  (numbers, our colors, escaped texts)


@register.simple_tag
def table_rows(rows: Sequence[Sequence[object]]) -> SafeString:
    """Write the rows of a table's body; the first cell of each is its heading."""
    written = "\n".join(
        "<tr>"
        + "".join(
            f"<td>{escape(str(cell))}</td>"
            if place
            else f'<th scope="row">{escape(str(cell))}</th>'
            for place, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    return mark_safe(written)  # noqa: S308  (every cell is escaped)


def _written(mark: Mark, bold: str) -> str:
    match mark:
        case Line():
            return _line(mark)
        case Rect():
            return _rect(mark)
        case Circle():
            return _circle(mark)
        case Shape():
            return _shape(mark)
        case Text():
            return _text(mark, bold)


def _hint(hint: str) -> str:
    return f"<title>{escape(str(hint))}</title>" if hint else ""


def _outline(mark: Rect | Circle | Shape) -> str:
    if mark.stroke == "none":
        return ""
    return f' stroke="{mark.stroke}" stroke-width="{mark.stroke_width}"'


def _dash(dash: str) -> str:
    return f' stroke-dasharray="{dash}"' if dash else ""


def _line(mark: Line) -> str:
    return (
        f'<line x1="{mark.x1}" y1="{mark.y1}" x2="{mark.x2}" y2="{mark.y2}" '
        f'stroke="{mark.stroke}" stroke-width="{mark.width}"{_dash(mark.dash)}/>'
    )


def _rect(mark: Rect) -> str:
    round_off = f' rx="{mark.radius}" ry="{mark.radius}"' if mark.radius else ""
    return (
        f'<rect x="{mark.x}" y="{mark.y}" width="{mark.width}" height="{mark.height}"{round_off} '
        f'fill="{mark.fill}"{_outline(mark)}{_dash(mark.dash)}>{_hint(mark.hint)}</rect>'
    )


def _circle(mark: Circle) -> str:
    return (
        f'<circle cx="{mark.x}" cy="{mark.y}" r="{mark.radius}" fill="{mark.fill}"'
        f"{_outline(mark)}{_dash(mark.dash)}>{_hint(mark.hint)}</circle>"
    )


def _shape(mark: Shape) -> str:
    return f'<polygon points="{mark.points}" fill="{mark.fill}"{_outline(mark)}/>'


def _text(mark: Text, bold: str) -> str:
    weight = f' font-weight="{mark.weight}" font-family="{bold}"' if mark.weight != 400 else ""  # noqa: PLR2004
    anchor = f' text-anchor="{mark.anchor}"' if mark.anchor != "start" else ""
    slant = f' font-style="{mark.slant}"' if mark.slant != "normal" else ""
    return (
        f'<text x="{mark.x}" y="{mark.y}" font-size="{mark.size}" fill="{mark.fill}"'
        f"{weight}{anchor}{slant}>{escape(str(mark.text))}{_hint(mark.hint)}</text>"
    )
