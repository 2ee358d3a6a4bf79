"""Places say no more than the numbers do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.washups.ties import Place, places


def test_places_are_ranges_and_being_tied_is_not_handed_on():
    # SE of a difference: hypot(.2, .2) = .28; 4.0 and 3.8 tie, 3.8 and 3.6 tie, 4.0 and 3.6 do not
    found = places({"a": (4.0, 0.2), "b": (3.8, 0.2), "c": (3.6, 0.2)})
    assert found == {"a": Place(1, 2, 3), "b": Place(1, 3, 3), "c": Place(2, 3, 3)}


def test_clearly_apart_there_are_no_ties():
    found = places({"a": (4.5, 0.1), "b": (3.0, 0.1)})
    assert found == {"a": Place(1, 1, 2), "b": Place(2, 2, 2)}
    assert not found["a"].is_tied


def test_nobody_and_one():
    assert places({}) == {}
    assert places({"a": (3.0, 0.2)}) == {"a": Place(1, 1, 1)}


scores = st.dictionaries(
    st.integers(), st.tuples(st.floats(1, 5), st.floats(0, 1)), min_size=1, max_size=12
)


@given(scores)
@pytest.mark.filterwarnings("ignore")
def test_every_place_exists_and_the_highest_can_be_first(found):
    result = places(found)
    assert all(1 <= place.best <= place.worst <= len(found) for place in result.values())
    top = max(found, key=lambda key: found[key][0])
    assert result[top].best == 1
