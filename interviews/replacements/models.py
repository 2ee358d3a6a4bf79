"""Interviewers who said no to a session, why, and who came in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interviews.days.models import Day, Session

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


class DeclineQuerySet(models.QuerySet["Decline"]):
    def visible_to(self, user: Viewer) -> DeclineQuerySet:
        """Those of Days that the user may see; reasons are for recruiters, who are asked apart."""
        return self.filter(session__station__day__in=Day.objects.visible_to(user).values("pk"))


class Decline(models.Model):
    """One person's no to one session, with a reason. Rows are only ever added."""

    class Outcome(models.TextChoices):
        REPLACED = "replaced", _("Somebody else was asked")
        NOBODY = "nobody", _("Nobody else is free")
        FROZEN = "frozen", _("Too near: the recruiter decides")
        CAPPED = "capped", _("Too many said no: the recruiter decides")

    session = models.ForeignKey(Session, models.CASCADE, related_name="declines")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="declines")
    reason = models.TextField(_("reason"))
    declined_at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    objects = DeclineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"], name="one_decline_per_session_and_person"
            ),
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S"), name="a_session_is_declined_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(outcome="replaced", replaced_by__isnull=False)
                | (~Q(outcome="replaced") & Q(replaced_by__isnull=True)),
                name="a_replaced_interviewer_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} declined {self.session_id}"
