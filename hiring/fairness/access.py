"""Who may see how groups fare: administrators, and hiring managers of their own openings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from candidates.openings.models import Opening, OpeningMember

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

MOST = 500


def sees_fairness(user: Viewer) -> bool:
    """Tell whether there is anything of it for this user; no query."""
    return user.has_perm("hiring.see_fairness")


def openings_decided_by(user: Viewer) -> list[Opening]:
    """Return the openings whose aggregates the user may see; one query.

    Hiring managers see those that they decide for, administrators all; whoever only recruits or
    interviews for an opening sees nothing of it.
    """
    found = Opening.objects.all()
    if not user.has_perm("candidates.see_every_opening"):
        mine = OpeningMember.objects.filter(user_id=user.pk, part=OpeningMember.Part.HIRING_MANAGER)
        found = found.filter(pk__in=mine.values("opening_id"))
    if not sees_fairness(user):
        found = found.none()
    return list(found.order_by("-state", "-opened_at", "-pk")[:MOST])
