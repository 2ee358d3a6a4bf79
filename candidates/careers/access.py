"""What a stranger may see: openings that are open, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from candidates.openings.models import Opening

if TYPE_CHECKING:
    from candidates.openings.models import OpeningQuerySet


def get_public_opening(slug: str) -> Opening:
    """Return an open opening; drafts and closed ones are as absent as those that never were."""
    return _get(Opening.objects.public(), slug)


def get_opening_to_apply(slug: str) -> Opening:
    """Return an opening that is open or was: it may have closed while somebody typed."""
    return _get(Opening.objects.exclude(opened_at=None), slug)


def _get(openings: OpeningQuerySet, slug: str) -> Opening:
    opening = openings.filter(slug=slug).first()
    if opening is None:
        raise Http404
    return opening
