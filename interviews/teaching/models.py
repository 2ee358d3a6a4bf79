"""“Teach me something”: what a candidate would teach, and when each scripted probe was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.applications.models import Application
from interviews.scorecards.models import LOCKED_CARD, Scorecard

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

LONGEST_TOPICS = 1_000


class TopicOffer(models.Model):
    """The two or three topics that a candidate brings, in their own words."""

    application = models.OneToOneField(Application, models.CASCADE, related_name="topic_offer")
    text = models.TextField(_("topics"), validators=[MaxLengthValidator(LONGEST_TOPICS)])
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(text__regex=r"\S"), name="an_offer_of_topics_says_something"
            )
        ]

    def __str__(self) -> str:
        return f"Topics of {self.application_id}"


class ProbeSaidQuerySet(models.QuerySet["ProbeSaid"]):
    def visible_to(self, user: Viewer) -> ProbeSaidQuerySet:
        """Probes on the scorecards that the user may see."""
        return self.filter(scorecard__in=Scorecard.objects.visible_to(user).values("pk"))


class ProbeSaid(models.Model):
    """One of the three probes, as one interviewer noted it: the second of the exercise's clock."""

    scorecard = models.ForeignKey(Scorecard, models.CASCADE, related_name="probes_said")
    number = models.PositiveSmallIntegerField()
    seconds = models.PositiveIntegerField(null=True, blank=True)  # none: the clock did not run
    said_at = models.DateTimeField()
    objects = ProbeSaidQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scorecard", "number"], name="one_moment_per_scorecard_and_probe"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=3), name="there_are_exactly_three_probes"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="probes_of_a_locked_scorecard_stay",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=LOCKED_CARD,
            )
        ]

    def __str__(self) -> str:
        return f"{self.scorecard_id}: {self.number}"
