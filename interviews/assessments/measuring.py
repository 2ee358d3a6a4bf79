"""What answers say of items, and of the bank: classical figures and a scale. Pure thinking.

How much is said depends on how many answered: nothing of an item before 30 answers, figures from
30, a place on the scale from 100 (one slope for all such items), a slope of its own from 500.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from interviews.assessments.statistics import item_figures

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from numpy.typing import NDArray

DESCRIBED: Final = 30  # answers to an item
SCALED: Final = 100
OWN_SLOPE: Final = 500
FEWEST_ITEMS: Final = 3  # on one scale
_PAIRS: Final = 2


class Scored(NamedTuple):
    """One answer and what it scored, 0 to 1."""

    sitting: int
    item: int
    score: float
    answer: Any
    milliseconds: int | None = None


@dataclass(frozen=True)
class ItemFinding:
    """What is known of one item; None where too little is."""

    item: int
    people: int
    p: float | None = None
    item_rest: float | None = None
    chosen: tuple[tuple[str, int], ...] = ()
    flags: tuple[str, ...] = ()
    a: float | None = None
    b: float | None = None
    se_a: float | None = None
    se_b: float | None = None
    milliseconds: int | None = None  # the median of those who answered


@dataclass(frozen=True)
class Findings:
    """What is known of the items of one language. `alpha` and `error` (of the sum, in points)
    hold for a form as long as most were."""

    model: str = "none"
    people: int = 0
    form_length: int = 0
    alpha: float | None = None
    error: float | None = None
    log_likelihood: float | None = None
    items: tuple[ItemFinding, ...] = ()

    @property
    def calibrated(self) -> int:
        return sum(item.b is not None for item in self.items)


def measure(
    scored: Iterable[Scored],
    *,
    scalable: Collection[int],
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Findings:
    """Work out everything that the answers allow. `scalable` are items that are right or wrong;
    on the scale a partial score counts as wrong."""
    by_sitting: dict[int, list[Scored]] = defaultdict(list)
    for each in scored:
        by_sitting[each.sitting].append(each)
    if not by_sitting:
        return Findings()
    progress(1, 3)
    items = _described(by_sitting.values())
    table, columns = _table(by_sitting, scalable)
    length = round(median(len(rows) for rows in by_sitting.values()))
    alpha, error = sparse_alpha(table, length)
    found = Findings(
        model="described" if any(item.p is not None for item in items) else "none",
        people=len(by_sitting),
        form_length=length,
        alpha=alpha,
        error=error,
        items=tuple(items),
    )
    progress(2, 3)
    return _scaled(found, (table == 1).astype(float), ~np.isnan(table), columns)


def _described(sittings: Iterable[Sequence[Scored]]) -> list[ItemFinding]:
    rows: dict[int, list[tuple[float, float, Any]]] = defaultdict(list)
    times: dict[int, list[int]] = defaultdict(list)
    for sitting in sittings:
        total = math.fsum(each.score for each in sitting)
        others = max(1, len(sitting) - 1)
        for each in sitting:
            rows[each.item].append((each.score, (total - each.score) / others, each.answer))
            if each.answer is not None and each.milliseconds:
                times[each.item].append(each.milliseconds)
    return [_finding(item, rows[item], times[item]) for item in sorted(rows)]


def _finding(
    item: int, rows: Sequence[tuple[float, float, Any]], times: Sequence[int]
) -> ItemFinding:
    if len(rows) < DESCRIBED:
        return ItemFinding(item, len(rows))
    figures = item_figures(rows)
    return ItemFinding(
        item,
        len(rows),
        figures.p,
        figures.item_rest,
        figures.chosen[:20],
        figures.flags,
        milliseconds=round(median(times)) if len(times) >= DESCRIBED else None,
    )


def _table(
    by_sitting: dict[int, list[Scored]], scalable: Collection[int]
) -> tuple[NDArray[np.float64], list[int]]:
    """Return people by items, NaN where an item was not asked, and which item is which column."""
    columns = sorted({each.item for rows in by_sitting.values() for each in rows} & set(scalable))
    place = {item: number for number, item in enumerate(columns)}
    table = np.full((len(by_sitting), len(columns)), np.nan)
    for row, sitting in enumerate(sorted(by_sitting)):
        for each in by_sitting[sitting]:
            if each.item in place:
                table[row, place[each.item]] = each.score
    return table, columns


def sparse_alpha(table: NDArray[np.float64], length: int) -> tuple[float | None, float | None]:
    """Return Cronbach's α of a form of so many items, and the standard error of its sum.

    From mean variance and mean covariance over pairs that some people answered both of, so that
    forms may differ; for one form that all took it is α itself. None where that says nothing.
    """
    asked = ~np.isnan(table)
    if table.shape[1] < _PAIRS or len(table) < _PAIRS or length < _PAIRS:
        return None, None
    counts = asked.sum(axis=0)
    means = np.where(asked, table, 0).sum(axis=0) / np.maximum(counts, 1)
    centered = np.where(asked, table - means, 0)
    sums = centered.T @ centered
    pairs = asked.T.astype(float) @ asked - 1
    pairs = np.maximum(pairs, 0)
    apart = ~np.eye(table.shape[1], dtype=bool)
    if pairs[apart].sum() <= 0 or np.diag(pairs).sum() <= 0:
        return None, None
    covariance = sums[apart & (pairs > 0)].sum() / pairs[apart].sum()
    variance = np.diag(sums).sum() / np.diag(pairs).sum()
    spread = length * variance + length * (length - 1) * covariance
    if spread <= 0:
        return None, None
    alpha = length * covariance / (variance + (length - 1) * covariance)
    return float(alpha), math.sqrt(float(spread) * max(0.0, 1 - float(alpha)))


def _scaled(
    found: Findings,
    right: NDArray[np.float64],
    asked: NDArray[np.bool_],
    columns: Sequence[int],
) -> Findings:
    """Put the items that enough people answered on one scale."""
    counts = asked.sum(axis=0)
    hits = np.where(asked, right, 0).sum(axis=0)
    enough = (counts >= SCALED) & (hits > 0) & (hits < counts)
    if enough.sum() < FEWEST_ITEMS:
        return found
    from interviews.assessments import irt  # scipy costs a second: only where it is used

    kept = np.flatnonzero(enough)
    answers = np.where(asked, right, np.nan)[:, kept]
    answers = answers[~np.isnan(answers).all(axis=1)]
    own = [int(counts[place]) >= OWN_SLOPE for place in kept]
    slopes = [number if is_own else 0 for number, is_own in enumerate(own, start=1)]
    names = {name: number for number, name in enumerate(sorted(set(slopes)))}
    fit = irt.fit(answers, [names[slope] for slope in slopes])
    places = {columns[int(place)]: number for number, place in enumerate(kept)}

    def placed(item: ItemFinding) -> ItemFinding:
        if item.item not in places:
            return item
        at = places[item.item]
        return replace(
            item,
            a=float(fit.a[at]),
            b=float(fit.b[at]),
            se_a=_number(fit.se_a[at]),
            se_b=_number(fit.se_b[at]),
        )

    return replace(
        found,
        model="2pl" if any(own) else "rasch",
        log_likelihood=fit.log_likelihood,
        items=tuple(placed(item) for item in found.items),
    )


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
