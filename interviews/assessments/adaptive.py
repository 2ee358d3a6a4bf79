"""An adaptive form: which item comes next, and when it is enough. Pure thinking.

Everything follows from the bank as it was, the rules, the seed and the answers so far, so that a
form can be replayed item by item. Where somebody stands is the posterior mean (`irt.eap`), never
the maximum of the likelihood, which runs off to infinity after one answer.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from interviews.assessments import irt

TIMES_THE_LENGTH: Final = 5  # as large as a bank has to be, in forms


@dataclass(frozen=True)
class Calibrated:
    """An item with its place on the scale, and the share of earlier sittings that saw it."""

    key: int
    area: str
    parameters: irt.Parameters
    exposure: float = 0.0


@dataclass(frozen=True)
class Rules:
    """When to stop, and how widely the bank is used."""

    fewest: int = 8
    most: int = 20
    error: float = 0.40  # marginal reliability .84
    randomesque: int = 5
    exposure_cap: float = 0.25

    @property
    def needs(self) -> int:
        """How many calibrated items a bank has to have."""
        return TIMES_THE_LENGTH * self.most


@dataclass(frozen=True)
class Step:
    """Where somebody stands after the answers so far; the next item, or why there is none."""

    estimate: irt.Estimate
    item: int | None
    stopped: Literal["", "sure", "length", "bank"] = ""


@dataclass(frozen=True)
class Form:
    """A form that is over: its items in order and the path of estimates."""

    items: tuple[int, ...]
    path: tuple[irt.Estimate, ...]
    stopped: str


class BankTooSmall(ValueError):
    """Fewer calibrated items than five forms' worth: a fixed form is fairer."""


def may_adapt(calibrated: int, rules: Rules) -> bool:
    """Tell whether a bank is large enough."""
    return calibrated >= rules.needs


def next_step(
    bank: Sequence[Calibrated],
    blueprint: Mapping[str, float],
    rules: Rules,
    seed: int,
    answers: Sequence[tuple[int, float]],
    *,
    seen: Collection[int] = (),
) -> Step:
    """Return the next item of a form, given the (item, score) pairs so far.

    `seen` are items that this person met within twelve months. Raises BankTooSmall.
    """
    if not may_adapt(len(bank), rules):
        raise BankTooSmall
    from interviews.assessments import irt  # scipy costs a second: only where it is used

    by_key = {item.key: item for item in bank}
    given = [by_key[key] for key, _score in answers]
    estimate = irt.eap([item.parameters for item in given], [score for _key, score in answers])
    if len(answers) >= rules.most:
        return Step(estimate, None, "length")
    if len(answers) >= rules.fewest and estimate.error <= rules.error:
        return Step(estimate, None, "sure")
    used = {item.key for item in given} | set(seen)
    open_items = [
        item for item in bank if item.key not in used and item.exposure <= rules.exposure_cap
    ]
    if not open_items:
        return Step(estimate, None, "bank")
    return Step(estimate, _choose(open_items, given, blueprint, rules, seed, estimate.theta))


def _choose(
    open_items: Sequence[Calibrated],
    given: Sequence[Calibrated],
    blueprint: Mapping[str, float],
    rules: Rules,
    seed: int,
    theta: float,
) -> int:
    """Within the area furthest below its share, one of the five that tell most."""
    from interviews.assessments import irt

    area = _hungriest({item.area for item in open_items}, given, blueprint)
    best = sorted(
        (item for item in open_items if item.area == area),
        key=lambda item: (-irt.information(theta, item.parameters), item.key),
    )[: rules.randomesque]
    chance = random.Random(f"{seed}/{len(given)}")  # noqa: S311  (a form, not a secret)
    return chance.choice(best).key


def _hungriest(
    areas: Collection[str], given: Sequence[Calibrated], blueprint: Mapping[str, float]
) -> str:
    """Return the area that lacks most of its share of a form one item longer than now."""
    total = sum(blueprint.values()) or 1
    counts = Counter(item.area for item in given)
    length = len(given) + 1
    return min(
        areas, key=lambda area: (counts[area] - blueprint.get(area, 0) / total * length, area)
    )


def play(
    bank: Sequence[Calibrated],
    blueprint: Mapping[str, float],
    rules: Rules,
    seed: int,
    answer: Callable[[int], float],
    *,
    seen: Collection[int] = (),
) -> Form:
    """Play a form to its end; `answer` says what somebody scored on an item. The same bank,
    rules, seed and answers give the same form: this is the replay."""
    answers: list[tuple[int, float]] = []
    path: list[irt.Estimate] = []
    while True:
        step = next_step(bank, blueprint, rules, seed, answers, seen=seen)
        path.append(step.estimate)
        if step.item is None:
            return Form(tuple(key for key, _score in answers), tuple(path), step.stopped)
        answers.append((step.item, answer(step.item)))
