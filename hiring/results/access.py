"""Who writes result sheets: recruiters and hiring managers of the opening who are not blind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from candidates.applications.access import get_application, is_mover
from interviews.days.access import knows_candidates
from interviews.days.models import Day
from interviews.scorecards.access import is_blind

if TYPE_CHECKING:
    from candidates.applications.models import Application
    from candidates.layout.viewer import Viewer


def may_write(user: Viewer, application: Application) -> bool:
    """Tell who writes: recruiters and hiring managers of the opening, administrators."""
    return is_mover(user, application.opening)


def get_application_to_tell(user: Viewer, pk: int) -> Application:
    """Return the application; 404 for strangers and the blind, 403 for who only reads it."""
    application = get_application(user, pk)
    if is_blind(user, application.pk):
        raise Http404
    if not may_write(user, application):
        raise PermissionDenied(_("Only recruiters and hiring managers of the opening do that."))
    return application


def get_results_day(user: Viewer, pk: int) -> Day:
    """Return the Day with its opening; 404 for whoever neither recruits nor decides for it."""
    day = Day.objects.visible_to(user).select_related("opening").filter(pk=pk).first()
    if day is None or not knows_candidates(user, day.opening_id):
        raise Http404
    return day
