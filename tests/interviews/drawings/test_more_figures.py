"""Histogram, matrix and scatter: sound whatever they are given, and say what they draw."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interviews.drawings.histogram import Column, draw_histogram
from interviews.drawings.intervals import Axis
from interviews.drawings.matrix import Cell, draw_matrix, signed
from interviews.drawings.scatter import Point, draw_scatter
from tests.interviews.drawings.svg import assert_sound, words

names = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(str.strip)
amounts = st.integers(0, 2_000_000)
SERIES = ("hired", "gone", "open")


@given(
    columns=st.lists(
        st.builds(Column, st.sampled_from(["1", "+0.25", "−2.00"]), st.tuples(amounts, amounts)),
        max_size=16,
    ),
    place=st.integers(-3, 20),
    title=names,
)
def test_any_histogram_is_sound(columns, place, title):
    assert_sound(
        draw_histogram(
            columns, series=SERIES[:2], title=title, heading="Mark", line=(place, "the bar")
        )
    )


def test_a_histogram_says_what_it_draws():
    columns = [Column("1", (2, 1)), Column("2", (0, 0)), Column("3", (0, 4))]
    drawing = draw_histogram(columns, series=SERIES[:2], title="Marks", heading="Mark")
    assert drawing.title == "Marks: 1: 3, 3: 4."
    assert drawing.columns == ("Mark", "hired", "gone", "Σ")
    assert drawing.rows[0] == ("1", "2", "1", "3")
    one = draw_histogram([Column("1", (2,))], series=("Marks",), title="Marks", heading="Mark")
    assert (one.columns, one.rows) == (("Mark", "Marks"), (("1", "2"),))
    assert "Marks" not in words(one)  # one series needs no legend


@given(
    labels=st.lists(names, max_size=9),
    values=st.lists(st.none() | st.floats(-1, 1), min_size=36, max_size=36),
)
def test_any_matrix_is_sound(labels, values):
    pairs = [(row, column) for row in range(len(labels)) for column in range(row)]
    cells = {pair: Cell(value) for pair, value in zip(pairs, values, strict=False)}
    assert_sound(draw_matrix(labels, cells, title="Together"))


def test_a_matrix_says_each_pair():
    cells = {(1, 0): Cell(-0.254, -0.5, 0.05, 40)}
    drawing = draw_matrix(["Voice", "Grammar"], cells, title="Together")
    assert drawing.title == "Together: Voice – Grammar −0.25."
    assert drawing.rows == (("Voice", "Grammar", "−0.25", "−0.50 to 0.05", "40"),)
    dashed = [mark for mark in drawing.marks if mark.kind == "rect" and mark.dash]
    assert len(dashed) == 1  # told apart without color
    assert signed(-0.001) == "0.00"


@given(
    points=st.lists(
        st.builds(Point, names, st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)),
        max_size=30,
    ),
    title=names,
)
def test_any_scatter_is_sound(points, title):
    axis = Axis(0, 1, ((0, "0"), (1, "1")), ((0.5, "half"),))
    assert_sound(
        draw_scatter(
            points, across=axis, upward=axis, names=("hours", "share"), title=title, columns=("A",)
        )
    )


def test_a_scatter_numbers_its_points_and_has_a_key():
    points = [Point("Voice", 0.2, 0.4, cells=("2 h",)), Point("Grammar", 0.8, 0.1, cells=("8 h",))]
    axis = Axis(0, 1)
    drawing = draw_scatter(
        points, across=axis, upward=axis, names=("hours", "share"), title="Worth", columns=("A",)
    )
    assert drawing.title == "Worth: Voice, 2 h; Grammar, 8 h."
    assert words(drawing) == ["share", "hours", "1", "2", "1 Voice", "2 Grammar"]
