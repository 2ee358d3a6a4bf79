"""Reports: PDFs that somebody asked for, built by workers, kept for a while."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from candidates.applications.models import Application
from candidates.files.models import StoredFile
from candidates.openings.models import Opening
from candidates.outbox.models import Task
from hiring.reports.kinds import CANDIDATE, FULL, VARIANTS, Wanted
from interviews.days.models import Day, Session

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from candidates.people.models import Candidate

MOST_CHOSEN = 100
OWN_KINDS = ("result-sheet",)  # in the portal, and not only in the hands of staff
_SUBJECTS = ("application", "day", "session", "opening", "figures")


def _about_one_thing() -> Q:
    """Exactly one of the subjects is named."""
    found = Q()
    for subject in _SUBJECTS:
        found |= Q(**{f"{each}__isnull": each != subject for each in _SUBJECTS})
    return found


def variant_choices() -> list[tuple[str, Any]]:
    """Give the field its choices; as a callable, a new variant needs no migration."""
    return list(VARIANTS.items())


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: Viewer) -> ReportQuerySet:
        """Reports that the user asked for; a report is made of what its asker may see."""
        return self.filter(asked_by_id=user.pk)

    def kept(self, at: dt.datetime) -> ReportQuerySet:
        return self.filter(expires_at__gt=at)

    def of_candidate(self, candidate: Candidate) -> ReportQuerySet:
        """What was drawn for the candidate's own hands."""
        own = self.filter(variant=CANDIDATE, kind__in=OWN_KINDS, file__isnull=False)
        return own.filter(application__candidate=candidate)

    def for_list(self) -> ReportQuerySet:
        """Newest first, with everything that a row of a list names."""
        related = (
            "application__candidate",
            "application__opening",
            "day__opening",
            "session__station__stage",
            "session__station__day__opening",
            "opening",
            "task",
            "file",
        )
        return self.select_related(*related).order_by("-asked_at", "-pk")


class Report(models.Model):
    """One report that one person asked for; its task says how far it is.

    It is about an application, a Day, a session, or an opening: in one month, or with `chosen`
    applications, of which it bundles a report each; or a board of figures.
    """

    kind = models.CharField(max_length=40)
    variant = models.CharField(max_length=9, choices=variant_choices, default=FULL)
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="reports"
    )
    day = models.ForeignKey(Day, models.CASCADE, null=True, blank=True, related_name="reports")
    session = models.ForeignKey(
        Session, models.CASCADE, null=True, blank=True, related_name="reports"
    )
    opening = models.ForeignKey(
        Opening, models.PROTECT, null=True, blank=True, related_name="reports"
    )
    month = models.DateField(null=True, blank=True)  # its first day
    chosen = ArrayField(models.BigIntegerField(), default=list, blank=True)
    # a board of figures: its code with its filters; null, because a report is about one thing
    figures = models.CharField(max_length=600, null=True, blank=True)  # noqa: DJ001
    language = models.CharField(max_length=10, default="en")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reports")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    task = models.OneToOneField(Task, models.SET_NULL, null=True, blank=True, related_name="report")
    file = models.OneToOneField(
        StoredFile, models.SET_NULL, null=True, blank=True, related_name="report"
    )
    inputs_sha256 = models.CharField(max_length=64, blank=True)
    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("asked_at")), name="a_report_is_kept_for_a_while"
            ),
            models.CheckConstraint(
                condition=Q(file__isnull=True) | ~Q(inputs_sha256=""),
                name="a_finished_report_names_its_inputs",
            ),
            models.CheckConstraint(
                condition=_about_one_thing(), name="a_report_is_about_exactly_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(month__isnull=True)
                | Q(opening__isnull=False, month__day=1, chosen__len=0),
                name="a_report_of_a_month_names_its_first_day",
            ),
            models.CheckConstraint(
                condition=Q(opening__isnull=True)
                | Q(month__isnull=False)
                | Q(chosen__len__gte=1, chosen__len__lte=MOST_CHOSEN),
                name="a_bundle_has_one_to_a_hundred_candidates",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | Q(file__isnull=True),
                name="a_cancelled_report_has_no_file",
            ),
        ]
        indexes = [models.Index(fields=["asked_by", "-asked_at"], name="reports_by_person")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def wanted(self) -> Wanted:
        """What it was asked for, as kinds want to hear it."""
        return Wanted(
            kind=self.kind,
            variant=self.variant,
            application_id=self.application_id,
            day_id=self.day_id,
            session_id=self.session_id,
            opening_id=self.opening_id,
            month=self.month,
            chosen=tuple(self.chosen),
            figures=self.figures,
        )

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def is_on_its_way(self) -> bool:
        """Whether a file will still come without anybody's help."""
        if self.is_cancelled or self.file_id is not None or self.task is None:
            return False
        return self.task.is_open
