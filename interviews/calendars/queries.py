"""Sessions as entries of calendars."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext as _

from candidates.layout.sealing import unseal
from interviews.calendars.ical import Entry
from interviews.calendars.models import (
    BusyPeriod,
    BusySource,
    CalendarChoice,
    CalendarFeed,
    Invitation,
    StaffInvitation,
)
from interviews.calendars.replies import Reply
from interviews.days.models import Attendance, Day, Room, Session, SessionInterviewer
from interviews.days.queries import Slot, sessions_of_application
from interviews.days.queries.slots import slots_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from candidates.applications.models import Application
    from candidates.layout.viewer import Viewer

Shown = CalendarChoice.Shown
_NUMBER = re.compile(r"[0-9]{1,18}")
LOOK_BACK = dt.timedelta(days=30)
HORIZON = dt.timedelta(days=180)  # so far ahead busy times are read
SHOWN = (Day.State.PUBLISHED, Day.State.FINISHED)


def hash_of(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def address_of(source: BusySource) -> str:
    """Return the address of somebody's own calendar, to be read there; raises CannotOpen."""
    return unseal(bytes(source.sealed or b""), source.key_name, about=source.about)


def uid_of(session_id: int) -> str:
    """Return the name that a session has in every calendar for as long as it lives."""
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    return f"session-{session_id}@{host}"


def initials(name: str) -> str:
    """Return “K. K.” for “Kim Karlsson”."""
    return " ".join(f"{part[0]}." for part in name.split()[:3])


@dataclass(frozen=True)
class OwnDay:
    """A candidate's published Day: what stands, and what they were invited to and is off."""

    standing: tuple[Entry, ...]
    off: tuple[Entry, ...]
    session_ids: tuple[int, ...]
    off_ids: tuple[int, ...]


def own_day(application: Application) -> OwnDay | None:
    """Return the candidate's newest published Day as entries; None while there is none."""
    attendance = (
        Attendance.objects.filter(application=application, day__state=Day.State.PUBLISHED)
        .select_related("day")
        .order_by("-day__on")
        .first()
    )
    if attendance is None:
        return None
    day = attendance.day
    slots = sessions_of_application(application.pk, days=[day.pk])
    standing = {slot.session_id for slot in slots}
    told = Invitation.objects.filter(application=application, is_off=False).exclude(
        session__in=standing
    )
    gone = slots_of(Session.objects.filter(pk__in=told.values("session_id")))
    versions = dict(
        Day.objects.filter(pk__in={slot.day_id for slot in gone}).values_list("pk", "version")
    )
    url = f"{settings.PUBLIC_URL}/my/"
    return OwnDay(
        tuple(
            _entry(slot, slot.title, day.version, text=day.directions, url=url) for slot in slots
        ),
        tuple(_entry(slot, slot.title, versions[slot.day_id]) for slot in gone),
        tuple(standing),
        tuple(slot.session_id for slot in gone),
    )


def _entry(slot: Slot, summary: str, sequence: int, *, text: str = "", url: str = "") -> Entry:
    return Entry(
        uid=uid_of(slot.session_id),
        sequence=sequence,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        zone=slot.zone,
        summary=summary,
        location=f"{slot.room}, {slot.site}" if slot.room else slot.site,
        description="\n".join(filter(None, (text, slot.video_url))),
        url=url,
    )


def feed_entries(feed: CalendarFeed, at: dt.datetime) -> list[Entry]:
    """Return the sessions of a feed's person or room: published ones, of the last month and on.

    Candidates are initials, unless the feed's owner chose names. Rooms are shared by openings, so
    that a room's feed names nobody. Four queries.
    """
    sessions = Session.objects.standing().filter(
        during__endswith__gt=at - LOOK_BACK, station__day__state__in=SHOWN
    )
    if feed.person_id is not None:
        sessions = sessions.filter(assignments__interviewer=feed.person_id)
    else:
        sessions = sessions.filter(room=feed.room_id)
    slots = slots_of(sessions)
    versions = _versions(slots)
    return [_feed_entry(slot, versions[slot.day_id], feed) for slot in slots]


def _feed_entry(slot: Slot, version: int, feed: CalendarFeed) -> Entry:
    if feed.person_id is None:
        return _entry(slot, slot.title, version, url=f"{settings.PUBLIC_URL}/my-day/")
    return _staff_entry(slot, version, feed.person_id, shows_names=feed.shows_names)


def _staff_entry(slot: Slot, version: int, person_id: int, *, shows_names: bool) -> Entry:
    names = [name for _key, name in slot.candidates]
    who = ", ".join(names if shows_names else map(initials, names))
    with_whom = ", ".join(name for key, name in slot.interviewers if key != person_id)
    text = _("With %(names)s") % {"names": with_whom} if with_whom else ""
    url = f"{settings.PUBLIC_URL}/my-day/"
    return _entry(slot, f"{slot.title}: {who}", version, text=text, url=url)


@dataclass(frozen=True)
class StaffNews:
    """What somebody does not know of a Day yet: entries that are new or changed, by session, and
    those that are off; with all that stands, in words."""

    changed: Mapping[int, Entry]
    off: Mapping[int, Entry]
    lines: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.changed or self.off)


def staff_news(day: Day, at: dt.datetime) -> dict[int, StaffNews]:
    """Return what each interviewer of a Day does not know yet; what is past is news to nobody.

    As many queries for one interviewer as for all.
    """
    told = {
        (row.person_id, row.session_id): row
        for row in StaffInvitation.objects.filter(session__station__day=day)
    }
    ahead = Session.objects.filter(station__day=day, during__endswith__gt=at)
    slots = {slot.session_id: slot for slot in slots_of(ahead)}
    standing = _staff_of(day)
    shown = _shown({person for person, _session in (*standing, *told)})
    found = {}
    for person in sorted(shown):
        own = [slots[key] for key in slots if (person, key) in standing]
        entry = partial(_staff_entry, version=day.version, person_id=person)
        entries = {
            slot.session_id: entry(slot, shows_names=shown[person] == Shown.NAMES) for slot in own
        }
        changed = {
            key: each
            for key, each in entries.items()
            if not _is_told(told.get((person, key)), each)
        }
        off = {
            key: entry(slots[key], shows_names=False)
            for (who, key), row in told.items()
            if who == person and not row.is_off and key in slots and key not in entries
        }
        found[person] = StaffNews(changed, off, tuple(map(_line, own)))
    return {person: news for person, news in found.items() if news}


def _staff_of(day: Day) -> set[tuple[int, int]]:
    """Return who is in which session that stands; nobody while the Day is not published."""
    rows = SessionInterviewer.objects.filter(session__station__day=day, cancelled_at__isnull=True)
    pairs = rows.values_list("interviewer_id", "session_id")
    return set(pairs) if day.state == Day.State.PUBLISHED else set()


def _shown(people: Iterable[int]) -> dict[int, str]:
    chosen = CalendarChoice.objects.filter(person__in=list(people))
    return dict.fromkeys(people, str(Shown.INITIALS)) | dict(chosen.values_list("person", "shown"))


def _is_told(row: StaffInvitation | None, entry: Entry) -> bool:
    return row is not None and not row.is_off and row.told_sha256 == digest_of(entry)


def digest_of(entry: Entry) -> str:
    """Return the hash of what stands in an entry; the number of the change is none of it."""
    return hash_of(repr(replace(entry, sequence=0)))


def _line(slot: Slot) -> str:
    line = f"{slot.span}  {slot.title}"
    return f"{line} ({slot.room})" if slot.room else line


def shown_of(user: Viewer) -> str:
    """Return how much of their sessions the user wants in mails."""
    return _shown([user.pk])[user.pk]


def _versions(slots: Iterable[Slot]) -> dict[int, int]:
    days = {slot.day_id for slot in slots}
    return dict(Day.objects.filter(pk__in=days).values_list("pk", "version"))


def own_feed(user: Viewer) -> CalendarFeed | None:
    """Return the user's own live feed."""
    return CalendarFeed.objects.live().filter(person=user.pk).first()


def _session_of(reply: Reply) -> int | None:
    """Return the session that is answered to; None for another site's entry, and for a sender who
    speaks for somebody else."""
    name, _at, host = reply.uid.partition("@")
    number = name.removeprefix("session-")
    if host != uid_of(0).partition("@")[2] or not _NUMBER.fullmatch(number):
        return None
    if not reply.message_id or reply.sender != reply.attendee:
        return None
    return int(number)


def answering_staff(reply: Reply) -> StaffInvitation | None:
    """Return what an interviewer's calendar answers to; None where it is nobody's answer."""
    return (
        StaffInvitation.objects.filter(
            session=_session_of(reply),
            is_off=False,
            person__email__iexact=reply.attendee,
            session__station__day__state=Day.State.PUBLISHED,
        )
        .select_related("person", "session__station__day")
        .first()
    )


def answered_by(reply: Reply) -> tuple[Attendance, int] | None:
    """Return whose answer it is and to which session; None where it is no candidate's who was
    invited to it."""
    number = _session_of(reply)
    if number is None:
        return None
    invited = Invitation.objects.filter(
        session=number, application__candidate__email__iexact=reply.attendee
    )
    attendance = (
        Attendance.objects.filter(
            application__in=invited.values("application_id"),
            day__stations__sessions=number,
            day__state=Day.State.PUBLISHED,
        )
        .distinct()
        .first()
    )
    return (attendance, number) if attendance else None


def busy_periods(
    people: Sequence[int], starts_at: dt.datetime, ends_at: dt.datetime
) -> dict[int, list[tuple[dt.datetime, dt.datetime]]]:
    """Return when people are busy by their own calendars; the planner asks. One query."""
    rows = BusyPeriod.objects.filter(
        source__person__in=list(people), during__overlap=(starts_at, ends_at)
    )
    found: dict[int, list[tuple[dt.datetime, dt.datetime]]] = {}
    for person, during in rows.values_list("source__person_id", "during"):
        found.setdefault(person, []).append((during.lower, during.upper))
    return found


def own_sources(user: Viewer, at: dt.datetime) -> QuerySet[BusySource]:
    """Return the user's own calendars with the number of busy periods to come."""
    coming = Count("periods", filter=Q(periods__during__endswith__gt=at))
    return BusySource.objects.filter(person=user.pk).annotate(coming=coming).order_by("pk")


def rooms_with_feeds() -> QuerySet[Room]:
    """Return the rooms in use by site and name; their live feeds are in `live_feeds`."""
    live = CalendarFeed.objects.live()
    feeds = Prefetch("calendar_feeds", queryset=live, to_attr="live_feeds")
    return (
        Room.objects.filter(retired_at__isnull=True)
        .prefetch_related(feeds)
        .order_by("site", "name")
    )
