"""Who is on a Day, and who has come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from candidates.applications.actions import move_application
from candidates.applications.models import Application, State
from candidates.layout.viewer import Viewer
from interviews.days.actions.extra import settle_extras
from interviews.days.actions.locks import count_up, lock_applications, lock_day
from interviews.days.actions.sessions import free_seats
from interviews.days.actions.telling import drop_drafts
from interviews.days.models import NO_MORE_THAN_SEATS, Attendance, Day, SessionSeat
from interviews.days.queries.timetable import GONE

_STANDING = (Day.State.PLANNED, Day.State.PUBLISHED)


class NotInvited(Exception):
    """Only invited candidates of the opening come to its Day."""

    def __init__(self, names: str) -> None:
        super().__init__(
            _("Not invited to this opening, or on another Day already: %(names)s.")
            % {"names": names}
        )


class DayFull(Exception):
    """The Day has fewer seats left than are asked for."""

    def __init__(self) -> None:
        super().__init__(_("There are not enough seats left on this Day."))


class AlreadyArrived(Exception):
    """Somebody who is here, or has begun a session, is not taken off the Day."""

    def __init__(self, names: str) -> None:
        super().__init__(
            _("%(names)s arrived already and cannot be taken off the Day.") % {"names": names}
        )


class NotOnThisDay(Exception):
    """A candidate is not, or no longer, on this Day."""

    def __init__(self, names: str) -> None:
        super().__init__(_("No longer on this Day: %(names)s.") % {"names": names})


class StopUnexplained(Exception):
    """Sessions are stopped by a person with a reason."""

    def __init__(self) -> None:
        super().__init__(_("Say why the remaining sessions are stopped."))


class NothingToStop(Exception):
    """The candidate is on no Day that stands."""

    def __init__(self) -> None:
        super().__init__(_("This candidate has no Day to come and no sessions to stop."))


def _names(applications: Sequence[Application]) -> str:
    return ", ".join(application.candidate.name for application in applications)


@transaction.atomic
def add_to_day(
    *, day_id: int, application_ids: Sequence[int], actor: Viewer, at: dt.datetime
) -> list[Attendance]:
    """Put invited candidates on a Day and move them on; who is on it already stays.

    Also takes those left over from a Day that is finished without them. Raises NotInvited for
    the rest, DayFull where it has fewer seats left, and then adds nobody; DayOver.
    """
    applications = lock_applications(application_ids)
    day = lock_day(day_id)
    present = set(day.attendances.values_list("application_id", flat=True))
    elsewhere = set(
        Attendance.objects.filter(application__in=application_ids, day__state__in=_STANDING)
        .exclude(day=day)
        .values_list("application_id", flat=True)
    )
    new = [application for application in applications if application.pk not in present]
    refused = [
        application
        for application in new
        if application.opening_id != day.opening_id
        or application.state not in {State.INVITED, State.ON_DAY}
        or application.pk in elsewhere
    ]
    if refused or len(applications) != len(set(application_ids)):
        raise NotInvited(_names(refused))
    for application in new:
        if application.state == State.INVITED:
            move_application(application_id=application.pk, to=State.ON_DAY, actor=actor, at=at)
    made = _seat(day, new)
    if made:
        count_up(day, at=at, actor=actor, verb="candidates-added", facts={"names": _names(new)})
    return made


def _seat(day: Day, applications: Sequence[Application]) -> list[Attendance]:
    try:
        with transaction.atomic():
            return Attendance.objects.bulk_create(
                Attendance(day=day, application=application) for application in applications
            )
    except IntegrityError as error:
        if NO_MORE_THAN_SEATS in str(error):
            raise DayFull from None
        raise


@transaction.atomic
def remove_from_day(
    *, day_id: int, application_ids: Sequence[int], actor: Viewer, at: dt.datetime
) -> int:
    """Take candidates off a Day, free their seats, and move them back to invited.

    Who is not on it changes nothing. Raises AlreadyArrived (and then removes nobody), DayOver.
    """
    applications = {each.pk: each for each in lock_applications(application_ids)}
    day = lock_day(day_id)
    attendances = list(day.attendances.filter(application__in=applications).order_by("pk"))
    begun = set(
        SessionSeat.objects.filter(
            session__station__day=day, session__started_at__isnull=False, cancelled_at__isnull=True
        ).values_list("application_id", flat=True)
    )
    staying = [
        applications[each.application_id]
        for each in attendances
        if each.arrived_at is not None or each.application_id in begun
    ]
    if staying:
        raise AlreadyArrived(_names(staying))
    leaving = [applications[each.application_id] for each in attendances]
    if not leaving:
        return 0
    pks = [application.pk for application in leaving]
    free_seats(day, pks, at=at, also_missed=True)
    drop_drafts(pks, actor=actor, at=at)
    day.attendances.filter(application__in=pks).delete()
    for application in leaving:
        if application.state == State.ON_DAY:
            move_application(application_id=application.pk, to=State.INVITED, actor=actor, at=at)
    count_up(day, at=at, actor=actor, verb="candidates-removed", facts={"names": _names(leaving)})
    return len(leaving)


def _lock_attendance(attendance_id: int) -> tuple[Day, Attendance]:
    day_id = Attendance.objects.values_list("day_id", flat=True).get(pk=attendance_id)
    day = lock_day(day_id)
    attendance = Attendance.objects.select_related("application__candidate").get(pk=attendance_id)
    return day, attendance


def _write(
    day: Day, attendance: Attendance, *, verb: str, actor: Viewer, at: dt.datetime
) -> Attendance:
    attendance.save(update_fields=["arrived_at", "no_show_at"])
    name = attendance.application.candidate.name
    count_up(day, at=at, actor=actor, verb=verb, facts={"name": name})
    return attendance


@transaction.atomic
def check_in(*, attendance_id: int, actor: Viewer, at: dt.datetime) -> Attendance:
    """Say that a candidate has come, also one who was given up; again keeps the first time.

    Raises NotOnThisDay for one who withdrew or was declined, DayOver.
    """
    day, attendance = _lock_attendance(attendance_id)
    if attendance.arrived_at is not None:
        return attendance
    if attendance.application.state in GONE:
        raise NotOnThisDay(attendance.application.candidate.name)
    attendance.arrived_at, attendance.no_show_at = at, None
    return _write(day, attendance, verb="arrived", actor=actor, at=at)


@transaction.atomic
def undo_check_in(*, attendance_id: int, actor: Viewer, at: dt.datetime) -> Attendance:
    """Say that nobody knows of this candidate yet: neither here nor given up. Raises DayOver."""
    day, attendance = _lock_attendance(attendance_id)
    if attendance.arrived_at is None and attendance.no_show_at is None:
        return attendance
    attendance.arrived_at = attendance.no_show_at = None
    return _write(day, attendance, verb="arrival-undone", actor=actor, at=at)


@transaction.atomic
def mark_no_show(*, attendance_id: int, actor: Viewer, at: dt.datetime) -> Attendance:
    """Give up waiting for a candidate. Their sessions stand until the Day is finished, so that
    undoing it, or checking them in late, loses nothing. Raises AlreadyArrived, DayOver.
    """
    day, attendance = _lock_attendance(attendance_id)
    if attendance.no_show_at is not None:
        return attendance
    if attendance.arrived_at is not None:
        raise AlreadyArrived(attendance.application.candidate.name)
    attendance.no_show_at = at
    return _write(day, attendance, verb="no-show", actor=actor, at=at)


@transaction.atomic
def stop_sessions(
    *, application_id: int, reason: str, actor: Viewer, at: dt.datetime
) -> list[Attendance]:
    """Stop what is left of a candidate's sessions on the Days that stand; nobody is declined.

    The seats to come are free again, mails about them are put away, and filling the Day leaves
    the candidate out. What runs goes on to its end. Doing it again changes nothing. Raises
    StopUnexplained without a reason, NothingToStop for who is on no Day.
    """
    if not reason.strip():
        raise StopUnexplained
    lock_applications([application_id])
    days = Day.objects.filter(attendances__application=application_id, state__in=_STANDING)
    stopped = []
    for day_id in days.order_by("pk").values_list("pk", flat=True):
        day = lock_day(day_id)
        attendance = day.attendances.select_related("application__candidate").get(
            application=application_id
        )
        stopped.append(attendance)
        if attendance.stopped_at is not None:
            continue
        free_seats(day, [application_id], at=at)
        drop_drafts([application_id], actor=actor, at=at)
        attendance.stopped_at, attendance.stopped_by_id = at, actor.pk
        attendance.stopped_reason = reason.replace("\r\n", "\n").strip()
        attendance.save(update_fields=["stopped_at", "stopped_by", "stopped_reason"])
        name = attendance.application.candidate.name
        # the reason stays with the attendance: this timeline is read by interviewers too
        count_up(day, at=at, actor=actor, verb="sessions-stopped", facts={"name": name})
    if not stopped:
        raise NothingToStop
    return stopped


@transaction.atomic
def follow_move(
    *, application_id: int, from_state: str, to_state: str, actor: Viewer | None, at: dt.datetime
) -> None:
    """Give back what somebody no longer needs on the Days to come; again changes nothing.

    Whoever withdrew or was declined loses the sessions that have not begun and stays on the list,
    so that the desk sees why they do not come. Whoever went back to invited by hand leaves the
    Day, unless they were there. Extra Days end with the deciding that they were for.
    """
    if from_state == State.DECIDING:
        settle_extras(application_id, actor=actor, at=at)
    if to_state not in GONE and (from_state, to_state) != (State.ON_DAY, State.INVITED):
        return
    days = Day.objects.filter(attendances__application=application_id, state__in=_STANDING)
    for day_id in days.order_by("pk").values_list("pk", flat=True):
        day = lock_day(day_id, over_too=True)
        attendance = day.attendances.select_related("application__candidate").get(
            application=application_id
        )
        stays = to_state in GONE or attendance.arrived_at is not None
        free_seats(day, [application_id], at=at, also_missed=not stays)
        drop_drafts([application_id], actor=actor, at=at)
        if not stays:
            attendance.delete()
        name = attendance.application.candidate.name
        count_up(day, at=at, actor=actor, verb="seats-freed", facts={"name": name})
