"""One interviewer's marks as figures: sums that add up over openings. Pure thinking.

Differences are taken scorecard by scorecard: an interviewer's marks against the mean of the
others' on the same candidate and the same criteria, averaged over the criteria first, because
the marks of one half hour are not independent of one another.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from hiring.statistics.shares import Z_95, Between, Share, share_of

SHOWN_FROM: Final = 8  # shared scorecards, below which nothing is held against the others
DRIFT_FROM: Final = 0.4  # points by which newer marks differ from older ones
NARROW_FROM: Final = 0.8  # share of the marks that are one and the same
THIN_BELOW: Final = 60  # characters of evidence in the middle
LATE_FROM: Final = 0.25  # share of scorecards locked after they were due
MARKS_FROM: Final = 20  # marks, below which there is no flag about them
BIN: Final = 20  # characters of evidence in one bin
MARKS: Final = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class Sum:
    """A count with its sum and the sum of its squares."""

    count: int = 0
    total: float = 0.0
    squares: float = 0.0

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.count + other.count, self.total + other.total, self.squares + other.squares)

    @property
    def mean(self) -> float | None:
        return self.total / self.count if self.count else None

    @property
    def variance(self) -> float | None:
        """Of one of them; None of fewer than two."""
        if self.count < 2:  # noqa: PLR2004
            return None
        return max(0.0, (self.squares - self.total**2 / self.count) / (self.count - 1))


def mean_between(found: Sum) -> Between | None:
    """Return a mean with its 95 % interval (normal); None of fewer than two."""
    if found.mean is None or found.variance is None:
        return None
    half = Z_95 * math.sqrt(found.variance / found.count)
    return Between(found.mean, found.mean - half, found.mean + half)


def difference_between(newer: Sum, older: Sum) -> Between | None:
    """Return the difference of two means with its 95 % interval (Welch, normal)."""
    if (
        newer.mean is None
        or older.mean is None
        or not (newer.variance is not None and older.variance is not None)
    ):
        return None
    value = newer.mean - older.mean
    half = Z_95 * math.sqrt(newer.variance / newer.count + older.variance / older.count)
    return Between(value, value - half, value + half)


@dataclass(frozen=True)
class StageLeniency:
    """What the crossed model says of one stage; `is_used` where its scores may be used."""

    title: str
    value: float
    error: float | None
    marks: int
    is_used: bool


@dataclass(frozen=True)
class Rater:
    """Everything about one interviewer; raters of several openings add up.

    `differs`: marks that a wash-up agreed differently about; `followed`: those of them that were
    revised toward what was agreed.
    """

    cards: int = 0
    late: int = 0
    unseen: int = 0
    marks: tuple[int, ...] = (0, 0, 0, 0, 0)
    evidence: Mapping[int, int] = field(default_factory=dict)  # marks by bin of their length
    apart: Sum = field(default_factory=Sum)  # signed, per shared scorecard
    distance: float = 0.0  # sum of its absolute values
    close: int = 0  # shared scorecards within one point
    older: Sum = field(default_factory=Sum)
    newer: Sum = field(default_factory=Sum)
    differs: int = 0
    followed: int = 0
    stages: tuple[StageLeniency, ...] = ()

    def __add__(self, other: Rater) -> Rater:
        return Rater(
            self.cards + other.cards,
            self.late + other.late,
            self.unseen + other.unseen,
            tuple(one + two for one, two in zip(self.marks, other.marks, strict=True)),
            Counter(self.evidence) + Counter(other.evidence),
            self.apart + other.apart,
            self.distance + other.distance,
            self.close + other.close,
            self.older + other.older,
            self.newer + other.newer,
            self.differs + other.differs,
            self.followed + other.followed,
            self.stages + other.stages,
        )

    @property
    def given(self) -> int:
        return sum(self.marks)

    @property
    def mean(self) -> float | None:
        return (
            sum(mark * count for mark, count in zip(MARKS, self.marks, strict=True)) / self.given
            if self.given
            else None
        )

    @property
    def deviation(self) -> float | None:
        """How far the marks spread; None of fewer than two."""
        if self.mean is None or self.given < 2:  # noqa: PLR2004
            return None
        squares = sum(
            count * (mark - self.mean) ** 2 for mark, count in zip(MARKS, self.marks, strict=True)
        )
        return math.sqrt(squares / (self.given - 1))

    @property
    def is_comparable(self) -> bool:
        return self.apart.count >= SHOWN_FROM

    @property
    def leniency(self) -> Between | None:
        """How much more than the others they give, in points; None below `SHOWN_FROM`."""
        return mean_between(self.apart) if self.is_comparable else None

    @property
    def agreement(self) -> Share | None:
        """How often they are within one point of the others."""
        return share_of(self.close, self.apart.count) if self.is_comparable else None

    @property
    def lateness(self) -> Share | None:
        return share_of(self.late, self.cards)

    @property
    def conformity(self) -> Share | None:
        return share_of(self.followed, self.differs)

    @property
    def drift(self) -> Between | None:
        """How newer marks differ from older ones, both against the others' marks."""
        if min(self.older.count, self.newer.count) < SHOWN_FROM:
            return None
        return difference_between(self.newer, self.older)

    def evidence_at(self, share: float) -> float | None:
        """Return how many characters this share of the marks has at most; None of none."""
        wanted, so_far = share * sum(self.evidence.values()), 0
        for bin_, count in sorted(self.evidence.items()):
            if count and so_far + count >= wanted:
                return BIN * (bin_ + (wanted - so_far) / count)
            so_far += count
        return None

    @property
    def flags(self) -> list[str]:
        """Return what is worth a talk, as codes; none is a verdict on anybody."""
        drift, late, middle = self.drift, self.lateness, self.evidence_at(0.5)
        checks = {
            "drift": drift is not None
            and abs(drift.value) >= DRIFT_FROM
            and (drift.low > 0 or drift.high < 0),
            "narrow": self.given >= MARKS_FROM and max(self.marks) >= NARROW_FROM * self.given,
            "thin": self.given >= MARKS_FROM and middle is not None and middle < THIN_BELOW,
            "late": late is not None and self.cards >= SHOWN_FROM and late.value >= LATE_FROM,
        }
        return [code for code, holds in checks.items() if holds]


def read(data: Mapping[str, Any]) -> Rater:
    """Return a rater out of what a worker kept."""
    return Rater(
        cards=data["cards"],
        late=data["late"],
        unseen=data["unseen"],
        marks=tuple(data["marks"]),
        evidence={int(bin_): count for bin_, count in data["evidence"].items()},
        apart=Sum(*data["apart"]),
        distance=data["distance"],
        close=data["close"],
        older=Sum(*data["older"]),
        newer=Sum(*data["newer"]),
        differs=data["differs"],
        followed=data["followed"],
        stages=tuple(StageLeniency(*each) for each in data["stages"]),
    )


def joined(raters: Iterable[Rater]) -> Rater:
    """Return the sum of several."""
    return sum(raters, Rater())
