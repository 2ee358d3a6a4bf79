"""Recordings of candidates' voices: what is asked, what was agreed to, what was sent, who heard it.

The bytes that a browser sends lie in `Chunk` rows until a worker has decoded them and encoded
them anew; from then on only our own encoding exists.
"""

from __future__ import annotations

import uuid
from typing import Final

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from candidates.applications.models import Application
from candidates.files.models import StoredFile
from candidates.openings.models import Opening

LARGEST_CHUNK: Final = 1024 * 1024  # bytes
MOST_CHUNKS: Final = 2000
LARGEST: Final = 25 * 1024 * 1024  # bytes of one recording as it is sent
MOST_LINES, LONGEST_LINE = 8, 300  # of an upset caller; the characters of one


class Exercise(models.Model):
    """One thing that candidates of an opening record at home, alike for all of them.

    It belongs to the opening and not to a version of its plan, so that a new version keeps what
    was recorded. `prompt` has one line per turn where an upset caller speaks; there the seconds
    to think and to answer are those after each line.
    """

    class Kind(models.TextChoices):
        READ = "read", _("Read a passage")
        TALK = "talk", _("Talk freely")
        CALLER = "caller", _("Answer an upset caller")

    opening = models.ForeignKey(Opening, models.PROTECT, related_name="voice_exercises")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=6, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=80)
    prompt = models.TextField(_("what the candidate reads or hears"))
    think_seconds = models.PositiveSmallIntegerField(_("seconds to think"), default=30)
    answer_seconds = models.PositiveSmallIntegerField(_("seconds to answer"), default=90)
    takes = models.PositiveSmallIntegerField(_("takes"), default=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opening", "position"], name="one_voice_exercise_per_place"
            ),
            models.CheckConstraint(
                condition=Q(answer_seconds__gte=10, answer_seconds__lte=600),
                name="a_voice_exercise_lasts_10_seconds_to_10_minutes",
            ),
            models.CheckConstraint(
                condition=Q(think_seconds__lte=600) & Q(takes__gte=1, takes__lte=5),
                name="a_voice_exercise_has_one_to_five_takes",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def lines(self) -> list[str]:
        """The prompt, turn by turn."""
        return [line.strip() for line in self.prompt.splitlines() if line.strip()]

    @property
    def is_caller(self) -> bool:
        return self.kind == self.Kind.CALLER

    @property
    def longest_seconds(self) -> int:
        """How long all that is recorded may last."""
        return self.answer_seconds * (max(1, len(self.lines)) if self.is_caller else 1)


class LineSound(models.Model):
    """One line of an upset caller, as somebody spoke it.

    Its words lead to it and are its caption: a line that is reworded has no sound any more.
    """

    opening = models.ForeignKey(Opening, models.PROTECT, related_name="line_sounds")
    words = models.CharField(max_length=LONGEST_LINE)
    is_synthetic = models.BooleanField(_("spoken by a synthesizer"), default=False)
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    milliseconds = models.PositiveIntegerField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opening", "words"], name="one_sound_per_line_of_an_upset_caller"
            )
        ]

    def __str__(self) -> str:
        return self.words


class Consent(models.Model):
    """A candidate agreed to be recorded, to exactly these words, until they took it back."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="voice_consents")
    words = models.TextField()  # what stood on the screen
    kept_days = models.PositiveSmallIntegerField()  # after the decision, as was promised
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_consent_to_recording_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
                name="a_consent_is_withdrawn_after_it_was_given",
            ),
        ]

    def __str__(self) -> str:
        return f"Consent {self.pk}"


class Recording(models.Model):
    """One take of one exercise. Rows outlive their sound: that it was removed is said here."""

    class State(models.TextChoices):
        SENDING = "sending", _("On its way")
        RECEIVED = "received", _("Being prepared")
        READY = "ready", _("Ready")
        REFUSED = "refused", _("Refused")
        REMOVED = "removed", _("Removed")

    class Removal(models.TextChoices):
        WITHDRAWN = "withdrawn", _("the candidate withdrew their consent")
        DISCARDED = "discarded", _("the candidate recorded anew")
        EXPIRED = "expired", _("its time was over")
        REQUESTED = "requested", _("the candidate asked for it")

    key = models.UUIDField(default=uuid.uuid4, unique=True)  # made by the browser
    consent = models.ForeignKey(Consent, models.PROTECT, related_name="recordings")
    application = models.ForeignKey(Application, models.PROTECT, related_name="recordings")
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="recordings")
    take = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.SENDING)
    begun_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    refused_code = models.CharField(max_length=20, blank=True)
    file = models.OneToOneField(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="recording"
    )
    milliseconds = models.PositiveIntegerField(null=True, blank=True)
    # the waveform: loudest sample of each of up to 1,000 equal parts, 0 to 100
    peaks = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    # at which millisecond the answer to each line of an upset caller begins, if the browser knew
    turns = ArrayField(models.PositiveIntegerField(), default=list, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removal = models.CharField(max_length=9, choices=Removal.choices, blank=True)
    # where a letter asked for it: who removed it, and what was asked
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    removal_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "exercise", "take"], name="one_recording_per_take"
            ),
            models.CheckConstraint(
                condition=Q(
                    state="ready",
                    file__isnull=False,
                    milliseconds__isnull=False,
                    ready_at__isnull=False,
                )
                | (~Q(state="ready") & Q(file__isnull=True)),
                name="a_recording_has_its_sound_exactly_when_it_is_ready",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="removed", removed_at__isnull=False, removal__regex=r"\w", peaks=[]
                )
                | (~Q(state="removed") & Q(removed_at__isnull=True, removal="")),
                name="a_removed_recording_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(
                    removal="requested", removed_by__isnull=False, removal_reason__regex=r"\S"
                )
                | (~Q(removal="requested") & Q(removed_by__isnull=True, removal_reason="")),
                name="a_recording_removed_on_request_says_by_whom_and_why",
            ),
            models.CheckConstraint(
                condition=Q(state="refused", refused_code__regex=r"\w")
                | Q(state="removed")
                | (~Q(state__in=("refused", "removed")) & Q(refused_code="")),
                name="a_refused_recording_says_why",
            ),
        ]
        indexes = [models.Index(fields=["application", "state"], name="recordings_by_application")]

    def __str__(self) -> str:
        return f"Recording {self.pk}"

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def length(self) -> str:
        """Minutes and seconds, as a player shows them; empty while unknown."""
        if self.milliseconds is None:
            return ""
        minutes, seconds = divmod(round(self.milliseconds / 1000), 60)
        return f"{minutes}:{seconds:02}"


class Chunk(models.Model):
    """A piece of a recording as the browser sent it, by its number from 0 on."""

    recording = models.ForeignKey(Recording, models.CASCADE, related_name="chunks")
    number = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recording", "number"], name="one_chunk_per_recording_and_number"
            ),
            models.CheckConstraint(
                condition=Q(number__lt=MOST_CHUNKS), name="a_recording_has_at_most_2000_chunks"
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="a_chunk_has_a_sha256_in_hex",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recording_id} {self.number}"


class Play(models.Model):
    """Somebody heard a recording, or a part of it: one row for each answer that carried sound.

    It outlives the sound. No listener means the candidate. `part` is what the listener was to this
    candidate then; of the first plays it was not written down.
    """

    class Part(models.TextChoices):
        CANDIDATE = "candidate", _("the candidate")
        COACH = "coach", _("coach")
        RECRUITER = "recruiter", _("recruiter")
        HIRING_MANAGER = "hiring_manager", _("hiring manager")
        ADMINISTRATOR = "administrator", _("administrator")

    recording = models.ForeignKey(Recording, models.PROTECT, related_name="plays")
    listener = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    part = models.CharField(max_length=14, choices=Part.choices, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(part="")
                | Q(part="candidate", listener__isnull=True)
                | (~Q(part="candidate") & Q(listener__isnull=False)),
                name="a_play_without_a_listener_is_the_candidates",
            )
        ]
        indexes = [models.Index(fields=["recording", "-at"], name="plays_by_recording")]
        triggers = [
            pgtrigger.Protect(
                name="plays_are_only_added_to", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.recording_id} {self.at:%Y-%m-%d %H:%M}"
