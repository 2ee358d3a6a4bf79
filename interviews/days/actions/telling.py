"""What candidates are told of their timetable: drafts, which a person releases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils import formats, translation
from django.utils.translation import gettext as _

from candidates.applications.models import Application
from candidates.layout.viewer import Viewer
from candidates.messages.actions import discard_messages, draft_message
from candidates.messages.models import Message
from interviews.days.models import Day
from interviews.days.queries import Slot
from interviews.days.queries.slots import slots_of
from interviews.days.queries.timetable import GONE

CODE = "day-timetable"
EXTRA = "extra-session"


def tell_anew(
    day: Day, application_ids: Iterable[int], *, actor: Viewer | None, at: dt.datetime
) -> None:
    """Draft the timetable mail again for those whose published timetable has changed."""
    if day.state == Day.State.PUBLISHED:
        draft_timetables(day, application_ids, actor=actor, at=at)


def draft_timetables(
    day: Day, application_ids: Iterable[int], *, actor: Viewer | None, at: dt.datetime
) -> int:
    """Draft one mail for each candidate with a session; a draft that waits gives way to it."""
    applications = (
        Application.objects.filter(pk__in=set(application_ids), attendances__day=day)
        .exclude(state__in=GONE)
        .select_related("candidate", "opening")
        .order_by("pk")
    )
    drop_drafts(application_ids, actor=actor, at=at)
    own = _slots_by_application(day)
    drafted = 0
    for application in applications:
        slots = own.get(application.pk, [])
        if slots:
            extra = words_for(day, slots, application.candidate.language)
            code = EXTRA if day.is_extra else CODE
            draft_message(code=code, application=application, at=at, actor=actor, extra=extra)
            drafted += 1
    return drafted


def drop_drafts(application_ids: Iterable[int], *, actor: Viewer | None, at: dt.datetime) -> None:
    """Discard timetable mails of these candidates that nobody has released yet."""
    waiting = Message.objects.filter(
        application__in=set(application_ids), code__in=(CODE, EXTRA), state=Message.State.DRAFT
    )
    message_ids = list(waiting.order_by("pk").values_list("pk", flat=True))
    if message_ids:
        discard_messages(message_ids=message_ids, actor=actor, at=at)


def words_for(day: Day, slots: list[Slot], language: str) -> dict[str, str]:
    """Write a candidate's timetable as plain lines, in their language and the site's time."""
    with translation.override(language):
        facts = {
            "weekday": formats.date_format(day.on, "l"),
            "date": formats.date_format(day.on, "DATE_FORMAT"),
            "site": day.site,
            "place": day.zone_name,
        }
        head = _("%(weekday)s, %(date)s, %(site)s. All times are %(place)s time.") % facts
        if day.directions:
            head = f"{head}\n\n{_('How to get there')}\n{day.directions}"
        return {"day": head, "timetable": "\n".join(_line(slot) for slot in slots)}


def _line(slot: Slot) -> str:
    line = f"{slot.span}  {slot.title}"
    line = f"{line} ({slot.room})" if slot.room else line
    return f"{line}\n{slot.video_url}" if slot.video_url else line


def _slots_by_application(day: Day) -> dict[int, list[Slot]]:
    from interviews.days.models import Session

    own: dict[int, list[Slot]] = {}
    for slot in slots_of(Session.objects.standing().filter(station__day=day)):
        for application_id, _name in slot.candidates:
            own.setdefault(application_id, []).append(slot)
    return own
