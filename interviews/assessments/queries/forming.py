"""What forms and pages read of the bank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from interviews.assessments.blueprints import Candidate
from interviews.assessments.models import Item

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


@dataclass(frozen=True)
class Key:
    """What scores an answer to one item: hand `kind` and `body` to `scoring.score`."""

    kind: str
    body: Mapping[str, Any]


def live_candidates(language: str) -> list[Candidate]:
    """Return the live items of a language, as forms are drawn from them; one query."""
    return _candidates(language, Item.Status.LIVE)


def trial_candidates(language: str) -> list[Candidate]:
    """Return the items of a language that are on trial: they are shown and score nothing; one
    query."""
    return _candidates(language, Item.Status.PILOT)


def _candidates(language: str, status: Item.Status) -> list[Candidate]:
    rows = Item.objects.filter(language=language, status=status).order_by("pk")
    fields = ("pk", "kind", "area", "difficulty", "stem", "body")
    return [Candidate(*row) for row in rows.values_list(*fields)]


def candidates_of(item_pks: Collection[int]) -> dict[int, Candidate]:
    """Return the items of a form that was drawn, by their number, whatever became of them since;
    one query."""
    rows = Item.objects.filter(pk__in=item_pks)
    fields = ("pk", "kind", "area", "difficulty", "stem", "body")
    return {row[0]: Candidate(*row) for row in rows.values_list(*fields)}


def keys_of(item_pks: Collection[int]) -> dict[int, Key]:
    """Return what scores these items, retired ones included; one query."""
    rows = Item.objects.filter(pk__in=item_pks).values_list("pk", "kind", "body")
    return {pk: Key(kind, body) for pk, kind, body in rows}


def languages() -> list[str]:
    """Return the languages that the bank has items of; one query."""
    rows = Item.objects.order_by("language").values_list("language", flat=True)
    return list(rows.distinct())
