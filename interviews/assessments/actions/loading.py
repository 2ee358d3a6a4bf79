"""Bringing the shipped bank into the table."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction

from interviews.assessments.actions.making import item_of
from interviews.assessments.content import FOLDER, read_bank
from interviews.assessments.models import Item
from interviews.competencies.models import Competency
from interviews.competencies.starter import ensure_starter_competencies

if TYPE_CHECKING:
    from collections.abc import Iterable

    from interviews.assessments.specs import ItemSpec

SUPERSEDED = "Replaced by version %(version)s of the shipped bank."


@dataclass(frozen=True)
class Loaded:
    """How many items of the files are new, changed, or there already."""

    added: int = 0
    changed: int = 0
    kept: int = 0


@dataclass(frozen=True)
class _Known:
    """What the table knows of one code."""

    digests: frozenset[str]
    newest: Item


@transaction.atomic
def load_bank(*, at: dt.datetime) -> Loaded:
    """Bring every shipped file into the bank, its items live; again, it adds nothing.

    An item whose file changed becomes a new version, unless people made versions of their own:
    those stay as they are. Two at a time wait for each other. Raises ItemRefused.
    """
    ensure_starter_competencies(at=at)
    competencies = dict(
        Competency.objects.select_for_update(no_key=True).order_by("pk").values_list("code", "pk")
    )
    known = _known()
    loaded = Loaded()
    for file in sorted(FOLDER.glob("*.yaml")):
        specs = read_bank(file.read_text(encoding="utf-8"))
        loaded = _load(specs, known, competencies, at, loaded)
    return loaded


def _known() -> dict[str, _Known]:
    rows: dict[str, _Known] = {}
    fields = ("code", "version", "status", "origin", "digest", "live_at")
    for item in Item.objects.only(*fields).order_by("code", "version"):
        before = rows.get(item.code)
        digests = (before.digests if before else frozenset()) | {item.digest}
        rows[item.code] = _Known(digests, item)
    return rows


def _load(
    specs: Iterable[ItemSpec],
    known: dict[str, _Known],
    competencies: dict[str, int],
    at: dt.datetime,
    loaded: Loaded,
) -> Loaded:
    new: list[Item] = []
    for spec in specs:
        item = item_of(spec, competencies, at)
        item.status, item.origin, item.live_at = Item.Status.LIVE, Item.Origin.SHIPPED, at
        there = known.get(spec.code)
        if there is None:
            new.append(item)
            loaded = replace(loaded, added=loaded.added + 1)
        elif item.digest in there.digests or there.newest.origin != Item.Origin.SHIPPED:
            loaded = replace(loaded, kept=loaded.kept + 1)
        else:
            item.version = there.newest.version + 1
            _retire(there.newest, item.version, at)
            new.append(item)
            loaded = replace(loaded, changed=loaded.changed + 1)
    Item.objects.bulk_create(new)
    return loaded


def _retire(item: Item, version: int, at: dt.datetime) -> None:
    if item.status != Item.Status.RETIRED:
        item.status = Item.Status.RETIRED
        item.retired_at = at
        item.retired_reason = SUPERSEDED % {"version": version}
        item.save(update_fields=["status", "retired_at", "retired_reason"])
