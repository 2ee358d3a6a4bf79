"""Answering, taking it back, and keeping the counts."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db import transaction

from candidates.openings.models import Opening
from candidates.outbox.actions import owe_task
from candidates.people.models import Candidate
from hiring.fairness.counting import Counts
from hiring.fairness.models import GroupCount, SelfIdentification

COUNT: Final = "fairness.count"


@transaction.atomic
def answer(
    *,
    candidate_id: int,
    at: dt.datetime,
    gender: str = "",
    age: str = "",
    ethnicity: str = "",
    disability: str = "",
) -> SelfIdentification:
    """Keep what a candidate says about themselves, instead of what they said before.

    Said twice is said once. Everything may be empty: then they are not asked again. Nothing is
    written to any history, and nobody is told.
    """
    Candidate.objects.select_for_update(no_key=True).get(pk=candidate_id)
    row, _created = SelfIdentification.objects.update_or_create(
        candidate_id=candidate_id,
        defaults={
            "gender": gender,
            "age": age,
            "ethnicity": ethnicity,
            "disability": disability,
            "answered_at": at,
        },
    )
    return row


@transaction.atomic
def forget(*, candidate_id: int) -> bool:
    """Delete what a candidate said; twice is the same. Return whether there was anything."""
    deleted, _each = SelfIdentification.objects.filter(candidate=candidate_id).delete()
    return bool(deleted)


@transaction.atomic
def keep_counts(*, opening_id: int, counts: Counts, at: dt.datetime) -> int:
    """Put an opening's counts in the place of the older ones; twice is the same."""
    Opening.objects.select_for_update(no_key=True).get(pk=opening_id)
    GroupCount.objects.filter(opening=opening_id).delete()
    rows = [
        GroupCount(
            opening_id=opening_id,
            year=key.year,
            characteristic=key.characteristic,
            group=key.group,
            step=key.step,
            passed=passed,
            of=of,
            counted_at=at,
        )
        for key, (passed, of) in counts.items()
    ]
    GroupCount.objects.bulk_create(rows, batch_size=2000)
    return len(rows)


@transaction.atomic
def owe_counts(*, at: dt.datetime) -> int:
    """Owe the counts of every opening; again, while they wait: the same tasks."""
    ids = list(Opening.objects.exclude(state=Opening.State.DRAFT).values_list("pk", flat=True))
    for opening_id in ids:
        owe_task(kind=COUNT, payload={"opening_id": opening_id}, at=at, dedupe_key=str(opening_id))
    return len(ids)
