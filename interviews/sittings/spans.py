"""Digit span by the Woods staircase, scored by mean span. Pure thinking.

From the project's science guide (3.2): a 1:2 staircase (right: one digit more; two wrong in a row
at a length: one less), 14 trials in each direction, lengths 2 to 15, from 5 forward and 4 backward;
digits 1 to 9 at one a second, none twice in lists up to nine, no run of three up or down. Mean span
= (shortest length given - 0.5) + the sum over lengths of the share that was right.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

TRIALS: Final = 14
PRACTICE: Final = 2
START: Final = {"forward": 5, "backward": 4}
PRACTICE_LENGTH: Final = 3
SHORTEST, LONGEST = 2, 15
DIGITS: Final = 9

Trace = Sequence[tuple[int, bool]]  # (length, right) of each trial, in order


def next_length(trace: Trace, start: int) -> int:
    """Return the length of the next list, after these."""
    if not trace:
        return start
    length, right = trace[-1]
    if right:
        return min(length + 1, LONGEST)
    missed = 0
    for before, was_right in reversed(trace):
        if before != length or was_right:
            break
        missed += 1
    return max(length - 1, SHORTEST) if missed % 2 == 0 else length


def digits_of(seed: int, name: str, length: int) -> list[int]:
    """Return the list of a trial: the same for the same seed, name and length."""
    chance = random.Random(f"{seed}/{name}/{length}")  # noqa: S311  (a form, not a secret)
    found: list[int] = []
    while len(found) < length:
        fresh = [digit for digit in range(1, DIGITS + 1) if _fits(found, digit)]
        if not fresh:
            found.clear()  # led into a corner: begin anew, with what chance says next
            continue
        found.append(chance.choice(fresh))
    return found


def _fits(found: Sequence[int], digit: int) -> bool:
    """Tell whether a digit may follow: new within nine, and no third step of a run."""
    if digit in found[-(DIGITS - 1) :]:
        return False
    if len(found) < 2:  # noqa: PLR2004
        return True
    steps = (found[-1] - found[-2], digit - found[-1])
    return steps not in {(1, 1), (-1, -1)}


def is_right(digits: Sequence[int], typed: str, direction: str) -> bool:
    """Tell whether what was typed is the list, or the list backward."""
    wanted = digits if direction == "forward" else digits[::-1]
    return typed == "".join(str(digit) for digit in wanted)


def mean_span(trace: Trace) -> float | None:
    """Return the mean span (MS); None without a trial."""
    if not trace:
        return None
    marks: dict[int, list[bool]] = defaultdict(list)
    for length, right in trace:
        marks[length].append(right)
    shares = math.fsum(sum(each) / len(each) for each in marks.values())
    return min(marks) - 0.5 + shares


def longest(trace: Trace) -> int:
    """Return the longest list that was right (ML); 0 where none was."""
    return max((length for length, right in trace if right), default=0)


def two_error_longest(trace: Trace) -> int:
    """Return the longest that was right before two wrong in a row at one length (TE-ML)."""
    before: list[tuple[int, bool]] = []
    for each in trace:
        if before and before[-1] == each and not each[1]:
            break
        before.append(each)
    return longest(before)
