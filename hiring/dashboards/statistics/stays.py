"""Quantiles out of a histogram whose buckets grow: how long half, and nine in ten, waited.

A bucket b holds stays from 900·(2^(b/4) - 1) seconds up to where the next one begins. What comes
out is at most one bucket's width from the true quantile: 19 %, or under three minutes.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

_UNIT = 900.0
_STEPS = 4
DAY = 86_400.0


@dataclass(frozen=True)
class Stay:
    """How long `count` of them took, in days: half at most `median`, nine in ten at most `p90`."""

    count: int
    median: float
    p90: float


def begins(bucket: float) -> float:
    """Return where a bucket begins, in seconds."""
    return float(_UNIT * (2 ** (bucket / _STEPS) - 1))


def bucket_of(seconds: float) -> int:
    """Return the bucket that a stay falls into; what is below nothing counts as nothing."""
    return math.floor(_STEPS * math.log2(1 + max(seconds, 0.0) / _UNIT))


def quantile(amounts: Mapping[int, int], share: float) -> float | None:
    """Return how many seconds this share took at most; None of nobody."""
    filled = [(bucket, amount) for bucket, amount in sorted(amounts.items()) if amount > 0]
    wanted, so_far = share * sum(amount for _bucket, amount in filled), 0
    for bucket, amount in filled:
        if so_far + amount >= wanted:
            return begins(bucket + (wanted - so_far) / amount)
        so_far += amount
    return None


def stay_of(amounts: Mapping[int, int]) -> Stay | None:
    """Return median and ninth decile in days; None of nobody."""
    median, p90 = quantile(amounts, 0.5), quantile(amounts, 0.9)
    if median is None or p90 is None:
        return None
    count = sum(amount for amount in amounts.values() if amount > 0)
    return Stay(count, median / DAY, p90 / DAY)
