"""Tests of the funnel and its intervals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.drawings.funnel import FunnelStep, draw_funnel, wilson
from tests.interviews.drawings.svg import assert_sound, words

names = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(str.strip)


@given(
    counts=st.lists(st.tuples(names, st.integers(0, 10**6)), max_size=9),
    name=st.text(st.characters(exclude_categories=("Cs", "Cc"))),
)
def test_any_funnel_is_sound(counts, name):
    counts = sorted(counts, key=lambda pair: -pair[1])
    before = [None, *(count for _label, count in counts)]
    steps = [
        FunnelStep(label, count, of) for (label, count), of in zip(counts, before, strict=False)
    ]
    assert_sound(draw_funnel(steps, name=name))


def test_wilson_agrees_with_the_textbook():
    """Newcombe (1998), Statistics in Medicine 17, table I, 95 %: 81 of 263 and 0 of 20."""
    share = wilson(81, 263, z=1.959964)
    assert (round(share.low, 4), round(share.high, 4)) == (0.2553, 0.3662)
    nobody = wilson(0, 20, z=1.959964)
    assert (round(nobody.low, 4), round(nobody.high, 4)) == (0.0, 0.1611)


@given(of=st.integers(1, 10**6), share=st.floats(0, 1))
def test_wilson_holds_the_share(of, share):
    count = round(of * share)
    found = wilson(count, of)
    assert 0 <= found.low <= found.value + 1e-9
    assert found.value - 1e-9 <= found.high <= 1


def test_wilson_of_nobody_is_nothing():
    assert wilson(0, 0) is None


@pytest.mark.parametrize(
    ("count", "of", "said"),
    [
        (10, 30, ("33 %", "1 in 3.0", "2.2–4.3")),
        (0, 20, ("0 %", "none yet", "13–∞")),
        (20, 20, ("100 %", "1 in 1.0", "1.0–1.1")),
    ],
)
def test_funnel_rows_say_one_in_how_many(count, of, said):
    drawing = draw_funnel([FunnelStep("Applied", of), FunnelStep("Hired", count, of)])
    assert drawing.rows == (
        ("Applied", str(of), "–", "–", "–"),
        ("Hired", str(count), *said),
    )
    assert f"{said[1]} ({said[2]})" in words(drawing)


def test_empty_funnel_is_drawn():
    drawing = draw_funnel([])
    assert drawing.rows == ()
    assert drawing.title == "Funnel."
