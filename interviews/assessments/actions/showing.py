"""Counting how often items were shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from interviews.assessments.models import Item

if TYPE_CHECKING:
    from collections.abc import Collection


@transaction.atomic
def count_exposures(*, item_pks: Collection[int]) -> None:
    """Count that these items were shown to one more person. Each call counts: call it in the
    transaction that draws the form, last, since it keeps the items locked until the commit.

    Locks by ascending key, so that two forms that share items cannot wait for each other.
    """
    rows = Item.objects.filter(pk__in=item_pks)
    list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    rows.update(exposure_count=F("exposure_count") + 1)
