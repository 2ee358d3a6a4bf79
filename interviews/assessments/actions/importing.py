"""Taking items in: a file that was read, then, once somebody has looked, drafts of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.db import transaction

from candidates.history.actions import record_entry
from interviews.assessments.actions.making import item_of
from interviews.assessments.models import BankImport, Item
from interviews.assessments.specs import ItemSpec
from interviews.competencies.models import Competency

if TYPE_CHECKING:
    from collections.abc import Sequence

    from candidates.layout.viewer import Viewer
    from interviews.assessments.exchange.lines import Line

_LONGEST_NAME = 200


@transaction.atomic
def keep_reading(
    *,
    file_format: str,
    file_name: str,
    lines: Sequence[Line],
    actor: Viewer | None,
    at: dt.datetime,
) -> BankImport:
    """Keep what was read of a file, so that somebody can look at it. Nothing is in the bank yet;
    reading a file twice keeps it twice."""
    return BankImport.objects.create(
        format=BankImport.Format(file_format),
        file_name=file_name[:_LONGEST_NAME],
        accepted=[
            {"where": line.where, "notes": list(line.notes), "spec": asdict(line.spec)}
            for line in lines
            if line.spec is not None
        ],
        refused=[
            {"where": line.where, "code": line.code, "reasons": list(line.reasons)}
            for line in lines
            if line.spec is None
        ],
        created_at=at,
        created_by_id=actor.pk if actor else None,
    )


@transaction.atomic
def take_import(*, import_id: int, actor: Viewer | None, at: dt.datetime) -> BankImport:
    """Add the accepted items of a file as drafts. A second click changes nothing.

    An item that is in the bank as it is stays out; of one that is there in other words this is
    a new version, unless a draft of it waits already: drafts of people are not written over.
    """
    reading = BankImport.objects.select_for_update(no_key=True).get(pk=import_id)
    if reading.taken_at is not None:
        return reading
    result: dict[str, list[str]] = {"added": [], "versions": [], "there": [], "waiting": []}
    competencies = dict(Competency.objects.order_by("pk").values_list("code", "pk"))
    codes = [row["spec"]["code"] for row in reading.accepted]
    known = _known(codes)
    new = []
    for row in reading.accepted:
        item = item_of(ItemSpec(**row["spec"]), competencies, at)
        result[_fate(item, known)].append(item.code)
        if _fate(item, known) in {"added", "versions"}:
            item.version = max((each.version for each in known.get(item.code, ())), default=0) + 1
            item.origin = Item.Origin.IMPORTED
            item.created_by_id = actor.pk if actor else None
            new.append(item)
    Item.objects.bulk_create(new)
    reading.taken_at, reading.result = at, result
    reading.save(update_fields=["taken_at", "result"])
    _record(reading, result, at, actor)
    return reading


def _known(codes: Sequence[str]) -> dict[str, list[Item]]:
    """Return the versions of these codes, locked by ascending key."""
    rows = Item.objects.filter(code__in=codes).order_by("pk").select_for_update(no_key=True)
    found: dict[str, list[Item]] = {}
    for item in rows.only("pk", "code", "version", "status", "digest"):
        found.setdefault(item.code, []).append(item)
    return found


def _fate(item: Item, known: dict[str, list[Item]]) -> str:
    versions = known.get(item.code, [])
    if any(each.digest == item.digest for each in versions):
        return "there"
    if any(each.status == Item.Status.DRAFT for each in versions):
        return "waiting"
    return "versions" if versions else "added"


def _record(
    reading: BankImport, result: dict[str, list[str]], at: dt.datetime, actor: Viewer | None
) -> None:
    facts: dict[str, Any] = {"file": reading.file_name}
    facts |= {name: len(codes) for name, codes in result.items()}
    record_entry(
        subject="bank-import",
        subject_key=reading.pk,
        verb="items-imported",
        at=at,
        actor=actor,
        facts=facts,
    )
