"""What is owed is a row: tasks, and the schedules that make them. RQ only rings the bell."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from candidates.outbox import registry


class Task(models.Model):
    """A piece of work owed (a mail, a PDF, a composite), from being owed to being done.

    pending → sent (RQ was told) → running (claimed under a lease) → done | failed | held.
    A lease that ran out puts it back to pending, or to held where doing it twice is worse
    than asking a person.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("owed")
        SENT = "sent", _("queued")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        HELD = "held", _("held for a person")
        DROPPED = "dropped", _("dropped")

    class Queue(models.TextChoices):
        FAST = "fast", _("fast")
        SLOW = "slow", _("slow")

    OPEN: ClassVar[tuple[State, ...]] = (State.PENDING, State.SENT, State.RUNNING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=100)
    payload = models.JSONField(default=dict)
    dedupe_key = models.CharField(max_length=200, null=True, blank=True)  # noqa: DJ001  (unique)
    queue = models.CharField(max_length=4, choices=Queue.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveIntegerField(default=0)
    max_attempts = models.PositiveIntegerField(default=8)
    created_at = models.DateTimeField()
    run_after_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    lease = models.UUIDField(null=True, blank=True)
    lease_until_at = models.DateTimeField(null=True, blank=True)
    # set and committed just before an effect that cannot be taken back (handing a mail over)
    effect_begun_at = models.DateTimeField(null=True, blank=True)
    # a person wants it no more; a worker that runs it hears of it at its next step
    cancel_asked_at = models.DateTimeField(null=True, blank=True)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    progress_label = models.CharField(max_length=200, blank=True)
    result = models.JSONField(default=dict, blank=True)
    error = models.TextField(blank=True)
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "dedupe_key"],
                # not while it runs: what is owed meanwhile must run after it, on newer facts
                condition=Q(state__in=("pending", "sent")),
                name="one_waiting_task_per_kind_and_dedupe_key",
            ),
            models.CheckConstraint(
                condition=Q(state="running", lease__isnull=False, lease_until_at__isnull=False)
                | (~Q(state="running") & Q(lease__isnull=True)),
                name="a_task_has_a_lease_exactly_while_it_runs",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("done", "dropped"), finished_at__isnull=False)
                | ~Q(state__in=("done", "dropped")),
                name="a_finished_task_says_when",
            ),
            models.CheckConstraint(
                condition=Q(progress_done__lte=F("progress_total")),
                name="a_task_is_not_more_than_done",
            ),
        ]
        indexes = [
            models.Index(
                fields=["run_after_at"],
                condition=Q(state__in=("pending", "sent", "running")),
                name="open_tasks_by_time",
            ),
            models.Index(fields=["state", "-created_at"], name="tasks_by_state"),
            # both for taking turns: the longest waiting of a kind, and when it had its last turn
            models.Index(
                fields=["queue", "kind", "run_after_at"],
                condition=Q(state__in=("pending", "sent")),
                name="waiting_tasks_by_kind",
            ),
            models.Index(
                fields=["kind", "-started_at"],
                condition=Q(started_at__isnull=False),
                name="tasks_by_kind_and_start",
            ),
        ]
        permissions = [("operate", "Can see and steer the work that is owed")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def label(self) -> str:
        """What people call this kind of work."""
        return registry.label_of(self.kind)

    @property
    def error_sentence(self) -> str:
        """What went wrong, in words for people."""
        return self.error.partition("\n\n")[0]

    @property
    def error_details(self) -> str:
        """What went wrong, for whoever repairs it."""
        return self.error.partition("\n\n")[2]

    @property
    def is_open(self) -> bool:
        """Whether it will still be done without a person's help."""
        return self.state in self.OPEN


class Schedule(models.Model):
    """A task kind that is owed again and again; any number of dispatchers may look at it."""

    name = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=100)
    every_seconds = models.PositiveIntegerField()
    next_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(every_seconds__gte=1), name="a_schedule_repeats_after_a_second_or_more"
            )
        ]

    def __str__(self) -> str:
        return self.name
