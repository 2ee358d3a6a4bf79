"""The bank as those who keep it see it: found, listed, one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q

from candidates.history.queries import Line, timeline
from interviews.assessments import kinds, words
from interviews.assessments.blueprints import Candidate, task_of
from interviews.assessments.digests import fold
from interviews.assessments.measuring_words import Figures, figures_of
from interviews.assessments.models import BankImport, Item, ItemMeasure
from interviews.assessments.specs import ItemSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from candidates.layout.viewer import Viewer
    from interviews.assessments.models import ItemQuerySet

PAGE: Final = 50
MOST_WORDS: Final = 8
MOST_VERSIONS: Final = 30
_NEWEST: Final = ("item_id", "-measurement__made_at", "-pk")


@dataclass(frozen=True)
class Choice:
    """What somebody wants to see of the bank; empty is everything but what is retired."""

    text: str = ""
    language: str = ""
    kind: str = ""
    area: str = ""
    status: str = ""
    difficulty: int | None = None
    flag: str = ""


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    item: Item
    asked: str
    kind: str
    area: str
    language: str
    figures: Figures


@dataclass(frozen=True)
class Listed:
    """A page of the items found."""

    rows: tuple[Row, ...]
    amount: int
    number: int
    previous: int | None
    following: int | None
    areas: tuple[tuple[str, str], ...]
    languages: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ItemPage:
    """One item: as candidates see it, its key, what answers say of it, its versions."""

    item: Item
    task: dict[str, Any]
    key: tuple[words.KeyLine, ...]
    figures: Figures
    versions: tuple[Item, ...]
    history: tuple[Line, ...]
    language: str
    area: str


def matching(user: Viewer, choice: Choice) -> ItemQuerySet:
    """Return the items that the user may see and that fit; not ordered."""
    found = Item.objects.visible_to(user)
    for name in ("language", "kind", "area", "difficulty", "status"):
        value = getattr(choice, name)
        if value and not (name == "status" and value == "all"):
            found = found.filter(**{name: value})
    if not choice.status:
        found = found.exclude(status=Item.Status.RETIRED)
    for word in fold(choice.text).split()[:MOST_WORDS]:
        found = found.filter(search_text__contains=word)
    if choice.flag:
        found = found.filter(pk__in=_flagged(choice.flag))
    return found


def _flagged(flag: str) -> QuerySet[ItemMeasure, int]:
    """Return the items whose newest figures carry a flag (any, for “any”), as a subquery."""
    newest = ItemMeasure.objects.order_by(*_NEWEST).distinct("item_id")
    carries = ~Q(flags=[]) if flag == "any" else Q(flags__contains=[flag])
    return ItemMeasure.objects.filter(carries, pk__in=newest.values("pk")).values_list(
        "item_id", flat=True
    )


def find_items(user: Viewer, choice: Choice, number: int) -> Listed:
    """Return a page of the items that fit: four queries for any number of items."""
    found = matching(user, choice)
    amount = found.count()
    number = max(1, min(number, -(-amount // PAGE)))
    ordered = found.order_by("language", "area", "code", "-version").defer("search_text")
    items = list(ordered[(number - 1) * PAGE : number * PAGE])
    figures = _newest_figures([item.pk for item in items])
    kept = list(
        Item.objects.order_by("language", "area").values_list("language", "area").distinct()
    )
    return Listed(
        rows=tuple(_row(item, figures.get(item.pk)) for item in items),
        amount=amount,
        number=number,
        previous=number - 1 if number > 1 else None,
        following=number + 1 if number * PAGE < amount else None,
        areas=tuple((area, kinds.area_label(area)) for area in sorted({area for _, area in kept})),
        languages=tuple(
            (code, kinds.language_label(code)) for code in sorted({code for code, _ in kept})
        ),
    )


def _row(item: Item, measure: ItemMeasure | None) -> Row:
    return Row(
        item=item,
        asked=words.asked(item.kind, item.stem, item.body),
        kind=str(item.get_kind_display()),
        area=kinds.area_label(item.area),
        language=kinds.language_label(item.language),
        figures=figures_of(item.kind, item.body, measure),
    )


def _newest_figures(item_pks: list[int]) -> dict[int, ItemMeasure]:
    rows = ItemMeasure.objects.filter(item__in=item_pks).order_by(*_NEWEST).distinct("item_id")
    return {row.item_id: row for row in rows.select_related("measurement")}


def item_page(item: Item) -> ItemPage:
    """Return one item with what belongs to it; three queries."""
    candidate = Candidate(item.pk, item.kind, item.area, item.difficulty, item.stem, item.body)
    measure = _newest_figures([item.pk]).get(item.pk)
    versions = Item.objects.filter(code=item.code).order_by("-version").defer("search_text")
    return ItemPage(
        item=item,
        task=task_of(candidate, "preview", item.pk),
        key=tuple(words.key_lines(item.kind, item.body)),
        figures=figures_of(item.kind, item.body, measure),
        versions=tuple(versions[:MOST_VERSIONS]),
        history=tuple(timeline(subject="item", subject_key=item.pk)),
        language=kinds.language_label(item.language),
        area=kinds.area_label(item.area),
    )


def specs_of(user: Viewer, choice: Choice) -> Iterator[ItemSpec]:
    """Yield the items that fit as they go out, by code; one query."""
    rows = matching(user, choice).order_by("code", "version").select_related("competency")
    seen: dict[str, ItemSpec] = {item.code: spec_of(item) for item in rows}
    yield from seen.values()  # of several versions the newest that fits


def spec_of(item: Item) -> ItemSpec:
    """Return a row as an item goes out; `competency` is loaded."""
    return ItemSpec(
        code=item.code,
        language=item.language,
        kind=item.kind,
        area=item.area,
        stem=item.stem,
        body=item.body,
        rationale=item.rationale,
        proof_note=item.proof_note,
        difficulty=item.difficulty,
        source=item.source,
        licence=item.licence,
        competency=item.competency.code if item.competency else "",
        time_limit_seconds=item.time_limit_seconds,
    )


@dataclass(frozen=True)
class ImportRow:
    """One item of a file that was read, as somebody looks it over."""

    where: str
    code: str
    kind: str
    asked: str
    notes: tuple[str, ...]


def import_rows(reading: BankImport) -> list[ImportRow]:
    """Return the accepted items of a file; no query."""
    labels = dict(kinds.CHOICES)
    rows = [(row, row["spec"]) for row in reading.accepted]
    return [
        ImportRow(
            where=row["where"],
            code=spec["code"],
            kind=str(labels[spec["kind"]]),
            asked=words.asked(spec["kind"], spec["stem"], spec["body"]),
            notes=tuple(row["notes"]),
        )
        for row, spec in rows
    ]
