"""How many applications ever reached each state, and how many stand there: kept while they move."""

from __future__ import annotations

from django.db import models

from candidates.applications.models import State
from candidates.openings.models import Opening


class FunnelCount(models.Model):
    """Counts of applications by opening, day of applying (UTC) and state, as differences.

    Sum them. Statement triggers on the moves (in the migration, because they stand on a table
    of a lower floor) add rows, so that no two writers wait for one another, and a schedule folds
    the rows of a day together. A funnel therefore reads a few rows for each day on which
    somebody applied, from an index alone, however many applications there are.
    """

    opening = models.ForeignKey(Opening, models.CASCADE, related_name="funnel_counts")
    applied_on = models.DateField()
    state = models.CharField(max_length=9, choices=State.choices)
    reached = models.IntegerField()
    here = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["opening", "applied_on", "state"],
                include=["reached", "here"],
                name="funnel_counts_by_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.opening_id} {self.applied_on} {self.state} {self.reached:+d}"
