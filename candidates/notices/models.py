"""What staff are told: one row per person, which is also what a mail is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from candidates.notices import kinds

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: Viewer) -> NoticeQuerySet:
        """What this person was told; nobody reads another's, whatever their rights."""
        return self.filter(user_id=user.pk)

    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """One thing that one person is told. `kind` is registered with the sentence that says it.

    `key` names what it is about ("scorecard-overdue:12"): the same is told once.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    text_values = models.JSONField(default=dict)
    url = models.CharField(max_length=500)
    is_urgent = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"], name="a_person_is_told_the_same_thing_once"
            ),
            # a path of our own, never an address elsewhere: "//host" is one, for a browser
            models.CheckConstraint(
                condition=Q(url__startswith="/") & ~Q(url__startswith="//"),
                name="a_notice_leads_into_this_site",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="notices_by_person"),
            models.Index(
                fields=["user"], condition=Q(read_at__isnull=True), name="unread_notices_by_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def sentence(self) -> str:
        """What happened, in the reader's language."""
        return kinds.say(self.kind, self.text_values)

    @property
    def label(self) -> str:
        """What people call this kind of notice."""
        return kinds.label_of(self.kind)

    @property
    def icon(self) -> str:
        return kinds.icon_of(self.kind)
