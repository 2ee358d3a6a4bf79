"""Composites: what the marks of all stages come to, kept as snapshots of what they are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.applications.models import Application
from candidates.openings.models import Opening
from interviews.plans.models import Criterion, Plan, Stage
from interviews.scorecards.models import still_owes
from interviews.stages import registry

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


class CompositeQuerySet(models.QuerySet["Composite"]):
    def visible_to(self, user: Viewer) -> CompositeQuerySet:
        """Composites of openings that the user recruits or decides for, except of candidates
        for whom the user still owes a scorecard."""
        openings = Opening.objects.keys_visible_to(user)
        return self.filter(~still_owes(user), application__opening__in=openings)

    def current(self) -> CompositeQuerySet:
        return self.filter(is_current=True)


class Composite(models.Model):
    """One computation for one application: value and standard error on the 1 to 5 scale.

    `inputs` holds the plan version, weights and marks that went in; the same inputs give the
    same `inputs_sha256` and the same numbers. Recomputing adds a row and moves `is_current`.
    """

    class Zone(models.TextChoices):
        CLEAR = "clear", _("Clear of the bar")
        NEAR = "near", _("Near the bar")
        BELOW = "below", _("Below the bar")
        INCOMPLETE = "incomplete", _("Incomplete")

    application = models.ForeignKey(Application, models.PROTECT, related_name="composites")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="composites")
    value = models.FloatField(null=True, blank=True)
    standard_error = models.FloatField(null=True, blank=True)
    probability = models.FloatField(null=True, blank=True)  # that the true value is at the bar
    zone = models.CharField(max_length=10, choices=Zone.choices)
    # marks that are still owed: "1 of 2"
    marks_locked = models.PositiveSmallIntegerField(default=0)
    marks_expected = models.PositiveSmallIntegerField(default=0)
    inputs = models.JSONField()
    inputs_sha256 = models.CharField(max_length=64)
    code_version = models.CharField(max_length=40)
    computed_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)
    objects = CompositeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(is_current=True),
                name="one_current_composite_per_application",
            ),
            models.CheckConstraint(
                condition=Q(zone="incomplete", value__isnull=True)
                | (
                    ~Q(zone="incomplete")
                    & Q(value__gte=1, value__lte=5)
                    & Q(standard_error__gte=0)
                    & Q(probability__gte=0, probability__lte=1)
                ),
                name="a_composite_is_a_number_with_its_error_or_incomplete",
            ),
        ]
        indexes = [
            models.Index(fields=["application", "-computed_at"], name="composites_by_application")
        ]

    def __str__(self) -> str:
        return f"Composite {self.pk}"

    @property
    def is_provisional(self) -> bool:
        return self.marks_locked < self.marks_expected


class StageScore(models.Model):
    """What the marks of one stage come to; a missing score is missing, never zero."""

    composite = models.ForeignKey(Composite, models.CASCADE, related_name="stage_scores")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="scores")
    value = models.FloatField(null=True, blank=True)
    standard_error = models.FloatField(null=True, blank=True)
    raters_locked = models.PositiveSmallIntegerField(default=0)
    raters_expected = models.PositiveSmallIntegerField(default=0)
    gate_met = models.BooleanField(null=True)  # none: no gate, or no score to hold against it

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["composite", "stage"], name="one_stage_score_per_composite_and_stage"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=1, value__lte=5),
                name="a_stage_score_lies_between_1_and_5",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage_id}: {self.value}"


class NormSet(models.Model):
    """How people did in one kind of test: frozen by a person, named, never changed.

    Mean and standard deviation are in percent of the maximum. A plan locked before it was frozen
    keeps scoring by its cut points, so that nobody's score moves because others took the test.
    """

    kind = models.CharField(max_length=40, choices=registry.choices)
    name = models.CharField(_("name"), max_length=120)
    people = models.PositiveIntegerField()
    mean = models.FloatField()
    deviation = models.FloatField()
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "frozen_at"], name="one_norm_set_per_kind_and_moment"
            ),
            models.CheckConstraint(
                condition=Q(people__gte=30, deviation__gt=0), name="norms_come_from_30_people"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="norms_are_frozen", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.people})"


class Calibration(models.Model):
    """How far raters agree on one criterion (or, without one, on a whole stage), and who is kind.

    A dated snapshot of everything that was locked then; a newer one is added beside it. `result`
    holds what `composites.calibrating` makes: reliability, variances, severities, fair scores,
    and in `refusals` why the fair scores are not to be used (empty: they are).
    """

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="calibrations")
    criterion = models.ForeignKey(
        Criterion, models.CASCADE, null=True, blank=True, related_name="calibrations"
    )
    result = models.JSONField()
    inputs_sha256 = models.CharField(max_length=64)
    code_version = models.CharField(max_length=40)
    computed_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "criterion"],
                condition=Q(is_current=True),
                nulls_distinct=False,
                name="one_current_calibration_per_stage_and_criterion",
            )
        ]

    def __str__(self) -> str:
        return f"Calibration {self.pk}"
