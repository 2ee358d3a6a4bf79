"""Five questions for one session: the host's own, those of the calls, and from our small bank."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Final, NamedTuple

from interviews.shadowing.models import ITEMS

BEGIN: Final = "call-shadowing"


class Asked(NamedTuple):
    """A question as it is asked: options in their order, and which of them is right."""

    question: str
    options: list[str]
    right: int


def draw_quiz(
    own: Sequence[tuple[str, Sequence[str]]],
    bank: Sequence[tuple[str, Sequence[str]]],
    *,
    seed: str,
) -> list[Asked]:
    """Return five questions: first `own`, the rest from `bank`. The same seed draws the same.

    Both come with the right option first; it does not stay there.
    """
    chance = random.Random(f"{BEGIN}/{seed}")  # noqa: S311  (no secret: all at a desk get the same)
    chosen = list(own)[:ITEMS]
    chosen += chance.sample(list(bank), min(ITEMS - len(chosen), len(bank)))
    return [_shuffled(question, list(options), chance) for question, options in chosen]


def _shuffled(question: str, options: list[str], chance: random.Random) -> Asked:
    order = chance.sample(range(len(options)), len(options))
    return Asked(question, [options[place] for place in order], order.index(0))
