"""What became of those who were hired: their ramp, their customers' words, their supervisors'."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from candidates.applications.models import Application
from candidates.openings.models import Opening
from candidates.outbox.models import Task
from interviews.composites.models import Composite

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


class HireQuerySet(models.QuerySet["Hire"]):
    def visible_to(self, user: Viewer) -> HireQuerySet:
        """Hires of openings that the user decides for; all of them for administrators."""
        openings = Opening.objects.decided_by(user).values("pk")
        return self.filter(application__opening__in=openings)

    def for_list(self) -> HireQuerySet:
        """The newest first, with everything that a row shows."""
        related = ("application__candidate", "application__opening", "supervisor")
        return self.select_related(*related).order_by("-starts_on", "-pk")


@pghistory.track()
class Hire(models.Model):
    """Somebody who was hired: since when, trained on, working alone on, left on and why."""

    class Leaving(models.TextChoices):
        QUIT = "quit", _("left by their own wish")
        DISMISSED = "dismissed", _("we ended it")
        ENDED = "ended", _("the contract ended")
        MOVED = "moved", _("moved to another team")

    application = models.OneToOneField(Application, models.PROTECT, related_name="hire")
    starts_on = models.DateField(_("first day"))
    trained_on = models.DateField(_("trained on"), null=True, blank=True)
    alone_on = models.DateField(_("works alone since"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    leaving = models.CharField(_("why"), max_length=9, choices=Leaving.choices, blank=True)
    leaving_words = models.TextField(_("in words"), blank=True)
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="supervised"
    )
    version = models.PositiveIntegerField(default=1)
    objects = HireQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-starts_on", "-id"], name="newest_hires_first")]
        constraints = [
            models.CheckConstraint(
                condition=Q(trained_on__isnull=True) | Q(trained_on__gte=F("starts_on")),
                name="nobody_is_trained_before_they_start",
            ),
            models.CheckConstraint(
                condition=Q(alone_on__isnull=True)
                | Q(alone_on__gte=F("starts_on"))
                & (Q(trained_on__isnull=True) | Q(alone_on__gte=F("trained_on"))),
                name="nobody_works_alone_before_they_are_trained",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True, leaving="", leaving_words="")
                | Q(left_on__isnull=False, left_on__gte=F("starts_on")) & ~Q(leaving=""),
                name="whoever_left_says_when_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"Hire {self.application_id}"


class HireMarks(models.Model):
    """The means of what a hire was marked before they were hired, kept by a worker.

    `means` holds by "stage", "criterion" and "interviewer" what `queries.marks.means_of` says.
    Locked marks stay, and one more locked mark makes another composite: what is kept of a
    composite is true as long as that is the current one, and goes with it.
    """

    composite = models.OneToOneField(
        Composite, models.CASCADE, primary_key=True, related_name="hire_marks"
    )
    means = models.JSONField()

    def __str__(self) -> str:
        return f"Marks of composite {self.composite_id}"


class HireCount(models.Model):
    """Counts of one opening's hires, as `queries.counts.Counts` has them, of one day (UTC).

    A worker replaces all of them; what changes a hire drops those of its opening, and whoever
    asks meanwhile counts.
    """

    opening = models.ForeignKey(Opening, models.CASCADE, related_name="hire_counts")
    is_against = models.BooleanField()  # hired against the advice
    counted_on = models.DateField()
    hires = models.PositiveIntegerField()
    stayed = models.PositiveIntegerField()
    trusted = models.PositiveIntegerField()
    here = models.PositiveIntegerField()
    alone = models.PositiveIntegerField()
    promoters = models.PositiveBigIntegerField()
    promoters_of = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opening", "is_against"], name="one_count_of_hires_per_opening_and_advice"
            )
        ]

    def __str__(self) -> str:
        return f"{self.opening_id} {self.hires}"


def _same(column: str) -> Func:
    return Func(column, column, Value("[]"), function="int8range", output_field=models.TextField())


def _pair(part: str, whole: str) -> Q:
    """Both are there, or neither; a part is no more than its whole."""
    return Q(**{f"{part}__isnull": True, f"{whole}__isnull": True}) | Q(
        **{f"{whole}__isnull": False, f"{part}__isnull": False},
        **{f"{whole}__gte": 1, f"{part}__lte": F(whole)},
    )


class Period(models.Model):
    """How somebody did in one stretch of time, half-open; what was not measured is missing."""

    hire = models.ForeignKey(Hire, models.CASCADE, related_name="periods")
    during = DateRangeField()
    satisfaction = models.FloatField(null=True, blank=True)  # mean, from 1 to 5
    satisfaction_of = models.PositiveIntegerField(null=True, blank=True)  # answers
    promoters = models.PositiveIntegerField(null=True, blank=True)  # said yes
    promoters_of = models.PositiveIntegerField(null=True, blank=True)
    quality = models.FloatField(null=True, blank=True)  # percent
    solved = models.PositiveIntegerField(null=True, blank=True)  # at first contact
    solved_of = models.PositiveIntegerField(null=True, blank=True)
    days_there = models.PositiveSmallIntegerField(null=True, blank=True)
    days_due = models.PositiveSmallIntegerField(null=True, blank=True)
    batch = models.ForeignKey(
        "hiring.Import", models.PROTECT, null=True, blank=True, related_name="periods"
    )

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="periods_of_one_person_do_not_overlap",
                expressions=[
                    (_same("hire_id"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(during__isempty=False, during__lower_inf=False)
                & Q(during__upper_inf=False),
                name="a_period_begins_and_ends",
            ),
            models.CheckConstraint(
                condition=Q(satisfaction__isnull=True, satisfaction_of__isnull=True)
                | Q(satisfaction__isnull=False, satisfaction_of__isnull=False)
                & Q(satisfaction__gte=1, satisfaction__lte=5, satisfaction_of__gte=1),
                name="satisfaction_is_a_mean_of_answers",
            ),
            models.CheckConstraint(
                condition=Q(quality__isnull=True) | Q(quality__gte=0, quality__lte=100),
                name="quality_is_a_percentage",
            ),
            models.CheckConstraint(
                condition=_pair("promoters", "promoters_of")
                & _pair("solved", "solved_of")
                & _pair("days_there", "days_due"),
                name="a_part_has_its_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hire_id} {self.during}"


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, user: Viewer) -> ReviewQuerySet:
        """Reviews that the user owes or gave, and those of openings that they decide for."""
        hires = Hire.objects.visible_to(user).values("pk")
        return self.filter(Q(supervisor_id=user.pk) | Q(hire__in=hires))

    def owed(self) -> ReviewQuerySet:
        return self.filter(answered_at__isnull=True)


_MARKS = ("customers", "reliability", "team", "learning")


class Review(models.Model):
    """What a supervisor says after 30, 90 and 180 days: four marks on anchored scales."""

    hire = models.ForeignKey(Hire, models.CASCADE, related_name="reviews")
    after_days = models.PositiveSmallIntegerField()
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviews_owed"
    )
    asked_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    customers = models.PositiveSmallIntegerField(null=True, blank=True)
    reliability = models.PositiveSmallIntegerField(null=True, blank=True)
    team = models.PositiveSmallIntegerField(null=True, blank=True)
    learning = models.PositiveSmallIntegerField(null=True, blank=True)
    again = models.BooleanField(_("would you hire them again?"), null=True, blank=True)
    words = models.TextField(_("in words"), blank=True)
    objects = ReviewQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["hire"], condition=Q(answered_at__isnull=True), name="reviews_that_are_owed"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["hire", "after_days"], name="one_review_per_hire_and_time"
            ),
            models.CheckConstraint(
                condition=Q(after_days__in=(30, 90, 180)), name="reviews_come_at_30_90_and_180_days"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, **{f"{m}__isnull": True for m in _MARKS})
                | Q(
                    answered_at__isnull=False,
                    again__isnull=False,
                    **{f"{m}__isnull": False for m in _MARKS},
                    **{f"{m}__gte": 1 for m in _MARKS},
                    **{f"{m}__lte": 5 for m in _MARKS},
                ),
                name="an_answered_review_has_every_mark",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hire_id} +{self.after_days}"

    @property
    def mean(self) -> float | None:
        """The mean of the four marks; None before they are there."""
        marks = [getattr(self, name) for name in _MARKS]
        return sum(marks) / len(marks) if None not in marks else None


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, user: Viewer) -> ImportQuerySet:
        """One's own imports; all of them for administrators."""
        if user.has_perm("candidates.see_every_opening"):
            return self
        return self.filter(created_by_id=user.pk)


class Import(models.Model):
    """One file of outcomes: read, mapped, checked line by line, taken over by a worker, undone."""

    class State(models.TextChoices):
        READ = "read", _("Read")
        RUNNING = "running", _("Running")
        DONE = "done", _("Taken over")
        UNDONE = "undone", _("Undone")

    name = models.CharField(max_length=200)
    columns = models.JSONField()
    lines = models.JSONField()  # a list of cells for each line
    mapping = models.JSONField(default=dict)  # what stands in which column
    dates = models.CharField(max_length=3, default="iso")
    state = models.CharField(max_length=7, choices=State.choices, default=State.READ)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    task = models.OneToOneField(Task, models.SET_NULL, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    added = models.PositiveIntegerField(default=0)
    left_out = models.JSONField(default=list)  # numbers of lines that were not taken over
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    objects = ImportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("read", "running"), done_at__isnull=True)
                | Q(state="done", done_at__isnull=False, undone_at__isnull=True)
                | Q(state="undone", undone_at__isnull=False, undone_by__isnull=False),
                name="an_import_says_when_it_was_done_and_undone",
            )
        ]

    def __str__(self) -> str:
        return f"Import {self.pk}"
