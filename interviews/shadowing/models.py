"""Call shadowing: the host's desk, the candidate's sheet, and the library of calls.

A sheet belongs to its application: what was noted call by call, five questions afterwards, and
what was expected before and after. What was expected is information and never a score: nothing
here is read by `composites`.
"""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.applications.models import Application
from candidates.files.models import StoredFile
from candidates.openings.models import Opening
from interviews.days.models import Session

KIND: Final = "call-shadowing"
MOST_CALLS: Final = 8
LONGEST: Final = 2000  # characters of one note
ITEMS: Final = 5  # of a quiz


class Channel(models.TextChoices):
    PHONE = "phone", _("Phone")
    CHAT = "chat", _("Chat")
    MAIL = "mail", _("Mail")


class Desk(models.Model):
    """A session as its host holds it: who, over which channel, and who is shadowed with consent."""

    session = models.OneToOneField(Session, models.CASCADE, related_name="desk")
    host = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    channel = models.CharField(_("channel"), max_length=5, choices=Channel.choices)
    colleague = models.CharField(_("who is shadowed"), max_length=80, blank=True)
    consent_at = models.DateTimeField(null=True, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(consent_at__isnull=True, noted_by__isnull=True)
                | Q(consent_at__isnull=False, noted_by__isnull=False, colleague__regex=r"\S"),
                name="a_consent_to_be_shadowed_says_whose_it_is_and_who_noted_it",
            )
        ]

    def __str__(self) -> str:
        return f"Desk {self.session_id}"


class OwnItem(models.Model):
    """A question of the host's own for one session's quiz; the first option is the right one."""

    desk = models.ForeignKey(Desk, models.CASCADE, related_name="items")
    question = models.CharField(_("question"), max_length=200)
    options = ArrayField(models.CharField(max_length=120))

    def __str__(self) -> str:
        return self.question


class RecordedCall(models.Model):
    """A call of the library, for candidates who cannot come: a transcript, and mostly its sound."""

    class Origin(models.TextChoices):
        SCRIPTED = "scripted", _("Written for this purpose; nobody's real call")
        REAL = "real", _("A real call, kept with everybody's consent and made unrecognizable")

    class Sound(models.TextChoices):
        NONE = "none", _("Transcript only")
        WAITING = "waiting", _("Being prepared")
        READY = "ready", _("Ready")
        REFUSED = "refused", _("Refused")

    title = models.CharField(_("title"), max_length=80)
    channel = models.CharField(_("channel"), max_length=5, choices=Channel.choices)
    origin = models.CharField(_("where it comes from"), max_length=8, choices=Origin.choices)
    is_synthesized = models.BooleanField(_("spoken by a machine"), default=False)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    sound = models.CharField(max_length=7, choices=Sound.choices, default=Sound.NONE)
    refused_code = models.CharField(max_length=20, blank=True)
    file = models.OneToOneField(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="recorded_call"
    )
    milliseconds = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sound="ready", file__isnull=False, milliseconds__isnull=False)
                | (~Q(sound="ready") & Q(file__isnull=True, milliseconds__isnull=True)),
                name="a_recorded_call_has_its_sound_exactly_when_it_is_ready",
            )
        ]

    def __str__(self) -> str:
        return self.title


class CallUpload(models.Model):
    """Sound as it was sent, until a worker has decoded it and encoded it anew."""

    call = models.OneToOneField(RecordedCall, models.CASCADE, related_name="upload")
    content = models.BinaryField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Upload {self.call_id}"


class CallLine(models.Model):
    """One turn of a call: when, who, what; after some of them the player waits for notes."""

    call = models.ForeignKey(RecordedCall, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    milliseconds = models.PositiveIntegerField()
    speaker = models.CharField(max_length=40)
    words = models.TextField()
    pauses = models.BooleanField(default=False)  # behind it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "position"], name="one_line_per_call_and_place")
        ]

    def __str__(self) -> str:
        return f"{self.call_id} {self.position}"


class CallItem(models.Model):
    """A question about a recorded call; the first option is the right one."""

    call = models.ForeignKey(RecordedCall, models.CASCADE, related_name="items")
    question = models.CharField(max_length=200)
    options = ArrayField(models.CharField(max_length=120))

    def __str__(self) -> str:
        return self.question


class OpeningCall(models.Model):
    """A recorded call that an opening's remote candidates hear, all the same ones in this order."""

    opening = models.ForeignKey(Opening, models.CASCADE, related_name="recorded_calls")
    position = models.PositiveSmallIntegerField()
    call = models.ForeignKey(RecordedCall, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opening", "position"], name="one_recorded_call_per_opening_and_place"
            ),
            models.UniqueConstraint(
                fields=["opening", "call"], name="a_recorded_call_once_per_opening"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opening_id} {self.position}"


class Sheet(models.Model):
    """One candidate's call shadowing, from what they expect to what they think now."""

    class WouldStill(models.TextChoices):
        YES = "yes", _("Yes")
        UNSURE = "unsure", _("I am not sure")
        NO = "no", _("No")

    application = models.OneToOneField(Application, models.PROTECT, related_name="sheet")
    is_recorded = models.BooleanField(default=False)  # at home, with calls of the library
    opened_at = models.DateTimeField()
    expected_at = models.DateTimeField(null=True, blank=True)
    quiz_at = models.DateTimeField(null=True, blank=True)  # the five questions were drawn
    finished_at = models.DateTimeField(null=True, blank=True)
    would_still = models.CharField(max_length=6, choices=WouldStill.choices, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiz_at__isnull=True) | Q(expected_at__isnull=False),
                name="a_quiz_comes_after_what_was_expected",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, would_still="")
                | Q(finished_at__isnull=False, quiz_at__isnull=False, would_still__regex=r"\w"),
                name="a_finished_sheet_says_whether_they_would_still_come",
            ),
        ]

    def __str__(self) -> str:
        return f"Sheet {self.pk}"

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None


class SheetCall(models.Model):
    """A recorded call of a sheet, by its number."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="recorded_calls")
    number = models.PositiveSmallIntegerField()
    call = models.ForeignKey(RecordedCall, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "number"], name="one_recorded_call_per_sheet_and_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.number}"


class Typed(models.Model):
    """What saving as one types needs: who wrote (a browser's page), as its how-manyeth, and the
    version for everybody else."""

    writer = models.CharField(max_length=24, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        abstract = True


class Note(Typed):
    """One question about one call, as far as it is written; `why` belongs to no call (number 0)."""

    class Question(models.TextChoices):
        WANTED = "wanted", _("What did the customer want?")
        FELT = "felt", _("How was it for them, and what told you?")
        GOT = "got", _("What did they get in the end?")
        DID = "did", _("What did the colleague do?")
        ASK = "ask", _("What would you like to ask the colleague afterwards?")
        WHY = "why", _("Why?")

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="notes")
    call = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=6, choices=Question.choices)
    text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "call", "question"], name="one_note_per_call_and_question"
            ),
            models.CheckConstraint(
                condition=Q(call=0, question="why")
                | (Q(call__gte=1, call__lte=MOST_CALLS) & ~Q(question="why")),
                name="a_note_is_about_a_call_or_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.call} {self.question}"


class QuizAnswer(Typed):
    """One question of a sheet's quiz with its options as they were shown, and what was chosen."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="answers")
    position = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=200)
    options = ArrayField(models.CharField(max_length=120))
    right = models.PositiveSmallIntegerField()
    choice = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "position"], name="one_answer_per_sheet_and_place"
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=ITEMS),
                name="a_quiz_has_five_questions",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.position}"

    @property
    def is_right(self) -> bool:
        return self.choice == self.right

    @property
    def chosen(self) -> str:
        """What was chosen, in words; empty where nothing was."""
        return "" if self.choice is None else self.options[self.choice]


class Expectation(models.Model):
    """How far a candidate agrees with one statement, 1 to 5, before the calls and after them."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="expectations")
    statement = models.CharField(max_length=12)
    before = models.PositiveSmallIntegerField()
    after = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "statement"], name="one_expectation_per_sheet_and_statement"
            ),
            models.CheckConstraint(
                condition=Q(before__gte=1, before__lte=5)
                & (Q(after__isnull=True) | Q(after__gte=1, after__lte=5)),
                name="an_expectation_lies_between_1_and_5",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.statement}"

    @property
    def change(self) -> int:
        """By how much it went up; down below nought; nought while unknown."""
        return 0 if self.after is None else self.after - self.before
