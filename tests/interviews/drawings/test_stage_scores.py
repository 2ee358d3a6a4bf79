"""Tests of the central picture."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interviews.drawings.shapes import Rect, print_palette
from interviews.drawings.stage_scores import CompositeMark, StageMark, draw_stage_scores
from tests.interviews.drawings.svg import assert_sound, words

texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=130)
names = texts.filter(str.strip)
scores = st.none() | st.floats(1, 5)
minima = st.decimals(1, 5, places=2).map(float)
stages = st.builds(
    StageMark,
    title=names,
    weight=st.integers(0, 100),
    value=scores,
    error=st.none() | st.floats(0, 3),
    gate=st.none() | minima,
    gate_met=st.none() | st.booleans(),
    raters_locked=st.integers(0, 4),
    raters_expected=st.integers(0, 4),
    missing=texts.filter(str.strip) | st.just(""),
)
composites = st.builds(
    CompositeMark, value=scores, error=st.floats(0, 3), is_provisional=st.booleans()
)


@given(
    marks=st.lists(stages, max_size=9),
    bar=minima,
    composite=st.none() | composites,
    name=texts,
    width=st.floats(480, 1200),
    paper=st.booleans(),
)
def test_any_stage_scores_are_sound(marks, bar, composite, name, width, paper):
    drawing = draw_stage_scores(
        marks,
        bar=bar,
        composite=composite,
        name=name,
        width=round(width, 1),
        **({"palette": print_palette("Any"), "phone_width": None} if paper else {}),
    )
    assert_sound(drawing)
    assert (drawing.narrow is None) == paper


def test_missing_score_says_so_and_has_no_point():
    drawn = draw_stage_scores([StageMark("Memory test", 100)], bar=3.5)
    seen = draw_stage_scores([StageMark("Memory test", 100, 3.0, 0.4)], bar=3.5)
    assert "no score yet" in words(drawn)
    assert drawn.rows == (("Memory test", "100 %", "no score yet", "–", "–", "0 of 0"),)
    assert [m for m in drawn.marks if getattr(m, "hint", "").startswith("Memory test:")] == []
    assert [m.hint for m in seen.marks if getattr(m, "hint", "")] == ["Memory test: 3.0 (2.5–3.5)"]


def test_provisional_score_is_dashed():
    final = draw_stage_scores([StageMark("Voice", 100, 3.0, 0.4, None, None, 2, 2)], bar=3.5)
    early = draw_stage_scores([StageMark("Voice", 100, 3.0, 0.4, None, None, 1, 2)], bar=3.5)

    def bands(drawing):
        return [m.dash for m in drawing.marks if isinstance(m, Rect) and m.stroke != "none"]

    assert bands(final) == ["", "", "3 2.5"]  # the last two are the legend's
    assert bands(early) == ["3 2.5", "", "3 2.5"]


def test_interval_is_eighty_percent_and_stays_on_the_scale():
    drawing = draw_stage_scores(
        [StageMark("A", 50, 3.0, 0.5), StageMark("B", 50, 4.9, 0.5)], bar=3.5
    )
    assert [row[3] for row in drawing.rows] == ["2.4–3.6", "4.3–5.0"]


def test_unmet_gate_says_so_in_words():
    drawing = draw_stage_scores(
        [StageMark("Grammar", 100, 2.9, 0.2, 3.25, False, 1, 1)], bar=3.5, name="Kim"
    )
    assert "100 % · gate 3.25 not met · 1 of 1 marks" in words(drawing)
    assert drawing.rows[0][4] == "3.25, not met"
    assert drawing.title == "Stage scores of Kim: Grammar 2.9, bar 3.5."


def test_composite_row_names_the_bar():
    drawing = draw_stage_scores([], bar=3.5, composite=CompositeMark(3.7, 0.2, True))
    assert drawing.rows == (("Composite", "100 %", "3.7", "3.4–4.0", "bar 3.5", "–"),)
    assert "provisional: marks are still owed" in words(drawing)


def test_rounding_never_carries_a_score_over_its_gate():
    drawing = draw_stage_scores(
        [StageMark("A", 50, 2.96, None, 3.0, False), StageMark("B", 50, 2.999, None, 3.0, False)],
        bar=3.5,
        composite=CompositeMark(3.46, 0.2),
    )
    assert [row[2] for row in drawing.rows] == ["2.96", "2.99", "3.46"]
