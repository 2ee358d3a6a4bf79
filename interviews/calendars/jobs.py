"""What hangs on timetable mails: the sessions as calendar entries, and those that are off. Reading
people's own calendars again and again."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidates.layout.sealing import CannotOpen
from candidates.messages import placeholders
from candidates.messages.attachments import Attachment
from candidates.notices import kinds as notice_kinds
from candidates.outbox import registry, schedules
from candidates.outbox.registry import GiveUp, Run, TaskKind
from interviews.calendars import actions, ical, inviting
from interviews.calendars.access import ANSWER_SALT
from interviews.calendars.actions import FETCH, INVITE, NEWS, SAID_NO, remember_invitations
from interviews.calendars.busy import LARGEST, Unreadable, read_busy
from interviews.calendars.fetching import Guard, Refused, fetch
from interviews.calendars.models import BusySource
from interviews.calendars.queries import HORIZON, address_of, own_day
from interviews.days.queries import standing_attendance
from interviews.days.signals import day_shown, sessions_changed

if TYPE_CHECKING:
    from candidates.messages.models import Message
    from candidates.messages.placeholders import Facts


def attach_timetable(message: Message, at: dt.datetime) -> list[Attachment]:
    """Return the candidate's sessions as they are when the mail goes out.

    Written down before the mail is handed over: a cancellation of what never arrived does no
    harm, an entry that nobody can call off does.
    """
    if message.application is None:
        return []
    own = own_day(message.application)
    if own is None:
        return []
    host = ical.Party(settings.DEFAULT_FROM_EMAIL, settings.COMPANY_NAME)
    guest = ical.Party(message.to_address, message.candidate.name)
    remember_invitations(
        application_id=message.application.pk, session_ids=own.session_ids, off_ids=own.off_ids
    )
    made = []
    if own.standing:
        content = ical.write(
            own.standing, stamp=at, method="REQUEST", organizer=host, attendee=guest
        )
        made.append(Attachment("timetable.ics", content, "text/calendar", "REQUEST"))
    if own.off:
        content = ical.write(own.off, stamp=at, method="CANCEL", organizer=host, attendee=guest)
        made.append(Attachment("called-off.ics", content, "text/calendar", "CANCEL"))
    return made


def answer_link(facts: Facts) -> str:
    """Return where a candidate says whether they come; the link is good for this Day alone."""
    attendance = standing_attendance(facts.application.pk) if facts.application else None
    if attendance is None:
        return f"{settings.PUBLIC_URL}/my/"
    token = signing.dumps(attendance.pk, salt=ANSWER_SALT)
    return settings.PUBLIC_URL + reverse("interviews:day-answer", args=[token])


REFRESH: Final = "calendars.refresh"
REFRESH_SECONDS: Final = 3600


def perform(run: Run) -> dict[str, Any]:
    """Fetch and read an address, outside any transaction; a fault is what came of it too."""
    source = BusySource.objects.select_related("person").filter(pk=run.payload["source_id"]).first()
    if source is None:
        raise GiveUp(_("This calendar was removed."))
    at = timezone.now()
    try:
        came = fetch(address_of(source), guard=Guard(largest=LARGEST), etag=source.etag)
        if came.content is None:
            return {"periods": None, "etag": came.etag}
        zone = getattr(source.person, "time_zone", "") or "UTC"
        periods = read_busy(came.content, zone=zone, first=at, last=at + HORIZON)
    except (Refused, Unreadable) as error:
        return {"fault": error.fault}
    except CannotOpen:
        return {"fault": "sealed"}
    return {"periods": periods, "etag": came.etag}


def record(run: Run, made: dict[str, Any], at: dt.datetime) -> dict[str, Any]:
    """Keep what was read, or why nothing was."""
    source_id = run.payload["source_id"]
    if "fault" in made:
        actions.note_fault(source_id=source_id, fault=made["fault"], at=at)
        return {"fault": made["fault"]}
    periods = made["periods"]
    actions.take_busy(source_id=source_id, periods=periods, etag=made["etag"], at=at)
    return {"periods": len(periods) if periods is not None else None}


def refresh(run: Run, _made: Any, at: dt.datetime) -> dict[str, Any]:  # noqa: ARG001
    """Owe reading every address again."""
    keys = list(BusySource.objects.filter(sealed__isnull=False).values_list("pk", flat=True))
    for source_id in keys:
        actions.owe_fetch(source_id=source_id, at=at)
    return {"calendars": len(keys)}


def register() -> None:
    """Register the kinds, the schedule, the placeholder, and what Days set going."""
    registry.register(
        TaskKind(
            FETCH,
            _("Reading a calendar"),
            queue="slow",
            max_attempts=3,
            perform=perform,
            record=record,
        )
    )
    registry.register(TaskKind(NEWS, _("Telling interviewers of a Day"), record=inviting.look))
    registry.register(
        TaskKind(
            INVITE,
            _("Sessions to an interviewer"),
            perform=inviting.perform,
            record=inviting.record,
        )
    )
    notice_kinds.register(
        notice_kinds.Kind(
            SAID_NO,
            _("An interviewer declined in their calendar"),
            _("%(interviewer)s declined in the calendar: %(title)s, %(date)s %(span)s. %(words)s"),
            icon="user-cancel",
            is_prompt=True,
        )
    )
    sessions_changed.connect(inviting.follow_sessions)
    day_shown.connect(inviting.follow_day)
    registry.register(TaskKind(REFRESH, _("Reading calendars again"), record=refresh))
    schedules.register("read-calendars-again", REFRESH, REFRESH_SECONDS)
    placeholders.register(
        "answer_link",
        answer_link,
        at_send=True,
        label=_("the link at which a candidate says whether they come to the Day"),
    )
