"""What is open to everybody."""

from __future__ import annotations

from candidates.applications.models import Application
from candidates.openings.models import Opening, OpeningQuerySet


def public_openings() -> OpeningQuerySet:
    """Return the open openings, the newest first."""
    return Opening.objects.public().order_by("-opened_at", "pk")


def newest_of(opening_id: int, email: str) -> Application:
    """Return what somebody with this address sent in for the opening last."""
    theirs = Application.objects.filter(candidate__email__iexact=email.strip())
    return theirs.filter(opening_id=opening_id).latest("applied_at", "pk")
