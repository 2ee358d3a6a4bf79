"""Classical item statistics: difficulty, discrimination, distractors. Pure thinking."""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

TOO_HARD: Final = 0.20
TOO_EASY: Final = 0.95
WEAK: Final = 0.15
FEWEST: Final = 2  # people, below which nothing varies


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
    r = correlation(scores, [rest for _score, rest, _answer in rows])
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


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Return Pearson's r; None where one side does not vary."""
    count = len(xs)
    if count < FEWEST:
        return None
    mx, my = math.fsum(xs) / count, math.fsum(ys) / count
    sxx = math.fsum((x - mx) ** 2 for x in xs)
    syy = math.fsum((y - my) ** 2 for y in ys)
    if sxx <= 0 or syy <= 0:
        return None
    return math.fsum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True)) / math.sqrt(
        sxx * syy
    )
