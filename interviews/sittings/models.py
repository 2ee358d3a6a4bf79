"""Sittings: one candidate taking one test or written exercise, what was asked and answered."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from candidates.applications.models import Application
from candidates.openings.models import OpeningMember
from interviews.plans.models import Stage

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

MULTIPLIERS: Final = (Decimal("1.00"), Decimal("1.25"), Decimal("1.50"), Decimal("2.00"))


class SittingQuerySet(models.QuerySet["Sitting"]):
    def visible_to(self, user: Viewer) -> SittingQuerySet:
        """Sittings of applications that the user recruits or decides for."""
        return self.filter(application__in=Application.objects.visible_to(user).values("pk"))

    def counting(self) -> SittingQuerySet:
        """Those that were not set aside for another attempt, retests on site left out."""
        return self.filter(set_aside_at=None, on_site=False)

    def open(self) -> SittingQuerySet:
        return self.filter(ended_at=None)


class Sitting(models.Model):
    """One attempt of one candidate at what a stage makes one sit.

    `paper` is what the candidate is shown, composed once; `keys` tells right from wrong and never
    leaves the server. Only `sittings.actions` writes here, under a lock on the row.
    """

    class State(models.TextChoices):
        RUNNING = "running", _("Running")
        BETWEEN = "between", _("Between two parts")
        ENDED = "ended", _("Done")

    class Ending(models.TextChoices):
        FINISHED = "finished", _("handed in")
        TIME = "time", _("the time was over")
        LEFT = "left", _("left open")
        STOPPED = "stopped", _("stopped from our side")

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    application = models.ForeignKey(Application, models.PROTECT, related_name="sittings")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="sittings")
    attempt = models.PositiveSmallIntegerField(default=1)
    seed = models.BigIntegerField()
    language = models.CharField(max_length=10)
    paper = models.JSONField()
    keys = models.JSONField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.RUNNING)
    section = models.PositiveSmallIntegerField(default=0)  # the running, or the next one
    section_began_at = models.DateTimeField(null=True, blank=True)
    deadline = models.DateTimeField(null=True, blank=True)  # grace included; none: no time runs
    multiplier = models.DecimalField(max_digits=3, decimal_places=2, null=True, default=1)
    breaks = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=8, choices=Ending.choices, blank=True)
    on_site = models.BooleanField(default=False)  # a supervised second sitting: see `Retest`
    # another attempt was allowed: this one is kept, and counts no more
    set_aside_at = models.DateTimeField(null=True, blank=True)
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    set_aside_reason = models.TextField(blank=True)
    objects = SittingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "stage"],
                condition=Q(ended_at__isnull=True),
                name="one_open_sitting_per_application_and_stage",
            ),
            models.UniqueConstraint(
                fields=["application", "stage"],
                condition=Q(set_aside_at__isnull=True, on_site=False),
                name="one_sitting_counts_per_application_and_stage",
            ),
            models.UniqueConstraint(
                fields=["application", "stage", "attempt"], name="attempts_are_numbered"
            ),
            models.CheckConstraint(
                condition=Q(state="running", section_began_at__isnull=False)
                | (~Q(state="running") & Q(section_began_at__isnull=True, deadline__isnull=True)),
                name="time_runs_exactly_while_a_sitting_runs",
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_at__isnull=False, ending__regex=r"\w")
                | (~Q(state="ended") & Q(ended_at__isnull=True, ending="")),
                name="a_sitting_that_ended_says_when_and_how",
            ),
            models.CheckConstraint(
                condition=Q(deadline__isnull=True) | Q(deadline__gt=F("section_began_at")),
                name="a_section_lasts_a_while",
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("started_at"))
                & (Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at"))),
                name="a_sitting_ends_after_it_started",
            ),
            models.CheckConstraint(
                condition=Q(multiplier__isnull=True) | Q(multiplier__in=MULTIPLIERS),
                name="a_sitting_has_one_of_the_agreed_multipliers",
            ),
            models.CheckConstraint(
                condition=Q(
                    set_aside_at__isnull=True, set_aside_by__isnull=True, set_aside_reason=""
                )
                | Q(
                    set_aside_at__isnull=False,
                    set_aside_by__isnull=False,
                    set_aside_reason__regex=r"\S",
                    ended_at__isnull=False,
                ),
                name="who_sets_a_sitting_aside_gives_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["closes_at"],
                condition=Q(ended_at__isnull=True),
                name="open_sittings_by_their_end",
            ),
            models.Index(
                fields=["deadline"],
                condition=Q(state="running"),
                name="running_sittings_by_deadline",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_sitting_keeps_its_paper",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__paper__df=pgtrigger.F("new__paper"))
                | pgtrigger.Q(old__keys__df=pgtrigger.F("new__keys"))
                | pgtrigger.Q(old__started_at__df=pgtrigger.F("new__started_at")),
            ),
            pgtrigger.Protect(
                name="a_sitting_that_ended_stays_ended",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_at__isnull=False)
                & pgtrigger.Q(old__ended_at__df=pgtrigger.F("new__ended_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"Sitting {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.ended_at is None


class Answer(models.Model):
    """What a candidate answered to one task: one row, the later sequence number wins.

    `shown_at` is set for a task that is shown once, by a click; it is then there before any value.
    """

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="answers")
    task_key = models.CharField(max_length=60)
    value = models.JSONField(null=True)
    sequence = models.PositiveIntegerField(default=0)
    shown_at = models.DateTimeField(null=True, blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "task_key"], name="one_answer_per_sitting_and_task"
            ),
            models.CheckConstraint(
                condition=Q(sequence=0, saved_at__isnull=True)
                | Q(sequence__gt=0, saved_at__isnull=False),
                name="an_answer_is_saved_exactly_when_it_has_a_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id} {self.task_key}"


class Result(models.Model):
    """What an ended sitting came to, for a test that scores itself."""

    sitting = models.OneToOneField(Sitting, models.PROTECT, related_name="result")
    raw = models.FloatField()
    maximum = models.FloatField()
    error = models.FloatField(null=True, blank=True)  # standard error, on the scale of `raw`
    parts = models.JSONField(default=dict)
    scored_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(maximum__gt=0, raw__gte=0, raw__lte=F("maximum")),
                name="a_result_lies_between_nothing_and_its_maximum",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id}: {self.raw:g} of {self.maximum:g}"


class RetestQuerySet(models.QuerySet["Retest"]):
    def visible_to(self, user: Viewer) -> RetestQuerySet:
        """Those of applications that the user recruits or decides for."""
        seen = Application.objects.visible_to(user).values("pk")
        return self.filter(first__application__in=seen)


class Retest(models.Model):
    """A second sitting under supervision, granted with a reason; both results are kept.

    It begins with a word that the recruiter tells on site. Which result counts is the plan's.
    """

    first = models.OneToOneField(Sitting, models.PROTECT, related_name="retest")
    second = models.OneToOneField(
        Sitting, models.PROTECT, null=True, blank=True, related_name="retest_of"
    )
    word = models.CharField(max_length=12)
    reason = models.TextField()
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    objects = RetestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S") & Q(word__regex=r"\S"),
                name="a_retest_has_a_reason_and_a_word",
            )
        ]

    def __str__(self) -> str:
        return f"Retest of {self.first_id}"


class Fact(models.Model):
    """How a sitting went, for people to read: it enters no score and nothing follows from it.

    One row per kind and task; `amount` only grows, so that what is told twice counts once.
    """

    class Kind(models.TextChoices):
        TIME = "time", _("time on the task, in milliseconds")
        AWAY = "away", _("times the page was left")
        PASTE = "paste", _("times something was pasted")
        LATE = "late", _("answers that came after the time")
        PHONE = "phone", _("taken on a narrow screen")

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    task_key = models.CharField(max_length=60, blank=True)
    amount = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "kind", "task_key"], name="one_fact_per_sitting_kind_and_task"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id} {self.kind} {self.amount}"


class AccommodationQuerySet(models.QuerySet["Accommodation"]):
    def visible_to(self, user: Viewer) -> AccommodationQuerySet:
        """For the recruiters of an opening and administrators: not for who decides or marks."""
        if user.has_perm("candidates.see_every_opening"):
            return self
        recruits = OpeningMember.objects.filter(
            user_id=user.pk, part=OpeningMember.Part.RECRUITER
        ).values("opening")
        return self.filter(application__opening__in=recruits)


class Accommodation(models.Model):
    """What a candidate asked for to take part well, and what a recruiter granted.

    Everybody is asked, in one box, without a reason or a diagnosis. It is stored apart from
    everything that markers, interviewers and reports read.
    """

    application = models.OneToOneField(Application, models.PROTECT, related_name="accommodation")
    wish = models.TextField(blank=True)
    wished_at = models.DateTimeField(null=True, blank=True)
    # 1 is the time that everybody has; none takes the time limit away
    multiplier = models.DecimalField(max_digits=3, decimal_places=2, null=True, default=1)
    breaks = models.BooleanField(default=False)
    alternative = models.TextField(blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    granted_at = models.DateTimeField(null=True, blank=True)
    objects = AccommodationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(multiplier__isnull=True) | Q(multiplier__in=MULTIPLIERS),
                name="extra_time_is_one_of_the_agreed_multipliers",
            ),
            models.CheckConstraint(
                condition=Q(granted_at__isnull=False, granted_by__isnull=False)
                | Q(
                    granted_at__isnull=True,
                    granted_by__isnull=True,
                    multiplier=1,
                    breaks=False,
                    alternative="",
                ),
                name="a_person_stands_behind_what_is_granted",
            ),
            models.CheckConstraint(
                condition=Q(wished_at__isnull=False) | Q(wish=""),
                name="a_wish_says_when_it_came",
            ),
        ]

    def __str__(self) -> str:
        return f"Accommodation {self.pk}"
