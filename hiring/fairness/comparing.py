"""Groups held against the one with the highest rate, step by step. Pure thinking.

What is too small to show is left out here, before anything is drawn or written down: a group of
fewer than five has no figure, and neither does whatever would give it away. Nothing ever comes
out as fair: a gap is seen, or it is not seen in these people, or nothing can be told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hiring.fairness.impact import (
    SUPPRESSED_BELOW,
    Impact,
    Verdict,
    impact,
    is_simpson,
    ratio_between,
)
from hiring.statistics.shares import Between, Share, share_of
from hiring.statistics.tables import Pooled, Table, holm, mantel_haenszel

Groups = Mapping[str, tuple[int, int]]  # passed and of, by group; "" did not say


@dataclass(frozen=True)
class Compared:
    """One group at one step; no share where it is suppressed, no impact for the reference.

    `p` is the mid-p, adjusted for how many were looked at (Holm).
    """

    group: str
    share: Share | None
    impact: Impact | None = None
    p: float | None = None

    @property
    def is_suppressed(self) -> bool:
        return self.share is None

    @property
    def verdict(self) -> Verdict | None:
        """What may be said; none of the reference, and none where there is nothing to compare."""
        if self.share is None:
            return Verdict.SUPPRESSED
        return self.impact.verdict(self.p) if self.impact else None


@dataclass(frozen=True)
class Step:
    """One step: its groups in their order, and the one that the others are held against.

    `unshown` are those who did not say or whose group is too small to show, together, so that
    neither can be told from the other.
    """

    code: str
    groups: tuple[Compared, ...]
    reference: str | None
    unshown: int

    @property
    def compared(self) -> list[Compared]:
        return [each for each in self.groups if each.impact is not None]


def compare(code: str, groups: Groups, order: Sequence[str]) -> Step:
    """Hold every group that is large enough against the one with the highest rate."""
    present = [group for group in order if groups.get(group, (0, 0))[1] > 0]
    large = {
        group: share
        for group in present
        if groups[group][1] >= SUPPRESSED_BELOW and (share := share_of(*groups[group]))
    }
    unshown = sum(of for group, (_passed, of) in groups.items() if group not in large)
    best = max(large, key=lambda group: (large[group].value, large[group].of), default=None)
    found = []
    for group in present:
        share = large.get(group)
        against = None
        if share is not None and best is not None and group != best:
            against = impact(groups[group], groups[best])
        found.append(Compared(group, share, against))
    reference = best if len(large) > 1 else None
    return Step(code, tuple(found), reference, unshown)


def adjusted(steps: Sequence[Step]) -> list[Step]:
    """Return the steps with every p adjusted for how many comparisons stand on the page."""
    looked = [each for step in steps for each in step.compared]
    values = iter(holm([each.impact.exact.mid_p for each in looked if each.impact]))
    return [
        replace(
            step,
            groups=tuple(
                replace(each, p=next(values)) if each.impact else each for each in step.groups
            ),
        )
        for step in steps
    ]


@dataclass(frozen=True)
class Stratum:
    """One opening's ratio, where both groups are large enough there."""

    name: str
    ratio: Between | None
    one: Share
    other: Share


@dataclass(frozen=True)
class Strata:
    """One group against another over several openings: all together, and as if each alone."""

    group: str
    reference: str
    openings: tuple[Stratum, ...]
    left_out: int
    together: Between | None
    pooled: Pooled | None

    @property
    def is_simpson(self) -> bool:
        """Tell whether the whole says what the openings by themselves do not."""
        return is_simpson(self.together, self.pooled)


def stratify(openings: Sequence[tuple[str, Groups]], group: str, reference: str) -> Strata | None:
    """Pool two groups over openings by Mantel and Haenszel; None of fewer than two openings.

    An opening in which either group is too small to show is left out of everything here, the
    sums included, so that no difference between two figures gives it away.
    """
    named = []
    for name, groups in openings:
        one, other = groups.get(group, (0, 0)), groups.get(reference, (0, 0))
        if min(one[1], other[1]) >= SUPPRESSED_BELOW:
            named.append((name, Table(one[0], one[1], other[0], other[1])))
    if len(named) < 2:  # noqa: PLR2004
        return None
    tables = [table for _name, table in named]
    whole = Table(
        sum(each.one for each in tables),
        sum(each.of_one for each in tables),
        sum(each.other for each in tables),
        sum(each.of_other for each in tables),
    )
    strata = []
    for name, table in named:
        first, second = share_of(table.one, table.of_one), share_of(table.other, table.of_other)
        if first is not None and second is not None:
            strata.append(Stratum(name, ratio_between(table), first, second))
    return Strata(
        group=group,
        reference=reference,
        openings=tuple(strata),
        left_out=len(openings) - len(named),
        together=ratio_between(whole),
        pooled=mantel_haenszel(tables),
    )
