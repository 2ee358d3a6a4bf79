"""What planning needs to know of people, and the plans that were asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from candidates.outbox.models import Task
from interviews.days.models import Day
from interviews.stages import registry

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


class Skill(models.Model):
    """Who runs which kind of stage, or learns to by sitting in."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="skills")
    kind = models.CharField(max_length=40, choices=registry.choices)
    in_training = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="one_skill_per_person_and_kind")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"


class WorkLimit(models.Model):
    """How much of somebody a Day may take; nothing said is no limit."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="work_limit"
    )
    sessions_a_day = models.PositiveSmallIntegerField(_("sessions a day"), null=True, blank=True)
    sessions_a_week = models.PositiveSmallIntegerField(_("sessions a week"), null=True, blank=True)
    minutes_in_a_row = models.PositiveSmallIntegerField(
        _("minutes without a rest"), null=True, blank=True
    )
    # codes of the languages that they interview in; nothing said is all of them
    languages = ArrayField(models.CharField(max_length=8), default=list, blank=True)

    def __str__(self) -> str:
        return f"limits of {self.person_id}"


class WorkHours(models.Model):
    """When somebody can interview on a day of the week, by their own clock."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="work_hours")
    weekday = models.PositiveSmallIntegerField()  # Monday is 0
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__lte=6, starts__lt=F("ends")),
                name="work_hours_begin_before_they_end",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.weekday} {self.starts}–{self.ends}"


class TimeException(models.Model):
    """A date that is unlike its week: away, or there after all. Without times, all day."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="time_exceptions"
    )
    on = models.DateField()
    starts = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    is_away = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts__isnull=True, ends__isnull=True) | Q(starts__lt=F("ends")),
                name="an_exception_is_a_whole_day_or_begins_before_it_ends",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.on}"


class PlanRunQuerySet(models.QuerySet["PlanRun"]):
    def visible_to(self, user: Viewer) -> PlanRunQuerySet:
        return self.filter(day__in=Day.objects.visible_to(user).values("pk"))


class PlanRun(models.Model):
    """One asking for a timetable: what was asked, the best found so far, what became of it.

    It thinks about the Day as it was at `day_version`; applied it is only to that same Day.
    `sessions` are dictionaries in minutes from the Day's start.
    """

    class State(models.TextChoices):
        THINKING = "thinking", _("Thinking")
        READY = "ready", _("Ready")
        APPLIED = "applied", _("Taken over")
        DISCARDED = "discarded", _("Put away")

    OPEN = (State.THINKING, State.READY)

    day = models.ForeignKey(Day, models.CASCADE, related_name="plan_runs")
    is_repair = models.BooleanField(default=False)
    day_version = models.PositiveIntegerField()
    setup = models.JSONField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.THINKING)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    task = models.ForeignKey(Task, models.SET_NULL, null=True, blank=True, related_name="+")
    stop_asked_at = models.DateTimeField(null=True, blank=True)
    sessions = models.JSONField(null=True, blank=True)
    unplaced = models.JSONField(default=list, blank=True)
    help = models.JSONField(default=dict, blank=True)
    first_value = models.PositiveIntegerField(null=True, blank=True)
    value = models.PositiveIntegerField(null=True, blank=True)
    bound = models.PositiveIntegerField(null=True, blank=True)
    found = models.PositiveSmallIntegerField(default=0)  # timetables, each better than the last
    first_at = models.DateTimeField(null=True, blank=True)
    found_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    objects = PlanRunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day"],
                condition=Q(state__in=("thinking", "ready")),
                name="one_open_plan_per_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("ready", "applied")) | Q(sessions__isnull=False),
                name="a_plan_that_is_ready_has_sessions",
            ),
        ]

    def __str__(self) -> str:
        return f"plan {self.pk} of day {self.day_id}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def gained(self) -> float | None:
        """Return by how many percent the best is cheaper than the first one was."""
        if not self.first_value or self.value is None:
            return None
        return 100 * (self.first_value - self.value) / self.first_value

    @property
    def possible(self) -> float | None:
        """Return by how many percent it could be cheaper at most."""
        if not self.value or self.bound is None:
            return None
        return max(0.0, 100 * (self.value - self.bound) / self.value)
