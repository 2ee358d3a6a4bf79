"""Who may say no to a session, and who reads why others did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from interviews.days.models import Session

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


def get_own_session(user: Viewer, pk: int) -> Session:
    """Return a session that the user sits in, or has said no to; 404 for everybody else's."""
    mine = Session.objects.filter(assignments__interviewer=user.pk, pk=pk)
    declined = Session.objects.filter(declines__person=user.pk, pk=pk)
    session = (
        (mine | declined)
        .distinct()
        .select_related("station__day__opening", "station__stage", "room")
        .first()
    )
    if session is None:
        raise Http404
    return session
