"""Interviewers are mailed their sessions as calendar entries: new ones, changed ones, and those
that are off, each once.

Whoever shows, takes back or changes a Day only owes a look at it. A minute later the look finds
who does not know of it as it is by then, and owes each of them one mail, which is written from
what stands when it goes out.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMultiAlternatives
from django.db.models import Q
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from candidates.outbox import envelope
from candidates.outbox.registry import GiveUp, Run
from interviews.calendars import actions, ical
from interviews.calendars.models import CalendarChoice
from interviews.calendars.queries import StaffNews, digest_of, shown_of, staff_news
from interviews.days.models import Day

if TYPE_CHECKING:
    from interviews.days.models import Session


def follow_day(sender: object, *, day: Day, at: dt.datetime, **_others: Any) -> None:  # noqa: ARG001
    """A timetable was published or taken back: look who has to be told."""
    actions.owe_news(day_id=day.pk, at=at)


def follow_sessions(
    sender: object,  # noqa: ARG001
    *,
    sessions: Iterable[Session],
    at: dt.datetime,
    **_others: Any,
) -> None:
    """Sessions changed: look who has to be told, where the Day is or was published."""
    known = Q(state=Day.State.PUBLISHED) | Q(stations__sessions__staff_invitations__is_off=False)
    days = Day.objects.filter(known, stations__in={each.station_id for each in sessions})
    for day_id in days.order_by("pk").values_list("pk", flat=True).distinct():
        actions.owe_news(day_id=day_id, at=at)


def look(run: Run, _made: Any, at: dt.datetime) -> dict[str, Any]:
    """Owe a mail to each who does not know of the Day as it is now."""
    return {"mails": actions.owe_invitations(day_id=run.payload["day_id"], at=at)}


def perform(run: Run) -> dict[str, Any]:
    """Mail one interviewer what is new to them; nothing where they know it meanwhile."""
    day = Day.objects.select_related("opening").filter(pk=run.payload["day_id"]).first()
    people = get_user_model().objects.filter(pk=run.payload["person_id"], is_active=True)
    person, at = people.first(), timezone.now()
    if day is None or person is None:
        raise GiveUp(_("The Day or the account was removed."))
    language = getattr(person, "language", "") or settings.LANGUAGE_CODE
    zone = zoneinfo.ZoneInfo(getattr(person, "time_zone", "") or "UTC")
    with translation.override(language), timezone.override(zone):
        news = staff_news(day, at).get(person.pk)
        if news is None:
            return {"told": {}, "off": []}
        mail = compose(day, person, news, at)
    run.begin_effect()
    mail.send()
    told = {key: digest_of(entry) for key, entry in news.changed.items()}
    return {"told": told, "off": sorted(news.off)}


def record(run: Run, made: dict[str, Any], at: dt.datetime) -> dict[str, Any]:
    """Remember what the mail told."""
    told = {int(key): digest for key, digest in made["told"].items()}
    person_id = run.payload["person_id"]
    actions.remember_news(person_id=person_id, told=told, off=made["off"], at=at)
    return {"changed": len(told), "off": len(made["off"])}


def compose(day: Day, person: Any, news: StaffNews, at: dt.datetime) -> EmailMultiAlternatives:
    """Return the mail: the Day in words, and entries for the calendar as far as they are wanted.

    Its Message-ID is the same at each attempt to say the same.
    """
    mail = EmailMultiAlternatives(
        subject=_subject(day),
        body=_body(day, news),
        to=[person.email],
        headers=envelope.headers(f"invitation-{day.pk}-{person.pk}.{day.version}"),
    )
    if shown_of(person) == CalendarChoice.Shown.NOTHING:
        return mail
    host = ical.Party(settings.DEFAULT_FROM_EMAIL, settings.COMPANY_NAME)
    guest = ical.Party(person.email, person.get_full_name())
    for name, method, entries in (
        ("sessions.ics", "REQUEST", news.changed),
        ("called-off.ics", "CANCEL", news.off),
    ):
        if not entries:
            continue
        content = ical.write(
            entries.values(),
            stamp=at,
            method=method,  # type: ignore[arg-type]
            organizer=host,
            attendee=guest,
        ).decode()
        kind = f"text/calendar; method={method}"
        if method == "REQUEST":  # the part that the mail program itself answers
            mail.attach_alternative(content, kind)
        mail.attach(name, content, kind)
    return mail


def _subject(day: Day) -> str:
    facts = {"opening": day.opening.title, "date": formats.date_format(day.on, "DATE_FORMAT")}
    return " ".join((_("Your sessions on %(date)s: %(opening)s") % facts).split())


def _body(day: Day, news: StaffNews) -> str:
    facts = {"site": day.site, "zone": day.time_zone, "company": settings.COMPANY_NAME}
    head = (
        _("These are your sessions now, at %(site)s, by the clocks of %(zone)s:") % facts
        if news.lines
        else _("You have no sessions on this Day any more.")
    )
    decline = (
        _("You cannot come? Say so on your page, with the reason; we look for somebody else."),
        f"{settings.PUBLIC_URL}/my-day/",
    )
    choose = (
        _("How much of your sessions stands in these mails is your choice:"),
        f"{settings.PUBLIC_URL}/calendars/",
        _("You get this because you work at %(company)s.") % facts,
    )
    parts = ([head, *news.lines], decline, choose)
    return "\n\n".join("\n".join(each) for each in parts) + "\n"
