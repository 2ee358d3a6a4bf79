"""What is open to everybody."""

from __future__ import annotations

from candidates.openings.models import Opening, OpeningQuerySet


def public_openings() -> OpeningQuerySet:
    """Return the open openings, the newest first."""
    return Opening.objects.public().order_by("-opened_at", "pk")
