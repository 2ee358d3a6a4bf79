"""Who may see an opening, and who may change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from candidates.layout.memo import once_a_page
from candidates.openings.models import Opening, OpeningMember

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

Part = OpeningMember.Part


def is_part(user: Viewer, opening_id: int, part: str) -> bool:
    """Tell whether the user plays this part in the opening."""
    return part in parts_of(user.pk, opening_id)


@once_a_page
def parts_of(user_id: int, opening_id: int) -> frozenset[str]:
    """Return the parts that a user plays in an opening: one query, and one for a whole page."""
    mine = OpeningMember.objects.filter(opening_id=opening_id, user_id=user_id)
    return frozenset(mine.values_list("part", flat=True))


def manages_all(user: Viewer) -> bool:
    """Tell an administrator, who may change every opening."""
    return user.has_perm("candidates.see_every_opening") and user.has_perm(
        "candidates.manage_openings"
    )


def get_opening(user: Viewer, slug: str) -> Opening:
    """Return the opening; 404 where the user neither recruits nor decides for it."""
    opening = Opening.objects.visible_to(user).filter(slug=slug).first()
    if opening is None:
        raise Http404
    return opening


def is_recruiter(user: Viewer, opening: Opening) -> bool:
    """Tell whether the user may change the opening: its recruiters and administrators."""
    return manages_all(user) or is_part(user, opening.pk, Part.RECRUITER)


def require_recruiter(user: Viewer, opening: Opening) -> None:
    """403 unless the user may change the opening."""
    if not is_recruiter(user, opening):
        raise PermissionDenied(_("Only this opening's recruiters can do that."))


def require_creator(user: Viewer) -> None:
    """403 unless the user may create openings."""
    if not user.has_perm("candidates.manage_openings"):
        raise PermissionDenied(_("Only recruiters can create openings."))
