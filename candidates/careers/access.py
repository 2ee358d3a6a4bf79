"""What a stranger may see: openings that are open, and nothing else."""

from __future__ import annotations

from django.http import Http404

from candidates.openings.models import Opening


def get_public_opening(slug: str) -> Opening:
    """Return an open opening; drafts and closed ones are as absent as those that never were."""
    opening = Opening.objects.public().filter(slug=slug).first()
    if opening is None:
        raise Http404
    return opening
