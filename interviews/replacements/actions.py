"""An interviewer says no to a session; somebody else is asked, within limits."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from candidates.layout.viewer import Viewer
from candidates.notices.actions import tell
from interviews.days import clock
from interviews.days.actions import SessionGone, SessionUnderWay
from interviews.days.actions.locks import count_up, hold, lock_session
from interviews.days.actions.sessions import never_twice
from interviews.days.models import Day, Session, SessionInterviewer
from interviews.days.queries import recruiters_of
from interviews.days.signals import sessions_changed
from interviews.replacements.models import Decline
from interviews.replacements.queries import candidates_for

FREEZE: Final = dt.timedelta(hours=48)  # nearer than that, a person decides who comes
TRIES: Final = 3  # as often is somebody else asked for one session
ASKED: Final = "stand-in-asked"
DECLINED: Final = "interviewer-declined"
Outcome = Decline.Outcome


class ReasonMissing(Exception):
    """Whoever has to find somebody else is told why."""

    def __init__(self) -> None:
        super().__init__(_("Say in a few words why."))


class NotInIt(Exception):
    """The person does not sit in this session."""

    def __init__(self) -> None:
        super().__init__(_("You are not in this session any more."))


@transaction.atomic
def decline_session(*, session_id: int, reason: str, actor: Viewer, at: dt.datetime) -> Decline:
    """Take the actor out of a session and put in somebody else out of the station's pool.

    Nobody is put in within 48 hours of the session, nor after three who were asked said no; then,
    and where nobody is free, recruiters are told at once. The second call returns the first one.
    Raises ReasonMissing, NotInIt, SessionGone, SessionUnderWay, DayOver.
    """
    words = " ".join(reason.split())
    if not words:
        raise ReasonMissing
    day, session = lock_session(session_id)
    before = Decline.objects.filter(session=session, person=actor.pk).first()
    own = session.assignments.filter(interviewer=actor.pk).first()
    if before is not None and own is None:
        return before
    if own is None or before is not None:
        raise NotInIt
    if session.cancelled_at is not None:
        raise SessionGone
    if session.started_at is not None:
        raise SessionUnderWay
    outcome, person = _find(day, session, actor.pk, at)
    with never_twice():
        own.delete()
        if person is not None:
            SessionInterviewer.objects.create(session=session, interviewer_id=person)
    decline = Decline.objects.create(
        session=session,
        person_id=actor.pk,
        reason=words,
        declined_at=at,
        outcome=outcome,
        replaced_by_id=person,
    )
    sessions_changed.send(sender=Session, sessions=[session], at=at)
    _tell(day, session, decline, actor, at)
    return decline


def _find(day: Day, session: Session, leaving: int, at: dt.datetime) -> tuple[str, int | None]:
    """Return what becomes of the place, and who takes it. Who gives one more independent mark is
    chosen by a person."""
    if day.is_extra:
        return Outcome.NOBODY, None
    if session.during.lower - at < FREEZE:
        return Outcome.FROZEN, None
    if session.declines.filter(outcome=Outcome.REPLACED).count() >= TRIES:
        return Outcome.CAPPED, None
    able = candidates_for(day, session, leaving, at)
    hold(rooms=[], people=able)
    busy = SessionInterviewer.objects.filter(  # another Day may have taken one a moment ago
        interviewer__in=able, cancelled_at__isnull=True, during__overlap=session.during
    )
    taken = set(busy.values_list("interviewer_id", flat=True))
    person = next((key for key in able if key not in taken), None)
    return (Outcome.REPLACED, person) if person is not None else (Outcome.NOBODY, None)


def _tell(day: Day, session: Session, decline: Decline, actor: Viewer, at: dt.datetime) -> None:
    title = session.station.stage.title
    span = clock.span(session.during.lower, session.during.upper, day.time_zone)
    by = decline.replaced_by.get_full_name() if decline.replaced_by else ""
    facts = {"title": title, "span": span, "by": by or "–"}
    count_up(day, at=at, actor=actor, verb="session-declined", facts=facts)
    values = {
        "title": title,
        "span": span,
        "date": day.on.isoformat(),
        "interviewer": decline.person.get_full_name(),
        "outcome": str(decline.get_outcome_display()),
        "by": by,
    }
    tell(
        user_ids=recruiters_of(day.opening_id),
        code=DECLINED,
        text_values=values,
        url=f"/days/{day.pk}/declines/",
        key=f"decline-{decline.pk}",
        at=at,
        urgent=decline.replaced_by_id is None and session.during.lower - at < FREEZE,
    )
    if decline.replaced_by_id is not None:
        tell(
            user_ids=[decline.replaced_by_id],
            code=ASKED,
            text_values=values,
            url="/my-day/",
            key=f"stand-in-{decline.pk}",
            at=at,
        )
