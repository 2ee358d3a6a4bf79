"""Who is inside the portal: whoever came in by a link that is still alive at this request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from candidates.applications.models import Application
from candidates.portal.models import PortalLink

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest

    from candidates.people.models import Candidate

SESSION_KEY = "portal_link"


def let_in(request: HttpRequest, link: PortalLink) -> None:
    """Remember the link in the session, under a new session id; a staff login is left alone."""
    request.session.cycle_key()
    request.session[SESSION_KEY] = link.pk


def let_out(request: HttpRequest) -> None:
    """Forget the link; twice is the same as once."""
    if request.session.pop(SESSION_KEY, None) is not None:
        request.session.cycle_key()


def current_candidate(request: HttpRequest, *, at: dt.datetime) -> Candidate | None:
    """Return the candidate inside; None when nobody is, or the link has died meanwhile."""
    key = request.session.get(SESSION_KEY)
    if key is None:
        return None
    link = (
        PortalLink.objects.select_related("candidate")
        .filter(pk=key, revoked_at=None, expires_at__gt=at)
        .first()
    )
    return link.candidate if link else None


def get_own_application(candidate: Candidate, pk: int) -> Application:
    """Return the candidate's own application; 404 for anybody else's."""
    own = Application.objects.select_related("opening", "candidate").filter(candidate=candidate)
    application = own.filter(pk=pk).first()
    if application is None:
        raise Http404
    return application
