"""Who may see a Day, and who may change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from candidates.openings.access import is_part, manages_all
from candidates.openings.models import Opening, OpeningMember
from interviews.days.models import Attendance, Day, Room, Session, Station

if TYPE_CHECKING:
    from uuid import UUID

    from candidates.layout.viewer import Viewer


def get_day(user: Viewer, pk: int) -> Day:
    """Return the Day with its opening; 404 for whoever may not see it."""
    day = Day.objects.visible_to(user).select_related("opening").filter(pk=pk).first()
    if day is None:
        raise Http404
    return day


def may_coordinate(user: Viewer, opening_id: int) -> bool:
    """Tell whether the user plans and runs the Days of this opening."""
    return manages_all(user) or is_part(user, opening_id, OpeningMember.Part.RECRUITER)


def knows_candidates(user: Viewer, opening_id: int) -> bool:
    """Tell who sees more of a candidate than name and times: recruiters and hiring managers."""
    return Opening.objects.visible_to(user).filter(pk=opening_id).exists()


def require_coordinator(user: Viewer, opening_id: int) -> None:
    """Raise 403 for whoever may see the Days of this opening but not change them."""
    if not may_coordinate(user, opening_id):
        raise PermissionDenied(_("Only recruiters of the opening plan and run its Days."))


def get_day_to_change(user: Viewer, pk: int) -> Day:
    """Return a Day that the user may change; 404 for a stranger, 403 for an onlooker."""
    day = get_day(user, pk)
    require_coordinator(user, day.opening_id)
    return day


def get_session_to_change(user: Viewer, pk: int) -> Session:
    """Return a session of a Day that the user may change; 404 or 403 as for the Day."""
    session = (
        Session.objects.filter(station__day__in=Day.objects.visible_to(user).values("pk"))
        .select_related("station__day__opening", "station__stage", "room")
        .filter(pk=pk)
        .first()
    )
    if session is None:
        raise Http404
    require_coordinator(user, session.station.day.opening_id)
    return session


def get_attendance_to_change(user: Viewer, pk: int) -> Attendance:
    """Return an attendance at a Day that the user may change; 404 or 403 as for the Day."""
    attendance = (
        Attendance.objects.filter(day__in=Day.objects.visible_to(user).values("pk"))
        .select_related("day__opening", "application__candidate")
        .filter(pk=pk)
        .first()
    )
    if attendance is None:
        raise Http404
    require_coordinator(user, attendance.day.opening_id)
    return attendance


def get_attendance_by_badge(user: Viewer, badge: UUID) -> Attendance:
    """Return the attendance behind a badge; 404 or 403 as for its Day."""
    pk = Attendance.objects.filter(badge=badge).values_list("pk", flat=True).first()
    if pk is None:
        raise Http404
    return get_attendance_to_change(user, pk)


def get_station_to_change(user: Viewer, pk: int) -> Station:
    """Return a station of a Day that the user may change; 404 or 403 as for the Day."""
    station = (
        Station.objects.filter(day__in=Day.objects.visible_to(user).values("pk"))
        .select_related("day__opening", "stage")
        .filter(pk=pk)
        .first()
    )
    if station is None:
        raise Http404
    require_coordinator(user, station.day.opening_id)
    return station


def may_manage_rooms(user: Viewer) -> bool:
    """Tell whether the user adds and retires rooms."""
    return user.has_perm("candidates.manage_openings")


def require_room_manager(user: Viewer) -> None:
    """Raise 403 for whoever does not plan Days."""
    if not may_manage_rooms(user):
        raise PermissionDenied(_("Only recruiters add and change rooms."))


def get_room(user: Viewer, pk: int) -> Room:
    """Return a room to change; 403 for whoever does not plan Days, 404 without one."""
    require_room_manager(user)
    room = Room.objects.filter(pk=pk).first()
    if room is None:
        raise Http404
    return room
