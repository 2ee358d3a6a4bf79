"""Wash-ups: the meeting after a Day, and the values agreed there beside the individual marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.applications.models import Application
from candidates.openings.models import Opening
from interviews.days.models import Day
from interviews.plans.models import Criterion
from interviews.scorecards.models import still_owes

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

_CLOSED = """
    IF EXISTS (
        SELECT 1 FROM interviews_washup w
        WHERE w.id = COALESCE(NEW.washup_id, OLD.washup_id) AND w.closed_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'the wash-up is closed: what was agreed stays'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
"""
_REASONED = """
    IF OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL AND EXISTS (
        SELECT 1 FROM interviews_agreement a
        WHERE a.washup_id = NEW.id AND a.value IS NOT NULL AND a.reason !~ '\\S'
    ) THEN
        RAISE EXCEPTION 'a value was agreed without a reason' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
_CHANGE = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete


class WashupQuerySet(models.QuerySet["Washup"]):
    def visible_to(self, user: Viewer) -> WashupQuerySet:
        """Wash-ups of openings that the user recruits or decides for.

        Interviewers take part by the shared screen: on their own they meet candidates through
        their sessions only.
        """
        return self.filter(day__opening__in=Opening.objects.keys_visible_to(user))


class Washup(models.Model):
    """The wash-up of one Day: opened and led by a moderator, closed once and for all."""

    day = models.OneToOneField(Day, models.PROTECT, related_name="washup")
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # counts up with every change, so that the screen can ask cheaply whether anything is new
    version = models.PositiveIntegerField(default=1)
    # whom the shared screen shows; nobody: the matrix
    on_screen = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="+"
    )
    objects = WashupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="a_closed_wash_up_says_by_whom_and_when",
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="a_wash_up_closes_when_every_value_has_a_reason",
                operation=pgtrigger.UpdateOf("closed_at"),
                when=pgtrigger.Before,
                func=_REASONED,
            ),
            pgtrigger.Protect(
                name="a_closed_wash_up_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Wash-up {self.day_id}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, user: Viewer) -> AgreementQuerySet:
        """Values agreed on in wash-ups that the user may see, except of candidates for whom they
        still owe a scorecard: an agreed value tells of the others' marks."""
        seen = Opening.objects.keys_visible_to(user)
        return self.filter(~still_owes(user), application__opening__in=seen)


@pghistory.track()
class Agreement(models.Model):
    """The value that a wash-up agreed on for one criterion of one candidate, with the reason.

    It stands beside the individual marks and enters no score: the first values do.
    """

    washup = models.ForeignKey(Washup, models.CASCADE, related_name="agreements")
    application = models.ForeignKey(Application, models.PROTECT, related_name="agreements")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="agreements")
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    objects = AgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["washup", "application", "criterion"],
                name="one_agreement_per_wash_up_candidate_and_criterion",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=1, value__lte=5),
                name="an_agreed_value_lies_between_1_and_5",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="agreements_of_a_closed_wash_up_stay",
                operation=_CHANGE,
                when=pgtrigger.Before,
                func=_CLOSED,
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.criterion_id}: {self.value}"
