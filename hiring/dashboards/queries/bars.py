"""The bar under pressure: versions of plans, and what the snapshots hold, for many openings."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Prefetch
from django.utils import timezone

from candidates.openings.models import Opening
from hiring.dashboards import pressure
from hiring.dashboards.queries.snapshots import blind_openings, snapshots_of
from hiring.dashboards.queries.standard import Standing, standings_of
from hiring.outcomes.queries.counts import Counts, counts_of
from interviews.plans.models import Plan, Stage

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


@dataclass(frozen=True)
class Version:
    """One version of an opening's plan that was ever in force."""

    opening: str
    version: int
    since: dt.datetime
    bar: float
    weights: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Pressed:
    """One opening: how it stands, how often its bar was moved, and its near misses."""

    standing: Standing
    changes: int
    near_misses: int


@dataclass
class Pressure:
    """Everything on the board; counts add up over the openings that the user is not blind in."""

    rows: list[Pressed]
    versions: list[Version]
    columns: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    lower: dict[float, int] = field(default_factory=dict)
    hired_under: int = 0
    overridden: int = 0
    against: Counts = field(default_factory=Counts)  # hired against the advice
    others: Counts = field(default_factory=Counts)
    blind: list[str] = field(default_factory=list)
    as_of: dt.datetime | None = None


def pressure_on(user: Viewer, openings: Sequence[Opening], at: dt.datetime) -> Pressure:
    """Return what presses against the bar; the same number of queries for any number of
    openings. An opening in which the user owes a scorecard adds nothing made of marks."""
    ids = [opening.pk for opening in openings]
    blind = blind_openings(user, ids)
    kept = snapshots_of(pressure.KIND, [pk for pk in ids if pk not in blind])
    versions = _versions(openings)
    changes = _changes(versions)
    found = Pressure(
        rows=[
            Pressed(
                standing,
                changes[str(standing.opening)],
                kept[standing.opening.pk].result["near_misses"]
                if standing.opening.pk in kept
                else 0,
            )
            for standing in standings_of(user, openings, at)
        ],
        versions=versions,
        blind=[str(opening) for opening in openings if opening.pk in blind],
        as_of=min((each.computed_at for each in kept.values()), default=None),
    )
    _add_up(found, [each.result for each in kept.values()])
    turned = _turned_out(user, [pk for pk in ids if pk not in blind], at)
    found.against, found.others = turned[True], turned[False]
    return found


def _turned_out(user: Viewer, opening_ids: Sequence[int], at: dt.datetime) -> dict[bool, Counts]:
    """Return how hires did, with and without an override; three queries at most. Only of openings
    that the user decides for: what became of somebody is not for who recruits."""
    mine = Opening.objects.decided_by(user).filter(pk__in=opening_ids)
    counts = counts_of(list(mine.values_list("pk", flat=True)), timezone.localdate(at, dt.UTC))
    found = {True: Counts(), False: Counts()}
    for (_opening, against), each in counts.items():
        found[against] += each
    return found


def _add_up(found: Pressure, results: Collection[dict[str, object]]) -> None:
    columns: dict[int, Counter[int]] = defaultdict(Counter)
    lower: Counter[float] = Counter()
    for result in results:
        each: dict[str, object] = result
        for step, amounts in _items(each["columns"]):
            for place, amount in enumerate(amounts):
                columns[int(step)][place] += amount
        for less, amount in _pairs(each["lower"]):
            lower[less] += amount
        found.hired_under += _number(each["hired_under"])
        found.overridden += _number(each["overridden"])
    found.columns = {step: (c[0], c[1], c[2]) for step, c in sorted(columns.items())}
    found.lower = dict(sorted(lower.items()))


def _items(value: object) -> list[tuple[str, list[int]]]:
    return list(value.items()) if isinstance(value, dict) else []


def _pairs(value: object) -> list[tuple[float, int]]:
    return [(less, amount) for less, amount in value] if isinstance(value, list) else []


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _versions(openings: Sequence[Opening]) -> list[Version]:
    names = {opening.pk: str(opening) for opening in openings}
    stages = Prefetch("stages", Stage.objects.order_by("position"))
    plans = Plan.objects.filter(opening__in=names).exclude(state=Plan.State.DRAFT)
    return [
        Version(
            names[plan.opening_id],
            plan.version,
            plan.created_at,
            float(plan.bar),
            tuple((stage.title, stage.weight) for stage in plan.stages.all()),
        )
        for plan in plans.prefetch_related(stages).order_by("opening_id", "version")
    ]


def _changes(versions: Sequence[Version]) -> Counter[str]:
    """Count, by opening, how often a version's bar differed from that of the one before."""
    changes: Counter[str] = Counter()
    before: dict[str, float] = {}
    for each in versions:
        if each.opening in before and before[each.opening] != each.bar:
            changes[each.opening] += 1
        before[each.opening] = each.bar
    return changes
