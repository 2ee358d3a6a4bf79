"""Files that went through the gate, and who read them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """A file as we rewrote it, under a random key in private storage.

    The name that the person gave is kept as a label only; nothing on disk is called by it.
    """

    class ContentType(models.TextChoices):
        PDF = "application/pdf", "PDF"
        DOCX = (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "DOCX",
        )
        TEXT = "text/plain", "TXT"
        PNG = "image/png", "PNG"
        JPEG = "image/jpeg", "JPEG"
        ZIP = "application/zip", "ZIP"  # made by us, never taken in
        SOUND = "audio/webm", "WebM"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    content_type = models.CharField(max_length=100, choices=ContentType.choices)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__gte=1), name="a_stored_file_is_not_empty"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="a_stored_file_has_a_sha256_in_hex",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.key})"

    @property
    def path(self) -> str:
        """Where it lies in the private storage: two levels of folders, then the key."""
        digits = self.key.hex
        return f"{digits[:2]}/{digits[2:4]}/{digits}"


class FileRead(models.Model):
    """Somebody opened a file. Content is never in here."""

    file = models.ForeignKey(StoredFile, models.CASCADE, related_name="reads")
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["file", "-at"], name="file_reads_by_file")]

    def __str__(self) -> str:
        return f"{self.file_id} {self.at:%Y-%m-%d %H:%M}"
