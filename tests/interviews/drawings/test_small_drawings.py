"""Tests of the small drawings: composite line, rater dots, weights bar, stage strip."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from interviews.drawings.composite_line import draw_composite_line
from interviews.drawings.rater_dots import RaterDots, draw_rater_dots
from interviews.drawings.scale import Scale, shorten, text_width, wrap
from interviews.drawings.stage_scores import CompositeMark
from interviews.drawings.stage_strip import StripStage, draw_stage_strip
from interviews.drawings.weights_bar import WeightPart, draw_weights_bar
from tests.interviews.drawings.svg import assert_sound, words

letters = st.characters(exclude_categories=("Cs", "Cc"))
names = st.text(letters, min_size=1, max_size=130).filter(str.strip)


@given(
    value=st.none() | st.floats(1, 5),
    error=st.none() | st.floats(0, 3),
    bar=st.floats(1, 5),
    early=st.booleans(),
    missing=names,
)
def test_any_composite_line_is_sound(value, error, bar, early, missing):
    composite = CompositeMark(value, error, early, missing)
    assert_sound(draw_composite_line(composite, bar=bar, name=missing))


@given(
    criteria=st.lists(
        st.builds(
            RaterDots,
            label=names,
            marks=st.lists(st.none() | st.integers(1, 5), max_size=12).map(tuple),
        ),
        max_size=6,
    ),
    labels=st.booleans(),
)
@example(criteria=[RaterDots("Warmth", (1,) * 12), RaterDots("Tone", (1, 1, 5, 5))], labels=False)
def test_any_rater_dots_are_sound(criteria, labels):
    assert_sound(draw_rater_dots(criteria, with_labels=labels))


@given(
    parts=st.lists(
        st.builds(WeightPart, label=names, weight=st.integers(0, 100), counted=st.booleans()),
        max_size=9,
    )
)
def test_any_weights_bar_is_sound(parts):
    assert_sound(draw_weights_bar(parts))


@given(
    stages=st.lists(
        st.builds(StripStage, label=names, state=st.sampled_from(["todo", "now", "part", "done"])),
        max_size=9,
    )
)
def test_any_stage_strip_is_sound(stages):
    assert_sound(draw_stage_strip(stages))


def test_composite_line_says_value_interval_and_bar():
    drawing = draw_composite_line(CompositeMark(3.7, 0.2), bar=3.5, name="Kim")
    assert drawing.title == "Composite of Kim: 3.7 (3.4–4.0), bar 3.5."
    assert words(drawing) == ["3.7", "bar 3.5"]


def test_incomplete_composite_line_has_no_point():
    drawing = draw_composite_line(CompositeMark(), bar=3.5)
    assert drawing.title == "Composite: incomplete, bar 3.5."
    assert [mark for mark in drawing.marks if mark.kind == "circle"] == []


def test_rater_dots_draw_every_mark_and_every_gap():
    drawing = draw_rater_dots([RaterDots("Calm", (4, 4, 2, None))], name="the voice coach")
    assert drawing.title == "Marks for the voice coach: Calm: 2, 4, 4, not observed."
    assert sum(mark.kind == "circle" for mark in drawing.marks) == 4


def test_weights_bar_dashes_what_is_not_counted():
    drawing = draw_weights_bar([WeightPart("A", 60), WeightPart("B", 40, counted=False)])
    assert [mark.dash for mark in drawing.marks if mark.kind == "rect"] == ["", "3 2.5"]
    assert drawing.rows == (("A", "60 %", "yes"), ("B", "40 %", "not yet"))


def test_stage_strip_names_states_in_words():
    drawing = draw_stage_strip([StripStage("Voice", "done"), StripStage("Panel", "part")])
    assert drawing.title == "Stages: Voice done, Panel some marks are in."
    assert words(drawing) == ["Voice", "Panel"]


@given(text=st.text(letters), room=st.floats(20, 500), size=st.floats(8, 20))
def test_shortened_text_fits(text, room, size):
    short = shorten(text, room, size)
    assert short == " ".join(text.split()) or text_width(short, size) <= room + 1e-6
    assert len(wrap(text, room, size, lines=2)) <= 2
    if short != " ".join(text.split()):  # not a letter more would have fitted
        kept = len(short) - 1
        longer = " ".join(text.split())[: kept + 1] + "…"
        assert longer.rstrip(" ,;·…") == short[:-1] or text_width(longer, size) > room - 1e-6


def test_scale_keeps_what_lies_outside_at_its_edge():
    scale = Scale(1, 5, 0, 100)
    assert [scale(0), scale(1), scale(3), scale(5), scale(9)] == [0, 0, 50, 100, 100]
