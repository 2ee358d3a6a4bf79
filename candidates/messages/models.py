"""Messages to candidates: templates with a closed list of placeholders, drafts, what was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.applications.models import Application
from candidates.messages import texts
from candidates.outbox.models import Task
from candidates.people.models import Candidate

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


SUBJECT_LENGTH = 200  # characters


class MessageTemplate(models.Model):
    """A text with `{placeholders}` out of `messages.placeholders`; no template engine."""

    code = models.SlugField(max_length=60)
    language = models.CharField(max_length=10, default="en")
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "language"], name="one_message_template_per_code_and_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.language})"


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, user: Viewer) -> MessageQuerySet:
        """Messages about applications that the user may see; all of them with the permission."""
        if user.has_perm("candidates.see_every_opening"):
            return self
        seen = Application.objects.visible_to(user)
        return self.filter(application__in=seen.values("pk"))

    def for_list(self) -> MessageQuerySet:
        """Newest first, with everything that a row of a list shows."""
        related = ("candidate", "application__opening", "task", "released_by")
        return self.select_related(*related).order_by("-created_at", "-pk")


@pghistory.track()
class Message(models.Model):
    """One mail to one candidate: a draft until a person or a rule releases it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        RELEASED = "released", _("On its way")
        SENT = "sent", _("Sent")
        DISCARDED = "discarded", _("Discarded")

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="messages")
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="messages"
    )
    code = models.SlugField(max_length=60)
    to_address = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    task = models.OneToOneField(
        Task, models.SET_NULL, null=True, blank=True, related_name="message"
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=("released", "sent")) | Q(released_at__isnull=False),
                name="a_message_on_its_way_was_released",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False),
                name="a_sent_message_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["application", "-created_at"], name="messages_by_application"),
            models.Index(fields=["state", "-created_at"], name="messages_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.pk}"

    @property
    def label(self) -> str:
        """What people call this kind of mail."""
        return texts.label_of(self.code)

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT
