"""What two people, each alone, find in what a candidate retold of a call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from candidates.applications.models import OPEN_STATES
from candidates.openings.models import Opening
from interviews.scorecards.models import still_owes
from interviews.sittings.models import Sitting

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

TICKERS: Final = 2  # people who tick the same call, each alone


class TickSheetQuerySet(models.QuerySet["TickSheet"]):
    def visible_to(self, user: Viewer) -> TickSheetQuerySet:
        """Always one's own. Others' only once locked, for who plays a part in the opening; whoever
        still owes a sheet on the same call, or a scorecard for the candidate, sees only their own.
        """
        own = TickSheet.objects.owed().filter(marker_id=user.pk, sitting=OuterRef("sitting"))
        openings = Opening.objects.keys_visible_to(user)
        others = Q(locked_at__isnull=False, sitting__application__opening__in=openings)
        blind = Exists(own) | still_owes(user, "sitting__application")
        return self.filter(Q(marker_id=user.pk) | (others & ~blind))

    def owed(self) -> TickSheetQuerySet:
        """Those that are still to be ticked: of attempts that count and open applications."""
        return self.filter(
            locked_at=None,
            sitting__set_aside_at=None,
            sitting__application__state__in=OPEN_STATES,
        )


class TickSheet(models.Model):
    """One marker's ticks on one candidate's retelling: the numbers of the idea units, from 0.

    The units are fixed with the sitting's paper before anybody reads what was written.
    """

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="tick_sheets")
    marker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tick_sheets")
    ticked = ArrayField(models.PositiveSmallIntegerField(), default=list)
    version = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    locked_at = models.DateTimeField(null=True, blank=True)
    objects = TickSheetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "marker"], name="nobody_ticks_the_same_call_twice"
            ),
            models.CheckConstraint(
                condition=Q(locked_at__isnull=True) | Q(locked_at__gte=F("asked_at")),
                name="a_tick_sheet_is_locked_after_it_was_asked_for",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_locked_tick_sheet_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__locked_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id} by {self.marker_id}"
