"""What a version of the charter says, as plain data: to be compared, and to be written down."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class ValueDraft:
    """One value; without a code it is a new one, whose code comes from its name."""

    name: str
    meaning: str
    behaviors: str
    code: str = ""


@dataclass(frozen=True)
class GoalDraft:
    """One goal of one year."""

    measure: str
    year: int
    target: Decimal


@dataclass(frozen=True)
class Draft:
    """Everything that a charter says."""

    vision: str
    mission: str
    work: str
    values: tuple[ValueDraft, ...]
    goals: tuple[GoalDraft, ...]
