"""Classical item statistics: difficulty, discrimination, distractors. Pure thinking."""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from interviews.reliability.coefficients import pearson

if TYPE_CHECKING:
    from collections.abc import Sequence

TOO_HARD: Final = 0.20
TOO_EASY: Final = 0.95
WEAK: Final = 0.15


@dataclass(frozen=True)
class ItemFigures:
    """What thirty answers and more say of one item; `flags` are questions for its editors."""

    people: int
    p: float
    item_rest: float | None  # None where everybody answered alike
    chosen: tuple[tuple[str, int], ...]
    flags: tuple[str, ...]


def item_figures(rows: Sequence[tuple[float, float, Any]]) -> ItemFigures:
    """Work out the figures of one item from (score, rest score, answer) of each person."""
    scores = [score for score, _rest, _answer in rows]
    p = math.fsum(scores) / len(rows)
    r = pearson(scores, [rest for _score, rest, _answer in rows])
    chosen = Counter(json.dumps(answer, ensure_ascii=False) for *_rest, answer in rows)
    return ItemFigures(len(rows), p, r, tuple(chosen.most_common()), _flags(p, r))


def _flags(p: float, r: float | None) -> tuple[str, ...]:
    found = []
    if p < TOO_HARD:
        found.append("hard")
    if p > TOO_EASY:
        found.append("easy")
    if r is not None and r < WEAK:
        found.append("pull" if r < 0 else "weak")
    return tuple(found)
