"""How the bank measures: one language at a time, as of the newest snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Q

from candidates.outbox.models import Task
from interviews.assessments import kinds, words
from interviews.assessments.adaptive import Calibrated, Rules, may_adapt
from interviews.assessments.answers import MEASURE
from interviews.assessments.measuring_words import (
    DESCRIBED,
    OWN_SLOPE,
    SCALED,
    Figures,
    figures_of,
)
from interviews.assessments.models import Item, ItemMeasure, Measurement

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from django.db.models import QuerySet

EARLIER: Final = 12
"""Snapshots that are listed."""


@dataclass(frozen=True)
class MeasuredRow:
    """One live item of the language."""

    item: Item
    asked: str
    figures: Figures


@dataclass(frozen=True)
class BankMeasures:
    """What is known of a language's items, and what not yet."""

    language: str
    label: str
    newest: Measurement | None
    earlier: tuple[Measurement, ...]
    rows: tuple[MeasuredRow, ...]
    live: int
    untold: int  # live items with fewer than 30 answers
    described: int  # 30 to 99
    scaled: int  # 100 to 499
    own_slope: int
    may_adapt: bool
    adaptive_needs: int
    task: Task | None
    others: tuple[tuple[str, str, int], ...]  # language, label, live items


def bank_measures(language: str) -> BankMeasures:
    """Return the newest figures of every live item of a language; five queries."""
    snapshots = list(
        Measurement.objects.filter(language=language).order_by("-made_at", "-pk")[:EARLIER]
    )
    newest = snapshots[0] if snapshots else None
    items = list(
        Item.objects.live().filter(language=language).order_by("area", "code").defer("search_text")
    )
    measures = {
        row.item_id: row
        for row in ItemMeasure.objects.filter(measurement=newest).select_related("measurement")
    }
    people = [measures[item.pk].people if item.pk in measures else 0 for item in items]
    on_scale = sum(item.pk in measures and measures[item.pk].b is not None for item in items)
    rules = Rules()
    return BankMeasures(
        language=language,
        label=kinds.language_label(language),
        newest=newest,
        earlier=tuple(snapshots[1:]),
        rows=tuple(_row(item, measures.get(item.pk)) for item in items),
        live=len(items),
        untold=_between(people, 0, DESCRIBED),
        described=_between(people, DESCRIBED, SCALED),
        scaled=_between(people, SCALED, OWN_SLOPE),
        own_slope=sum(each >= OWN_SLOPE for each in people),
        may_adapt=may_adapt(on_scale, rules),
        adaptive_needs=rules.needs,
        task=_task(language),
        others=_languages(),
    )


def calibrated_items(language: str, measurement: Measurement) -> list[Calibrated]:
    """Return the live items that a snapshot placed on the scale, as adaptive forms draw them; one
    query. Name the snapshot beside the seed, and the form can be replayed from both.

    What an item was shown in, as a share of the sittings that the snapshot counts, limits how
    often it is drawn.
    """
    live = ItemMeasure.objects.filter(item__language=language, item__status=Item.Status.LIVE)
    return _calibrated(measurement, live)


def _calibrated(measurement: Measurement, measures: QuerySet[ItemMeasure]) -> list[Calibrated]:
    from interviews.assessments.irt import Parameters  # numpy: only where it is used

    rows = measures.filter(measurement=measurement, b__isnull=False).order_by("item_id")
    sittings = max(1, measurement.people)
    fields = ("item_id", "item__area", "a", "b", "people")
    return [
        Calibrated(key, area, Parameters(a, b), people / sittings)
        for key, area, a, b, people in rows.values_list(*fields)
        if a is not None and b is not None
    ]


def newest_scale(language: str) -> tuple[Measurement, list[Calibrated]] | None:
    """Return a language's newest snapshot with the live items that it places on the scale; None
    where they are too few for an adaptive form. Two queries."""
    newest = Measurement.objects.filter(language=language).order_by("-made_at", "-pk").first()
    if newest is None:
        return None
    found = calibrated_items(language, newest)
    return (newest, found) if may_adapt(len(found), Rules()) else None


def pool_of(measurement_pk: int, item_pks: Collection[int]) -> list[Calibrated]:
    """Return the items of an adaptive form that was begun, whatever became of them since, as the
    snapshot placed them; two queries."""
    measurement = Measurement.objects.get(pk=measurement_pk)
    return _calibrated(measurement, ItemMeasure.objects.filter(item__in=item_pks))


def usual_times(item_pks: Collection[int]) -> dict[int, int]:
    """Return how long the middle one of those who answered took, in milliseconds, by item, as the
    newest figures have it; one query. Items of which too little is known are left out."""
    rows = ItemMeasure.objects.filter(item__in=item_pks, milliseconds__isnull=False)
    newest = rows.order_by("item_id", "-measurement__made_at", "-pk").distinct("item_id")
    pairs = newest.values_list("item_id", "milliseconds")
    return {item: usual for item, usual in pairs if usual is not None}


def _row(item: Item, measure: ItemMeasure | None) -> MeasuredRow:
    asked = words.asked(item.kind, item.stem, item.body)
    return MeasuredRow(item, asked, figures_of(item.kind, item.body, measure))


def _between(people: Sequence[int], low: int, high: int) -> int:
    return sum(low <= each < high for each in people)


def _task(language: str) -> Task | None:
    open_tasks = Task.objects.filter(state__in=("pending", "sent", "running"), kind=MEASURE)
    return open_tasks.filter(payload__language=language).order_by("created_at").first()


def _languages() -> tuple[tuple[str, str, int], ...]:
    rows = (
        Item.objects.order_by("language")
        .values_list("language")
        .annotate(live=Count("pk", filter=Q(status=Item.Status.LIVE)))
    )
    return tuple((code, kinds.language_label(code), live) for code, live in rows)
