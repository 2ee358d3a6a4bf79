"""Result sheets: words for one candidate about their Day, by stage; no marks, nobody's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from candidates.applications.models import Application
from interviews.plans.models import Stage
from interviews.scorecards.models import still_owes

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

_APPROVED = """
    IF EXISTS (
        SELECT 1 FROM hiring_resultsheet s
        WHERE s.id = COALESCE(NEW.sheet_id, OLD.sheet_id) AND s.approved_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'the result sheet is approved: its words stay'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
"""


class ResultSheetQuerySet(models.QuerySet["ResultSheet"]):
    def visible_to(self, user: Viewer) -> ResultSheetQuerySet:
        """Sheets on applications that the user may see; to the blind the words would tell how
        others marked."""
        seen = Application.objects.visible_to(user).values("pk")
        return self.filter(~still_owes(user), application__in=seen)

    def approved(self) -> ResultSheetQuerySet:
        return self.filter(approved_at__isnull=False)


@pghistory.track()
class ResultSheet(models.Model):
    """What one candidate hears of their Day. A draft until somebody approves it; then it stays."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="result_sheet")
    overall = models.TextField(_("overall"))
    # counts the changes of a draft, so that two people who write at once are told
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    objects = ResultSheetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__gte=F("written_at")),
                name="an_approved_result_sheet_says_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=Q(overall__regex=r"\S"), name="a_result_sheet_says_something"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="an_approved_result_sheet_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__approved_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"Result sheet {self.pk}"

    @property
    def is_approved(self) -> bool:
        return self.approved_at is not None


@pghistory.track()
class ResultWords(models.Model):
    """What stands on a sheet about one stage."""

    sheet = models.ForeignKey(ResultSheet, models.CASCADE, related_name="words")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+")
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "stage"], name="one_text_per_sheet_and_stage"),
            models.CheckConstraint(
                condition=Q(text__regex=r"\S"), name="words_about_a_stage_say_something"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="words_of_an_approved_sheet_stay",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=_APPROVED,
            )
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.stage_id}"
