"""Openings: seats to fill in one team; and who plays which part in one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from candidates.openings import tabs

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


class OpeningQuerySet(models.QuerySet["Opening"]):
    def visible_to(self, user: Viewer) -> OpeningQuerySet:
        """Openings that the user recruits or decides for; all of them with the permission."""
        if user.has_perm("candidates.see_every_opening"):
            return self
        return self.filter(pk__in=self.keys_visible_to(user))

    def keys_visible_to(self, user: Viewer) -> models.QuerySet[Any, Any]:
        """The keys of those openings, to ask `opening__in` of what belongs to one.

        They are read off the user's parts, without the openings between: a page asks this many
        times over.
        """
        if user.has_perm("candidates.see_every_opening"):
            return self.values("pk")
        parts = (OpeningMember.Part.RECRUITER, OpeningMember.Part.HIRING_MANAGER)
        mine = OpeningMember.objects.filter(user_id=user.pk, part__in=parts)
        return mine.values("opening_id")

    def decided_by(self, user: Viewer) -> OpeningQuerySet:
        """Openings whose hiring manager the user is; all of them with the permission."""
        if user.has_perm("candidates.see_every_opening"):
            return self
        mine = OpeningMember.objects.filter(user_id=user.pk, part=OpeningMember.Part.HIRING_MANAGER)
        return self.filter(pk__in=mine.values("opening_id"))

    def public(self) -> OpeningQuerySet:
        """Openings that a stranger may see on the careers page."""
        return self.filter(state=Opening.State.OPEN)


@pghistory.track()
class Opening(models.Model):
    """Seats to fill in one team. Its plan lives on the middle floor."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(_("address"), max_length=140, unique=True)
    team = models.CharField(_("team"), max_length=120)
    location = models.CharField(_("location"), max_length=120)
    time_zone = models.CharField(_("time zone"), max_length=64)
    language = models.CharField(_("language"), max_length=10, default="en")
    seats = models.PositiveSmallIntegerField(_("seats"), default=1)
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    description = models.TextField(_("description"), blank=True)
    state = models.CharField(_("state"), max_length=6, choices=State.choices, default=State.DRAFT)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="OpeningMember", related_name="openings"
    )
    objects = OpeningQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1), name="an_opening_has_a_seat"),
            models.CheckConstraint(
                condition=~Q(state="open") | Q(opened_at__isnull=False),
                name="an_open_opening_says_since_when",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
                name="an_opening_closes_after_it_opened",
            ),
        ]
        permissions = [
            ("see_every_opening", "Can see every opening"),
            ("manage_openings", "Can create openings and plans"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.location}"

    @property
    def tabs(self) -> list[tabs.Link]:
        """The strip of pages that every page of the opening shows."""
        return tabs.links_for(self.slug)


class OpeningMember(models.Model):
    """One person's part in one opening; a person may play several."""

    class Part(models.TextChoices):
        RECRUITER = "recruiter", _("Recruiter")
        HIRING_MANAGER = "hiring_manager", _("Hiring manager")
        INTERVIEWER = "interviewer", _("Interviewer")

    opening = models.ForeignKey(Opening, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="opening_memberships"
    )
    part = models.CharField(max_length=14, choices=Part.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opening", "user", "part"], name="one_part_once_per_person_and_opening"
            )
        ]
        indexes = [models.Index(fields=["user", "part", "opening"], name="memberships_by_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.part} {self.opening_id}"
