"""How many applications ever reached each state, and how many stand there: kept while they move."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

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


class SourceCount(models.Model):
    """The same counts by source and language, by the month of applying (UTC), as differences.

    A table of its own: with days in it, it would grow with the number of applications. Neither
    the source of an application nor the language of a candidate changes once it is there.
    """

    opening = models.ForeignKey(Opening, models.CASCADE, related_name="source_counts")
    applied_in = models.DateField()  # the first of the month
    source = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=9, choices=State.choices)
    reached = models.IntegerField()
    here = models.IntegerField()
    is_summed = models.BooleanField(default=False, db_default=False)  # is in `SourceTotal` as well

    class Meta:
        indexes = [
            models.Index(
                fields=["opening", "applied_in", "source", "language", "state"],
                include=["reached", "here"],
                name="source_counts_by_month",
            ),
            models.Index(
                fields=["opening"],
                condition=Q(is_summed=False),
                name="source_counts_not_summed_yet",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opening_id} {self.applied_in} {self.source} {self.state} {self.reached:+d}"


class SourceTotal(models.Model):
    """The sums of `SourceCount` over all months: of each opening, of each of its sources, and of
    each of its languages.

    The schedule that folds adds the rows that are not summed yet, so a total and those rows
    together are the truth at any moment. A hundredth of the rows, and no more with every month.
    """

    class By(models.TextChoices):
        OPENING = "opening"
        SOURCE = "source"
        LANGUAGE = "language"

    opening = models.ForeignKey(Opening, models.CASCADE, related_name="source_totals")
    apart_by = models.CharField(max_length=8, choices=By.choices)
    value = models.CharField(max_length=60, blank=True)  # the source or language
    state = models.CharField(max_length=9, choices=State.choices)
    reached = models.IntegerField()
    here = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opening", "apart_by", "value", "state"],
                name="one_total_per_opening_value_and_state",
            )
        ]

    def __str__(self) -> str:
        return f"{self.opening_id} {self.apart_by} {self.value} {self.state} {self.reached:+d}"


class StayCount(models.Model):
    """How long applications stayed where they are no longer: a histogram, as differences.

    `kind` is the state they left, `answer` (from applying to the first move that one of us made)
    or `hire` (from applying to the hire); `ending` how they left it. A bucket b begins at
    900·(2^(b/4) - 1) seconds, so that each is 19 % longer than the one before and sixty of them
    reach over a year; medians over any openings and months come from adding buckets.
    """

    class Ending(models.TextChoices):
        MOVED = "moved", _("moved on or back")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrew")

    ANSWER: ClassVar[str] = "answer"
    HIRE: ClassVar[str] = "hire"

    opening = models.ForeignKey(Opening, models.CASCADE, related_name="stay_counts")
    applied_in = models.DateField()  # the first of the month
    kind = models.CharField(max_length=9)
    ending = models.CharField(max_length=9, choices=Ending.choices)
    bucket = models.SmallIntegerField()
    amount = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["opening", "applied_in", "kind", "ending", "bucket"],
                include=["amount"],
                name="stay_counts_by_month",
            )
        ]

    def __str__(self) -> str:
        return f"{self.opening_id} {self.applied_in} {self.kind} {self.bucket} {self.amount:+d}"


class DecisionCount(models.Model):
    """How many decisions of an opening are held against the advice, and how many of them went
    against it, as differences; kept by triggers on the decisions and folded like the others."""

    opening = models.ForeignKey(Opening, models.CASCADE, related_name="decision_counts")
    decided = models.IntegerField()
    overrides = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.opening_id} {self.decided:+d} {self.overrides:+d}"


class Snapshot(models.Model):
    """Figures of one opening that a worker worked out: plain data, replaced when it is newer.

    What a kind holds is said where it is registered (`dashboards.snapshots`). Nothing in it is of
    one candidate alone.
    """

    opening = models.ForeignKey(Opening, models.CASCADE, related_name="snapshots")
    kind = models.CharField(max_length=20)
    result = models.JSONField()
    computed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opening", "kind"], name="one_snapshot_per_opening_and_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.opening_id}"
