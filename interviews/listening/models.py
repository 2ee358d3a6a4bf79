"""What coaches mark while listening, and the numbers that they may see once they have marked."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from candidates.files.models import StoredFile
from candidates.openings.models import Opening
from interviews.competencies.models import Competency
from interviews.listening import moments
from interviews.plans.models import Criterion
from interviews.recordings.models import Recording
from interviews.scorecards.models import LOCKED_CARD, Scorecard
from interviews.stages import registry

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

LEAST_BENCHMARKS, MOST_BENCHMARKS = 3, 5  # of one training
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


class Benchmark(models.Model):
    """A recording with what experts would give it: coaches mark it before they mark candidates."""

    opening = models.ForeignKey(Opening, models.PROTECT, related_name="voice_benchmarks")
    title = models.CharField(_("title"), max_length=80)
    is_synthetic = models.BooleanField(_("spoken by a synthesizer"), default=False)
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    milliseconds = models.PositiveIntegerField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title

    @property
    def length(self) -> str:
        """Minutes and seconds."""
        return moments.say(self.milliseconds)


class Target(models.Model):
    """What experts agreed that a benchmark is worth on one competency, and why."""

    benchmark = models.ForeignKey(Benchmark, models.CASCADE, related_name="targets")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    value = models.PositiveSmallIntegerField()
    why = models.TextField(_("why"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["benchmark", "competency"], name="one_target_per_benchmark_and_competency"
            ),
            models.CheckConstraint(
                condition=Q(value__gte=1, value__lte=5) & Q(why__regex=r"\S"),
                name="a_target_lies_between_1_and_5_and_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.benchmark_id} {self.competency_id}: {self.value}"


class TrainingRound(models.Model):
    """One coach's marks for all benchmarks of an opening; finished, it shows how far off."""

    opening = models.ForeignKey(Opening, models.PROTECT, related_name="+")
    coach = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    bias = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opening", "coach"],
                condition=Q(finished_at__isnull=True),
                name="one_open_round_of_training_per_coach",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, error__isnull=True, bias__isnull=True)
                | Q(finished_at__isnull=False, error__isnull=False, bias__isnull=False),
                name="a_finished_round_says_how_far_off",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.coach_id} {self.begun_at:%Y-%m-%d}"


class TrainingMark(models.Model):
    """A coach's mark for one target, before they saw what experts give."""

    round = models.ForeignKey(TrainingRound, models.CASCADE, related_name="marks")
    target = models.ForeignKey(Target, models.PROTECT, related_name="+")
    value = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "target"], name="one_training_mark_per_round_and_target"
            ),
            models.CheckConstraint(
                condition=Q(value__gte=1, value__lte=5),
                name="a_training_mark_lies_between_1_and_5",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_id}: {self.value}"

    @property
    def off(self) -> int:
        """How many points above (below: negative) what experts give."""
        return self.value - self.target.value
