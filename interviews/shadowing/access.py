"""Who holds a desk, who may look at one, and who keeps the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from candidates.applications.models import Application
from candidates.openings.access import get_opening, is_recruiter, manages_all
from interviews.days.access import may_coordinate
from interviews.days.models import Session, SessionInterviewer
from interviews.shadowing.models import KIND, RecordedCall

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from candidates.openings.models import Opening


def get_session(user: Viewer, pk: int) -> Session:
    """Return a session of call shadowing that the user may see; else 404."""
    seen = Session.objects.visible_to(user).filter(pk=pk, station__stage__kind=KIND)
    session = seen.select_related(
        "desk__host", "desk__noted_by", "station__stage", "station__day__opening", "room"
    ).first()
    if session is None:
        raise Http404
    return session


def may_host(user: Viewer, session: Session) -> bool:
    """Tell who sets a desk up: its interviewers, and recruiters of the opening."""
    sits_there = SessionInterviewer.objects.filter(session=session, interviewer_id=user.pk)
    return sits_there.exists() or may_coordinate(user, session.station.day.opening_id)


def get_session_to_host(user: Viewer, pk: int) -> Session:
    """Return a session whose desk the user may set up; 404, or 403 for who may only look."""
    session = get_session(user, pk)
    if not may_host(user, session):
        raise PermissionDenied(_("The host or a recruiter sets up the desk."))
    return session


def may_keep_library(user: Viewer) -> bool:
    """Tell who adds and changes recorded calls: administrators."""
    return manages_all(user)


def may_see_library(user: Viewer) -> bool:
    """Tell who reads and hears them: also recruiters, who choose among them."""
    return user.has_perm("candidates.manage_openings")


def require_reader(user: Viewer) -> None:
    """404 for who has nothing to do with the library."""
    if not may_see_library(user):
        raise Http404


def require_keeper(user: Viewer) -> None:
    """404 for strangers to the library, 403 for who may only choose from it."""
    require_reader(user)
    if not may_keep_library(user):
        raise PermissionDenied(_("Administrators keep the library of recorded calls."))


def get_call(user: Viewer, pk: int) -> RecordedCall:
    """Return a call of the library; 404 for who may not see it."""
    require_reader(user)
    call = RecordedCall.objects.select_related("file").filter(pk=pk).first()
    if call is None:
        raise Http404
    return call


def get_opening_to_choose_for(user: Viewer, slug: str) -> Opening:
    """Return an opening for which the user chooses calls; 404, or 403 unless a recruiter."""
    opening = get_opening(user, slug)
    if not is_recruiter(user, opening):
        raise PermissionDenied(_("Only recruiters of the opening choose the calls."))
    return opening


def get_application_to_offer(user: Viewer, pk: int) -> Application:
    """Return an application to which the user may give calls; 404, or 403 unless a recruiter."""
    seen = Application.objects.visible_to(user).select_related("opening", "candidate")
    application = seen.filter(pk=pk).first()
    if application is None:
        raise Http404
    if not is_recruiter(user, application.opening):
        raise PermissionDenied(_("Only recruiters of the opening give recorded calls."))
    return application
