"""Scoring what came back: near is half, and what belongs elsewhere is counted. Pure thinking.

From the project's science guide (3.2): 1 for exact; 0.5 for near (text: Damerau-Levenshtein up to 1
for 8 characters, up to 2 for longer; numbers: two neighbors swapped, or one digit); 0 for all else.
A right value in a wrong field is an intrusion: it counts nothing and is told apart.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

SHORT: Final = 8  # characters up to which one slip is near
SHORTEST_DELAY, LONGEST_DELAY = 8.0, 20.0  # minutes between studying and recalling


@dataclass(frozen=True)
class Recalled:
    """Points by field, and how many right values stood in wrong fields."""

    points: dict[str, float]
    intrusions: int

    @property
    def total(self) -> float:
        return sum(self.points.values())


def plain(text: str) -> str:
    """Return a text as it is compared: NFKC, any case, letters and digits only."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if sign.isalnum())


def distance(one: str, other: str) -> int:
    """Return the Damerau-Levenshtein distance with neighbors swapped once (optimal alignment)."""
    before, last = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        now = [i]
        for j, right in enumerate(other, start=1):
            cost = min(last[j] + 1, now[j - 1] + 1, last[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, before[j - 2] + 1)
            now.append(cost)
        before, last = last, now
    return last[-1]


def field_score(given: str, accept: Sequence[str], *, number: bool = False) -> float:
    """Return 1, 0.5 or 0: the best that any accepted form gives."""
    typed = plain(given)
    if not typed:
        return 0.0
    return max(_compare(typed, plain(each), number=number) for each in accept)


def _compare(typed: str, wanted: str, *, number: bool) -> float:
    if typed == wanted:
        return 1.0
    if number:
        near = len(typed) == len(wanted) and distance(typed, wanted) == 1
    else:
        near = distance(typed, wanted) <= (1 if len(wanted) <= SHORT else 2)
    return 0.5 if near else 0.0


def recall(fields: Mapping[str, Mapping[str, Any]], given: Mapping[str, str]) -> Recalled:
    """Score every field; `fields` say what they `accept` and whether they are a `number`."""
    points = {
        name: field_score(given.get(name, ""), field["accept"], number=bool(field.get("number")))
        for name, field in fields.items()
    }
    intrusions = sum(
        points[name] == 0 and _belongs_elsewhere(name, plain(given.get(name, "")), fields)
        for name in fields
    )
    return Recalled(points, intrusions)


def _belongs_elsewhere(name: str, typed: str, fields: Mapping[str, Mapping[str, Any]]) -> bool:
    return any(
        typed == plain(accepted)
        for other, field in fields.items()
        if other != name
        for accepted in field["accept"]
    )


def delay_is_odd(minutes: float | None) -> bool:
    """Tell whether the time between studying and recalling lies outside 8 to 20 minutes."""
    return minutes is None or not SHORTEST_DELAY <= minutes <= LONGEST_DELAY
