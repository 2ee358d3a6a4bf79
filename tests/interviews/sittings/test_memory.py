"""The vectors of the science guide (3.2), and what must hold for any list and any answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.sittings import recall, spans


def trace(text: str) -> list[tuple[int, bool]]:
    return [(int(each[:-1]), each[-1] == "+") for each in text.split()]


FIRST = trace("5+ 6+ 7- 7+ 8- 8- 7+ 8- 8+ 9- 9- 8- 8- 7+")
SECOND = trace("4+ 5+ 6- 6+ 7- 7- 6+ 7+ 8- 8- 7- 7+ 8- 8-")


def walk(start: int, is_right) -> list[tuple[int, bool]]:
    done: list[tuple[int, bool]] = []
    while len(done) < spans.TRIALS:
        length = spans.next_length(done, start)
        done.append((length, is_right(length)))
    return done


def test_responder_who_is_right_up_to_six():
    done = walk(4, lambda length: length <= 6)
    assert (spans.mean_span(done), spans.longest(done), spans.two_error_longest(done)) == (
        6.5,
        6,
        6,
    )


@pytest.mark.parametrize(
    ("done", "mean", "longest", "before_two"),
    [(FIRST, 7.416667, 8, 7), (SECOND, 6.566667, 7, 6)],
)
def test_traces_of_the_guide(done, mean, longest, before_two):
    assert spans.mean_span(done) == pytest.approx(mean, abs=1e-6)
    assert (spans.longest(done), spans.two_error_longest(done)) == (longest, before_two)


@pytest.mark.parametrize("done", [FIRST, SECOND])
def test_staircase_walks_as_the_traces_of_the_guide(done):
    for place in range(len(done)):
        assert spans.next_length(done[:place], done[0][0]) == done[place][0]


def test_without_a_trial_there_is_no_span():
    assert (spans.mean_span([]), spans.longest([]), spans.two_error_longest([])) == (None, 0, 0)


@given(st.integers(0, 2**31), st.integers(spans.SHORTEST, spans.LONGEST))
def test_lists_repeat_nothing_within_nine_and_never_run(seed, length):
    digits = spans.digits_of(seed, "forward-1", length)
    assert len(digits) == length
    assert spans.digits_of(seed, "forward-1", length) == digits
    assert set(digits) <= set(range(1, 10))
    assert all(len(set(digits[i : i + 9])) == len(digits[i : i + 9]) for i in range(length))
    runs = [(b - a, c - b) for a, b, c in zip(digits, digits[1:], digits[2:], strict=False)]
    assert not {(1, 1), (-1, -1)} & set(runs)


@given(st.lists(st.booleans(), max_size=14), st.sampled_from([4, 5]))
def test_lengths_stay_within_their_range(answers, start):
    done: list[tuple[int, bool]] = []
    for right in answers:
        done.append((spans.next_length(done, start), right))
    assert all(spans.SHORTEST <= length <= spans.LONGEST for length, _right in done)


def test_backward_is_the_list_turned_round():
    assert spans.is_right([3, 8, 1], "183", "backward")
    assert not spans.is_right([3, 8, 1], "381", "backward")
    assert spans.is_right([3, 8, 1], "381", "forward")


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("k4729", "k4279", 1),  # plain Levenshtein says 2
        ("555-0142", "5550142", 1),
        ("martinez", "martines", 1),
        ("", "abc", 3),
        ("abc", "abc", 0),
    ],
)
def test_distances_of_the_guide(one, other, apart):
    assert recall.distance(one, other) == apart


def test_punctuation_is_stripped_first():
    assert recall.distance(recall.plain("555-0142"), recall.plain("5550142")) == 0


@pytest.mark.parametrize(
    ("given", "accept", "number", "score"),
    [
        ("Martinez", "Martinez", False, 1),
        (" martinez ", "Martinez", False, 1),
        ("Martines", "Martinez", False, 0.5),
        ("Martin", "Martinez", False, 0),
        ("Nakamuera", "Nakamura", False, 0.5),
        ("Blured pictur", "Blurred picture", False, 0.5),
        ("Blur picture", "Blurred picture", False, 0),
        ("K4279", "K4729", True, 0.5),
        ("K4728", "K4729", True, 0.5),
        ("K472", "K4729", True, 0),
        ("K4792", "K4729", True, 0.5),
        ("K9724", "K4729", True, 0),
        ("15.40", "15:40", True, 1),
        ("", "15:40", True, 0),
        ("--", "15:40", True, 0),
    ],
)
def test_field_scores(given, accept, number, score):
    assert recall.field_score(given, [accept], number=number) == score


def test_right_value_in_a_wrong_field_counts_nothing_and_is_counted():
    fields = {
        "name": {"accept": ["Martinez"]},
        "order": {"accept": ["K4729"], "number": True},
        "problem": {"accept": ["Crackling"]},
    }
    found = recall.recall(fields, {"name": "Crackling", "order": "K4729", "problem": "mice"})
    assert (found.points, found.intrusions, found.total) == (
        {"name": 0.0, "order": 1.0, "problem": 0.0}, 1, 1.0,
    )  # fmt: skip


@given(st.text(max_size=8), st.text(max_size=8))
def test_distance_is_one_of_a_space(one, other):
    apart = recall.distance(one, other)
    assert apart == recall.distance(other, one)
    assert (apart == 0) == (one == other)
    assert abs(len(one) - len(other)) <= apart <= max(len(one), len(other))


@pytest.mark.parametrize(
    ("minutes", "odd"), [(None, True), (7.9, True), (8, False), (20, False), (20.1, True)]
)
def test_delays_outside_eight_to_twenty_minutes_are_flagged(minutes, odd):
    assert recall.delay_is_odd(minutes) is odd
