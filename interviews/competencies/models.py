"""Competencies: what is rated, with anchors for 1, 3 and 5."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Competency(models.Model):
    """A trait or a value, and what it looks like at 1, 3 and 5."""

    class Family(models.TextChoices):
        SERVICE = "service", _("Service")
        VALUE = "value", _("Value")

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    family = models.CharField(max_length=7, choices=Family.choices, default=Family.SERVICE)
    description = models.TextField(_("description"), blank=True)
    anchor_1 = models.TextField(_("what a 1 looks like"))
    anchor_3 = models.TextField(_("what a 3 looks like"))
    anchor_5 = models.TextField(_("what a 5 looks like"))
    retired_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
