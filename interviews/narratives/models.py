"""A psychologist's narrative, passage by passage, sealed; who read it; what was released of it.

A psychologist is whoever has the scorecard of a psychologist's stage: no part of its own is kept
for that. `visible_to` on the querysets is the only truth about who reads what. None of these
tables has a history of its own, so that what is removed is gone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from candidates.openings.models import Opening, OpeningMember
from interviews.scorecards.models import Scorecard, still_owes

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

KIND: Final = "psychologist"
LONGEST: Final = 10_000  # characters of one passage


class NarrativeQuerySet(models.QuerySet["Narrative"]):
    def visible_to(self, user: Viewer) -> NarrativeQuerySet:
        """Narratives that the user may read: their own; and those of others once the author's
        scorecard is locked, for psychologists of the same stage who have locked theirs and for
        the opening's hiring managers.

        No permission opens one: recruiters, other interviewers and administrators read none.
        Whoever still owes a scorecard for the candidate reads only their own.
        """
        decides = OpeningMember.objects.filter(
            opening=OuterRef("scorecard__application__opening"),
            user_id=user.pk,
            part=OpeningMember.Part.HIRING_MANAGER,
        )
        same_stage = Scorecard.objects.locked().filter(
            application=OuterRef("scorecard__application"),
            stage=OuterRef("scorecard__stage"),
            interviewer_id=user.pk,
        )
        others = Q(scorecard__locked_at__isnull=False) & ~still_owes(user, "scorecard__application")
        return self.filter(
            Q(scorecard__interviewer_id=user.pk) | (others & (Exists(decides) | Exists(same_stage)))
        )

    def kept(self) -> NarrativeQuerySet:
        """Those whose words are still there."""
        return self.filter(removed_at__isnull=True)


class Narrative(models.Model):
    """What one psychologist wrote about one candidate. The row outlives the words."""

    scorecard = models.OneToOneField(Scorecard, models.PROTECT, related_name="narrative")
    begun_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    objects = NarrativeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(removed_at__gte=models.F("begun_at")),
                name="a_narrative_is_removed_after_it_was_begun",
            )
        ]

    def __str__(self) -> str:
        return f"Narrative {self.pk}"


class Passage(models.Model):
    """One part of a narrative, sealed: the database never holds a word of it."""

    class Part(models.TextChoices):
        PRESSURE = "pressure", _("Pressure")
        FIRST_SETBACK = "first-setback", _("First setback")
        SECOND_SETBACK = "second-setback", _("Second setback")
        SUCCESS = "success", _("Success")
        TOGETHER = "together", _("Taken together")

    narrative = models.ForeignKey(Narrative, models.CASCADE, related_name="passages")
    part = models.CharField(max_length=14, choices=Part.choices)
    sealed = models.BinaryField()
    key_name = models.CharField(max_length=8)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["narrative", "part"], name="one_passage_per_narrative_and_part"
            ),
            models.CheckConstraint(
                condition=Q(key_name__regex=r"^[0-9a-f]{8}$"), name="a_passage_names_its_key"
            ),
        ]
        indexes = [models.Index(fields=["key_name"], name="passages_by_key")]

    def __str__(self) -> str:
        return f"{self.narrative_id} {self.part}"

    @property
    def about(self) -> str:
        """What is sealed in with the text."""
        return f"passage:{self.narrative_id}:{self.part}"


class Reading(models.Model):
    """Somebody was shown a narrative's words, its author too: who and when, and no word of it."""

    narrative = models.ForeignKey(Narrative, models.PROTECT, related_name="readings")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["narrative", "-at"], name="readings_by_narrative")]
        triggers = [
            pgtrigger.Protect(
                name="readings_are_only_added_to", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.narrative_id} {self.reader_id}"


class SummaryQuerySet(models.QuerySet["Summary"]):
    def visible_to(self, user: Viewer) -> SummaryQuerySet:
        """Summaries that the user may read: their own; released ones for the opening's recruiters
        and hiring managers and for who has marked the candidate. Never for who still owes one.
        """
        panel = Scorecard.objects.locked().filter(
            application=OuterRef("scorecard__application"), interviewer_id=user.pk
        )
        coordinates = Q(scorecard__application__opening__in=Opening.objects.keys_visible_to(user))
        released = Q(released_at__isnull=False) & ~still_owes(user, "scorecard__application")
        return self.filter(
            Q(scorecard__interviewer_id=user.pk) | (released & (coordinates | Exists(panel)))
        )

    def released(self) -> SummaryQuerySet:
        return self.filter(released_at__isnull=False)


class Summary(models.Model):
    """What the psychologist writes for the others, apart from the narrative: first a draft."""

    scorecard = models.OneToOneField(Scorecard, models.PROTECT, related_name="summary")
    text = models.TextField(_("summary"), blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)
    objects = SummaryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(released_at__isnull=True) | Q(text__regex=r"\S"),
                name="a_released_summary_has_words",
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_released_summary_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__released_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"Summary {self.pk}"
