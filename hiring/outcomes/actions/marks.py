"""Keeping the means of what hires were marked, so that no page adds them up."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from hiring.outcomes.models import HireMarks
from hiring.outcomes.queries.marks import composites_to_keep, means_of
from interviews.scorecards.models import Scorecard

AT_ONCE: Final = 2_000


@transaction.atomic
def keep_marks() -> int:
    """Keep the means of hires of whom nothing is kept for their current composite, and drop what
    is kept for one that is not current any more; return how many are new.

    Again is the same; two at once keep the same means, and the second one's rows are left out.
    """
    HireMarks.objects.filter(composite__is_current=False).delete()
    composites = composites_to_keep(AT_ONCE)
    means = means_of(Scorecard.objects.all(), composites, composites.values())
    rows = [HireMarks(composite_id=pk, means=means.get(key, {})) for pk, key in composites.items()]
    HireMarks.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
