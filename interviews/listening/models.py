"""What coaches mark while listening, and the numbers that they may see once they have marked."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from interviews.listening import moments
from interviews.plans.models import Criterion
from interviews.recordings.models import Recording
from interviews.scorecards.models import LOCKED_CARD, Scorecard
from interviews.stages import registry

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

LATEST: Final = 4 * 60 * 60 * 1000  # milliseconds: no session lasts longer


def kinds_by_ear() -> list[str]:
    """Return the codes of the stage kinds that are marked from listening."""
    return [kind.code for kind in registry.all_kinds() if kind.by_ear]


class MomentQuerySet(models.QuerySet["Moment"]):
    def visible_to(self, user: Viewer) -> MomentQuerySet:
        """Moments on the scorecards whose marks the user may see: blind until both are locked."""
        return self.filter(scorecard__in=Scorecard.objects.visible_to(user).values("pk"))


@pghistory.track()
class Moment(models.Model):
    """A moment of a recording, or of a session without one, tied to a criterion.

    Its words stand in the evidence of the criterion's rating too, in a line of their own. It
    outlives the sound.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True)  # made by the browser
    scorecard = models.ForeignKey(Scorecard, models.CASCADE, related_name="moments")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="moments")
    # none: heard in the session itself, by the coach's own stopwatch
    recording = models.ForeignKey(
        Recording, models.PROTECT, null=True, blank=True, related_name="moments"
    )
    milliseconds = models.PositiveIntegerField()
    words = models.TextField(_("what you heard"))
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    objects = MomentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(words__regex=r"\S"), name="a_moment_says_what_was_heard"
            ),
            models.CheckConstraint(
                condition=Q(milliseconds__lte=LATEST), name="a_moment_lies_within_four_hours"
            ),
        ]
        indexes = [models.Index(fields=["scorecard", "milliseconds"], name="moments_by_scorecard")]
        triggers = [
            pgtrigger.Trigger(
                name="moments_of_a_locked_scorecard_stay",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=LOCKED_CARD,
            )
        ]

    def __str__(self) -> str:
        return f"{self.scorecard_id} at {self.at}"

    @property
    def at(self) -> str:
        """Minutes and seconds from the beginning."""
        return moments.say(self.milliseconds)


class MeasuresQuerySet(models.QuerySet["Measures"]):
    def visible_to(self, user: Viewer) -> MeasuresQuerySet:
        """Numbers on the recordings of candidates whom the user has marked by ear, and locked.

        Nobody else sees them in any part that they play: they describe a recording to somebody
        who has heard it, and are no evidence of anything.
        """
        own = Scorecard.objects.filter(
            application=OuterRef("recording__application"),
            interviewer_id=user.pk,
            stage__kind__in=kinds_by_ear(),
        )
        return self.filter(Exists(own.locked()), ~Exists(own.open()))


class Measures(models.Model):
    """What was measured of one recording. It goes when the sound goes.

    Nothing points back at it from a recording or an application, so that no list can be filtered
    or ordered by a number in here.
    """

    class State(models.TextChoices):
        MEASURED = "measured", _("Measured")
        TOO_SHORT = "too-short", _("Less than 20 seconds of speech")
        UNAVAILABLE = "unavailable", _("Nothing here can measure")
        FAILED = "failed", _("Could not be measured")

    recording = models.OneToOneField(Recording, models.CASCADE, related_name="+")
    state = models.CharField(max_length=11, choices=State.choices)
    numbers = models.JSONField(default=dict)
    measured_at = models.DateTimeField()
    objects = MeasuresQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(state="measured") & ~Q(numbers={}))
                | (~Q(state="measured") & Q(numbers={})),
                name="only_what_was_measured_has_numbers",
            )
        ]

    def __str__(self) -> str:
        return f"{self.recording_id}: {self.state}"
