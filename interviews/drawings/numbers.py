"""Scores on the 1 to 5 scale, their 80 % intervals, and how both are said."""

from __future__ import annotations

import math

from django.utils.formats import number_format

Z80 = 1.2816  # half the width of an 80 % interval, in standard errors
LOW, HIGH = 1.0, 5.0


def number(value: float, *, beside: float | None = None) -> str:
    """Say a score with one decimal; with two where one would put it on the wrong side.

    `beside` is the bar or gate it is held against: 2.96 under a gate of 3.0 must not read 3.0.
    """
    short = round(value, 1)
    if beside is None or (short < beside) == (value < beside):
        return number_format(short, decimal_pos=1)
    longer = round(value, 2)
    if (longer < beside) != (value < beside):
        longer = math.floor(value * 100) / 100
    return number_format(longer, decimal_pos=2)


def gate_number(value: float) -> str:
    """Say a bar or gate: two decimals only where it has them, lest 3.25 reads as met by 3.2."""
    decimals = 1 if round(value * 10, 6).is_integer() else 2
    return number_format(round(value, 2), decimal_pos=decimals)


def two_decimals(value: float) -> str:
    """Say a standard error, or a share of a sum, as the reader's language writes it."""
    return number_format(round(value, 2), decimal_pos=2)


def percent(probability: float) -> int:
    """Say a probability in percent; never that something is certain."""
    return min(99, max(1, round(100 * probability)))


def interval(value: float, error: float) -> tuple[float, float]:
    """Return the ends of the 80 % interval, cut at the ends of the 1 to 5 scale."""
    return max(LOW, value - Z80 * error), min(HIGH, value + Z80 * error)


def say_range(value: float | None, error: float | None) -> str:
    """Say the 80 % interval; nothing where there is none."""
    if value is None or error is None:
        return ""
    low, high = interval(value, error)
    return f"{number(low)}–{number(high)}"
