"""Private calendar feeds, who was ever invited to which session by mail and what they answered,
and when people are busy by calendars of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.applications.models import Application
from interviews.days.models import Room, Session

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def visible_to(self, user: Viewer) -> CalendarFeedQuerySet:
        """The user's own, and those of rooms for whoever plans Days."""
        own = Q(person_id=user.pk)
        if user.has_perm("candidates.manage_openings"):
            own |= Q(room__isnull=False)
        return self.filter(own)

    def live(self) -> CalendarFeedQuerySet:
        """Those that still answer."""
        return self.filter(revoked_at__isnull=True)


class CalendarFeed(models.Model):
    """An address at which a calendar program reads the sessions of a person or a room.

    Only the hash of its token is kept: whoever lost the address makes a new one.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="calendar_feeds",
    )
    room = models.ForeignKey(
        Room, models.CASCADE, null=True, blank=True, related_name="calendar_feeds"
    )
    token_sha256 = models.CharField(max_length=64, unique=True)
    shows_names = models.BooleanField(_("with the candidates' names"), default=False)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True, room__isnull=False)
                | Q(person__isnull=False, room__isnull=True),
                name="a_calendar_feed_is_of_a_person_or_of_a_room",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(revoked_at__isnull=True, person__isnull=False),
                name="one_live_calendar_feed_per_person",
            ),
            models.UniqueConstraint(
                fields=["room"],
                condition=Q(revoked_at__isnull=True, room__isnull=False),
                name="one_live_calendar_feed_per_room",
            ),
        ]

    def __str__(self) -> str:
        return f"calendar feed {self.pk}"


class Invitation(models.Model):
    """A session that stood in a mail to a candidate, so that it can be called off in another."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="invitations")
    session = models.ForeignKey(Session, models.CASCADE, related_name="invitations")
    is_off = models.BooleanField(default=False)  # the candidate was told that it is off

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "session"], name="one_invitation_per_session_and_application"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.session_id}"


class StaffInvitation(models.Model):
    """What an interviewer was mailed of a session last, so that only what is new is mailed."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="staff_invitations"
    )
    session = models.ForeignKey(Session, models.CASCADE, related_name="staff_invitations")
    told_sha256 = models.CharField(max_length=64)  # of everything that stood in the entry
    is_off = models.BooleanField(default=False)  # they were told that it is off
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "session"], name="one_invitation_per_session_and_interviewer"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.session_id}"


class CalendarChoice(models.Model):
    """How much of their sessions somebody wants in mails; without one, initials."""

    class Shown(models.TextChoices):
        INITIALS = "initials", _("Calendar entries, candidates as initials")
        NAMES = "names", _("Calendar entries with the candidates' names")
        NOTHING = "nothing", _("No calendar entries, only what changes in words")

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="calendar_choice"
    )
    shown = models.CharField(max_length=8, choices=Shown.choices, default=Shown.INITIALS)

    def __str__(self) -> str:
        return f"{self.person_id} {self.shown}"


class CalendarReply(models.Model):
    """One answer of a candidate's or interviewer's calendar program that was read from the
    mailbox; each counts once."""

    message_id = models.CharField(max_length=200)
    session = models.ForeignKey(Session, models.CASCADE, related_name="calendar_replies")
    application = models.ForeignKey(
        Application, models.CASCADE, null=True, blank=True, related_name="calendar_replies"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="calendar_replies",
    )
    answer = models.CharField(max_length=20)
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["message_id", "session", "application", "person"],
                nulls_distinct=False,
                name="an_answer_of_a_calendar_counts_once",
            ),
            models.CheckConstraint(
                condition=Q(application__isnull=True, person__isnull=False)
                | Q(application__isnull=False, person__isnull=True),
                name="a_calendar_answers_for_a_candidate_or_an_interviewer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id or self.person_id} {self.session_id} {self.answer}"


class BusySource(models.Model):
    """A calendar of somebody that says when they are busy: an address, or a file they sent.

    Only periods are kept of it. Whoever knows the address can read the whole calendar: it is
    sealed, shown to nobody, and known again by its hash.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="busy_sources"
    )
    name = models.CharField(max_length=120)  # the host, or the file's name
    address_sha256 = models.CharField(max_length=64, blank=True)
    sealed = models.BinaryField(null=True, blank=True)  # the address
    key_name = models.CharField(max_length=8, blank=True)
    etag = models.CharField(max_length=200, blank=True)
    added_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "address_sha256"],
                condition=~Q(address_sha256=""),
                name="one_busy_source_per_person_and_address",
            ),
            models.CheckConstraint(
                condition=Q(sealed__isnull=True, address_sha256="", key_name="")
                | (Q(sealed__isnull=False) & ~Q(address_sha256="") & ~Q(key_name="")),
                name="a_busy_address_is_sealed_and_has_a_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"busy times of {self.person_id} from {self.name}"

    @property
    def about(self) -> str:
        """What is sealed in with the address."""
        return f"busy-source:{self.person_id}:{self.address_sha256}"


class BusyPeriod(models.Model):
    """When somebody is busy elsewhere."""

    source = models.ForeignKey(BusySource, models.CASCADE, related_name="periods")
    during = DateTimeRangeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(during__isempty=False)
                & Q(during__lower_inf=False)
                & Q(during__upper_inf=False),
                name="a_busy_period_has_a_beginning_and_an_end",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.during}"
