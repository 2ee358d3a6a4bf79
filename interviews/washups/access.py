"""Who sees the decision room of a Day, and who leads its wash-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from candidates.applications.access import is_mover
from candidates.applications.models import Application
from interviews.days.access import knows_candidates
from interviews.days.models import Day
from interviews.washups.models import Washup

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


def get_room_day(user: Viewer, pk: int) -> Day:
    """Return the Day with its opening; 404 for whoever neither recruits nor decides for it."""
    day = Day.objects.visible_to(user).select_related("opening").filter(pk=pk).first()
    if day is None or not knows_candidates(user, day.opening_id):
        raise Http404
    return day


def get_room_application(day: Day, pk: int) -> Application:
    """Return a candidate of the Day; else 404."""
    found = Application.objects.filter(pk=pk, attendances__day=day)
    application = found.select_related("candidate", "opening").first()
    if application is None:
        raise Http404
    return application


def get_washup(user: Viewer, pk: int) -> Washup:
    """Return the wash-up with its Day and opening; 404 for strangers and interviewers."""
    found = Washup.objects.visible_to(user).select_related("day__opening", "moderator")
    washup = found.filter(pk=pk).first()
    if washup is None:
        raise Http404
    return washup


def may_moderate(user: Viewer, day: Day) -> bool:
    """Tell who opens and leads a wash-up: recruiters, hiring managers, administrators."""
    return is_mover(user, day.opening)


def require_moderator(user: Viewer, day: Day) -> None:
    """403 for who may look into the room and nothing else."""
    if not may_moderate(user, day):
        raise PermissionDenied(_("Only recruiters and hiring managers of the opening do that."))
