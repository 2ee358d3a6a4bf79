"""How far the raters of a criterion agree: one dot a mark on a line from 1 to 5."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interviews.drawings.scale import Scale, shorten
from interviews.drawings.shapes import PAGE, Circle, Drawing, Line, Mark, Palette, Text

_RADIUS = 4.5
_MARGIN = 12.0  # of a strip without labels: what dots beside one another may reach


@dataclass(frozen=True)
class RaterDots:
    """The marks that one criterion got; none stands for *not observed*."""

    label: str
    marks: tuple[int | None, ...]


def draw_rater_dots(
    criteria: Sequence[RaterDots],
    *,
    name: str = "",
    palette: Palette = PAGE,
    width: float = 360,
    with_labels: bool = True,
) -> Drawing:
    """Draw one line a criterion; equal marks stand side by side. `name` says what of.

    Without labels it is a strip for a table whose rows say what they are about.
    """
    start = width * 0.46 if with_labels else _MARGIN
    scale = Scale(1, 5, round(start, 2), width - 48)
    row, top = 24.0, 18.0 if with_labels else 2.0
    marks: list[Mark] = []
    if with_labels:
        marks += [
            Text(scale(v), 12, str(v), palette.muted, 10.5, anchor="middle") for v in range(1, 6)
        ]
    for index, criterion in enumerate(criteria):
        marks += _line(criterion, scale, palette, round(top + (index + 0.5) * row, 2), with_labels)
    head = _("Marks for %(name)s") % {"name": name} if name else _("Marks")
    said = "; ".join(f"{criterion.label}: {_said(criterion)}" for criterion in criteria)
    return Drawing(
        title=f"{head}: {said}." if said else f"{head}.",
        width=width,
        height=round(top + max(len(criteria), 1) * row + 2, 2),
        palette=palette,
        marks=tuple(marks),
        columns=(_("Criterion"), _("Marks")),
        rows=tuple((criterion.label, _said(criterion)) for criterion in criteria),
    )


def _said(criterion: RaterDots) -> str:
    """Return the marks in ascending order, then how many are missing: “3, 4, not observed”."""
    given = [str(mark) for mark in sorted(mark for mark in criterion.marks if mark is not None)]
    missing = sum(mark is None for mark in criterion.marks)
    if missing:
        words = ngettext("not observed", "%(n)s not observed", missing) % {"n": missing}
        given.append(words)
    return ", ".join(given) or _("no marks yet")


def _line(
    criterion: RaterDots,
    scale: Scale,
    palette: Palette,
    y: float,
    with_labels: bool,  # noqa: FBT001
) -> list[Mark]:
    marks: list[Mark] = [Line(scale.start, y, scale.end, y, palette.line, 1)]
    marks += [
        Line(scale(v), y - 4, scale(v), y + 4, palette.line_strong, 0.75) for v in range(1, 6)
    ]
    if with_labels:
        label = shorten(criterion.label, scale.start - 18, 12)
        hint = criterion.label if label != criterion.label else ""
        marks.append(Text(2, y + 4, label, palette.ink, 12, hint=hint))
    given = sorted(mark for mark in criterion.marks if mark is not None)
    if len(given) > 1 and given[0] != given[-1]:
        marks.append(Line(scale(given[0]), y, scale(given[-1]), y, palette.accent, 2))
    for value, count in Counter(given).items():
        step = min(2 * _RADIUS + 1, 2 * (_MARGIN - _RADIUS) / max(count - 1, 1))
        for place in range(count):
            x = round(scale(value) + (place - (count - 1) / 2) * step, 2)
            marks.append(Circle(x, y, _RADIUS, palette.accent, palette.surface, 1))
    for place in range(min(3, sum(mark is None for mark in criterion.marks))):
        x = round(scale.end + 20 + place * 11, 2)
        marks.append(
            Circle(x, y, _RADIUS - 1, palette.surface, palette.line_strong, 1, "2 1.5",
                   _("not observed"))
        )  # fmt: skip
    return marks
