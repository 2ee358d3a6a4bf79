"""Who follows hires: hiring managers of the opening and administrators; a supervisor their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from candidates.openings.models import Opening
from hiring.outcomes.models import Hire, Import, Review
from hiring.voices.access import SEE

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


def require_follower(user: Viewer) -> None:
    """403 unless the user decides for openings, or administers."""
    if not user.has_perm(SEE):
        raise PermissionDenied(_("Hiring managers and administrators see what became of hires."))


def get_opening_to_follow(user: Viewer, slug: str) -> Opening:
    """Return the opening; 403 for whoever only sees it, 404 for strangers."""
    opening = Opening.objects.decided_by(user).filter(slug=slug).first()
    if opening is not None and user.has_perm(SEE):
        return opening
    if Opening.objects.visible_to(user).filter(slug=slug).exists():
        raise PermissionDenied(_("Hiring managers of the opening see what became of its hires."))
    raise Http404


def openings_to_follow(user: Viewer) -> list[Opening]:
    """Return the openings that the user decides for, the newest first; 403 without the right."""
    require_follower(user)
    return list(Opening.objects.decided_by(user).order_by("-opened_at", "-pk"))


def get_hire(user: Viewer, pk: int) -> Hire:
    """Return a hire with everything its page names; 404 for whoever does not decide there."""
    hire = Hire.objects.visible_to(user).for_list().filter(pk=pk).first()
    if hire is None or not user.has_perm(SEE):
        raise Http404
    return hire


def get_review(user: Viewer, pk: int) -> Review:
    """Return a review: one's own to give, or one to read; 404 for anybody else's."""
    related = ("hire__application__candidate", "hire__application__opening", "supervisor")
    review = Review.objects.visible_to(user).select_related(*related).filter(pk=pk).first()
    if review is None:
        raise Http404
    return review


def require_supervisor(user: Viewer, review: Review) -> None:
    """403 unless the review is this person's to give."""
    if review.supervisor_id != user.pk:
        raise PermissionDenied(_("Only whom we asked can answer this."))


def get_import(user: Viewer, pk: int) -> Import:
    """Return an import; 404 for another person's."""
    require_follower(user)
    related = Import.objects.visible_to(user).select_related("task", "created_by", "undone_by")
    batch = related.filter(pk=pk).first()
    if batch is None:
        raise Http404
    return batch
