"""On paper without color everything is still told apart: by light and dark, stripes and dashes."""

from __future__ import annotations

from itertools import combinations

import pytest

from interviews.drawings.funnel import FunnelStep, draw_funnel
from interviews.drawings.histogram import Column, draw_histogram
from interviews.drawings.intervals import Axis, Interval, draw_intervals
from interviews.drawings.matrix import Cell, draw_matrix
from interviews.drawings.shapes import PRINT, Circle, Line, Rect, Text

READABLE = 4.5  # WCAG 2.2, 1.4.3: a text against what lies under it
SEEN = 3.0  # 1.4.11: what is needed to understand a drawing


def light(color: str) -> float:
    """Relative luminance of `#rrggbb`: all that a gray printer keeps of it."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("color", ["ink", "muted", "accent", "bad"])
def test_what_is_written_can_be_read_in_gray(color):
    assert contrast(getattr(PRINT, color), PRINT.surface) >= READABLE
    assert contrast(getattr(PRINT, color), PRINT.sunk) >= READABLE


def test_ink_stands_out_on_light_fills():
    assert contrast(PRINT.ink, PRINT.accent_soft) >= READABLE
    assert contrast(PRINT.line_strong, PRINT.surface) >= SEEN


def looks(drawing) -> list[tuple[str, bool]]:
    """Fill, and whether stripes lie across, of each square of a histogram's legend."""
    squares = [mark for mark in drawing.marks if isinstance(mark, Rect) and mark.width == 11]
    stripes = [mark for mark in drawing.marks if isinstance(mark, Line) and mark.y1 < 16]
    return [
        (square.fill, any(square.x <= line.x1 < square.x + 11 for line in stripes))
        for square in squares
    ]


def test_no_two_series_of_a_histogram_look_alike_in_gray():
    columns = [Column("1", (20, 30, 10)), Column("2", (0, 4, 3))]
    drawing = draw_histogram(
        columns, series=("hired", "gone", "open"), title="T", heading="M", palette=PRINT
    )
    found = looks(drawing)
    assert len(found) == 3
    for (one, striped), (other, also) in combinations(found, 2):
        assert contrast(one, other) >= SEEN or striped != also
    tall = next(mark for mark in drawing.marks if isinstance(mark, Rect) and mark.hint == "1: 30")
    across = [
        mark
        for mark in drawing.marks
        if isinstance(mark, Line) and mark.x1 == tall.x and tall.y < mark.y1 < tall.y + tall.height
    ]
    assert len(across) == int(tall.height / 4)


def test_a_fourth_series_that_would_look_like_another_is_refused():
    with pytest.raises(IndexError):
        draw_histogram(
            [Column("1", (1, 1, 1, 1))], series=("a", "b", "c", "d"), title="T", heading="M"
        )


def test_what_says_little_is_hollow_and_dashed_and_goals_are_dashed_ink():
    rows = [
        Interval("A", 2, 1, 3, "2"),
        Interval("B", 2, 1, 3, "2", hollow=True),
    ]
    drawing = draw_intervals(
        rows, axis=Axis(0, 4, (), ((3.0, "goal"),)), title="T", columns=("A",), palette=PRINT
    )
    full, hollow = (mark for mark in drawing.marks if isinstance(mark, Circle))
    assert contrast(full.fill, hollow.fill) >= SEEN
    wide = [mark for mark in drawing.marks if isinstance(mark, Line) and mark.width == 2.5]
    assert [line.dash for line in wide] == ["", "4 3"]
    goal = next(mark for mark in drawing.marks if isinstance(mark, Line) and mark.width == 1.25)
    assert (goal.dash, goal.stroke) == ("4 3", PRINT.ink)
    assert "goal" in [mark.text for mark in drawing.marks if isinstance(mark, Text)]


def test_the_whisker_of_a_funnel_shows_on_its_bar():
    steps = [FunnelStep("Applied", 100, None), FunnelStep("Hired", 50, 100)]
    drawing = draw_funnel(steps, palette=PRINT)
    bars = [mark for mark in drawing.marks if isinstance(mark, Rect)]
    assert contrast(bars[0].fill, bars[1].fill) >= SEEN
    halo = next(mark for mark in drawing.marks if isinstance(mark, Line) and mark.width == 4.0)
    whisker = next(mark for mark in drawing.marks if isinstance(mark, Line) and mark.width == 1.5)
    assert contrast(halo.stroke, PRINT.accent) >= SEEN
    assert contrast(halo.stroke, whisker.stroke) >= SEEN


def test_what_goes_together_is_full_and_what_parts_is_hollow_and_dashed():
    cells = {(1, 0): Cell(0.8, 0.6, 0.9, 40), (2, 0): Cell(-0.8, -0.9, -0.6, 40)}
    drawing = draw_matrix(["A", "B", "C"], cells, title="T", palette=PRINT)
    squares = [mark for mark in drawing.marks if isinstance(mark, Rect) and mark.stroke != "none"]
    assert [(square.fill, bool(square.dash)) for square in squares] == [
        (PRINT.accent, False),
        ("none", True),
    ]
