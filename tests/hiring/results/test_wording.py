"""What must not stand in words for a candidate."""

import pytest

from hiring.results.wording import marks_in, names_in

RATERS = ["Ines Ivanova", "Mark Li", "Zoë O’Neill", "陳怡君"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("You got 4/5 in patience.", ["4/5"]),
        ("That was a 3 out of 5, then 2 of 5.", ["3 out of 5", "2 of 5"]),
        ("About 3.8, above the bar.", ["3.8"]),
        ("Three voices agreed: 4 points.", ["4 points"]),
        ("You came at 9:30 on 12.11.2026 and told 3 stories in 25 minutes.", []),
        ("You wrote 1,250 words about version 2.", []),
    ],
)
def test_marks_are_found_and_other_numbers_are_not(text, found):
    assert marks_in(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ines saw how calm you were, and IVANOVA agreed.", ["Ines", "IVANOVA"]),
        ("You mark where the caller is.", []),
        ("As Mark said, you listen. O’Neill too.", ["Mark", "O’Neill"]),
        ("Li is short.", []),
        ("陳怡君 saw it.", ["陳怡君"]),
    ],
)
def test_names_of_whoever_marked_are_found(text, found):
    assert names_in(text, RATERS) == found


def test_name_that_the_candidate_has_too_may_stand():
    assert names_in("Dear Ines, well done.", RATERS, own="Ines Kavaliauskaitė") == []
