"""The central picture: every stage's score with its 80 % interval, against gates and the bar.

A score that is missing is drawn as an empty track, never as zero; one whose marks are not all in
is drawn hollow and dashed. The bar belongs to the composite, so it is strongest in its row.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from interviews.drawings.legend import draw_legend
from interviews.drawings.numbers import HIGH, LOW, gate_number, interval, number, say_range
from interviews.drawings.scale import Scale, shorten, text_width
from interviews.drawings.shapes import PAGE, Circle, Drawing, Line, Mark, Palette, Rect, Shape, Text

__all__ = ["CompositeMark", "StageMark", "draw_stage_scores"]


@dataclass(frozen=True)
class StageMark:
    """One stage as it goes into the drawing.

    `value` and `error` (one standard error) are on the 1 to 5 scale; both none when there is no
    score, and then `missing` may say why ("not observed"). Marks in hand: `raters_locked` of
    `raters_expected`; fewer than expected makes the score provisional. `gate_met` is none where
    there is no gate or nothing to hold against it.
    """

    title: str
    weight: int
    value: float | None = None
    error: float | None = None
    gate: float | None = None
    gate_met: bool | None = None
    raters_locked: int = 0
    raters_expected: int = 0
    missing: str = ""

    @property
    def is_provisional(self) -> bool:
        return self.value is not None and self.raters_locked < self.raters_expected


@dataclass(frozen=True)
class CompositeMark:
    """The composite as it goes into the drawing; `value` none: incomplete, and `missing` why."""

    value: float | None = None
    error: float | None = None
    is_provisional: bool = False
    missing: str = ""


@dataclass(frozen=True)
class _Frame:
    """Where things stand: labels, the track, the numbers; `stacked` puts labels above."""

    width: float
    label_room: float
    scale: Scale
    row_height: float
    track_at: float  # from the top of a row to the middle of its track
    stacked: bool
    palette: Palette
    top: float = 30.0


def _gate_detail(stage: StageMark) -> str:
    gate = {"gate": gate_number(stage.gate or LOW)}
    if stage.gate_met is None:
        return _("gate %(gate)s") % gate
    return (_("gate %(gate)s met") if stage.gate_met else _("gate %(gate)s not met")) % gate


def _gate_words(stage: StageMark) -> str:
    if stage.gate is None:
        return "–"
    gate = gate_number(stage.gate)
    if stage.gate_met is None:
        return _("%(gate)s, not known yet") % {"gate": gate}
    if stage.gate_met:
        return _("%(gate)s, met") % {"gate": gate}
    return _("%(gate)s, not met") % {"gate": gate}


def draw_stage_scores(
    stages: Sequence[StageMark],
    *,
    bar: float,
    composite: CompositeMark | None = None,
    name: str = "",
    palette: Palette = PAGE,
    width: float = 720,
    phone_width: float | None = 350,
    row_height: float = 34,
) -> Drawing:
    """Draw the stages' scores against gates and bar, and the composite when it is given.

    `name` is the candidate's, for the title. `phone_width` none draws no narrow form (in a PDF),
    where rows may stand closer.
    """
    wide = _Frame(
        width=width,
        label_room=width * 0.33,
        scale=Scale(LOW, HIGH, round(width * 0.36, 2), width - 108),
        row_height=row_height,
        track_at=row_height / 2,
        stacked=False,
        palette=palette,
    )
    drawing = _draw(wide, stages, bar, composite, name)
    if phone_width is None:
        return drawing
    narrow = _Frame(
        width=phone_width,
        label_room=phone_width - 92,
        scale=Scale(LOW, HIGH, 10, phone_width - 12),
        row_height=62,
        track_at=44,
        stacked=True,
        palette=palette,
    )
    return replace(drawing, narrow=_draw(narrow, stages, bar, composite, name))


def _draw(
    frame: _Frame,
    stages: Sequence[StageMark],
    bar: float,
    composite: CompositeMark | None,
    name: str,
) -> Drawing:
    rows = len(stages)
    foot = frame.top + rows * frame.row_height
    end = foot + (frame.row_height + 14 if composite else 6)
    marks: list[Mark] = [*_grid(frame, bar, end)]
    for index, stage in enumerate(stages):
        marks += _stage(frame, frame.top + index * frame.row_height, stage, bar)
    if composite:
        marks += _composite(frame, foot + 10, composite, bar)
    legend, foot = draw_legend(
        palette=frame.palette,
        start=2.0 if frame.stacked else frame.scale.start,
        end=frame.width - 2,
        base=end + 16,
    )
    marks += legend
    return Drawing(
        title=_title(stages, bar, composite, name),
        width=frame.width,
        height=foot + 10,
        palette=frame.palette,
        marks=tuple(marks),
        columns=(
            _("Stage"),
            _("Weight"),
            _("Score"),
            _("80 % interval"),
            _("Gate"),
            _("Marks in"),
        ),
        rows=tuple(_rows(stages, bar, composite)),
    )


def _title(
    stages: Sequence[StageMark], bar: float, composite: CompositeMark | None, name: str
) -> str:
    head = _("Stage scores") if not name else _("Stage scores of %(name)s") % {"name": name}
    said = [
        f"{stage.title} {number(stage.value, beside=stage.gate)}"
        if stage.value is not None
        else f"{stage.title}: {stage.missing or _('no score yet')}"
        for stage in stages
    ]
    if composite and composite.value is not None:
        said.append(f"{_('composite')} {number(composite.value, beside=bar)}")
    said.append(f"{_('bar')} {gate_number(bar)}")
    return f"{head}: {', '.join(said)}."


def _rows(
    stages: Sequence[StageMark], bar: float, composite: CompositeMark | None
) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [
        (
            stage.title,
            f"{stage.weight} %",
            number(stage.value, beside=stage.gate)
            if stage.value is not None
            else stage.missing or _("no score yet"),
            say_range(stage.value, stage.error) or "–",
            _gate_words(stage),
            _("%(locked)s of %(expected)s")
            % {"locked": stage.raters_locked, "expected": stage.raters_expected},
        )
        for stage in stages
    ]
    if composite:
        value = composite.value
        said = (
            number(value, beside=bar) if value is not None else composite.missing or _("incomplete")
        )
        bounds = say_range(value, composite.error) or "–"
        barred = _("bar %(bar)s") % {"bar": gate_number(bar)}
        rows.append((_("Composite"), "100 %", said, bounds, barred, "–"))
    return rows


def _grid(frame: _Frame, bar: float, end: float) -> list[Mark]:
    """Write the axis, and its lines unless labels stand between the tracks."""
    palette, scale = frame.palette, frame.scale
    x = scale(bar)
    label = _("bar %(bar)s") % {"bar": gate_number(bar)}
    room = text_width(label, 11, bold=True)
    middle = round(min(max(x, room / 2 + 2), frame.width - room / 2 - 2), 2)
    marks: list[Mark] = []
    for value in range(1, 6):
        if not frame.stacked:
            marks.append(Line(scale(value), frame.top - 6, scale(value), end, palette.line, 0.75))
        if abs(scale(value) - middle) > room / 2 + 8:
            marks.append(Text(scale(value), 18, str(value), palette.muted, 11, anchor="middle"))
    marks.append(Text(middle, 18, label, palette.ink, 11, 650, "middle"))
    marks.append(Line(x, 23, x, frame.top if frame.stacked else end, palette.ink, 1.25, "5 3"))
    return marks


def _labels(
    frame: _Frame, top: float, title: str, detail: str, value: str, bounds: str
) -> list[Mark]:
    """Write what stands left and right of a track, or above it."""
    ink, muted = frame.palette.ink, frame.palette.muted
    if frame.stacked:
        name = shorten(title, frame.label_room, 12.5, bold=True)
        right = frame.width - 4
        return [
            Text(2, top + 13, name, ink, 12.5, 550, hint=title if name != title else ""),
            Text(2, top + 26, shorten(detail, frame.width - 100, 10.5), muted, 10.5),
            Text(right, top + 13, value, ink, 13.5, 650, "end"),
            Text(right, top + 26, bounds, muted, 10.5, anchor="end"),
        ]
    name = shorten(title, frame.label_room, 12.5, bold=True)
    left = frame.scale.end + 14
    return [
        Text(2, top + 15, name, ink, 12.5, 550, hint=title if name != title else ""),
        Text(2, top + 28, shorten(detail, frame.label_room, 10.5), muted, 10.5),
        Text(left, top + 21.5, value, ink, 14, 650),
        Text(left + 32, top + 21.5, bounds, muted, 11),
    ]


def _stage(frame: _Frame, top: float, stage: StageMark, bar: float) -> list[Mark]:
    middle = top + frame.track_at
    detail = [f"{stage.weight} %"]
    if stage.gate is not None:
        detail.append(_gate_detail(stage))
    if stage.raters_expected:
        counts = {"locked": stage.raters_locked, "expected": stage.raters_expected}
        detail.append(_("%(locked)s of %(expected)s marks") % counts)
    value = number(stage.value, beside=stage.gate) if stage.value is not None else ""
    bounds = say_range(stage.value, stage.error)
    marks = _labels(frame, top, stage.title, " · ".join(detail), value, bounds)
    marks += _track(frame, middle, 5, stage.gate, bar)
    if stage.value is None:
        words = stage.missing or _("no score yet")
        marks += _absence(frame, middle, words, (bar, stage.gate or bar))
    else:
        hint = f"{stage.title}: {value} ({bounds})" if bounds else f"{stage.title}: {value}"
        marks += _score(frame, middle, stage.value, stage.error, stage.is_provisional, hint, 5.5)
    if stage.gate is not None:
        marks += _gate(frame, middle, stage)
    return marks


def _composite(frame: _Frame, top: float, composite: CompositeMark, bar: float) -> list[Mark]:
    palette, middle = frame.palette, top + frame.track_at
    value, bounds, detail = "", "", _("weighted sum of the stages")
    if composite.value is not None:
        value, bounds = (
            number(composite.value, beside=bar),
            say_range(composite.value, composite.error),
        )
        if composite.is_provisional:
            detail = _("provisional: marks are still owed")
    marks: list[Mark] = [
        Line(0, top - 5, frame.width, top - 5, palette.line_strong, 1),
        *_labels(frame, top, _("Composite"), detail, value, bounds),
        *_track(frame, middle, 7, bar, None),
    ]
    if composite.value is None:
        marks += _absence(frame, middle, composite.missing or _("incomplete"), (bar, bar))
    else:
        hint = f"{_('Composite')}: {value} ({bounds})"
        provisional = composite.is_provisional
        marks += _score(frame, middle, composite.value, composite.error, provisional, hint, 7)
    x = frame.scale(bar)
    marks.append(Line(x, middle - 13, x, middle + 13, palette.ink, 2.5))
    return marks


def _track(
    frame: _Frame, middle: float, height: float, minimum: float | None, bar: float | None
) -> list[Mark]:
    """The ground of a row, darker up to its own minimum; with the bar where no line crosses."""
    palette, scale = frame.palette, frame.scale
    start, top = scale.start, round(middle - height / 2, 2)
    long, half = round(scale.end - start, 2), height / 2
    marks: list[Mark] = [Rect(start, top, long, height, palette.sunk, radius=half)]
    if minimum is not None:
        below = round(scale(minimum) - start, 2)
        marks.append(Rect(start, top, below, height, palette.line, radius=min(half, below / 2)))
    if frame.stacked:
        ticks = [(scale(value), palette.line, 0.75, "") for value in range(1, 6)]
        if bar is not None:
            ticks.append((scale(bar), palette.ink, 1.25, "5 3"))
        marks += [
            Line(x, middle - 9, x, middle + 9, stroke, width, dash)
            for x, stroke, width, dash in ticks
        ]
    return marks


def _absence(frame: _Frame, middle: float, words: str, posts: tuple[float, float]) -> list[Mark]:
    """An empty, dotted track with the reason on it, where bar and gate leave the most room."""
    palette, scale = frame.palette, frame.scale
    ends = sorted([scale.start, *(scale(post) for post in posts), scale.end])
    room, left = max((right - left, left) for left, right in itertools.pairwise(ends))
    said = shorten(words, room - 24, 11)
    wide = round(text_width(said, 11) + 8, 2)
    center = round(left + room / 2, 2)
    return [
        Line(scale.start, middle, scale.end, middle, palette.line_strong, 1, "2 4"),
        Rect(round(center - wide / 2, 2), middle - 8, wide, 16, palette.surface),
        Text(center, middle + 4, said, palette.muted, 11, anchor="middle", slant="italic"),
    ]


def _score(
    frame: _Frame,
    middle: float,
    value: float,
    error: float | None,
    provisional: bool,  # noqa: FBT001
    hint: str,
    radius: float,
) -> list[Mark]:
    """The interval as a band with firm ends, the score as a point; hollow and dashed while
    marks are owed."""
    palette, scale = frame.palette, frame.scale
    marks: list[Mark] = []
    half = radius + 1.5
    if error is not None:
        low, high = (scale(bound) for bound in interval(value, error))
        marks.append(
            Rect(
                low,
                middle - half,
                round(max(high - low, 1.0), 2),
                2 * half,
                palette.surface if provisional else palette.accent_soft,
                palette.accent,
                1.0,
                half / 2,
                "3 2.5" if provisional else "",
            )
        )
    fill = palette.surface if provisional else palette.accent
    marks.append(Circle(scale(value), middle, radius, fill, palette.accent, 1.75, hint=hint))
    return marks


def _gate(frame: _Frame, middle: float, stage: StageMark) -> list[Mark]:
    """A post with a flag: solid and dark where it was not met, open where it was."""
    palette = frame.palette
    x = frame.scale(stage.gate or LOW)
    failed = stage.gate_met is False
    color = palette.bad if failed else palette.ink
    head = middle - 13
    flag = ((x, head), (round(x + 8, 2), head + 3.5), (x, head + 7))
    marks: list[Mark] = [Line(x, head, x, middle + 10, color, 2 if failed else 1.5)]
    fill = color if failed else palette.surface
    marks.append(Shape(flag, fill, color, 1))
    return marks
