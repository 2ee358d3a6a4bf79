"""What hangs on timetable mails: the sessions as calendar entries, and those that are off."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings

from candidates.messages.attachments import Attachment
from interviews.calendars import ical
from interviews.calendars.actions import remember_invitations
from interviews.calendars.queries import own_day

if TYPE_CHECKING:
    from candidates.messages.models import Message


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
