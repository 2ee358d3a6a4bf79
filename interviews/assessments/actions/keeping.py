"""Writing items, trying them out, putting them to use, retiring them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from candidates.history.actions import record_entry
from interviews.assessments.actions.making import COPIED, item_of
from interviews.assessments.models import Item
from interviews.assessments.specs import ItemSpec, spec_problems
from interviews.competencies.models import Competency

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

SUBJECT = "item"
Status = Item.Status


class CodeTaken(Exception):
    """An item of the bank has this code already."""

    def __str__(self) -> str:
        return _("There is an item of this code already. Make a new version of it.")


class NotADraft(Exception):
    """Candidates may have seen the item: it stays as it is."""

    def __str__(self) -> str:
        return _("Candidates may have seen this item, so it stays as it is. Make a new version.")


class NotReady(Exception):
    """The item cannot be used yet; the text says what is missing."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(missing)
        self.missing = missing

    def __str__(self) -> str:
        return _("This item cannot be used yet: %(missing)s.") % {
            "missing": "; ".join(self.missing)
        }


class IllegalStep(Exception):
    """The item is retired, or was live before."""

    def __str__(self) -> str:
        return _("This item is not in a state from which that can be done. Reload the page.")


@transaction.atomic
def create_item(*, spec: ItemSpec, actor: Viewer, at: dt.datetime) -> Item:
    """Add an item as a draft. A code that is taken, also by the first of two clicks, raises
    CodeTaken; what could not be scored raises NotReady."""
    _require_sound(spec)
    item = item_of(spec, _competencies(spec), at)
    item.created_by_id = actor.pk
    if Item.objects.filter(code=spec.code).exists():
        raise CodeTaken
    try:
        with transaction.atomic():
            item.save(force_insert=True)
    except IntegrityError as taken:
        raise CodeTaken from taken
    _record(item, "item-written", at, actor)
    return item


@transaction.atomic
def change_draft(*, item_id: int, spec: ItemSpec, actor: Viewer, at: dt.datetime) -> Item:
    """Change a draft; its code stays. The same content changes nothing.

    Raises NotADraft, NotReady.
    """
    item = _lock(item_id)
    if item.status != Status.DRAFT:
        raise NotADraft
    spec = replace(spec, code=item.code)
    _require_sound(spec)
    if item.digest != spec.digest or item.proof_note != spec.proof_note:
        new = item_of(spec, _competencies(spec), at)
        changed = [*COPIED, "body", "competency_id"]
        for name in changed:
            setattr(item, name, getattr(new, name))
        item.save(update_fields=changed)
        _record(item, "item-changed", at, actor)
    return item


@transaction.atomic
def make_version(*, item_id: int, actor: Viewer, at: dt.datetime) -> Item:
    """Return a draft of the next version of an item, as a copy of this one; where there is a draft
    already, that one. Two at a time get the same draft."""
    origin = _lock(item_id)
    draft = Item.objects.filter(code=origin.code, status=Status.DRAFT).first()
    if draft is not None:
        return draft
    newest = Item.objects.filter(code=origin.code).aggregate(Max("version"))["version__max"]
    copied = {name: getattr(origin, name) for name in COPIED if name != "proof_note"}
    item = Item.objects.create(
        **copied,
        body=origin.body,
        competency_id=origin.competency_id,
        version=newest + 1,
        created_by_id=actor.pk,
        created_at=at,
    )
    _record(item, "item-versioned", at, actor)
    return item


@transaction.atomic
def pilot_item(*, item_id: int, actor: Viewer, at: dt.datetime) -> Item:
    """Fix a draft as it is, so that people may try it before forms draw it. One on trial stays so.

    Raises NotReady, IllegalStep.
    """
    item = _lock(item_id)
    if item.status == Status.PILOT:
        return item
    if item.status != Status.DRAFT:
        raise IllegalStep
    _require_read(item)
    item.status = Status.PILOT
    item.save(update_fields=["status"])
    _record(item, "item-piloted", at, actor)
    return item


@transaction.atomic
def put_live(*, item_id: int, actor: Viewer, at: dt.datetime) -> Item:
    """Put an item to use; the version that was in use until now is retired with it.

    One that is live stays live. Raises NotReady, IllegalStep.
    """
    item = _lock(item_id)
    if item.status == Status.LIVE:
        return item
    if item.status == Status.RETIRED:
        raise IllegalStep
    _require_read(item)
    before = Item.objects.live().filter(code=item.code).first()
    if before is not None:
        reason = _("Replaced by version %(version)s.") % {"version": item.version}
        _retire(before, reason, at, actor)
    item.status, item.live_at = Status.LIVE, at
    item.save(update_fields=["status", "live_at"])
    _record(item, "item-live", at, actor)
    return item


@transaction.atomic
def retire_item(*, item_id: int, reason: str, actor: Viewer, at: dt.datetime) -> Item:
    """Draw an item no more, for a reason. Sittings that have it go on; a retired one keeps its
    moment and its reason."""
    item = _lock(item_id)
    if item.status != Status.RETIRED:
        _retire(item, reason, at, actor)
    return item


@transaction.atomic
def note_reading(*, item_id: int, proof_note: str, actor: Viewer, at: dt.datetime) -> Item:
    """Write down what a second reading found; the same note again changes nothing."""
    item = _lock(item_id)
    if item.proof_note != proof_note:
        item.proof_note = proof_note
        item.save(update_fields=["proof_note"])
        _record(item, "item-read", at, actor)
    return item


def _retire(item: Item, reason: str, at: dt.datetime, actor: Viewer) -> None:
    item.status, item.retired_at, item.retired_reason = Status.RETIRED, at, reason
    item.save(update_fields=["status", "retired_at", "retired_reason"])
    _record(item, "item-retired", at, actor, reason=reason)


def _lock(item_id: int) -> Item:
    """Lock an item and every other version of it, by ascending key: a version that goes live and
    one that is copied wait for each other."""
    code = Item.objects.values_list("code", flat=True).get(pk=item_id)
    rows = Item.objects.filter(code=code).order_by("pk").select_for_update(no_key=True)
    return {item.pk: item for item in rows}[item_id]


def _competencies(spec: ItemSpec) -> dict[str, int]:
    return dict(Competency.objects.filter(code=spec.competency).values_list("code", "pk"))


def _require_sound(spec: ItemSpec) -> None:
    problems = spec_problems(spec)
    if problems:
        raise NotReady(problems)


def _require_read(item: Item) -> None:
    missing = [] if item.rationale.strip() else [_("it does not say why the key is right")]
    if not item.proof_note.strip():
        missing.append(_("there is no note of a second reading"))
    if missing:
        raise NotReady(missing)


def _record(item: Item, verb: str, at: dt.datetime, actor: Viewer, **facts: Any) -> None:
    record_entry(
        subject=SUBJECT,
        subject_key=item.pk,
        verb=verb,
        at=at,
        actor=actor,
        facts={"code": item.code, "version": item.version, **facts},
    )
