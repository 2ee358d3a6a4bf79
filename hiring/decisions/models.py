"""Decisions: hire, decline or hold, by a named person with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from candidates.applications.models import Application
from candidates.openings.models import Opening
from interviews.composites.models import Composite
from interviews.scorecards.models import still_owes

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, user: Viewer) -> DecisionQuerySet:
        """Decisions on applications whose composite the user may see (nobody who is blind)."""
        decisions = self.filter(~still_owes(user))
        if user.has_perm("candidates.see_every_opening"):
            return decisions
        openings = Opening.objects.keys_visible_to(user)
        return decisions.filter(application__opening__in=openings)

    def standing(self) -> DecisionQuerySet:
        """The one decision of each application that has not been taken back."""
        return self.filter(revoked_at__isnull=True)

    def waiting(self) -> DecisionQuerySet:
        """Overrides that a second person has yet to agree to."""
        return self.standing().filter(
            is_override=True, effective_at__isnull=True, approved_at__isnull=True
        )

    def prepared(self) -> DecisionQuerySet:
        """Decisions that are made and wait to be released together."""
        return self.standing().filter(is_prepared=True, effective_at__isnull=True)

    def held_against_advice(self) -> DecisionQuerySet:
        """What an override rate is counted over: hires and declines for which the numbers had
        advice, and hires for which they had none."""
        advised = ~Q(advice=Decision.Advice.NONE) | Q(is_override=True)
        return self.filter(advised, revoked_at__isnull=True).exclude(verdict=Decision.Verdict.HOLD)


@pghistory.track()
class Decision(models.Model):
    """One person's decision on one application, with what the numbers had advised.

    Deciding against the advice, or under the bar, takes a second person before it counts.
    """

    class Verdict(models.TextChoices):
        HIRE = "hire", _("Hire")
        DECLINE = "decline", _("Decline")
        HOLD = "hold", _("Hold")

    class Advice(models.TextChoices):
        HIRE = "hire", _("Clear of the bar")
        MORE = "more", _("Near the bar: collect one more independent mark")
        DECLINE = "decline", _("Below the bar")
        NONE = "none", _("Incomplete: no advice")

    class Reason(models.TextChoices):
        EVIDENCE = "evidence", _("The evidence of the Day")
        GATE = "gate", _("A gate was not met")
        BAR = "bar", _("The bar was not met")
        RED_FLAG = "red_flag", _("A red flag")
        SCREEN = "screen", _("The screening")
        SEATS = "seats", _("No seat is left")
        OTHER = "other", _("Another reason")

    application = models.ForeignKey(Application, models.PROTECT, related_name="decisions")
    verdict = models.CharField(max_length=7, choices=Verdict.choices)
    reason_code = models.CharField(max_length=10, choices=Reason.choices)
    reason = models.TextField(_("reason"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="decisions"
    )
    decided_at = models.DateTimeField()
    composite = models.ForeignKey(
        Composite, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    advice = models.CharField(max_length=7, choices=Advice.choices)
    is_override = models.BooleanField(default=False)
    # made, but counting only when somebody releases it, together with others
    is_prepared = models.BooleanField(default=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    # from here on it counts and the application has moved
    effective_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S"), name="a_decision_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("decided_by")),
                name="nobody_approves_their_own_override",
            ),
            models.CheckConstraint(
                condition=Q(is_override=False)
                | Q(effective_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="an_override_counts_only_with_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(is_prepared=False) | Q(effective_at__isnull=True),
                name="a_prepared_decision_does_not_count_yet",
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(revoked_at__isnull=True),
                name="one_standing_decision_per_application",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False, is_override=True),
                name="an_approval_has_a_person_a_time_and_an_override",
            ),
        ]
        indexes = [
            # both are small: most applications are declined long before there is any advice
            models.Index(
                fields=["application"],
                condition=Q(is_override=True, effective_at__isnull=True, revoked_at__isnull=True),
                name="overrides_that_wait",
            ),
            models.Index(
                fields=["application"],
                condition=Q(is_prepared=True, revoked_at__isnull=True),
                name="prepared_decisions",
            ),
            models.Index(
                fields=["application", "decided_by", "is_override"],
                condition=(~Q(advice="none") | Q(is_override=True)) & Q(revoked_at__isnull=True),
                name="decisions_with_advice",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} {self.application_id}"

    @property
    def is_waiting(self) -> bool:
        """Whether a second person has yet to agree."""
        return (
            self.is_override
            and self.effective_at is None
            and self.approved_at is None
            and self.revoked_at is None
        )
