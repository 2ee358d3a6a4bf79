"""Keeping the counts of hires, so that no page counts them all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict

from django.db import connection, transaction

from candidates.openings.models import Opening
from hiring.outcomes.models import HireCount
from hiring.outcomes.queries.counts import Counts, count_hires


@transaction.atomic
def keep_hire_counts(*, today: dt.date) -> int:
    """Count the hires of every opening anew and put the counts in the place of those before;
    return how many openings there are. Again, on the same day and with the same hires, is the
    same; of two at once the second waits. Who reads does not wait."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE hiring_hirecount IN SHARE ROW EXCLUSIVE MODE")
    counts = count_hires(today)
    openings = list(Opening.objects.values_list("pk", flat=True))
    HireCount.objects.all().delete()
    HireCount.objects.bulk_create(
        HireCount(
            opening_id=opening, is_against=against, counted_on=today,
            **asdict(counts.get((opening, against), Counts())),
        )
        for opening in openings
        for against in (False, True)
    )  # fmt: skip
    return len(openings)


def forget_hire_counts(opening_ids: Iterable[int]) -> None:
    """Let the hires of these openings be counted by whoever asks, until a worker has kept them
    anew: something about them changes in this transaction."""
    HireCount.objects.filter(opening__in=set(opening_ids)).delete()
