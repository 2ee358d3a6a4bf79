"""What happens to competencies: made, reworded, retired, taken up again.

Plans keep their own copy of the anchors, so that nothing here changes a plan, locked or not.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from candidates.history.actions import record_entry
from interviews.competencies.models import Competency

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

CODE_LENGTH = 60


class CompetencyExists(Exception):
    """There is a competency of this name, in use or retired."""

    def __str__(self) -> str:
        return _("There is a competency of this name already, in use or retired.")


def _record(competency: Competency, verb: str, at: dt.datetime, actor: Viewer) -> None:
    record_entry(
        subject="competency",
        subject_key=competency.pk,
        verb=verb,
        at=at,
        actor=actor,
        facts={"name": competency.name},
    )


def _lock(competency_id: int) -> Competency:
    return Competency.objects.select_for_update(no_key=True).get(pk=competency_id)


@transaction.atomic
def create_competency(
    *,
    name: str,
    family: str,
    description: str,
    anchor_1: str,
    anchor_3: str,
    anchor_5: str,
    actor: Viewer,
    at: dt.datetime,
) -> Competency:
    """Add a competency. A name that is taken, also by the first of two clicks, raises
    CompetencyExists."""
    if Competency.objects.filter(name__iexact=name).exists():
        raise CompetencyExists
    try:
        with transaction.atomic():
            competency = Competency.objects.create(
                code=slugify(name, allow_unicode=True)[:CODE_LENGTH],
                name=name,
                family=Competency.Family(family),
                description=description,
                anchor_1=anchor_1,
                anchor_3=anchor_3,
                anchor_5=anchor_5,
            )
    except IntegrityError as taken:
        raise CompetencyExists from taken
    _record(competency, "competency-created", at, actor)
    return competency


@transaction.atomic
def ensure_value(
    *,
    code: str,
    name: str,
    description: str,
    anchors: tuple[str, str, str],
    actor: Viewer,
    at: dt.datetime,
) -> Competency:
    """Return the competency of a company's value, made where there is none of this code.

    One that is there stays as it is, whoever worded it; a retired one is taken up again.
    """
    anchor_1, anchor_3, anchor_5 = anchors
    competency, is_new = Competency.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "family": Competency.Family.VALUE,
            "description": description,
            "anchor_1": anchor_1,
            "anchor_3": anchor_3,
            "anchor_5": anchor_5,
        },
    )
    if is_new or competency.retired_at is not None:
        competency.retired_at = None
        competency.save(update_fields=["retired_at"])
        verb = "competency-created" if is_new else "competency-restored"
        _record(competency, verb, at, actor)
    return competency


@transaction.atomic
def change_competency(
    *,
    competency_id: int,
    name: str,
    family: str,
    description: str,
    anchor_1: str,
    anchor_3: str,
    anchor_5: str,
    actor: Viewer,
    at: dt.datetime,
) -> Competency:
    """Reword a competency; its code stays. The same values change nothing.

    Raises CompetencyExists when another one has the name.
    """
    competency = _lock(competency_id)
    if Competency.objects.filter(name__iexact=name).exclude(pk=competency_id).exists():
        raise CompetencyExists
    wanted = {
        "name": name,
        "family": Competency.Family(family),
        "description": description,
        "anchor_1": anchor_1,
        "anchor_3": anchor_3,
        "anchor_5": anchor_5,
    }
    changed = [field for field, value in wanted.items() if getattr(competency, field) != value]
    if changed:
        for field in changed:
            setattr(competency, field, wanted[field])
        competency.save(update_fields=changed)
        _record(competency, "competency-changed", at, actor)
    return competency


@transaction.atomic
def retire_competency(*, competency_id: int, actor: Viewer, at: dt.datetime) -> Competency:
    """Offer a competency no more; plans that rate it go on. A retired one keeps its moment."""
    competency = _lock(competency_id)
    if competency.retired_at is None:
        competency.retired_at = at
        competency.save(update_fields=["retired_at"])
        _record(competency, "competency-retired", at, actor)
    return competency


@transaction.atomic
def restore_competency(*, competency_id: int, actor: Viewer, at: dt.datetime) -> Competency:
    """Offer a retired competency again; one in use stays as it is."""
    competency = _lock(competency_id)
    if competency.retired_at is not None:
        competency.retired_at = None
        competency.save(update_fields=["retired_at"])
        _record(competency, "competency-restored", at, actor)
    return competency
