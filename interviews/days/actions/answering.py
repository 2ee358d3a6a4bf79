"""What candidates say of their Day by themselves: they come, they take another one, they ask."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from candidates.applications.actions import move_application
from candidates.applications.models import Application, State
from candidates.notices.actions import tell
from interviews.days import clock
from interviews.days.actions.attendance import DayFull, NotOnThisDay
from interviews.days.actions.locks import count_up, lock_applications, lock_day
from interviews.days.actions.sessions import free_seats
from interviews.days.actions.telling import drop_drafts
from interviews.days.models import NO_MORE_THAN_SEATS, Attendance, Day
from interviews.days.queries.offers import may_leave_until, recruiters_of
from interviews.days.queries.timetable import GONE

ANSWERED: Final = "candidate-answered"
_STANDING = (Day.State.PLANNED, Day.State.PUBLISHED)


class NotOffered(Exception):
    """The Day is not, or no longer, one that candidates may choose by themselves."""

    def __init__(self) -> None:
        super().__init__(_("This date can no longer be chosen. Choose another one."))


class TooLate(Exception):
    """The candidate's own Day is too near, or they are there already, to take another one."""

    def __init__(self) -> None:
        super().__init__(
            _("It is too late to change your date by yourself. Tell us instead, and we will help.")
        )


class ReasonMissing(Exception):
    """Nobody can help with a wish that says nothing."""

    def __init__(self) -> None:
        super().__init__(_("Say in a few words when you could come."))


@transaction.atomic
def confirm_day(*, attendance_id: int, at: dt.datetime) -> Attendance:
    """Say, as the candidate, that they come; a wish for another Day is taken back by it.

    Again keeps the first time. Raises NotOnThisDay for who withdrew, DayOver.
    """
    day, attendance = _lock(attendance_id)
    if attendance.confirmed_at is not None:
        return attendance
    attendance.confirmed_at = at
    attendance.asked_other_at, attendance.asked_other_reason = None, ""
    _save(attendance)
    count_up(day, at=at, actor=None, verb="confirmed", facts=_name(attendance))
    return attendance


@transaction.atomic
def ask_other_day(*, attendance_id: int, reason: str, at: dt.datetime) -> Attendance:
    """Ask, as the candidate, for another Day; the seat stays theirs until somebody acts.

    The opening's recruiters are told. The same words again change nothing. Raises ReasonMissing,
    NotOnThisDay for who withdrew, DayOver.
    """
    words = " ".join(reason.split())
    if not words:
        raise ReasonMissing
    day, attendance = _lock(attendance_id)
    if attendance.asked_other_at is not None and attendance.asked_other_reason == words:
        return attendance
    attendance.confirmed_at = None
    attendance.asked_other_at, attendance.asked_other_reason = at, words
    _save(attendance)
    count_up(day, at=at, actor=None, verb="asked-other", facts=_name(attendance))
    _tell_recruiters(day, attendance, at)
    return attendance


@transaction.atomic
def choose_day(*, application_id: int, day_id: int, at: dt.datetime) -> Attendance:
    """Take, as the candidate, a seat of a Day that is offered, and give back the one they had.

    Of any number of people who want the last seat at once exactly one gets it. The same Day again
    changes nothing. Raises DayFull, NotOffered (closed, published, of another opening, or they
    are not invited), TooLate (their own Day has begun or its cut-off has passed).
    """
    (application,) = lock_applications([application_id])
    now = _now_on(application)
    days = {pk: lock_day(pk, over_too=True) for pk in sorted({day_id} | set(now))}
    wanted = days[day_id]
    if day_id in now:
        return now[day_id]
    if not _is_offered(wanted, application, at):
        raise NotOffered
    for attendance in now.values():
        _leave(days[attendance.day_id], attendance, at)
    made = _take_seat(wanted, application, at)
    if application.state == State.INVITED:
        move_application(application_id=application.pk, to=State.ON_DAY, actor=None, at=at)
    count_up(wanted, at=at, actor=None, verb="chosen", facts={"name": application.candidate.name})
    return made


def _lock(attendance_id: int) -> tuple[Day, Attendance]:
    day_id = Attendance.objects.values_list("day_id", flat=True).get(pk=attendance_id)
    day = lock_day(day_id)
    attendance = Attendance.objects.select_related("application__candidate").get(pk=attendance_id)
    if attendance.application.state in GONE:
        raise NotOnThisDay(attendance.application.candidate.name)
    return day, attendance


def _save(attendance: Attendance) -> None:
    attendance.save(update_fields=["confirmed_at", "asked_other_at", "asked_other_reason"])


def _name(attendance: Attendance) -> dict[str, object]:
    return {"name": attendance.application.candidate.name}


def _now_on(application: Application) -> dict[int, Attendance]:
    rows = Attendance.objects.filter(application=application, day__state__in=_STANDING)
    return {each.day_id: each for each in rows.select_related("application__candidate")}


def _is_offered(day: Day, application: Application, at: dt.datetime) -> bool:
    return (
        day.opening_id == application.opening_id
        and day.state == Day.State.PLANNED
        and day.booking_closes_at is not None
        and at < day.booking_closes_at
        and application.state in {State.INVITED, State.ON_DAY}
    )


def _leave(day: Day, attendance: Attendance, at: dt.datetime) -> None:
    if attendance.arrived_at is not None or at >= may_leave_until(day):
        raise TooLate
    pk = attendance.application_id
    free_seats(day, [pk], at=at, also_missed=True)
    drop_drafts([pk], actor=None, at=at)
    attendance.delete()
    count_up(day, at=at, actor=None, verb="left", facts=_name(attendance))
    if day.state == Day.State.PUBLISHED:
        _tell_recruiters(day, attendance, at, gone=True)


def _take_seat(day: Day, application: Application, at: dt.datetime) -> Attendance:
    try:
        with transaction.atomic():
            return Attendance.objects.create(day=day, application=application, confirmed_at=at)
    except IntegrityError as error:
        if NO_MORE_THAN_SEATS in str(error):
            raise DayFull from None
        raise


def _tell_recruiters(
    day: Day, attendance: Attendance, at: dt.datetime, *, gone: bool = False
) -> None:
    """Tell the opening's recruiters; at once on the Day itself and on the one before."""
    name = attendance.application.candidate.name
    tell(
        user_ids=recruiters_of(day.opening_id),
        code=f"{ANSWERED}-gone" if gone else ANSWERED,
        text_values={"candidate": name, "date": day.on.isoformat()},
        url=f"/days/{day.pk}/candidates/",
        key=f"answer-{day.pk}-{attendance.application_id}-{int(at.timestamp())}",
        at=at,
        urgent=(day.on - clock.local(at, day.time_zone).date()).days <= 1,
    )
