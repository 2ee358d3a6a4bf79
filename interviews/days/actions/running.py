"""The running Day: sessions begin and end, and a slip of the finger is taken back."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from candidates.layout.viewer import Viewer
from interviews.days import clock
from interviews.days.actions.locks import count_up, lock_session
from interviews.days.actions.sessions import SessionGone
from interviews.days.models import Attendance, Day, Session


class NotStarted(Exception):
    """A session that has not begun does not end."""

    def __init__(self) -> None:
        super().__init__(_("This session has not begun yet."))


def _write(day: Day, session: Session, *, verb: str, actor: Viewer, at: dt.datetime) -> Session:
    session.save(update_fields=["started_at", "ended_at"])
    facts = {
        "title": session.station.stage.title,
        "room": session.room.name if session.room else "",
        "span": clock.span(session.during.lower, session.during.upper, day.time_zone),
    }
    count_up(day, at=at, actor=actor, verb=verb, facts=facts)
    return session


@transaction.atomic
def start_session(*, session_id: int, actor: Viewer, at: dt.datetime) -> Session:
    """Say that a session has begun; again keeps the first time.

    Whoever sits alone in a session that begins is here: they are checked in as well, unless the
    desk gave them up. Raises SessionGone for a cancelled one, DayOver.
    """
    day, session = lock_session(session_id)
    if session.cancelled_at is not None:
        raise SessionGone
    if session.started_at is not None:
        return session
    session.started_at = at
    seated = list(session.seats.values_list("application_id", flat=True))
    if len(seated) == 1:
        Attendance.objects.filter(
            day=day, application__in=seated, arrived_at__isnull=True, no_show_at__isnull=True
        ).update(arrived_at=at)
    return _write(day, session, verb="session-started", actor=actor, at=at)


@transaction.atomic
def end_session(*, session_id: int, actor: Viewer, at: dt.datetime) -> Session:
    """Say that a session is over; again keeps the first time. Raises NotStarted, DayOver."""
    day, session = lock_session(session_id)
    if session.started_at is None:
        raise NotStarted
    if session.ended_at is not None:
        return session
    session.ended_at = at
    return _write(day, session, verb="session-ended", actor=actor, at=at)


@transaction.atomic
def undo_start(*, session_id: int, actor: Viewer, at: dt.datetime) -> Session:
    """Take back that a session has begun, and its end with it. Raises DayOver."""
    day, session = lock_session(session_id)
    if session.started_at is None:
        return session
    session.started_at = session.ended_at = None
    return _write(day, session, verb="session-start-undone", actor=actor, at=at)


@transaction.atomic
def undo_end(*, session_id: int, actor: Viewer, at: dt.datetime) -> Session:
    """Take back that a session is over: it goes on. Raises DayOver."""
    day, session = lock_session(session_id)
    if session.ended_at is None:
        return session
    session.ended_at = None
    return _write(day, session, verb="session-end-undone", actor=actor, at=at)
