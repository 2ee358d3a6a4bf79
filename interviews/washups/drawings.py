"""The composite of each candidate of a room on one small line, against the same bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from interviews.drawings.composite_line import draw_composite_line
from interviews.drawings.stage_scores import CompositeMark

if TYPE_CHECKING:
    from interviews.composites.models import Composite
    from interviews.drawings.shapes import Drawing
    from interviews.washups.queries import Room, Row

WIDTH = 220


def line_of(composite: Composite | None, name: str) -> Drawing | None:
    """Draw one composite; none where the viewer sees none."""
    if composite is None:
        return None
    mark = CompositeMark(
        value=composite.value,
        error=composite.standard_error,
        is_provisional=composite.is_provisional,
        missing=_("incomplete"),
    )
    return draw_composite_line(mark, bar=float(composite.plan.bar), name=name, width=WIDTH)


def with_lines(room: Room) -> list[tuple[Row, Drawing | None]]:
    """Return the rows of a room, each with its line."""
    return [(row, line_of(row.composite, row.application.candidate.name)) for row in room.rows]
