"""Points with their intervals, on a common scale."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interviews.drawings.intervals import Axis, Interval, draw_intervals
from interviews.drawings.shapes import Line, Text
from tests.interviews.drawings.svg import assert_sound, words

names = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(str.strip)
numbers = st.none() | st.floats(0, 1)


@given(
    rows=st.lists(
        st.builds(
            Interval, names, numbers, numbers, numbers, names, st.just(("a",)), st.booleans()
        ),
        max_size=6,
    ),
    title=names,
)
def test_any_intervals_are_sound(rows, title):
    axis = Axis(0, 1, ((0, "0 %"), (1, "100 %")), ((0.8, "four fifths"),))
    assert_sound(draw_intervals(rows, axis=axis, title=title, columns=("A", "B")))


def test_what_is_drawn_is_said():
    row = Interval("Radio", 0.2, 0.1, 0.4, "20 %", ("2 of 10",))
    drawing = draw_intervals([row], axis=Axis(0, 1), title="Hired", columns=("Which", "Of"))
    assert drawing.title == "Hired: Radio 20 %."
    assert words(drawing) == ["Radio", "20 %"]
    assert drawing.rows == (("Radio", "2 of 10"),)


def test_a_narrow_drawing_has_its_labels_above_the_lines():
    row = Interval("Radio", 0.2, 0.1, 0.4, "20 %", ("2 of 10",))
    wide = draw_intervals([row], axis=Axis(0, 1), title="Hired", columns=("Which", "Of"))
    alone = draw_intervals(
        [row], axis=Axis(0, 1), title="Hired", columns=("Which", "Of"), width=350, phone_width=None
    )
    assert alone.narrow is None
    assert alone.marks == wide.narrow.marks
    assert_sound(alone)


def test_no_value_is_no_point():
    row = Interval("Radio", None, said="nobody yet", cells=("0",))
    drawing = draw_intervals([row], axis=Axis(0, 1), title="Hired", columns=("Which", "Of"))
    assert {mark.kind for mark in drawing.marks} == {"text"}


def test_on_a_phone_no_goal_line_goes_through_words():
    rows = [Interval(f"Month {n}", 84, 79, 87, "84 % (79–87 %)") for n in (2, 3)]
    narrow = draw_intervals(
        rows, axis=Axis(0, 100, (), ((91.0, "goal 91 %"),)), title="T", columns=("A",)
    ).narrow
    (goal,) = [mark for mark in narrow.marks if isinstance(mark, Line) and mark.dash]
    labels = [mark.y for mark in narrow.marks if isinstance(mark, Text) and "Month" in mark.text]
    pattern = [float(each) for each in goal.dash.split()]
    drawn, period = sum(pattern[:-1]), sum(pattern)
    assert goal.y1 >= labels[0] + 3
    assert [(y - 9 - goal.y1) % period >= drawn for y in labels[1:]] == [True]
    assert [(y + 3 - goal.y1) % period >= drawn for y in labels[1:]] == [True]
