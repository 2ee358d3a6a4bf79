"""Norms of tests: frozen by a person from thirty results or more, never changed after it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from candidates.history.actions import record_entry
from interviews.composites import norms
from interviews.composites.models import NormSet, StageScore
from interviews.plans.models import Stage
from interviews.stages import registry

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from candidates.layout.viewer import Viewer


class TooFewResults(Exception):
    """Fewer than thirty results, or all of them the same."""

    def __str__(self) -> str:
        return _("Norms come from %(count)s people or more who do not all have the same.") % {
            "count": norms.ENOUGH
        }


@dataclass(frozen=True)
class Standing:
    """How far a kind of test is from norms of its own."""

    kind: str
    label: str
    results: int  # at most: scores of such stages, by whatever way they came about
    newest: NormSet | None

    @property
    def is_enough(self) -> bool:
        return self.results >= norms.ENOUGH


def percents_of(kind: str) -> list[float]:
    """Return everybody's result in this kind of test, in percent of the maximum."""
    measure = registry.get(kind).measure
    if measure is None:
        return []
    found = []
    for stage in Stage.objects.filter(kind=kind).order_by("pk"):
        takers = _scored(kind).filter(stage=stage).values_list("composite__application", flat=True)
        results = measure(stage.pk, list(takers))
        found += [norms.percent(each.raw, each.maximum) for each in results.values()]
    return found


def _scored(kind: str) -> QuerySet[StageScore]:
    """Current scores of this kind of stage: whoever took the test has one."""
    return StageScore.objects.filter(
        stage__kind=kind, composite__is_current=True, value__isnull=False
    )


def standings() -> list[Standing]:
    """Return how it stands with the norms of every kind of test that measures by itself."""
    return [
        Standing(
            kind.code,
            str(kind.label),
            _scored(kind.code).count(),
            NormSet.objects.filter(kind=kind.code).order_by("-frozen_at").first(),
        )
        for kind in registry.all_kinds()
        if kind.measure is not None
    ]


@transaction.atomic
def freeze_norms(*, kind: str, actor: Viewer, at: dt.datetime) -> NormSet:
    """Freeze what a kind's results come to now as norms for plans that are locked from here on.

    Nobody's score moves: a plan that is locked keeps what it had. The same results frozen again
    return the set that is there. Raises `TooFewResults`.
    """
    made = norms.make_norms(percents_of(kind))
    if made is None:
        raise TooFewResults
    newest = NormSet.objects.filter(kind=kind).order_by("-frozen_at").first()
    if newest and (newest.people, newest.mean, newest.deviation) == (
        made.people,
        made.mean,
        made.deviation,
    ):
        return newest
    label = str(registry.get(kind).label)
    frozen = NormSet.objects.create(
        kind=kind,
        name=f"{label} {at.date().isoformat()}",
        people=made.people,
        mean=made.mean,
        deviation=made.deviation,
        frozen_at=at,
        frozen_by_id=actor.pk,
    )
    record_entry(
        subject="norms",
        subject_key=frozen.pk,
        verb="norms-frozen",
        at=at,
        actor=actor,
        facts={"name": frozen.name, "people": frozen.people},
    )
    return frozen
