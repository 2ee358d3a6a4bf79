"""The candidate's way in: links of 256 random bits of which only the hash is kept."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from candidates.people.models import Candidate


class PortalLink(models.Model):
    """One way into one candidate's portal, until it expires or is revoked."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="portal_links")
    token_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(token_sha256__regex=r"^[0-9a-f]{64}$"),  # noqa: S106  (a pattern)
                name="a_portal_link_keeps_a_sha256_in_hex",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="a_portal_link_lasts_a_while",
            ),
        ]

    def __str__(self) -> str:
        return f"Portal link {self.pk}"
