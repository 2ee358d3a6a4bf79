"""Places in a ranking that says no more than the numbers do. Plain thinking.

Two composites within one standard error of their difference are tied (SCIENCE 2.5). Being tied
is not handed on (1 with 2 and 2 with 3, but not 1 with 3), so there are no groups: everybody gets
the places that they could have.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import NamedTuple, TypeVar

from interviews.composites.scoring import are_tied

Key = TypeVar("Key", bound=Hashable)


class Place(NamedTuple):
    """From the best to the worst place somebody could have, of so many."""

    best: int
    worst: int
    of: int

    @property
    def is_tied(self) -> bool:
        return self.best != self.worst


def places(scores: Mapping[Key, tuple[float, float]]) -> dict[Key, Place]:
    """Return the places by key; a score is value and standard error on the same scale.

    The best place is one behind everybody who is clearly higher, the worst is one before
    everybody who is clearly lower.
    """
    found = {}
    for key, (value, error) in scores.items():
        clearly = [
            other > value
            for who, (other, its_error) in scores.items()
            if who != key and not are_tied(value, error, other, its_error)
        ]
        above = sum(clearly)
        below = len(clearly) - above
        found[key] = Place(above + 1, len(scores) - below, len(scores))
    return found
