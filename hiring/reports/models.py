"""Reports: PDFs that somebody asked for, built by workers, kept for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from candidates.applications.models import Application
from candidates.files.models import StoredFile
from candidates.outbox.models import Task

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: Viewer) -> ReportQuerySet:
        """Reports that the user asked for; a report is made of what its asker may see."""
        return self.filter(asked_by_id=user.pk)


class Report(models.Model):
    """One report that one person asked for; its task says how far it is."""

    kind = models.CharField(max_length=40)
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="reports"
    )
    language = models.CharField(max_length=10, default="en")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reports")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
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
        ]
        indexes = [models.Index(fields=["asked_by", "-asked_at"], name="reports_by_person")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
