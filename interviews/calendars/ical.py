"""iCalendar out of plain facts: requests, cancellations, feeds. No Django.

A session keeps its UID for as long as it lives; SEQUENCE is the Day's version, which counts every
change of the Day up, so that the newest word wins in whatever order the mails arrive. Times are
written in the Day's own zone, with a VTIMEZONE for it; around a change of clocks in UTC, because a
time that comes twice is read differently by different programs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Event, vCalAddress

PRODUCT = "-//Service Day//Days//EN"


@dataclass(frozen=True)
class Entry:
    """One session as a calendar shows it. Times are UTC."""

    uid: str
    sequence: int
    starts_at: dt.datetime
    ends_at: dt.datetime
    zone: str
    summary: str
    location: str = ""
    description: str = ""
    url: str = ""


@dataclass(frozen=True)
class Party:
    """Who invites or is invited."""

    mail: str
    name: str


def clean(text: str) -> str:
    """Return a name or title without line breaks and quotes, which would break a parameter."""
    return " ".join(text.replace('"', "'").split())


def write(
    entries: Iterable[Entry],
    *,
    stamp: dt.datetime,
    method: Literal["REQUEST", "CANCEL", "PUBLISH"],
    organizer: Party | None = None,
    attendee: Party | None = None,
    name: str = "",
) -> bytes:
    """Return a calendar with these entries as the bytes of an .ics file."""
    from icalendar import Calendar  # costs every process's start: only where it is used

    calendar = Calendar.new(prodid=PRODUCT, method=method, name=clean(name) or None)
    calendar.pop("UID", None)  # its own would be another at each writing, and nothing refers to it
    days = []
    for entry in entries:
        event = _event(entry, stamp, organizer, attendee)
        if method == "CANCEL":
            event["STATUS"] = "CANCELLED"
        calendar.add_component(event)
        days += [entry.starts_at.date(), entry.ends_at.date()]
    if days:
        margin = dt.timedelta(days=1)
        calendar.add_missing_timezones(first_date=min(days) - margin, last_date=max(days) + margin)
    return bytes(calendar.to_ical())


def _event(
    entry: Entry, stamp: dt.datetime, organizer: Party | None, attendee: Party | None
) -> Event:
    from icalendar import Event

    zone = _zone(entry)
    return Event.new(
        uid=entry.uid,
        sequence=entry.sequence,
        stamp=stamp.astimezone(dt.UTC),
        start=entry.starts_at.astimezone(zone),
        end=entry.ends_at.astimezone(zone),
        summary=clean(entry.summary),
        location=clean(entry.location) or None,
        description=entry.description or None,
        url=entry.url or None,
        organizer=_address(organizer) if organizer else None,
        attendees=[_address(attendee, answers=True)] if attendee else None,
    )


def _zone(entry: Entry) -> dt.tzinfo:
    zone, margin = ZoneInfo(entry.zone), dt.timedelta(days=1)
    before, after = entry.starts_at - margin, entry.ends_at + margin
    same = before.astimezone(zone).utcoffset() == after.astimezone(zone).utcoffset()
    return zone if same else dt.UTC


def _address(party: Party, *, answers: bool = False) -> vCalAddress:
    from icalendar import vCalAddress

    made = vCalAddress(f"mailto:{party.mail}")
    made.params["CN"] = clean(party.name)
    if answers:
        made.params["ROLE"] = "REQ-PARTICIPANT"
        made.params["PARTSTAT"] = "NEEDS-ACTION"
        made.params["RSVP"] = "TRUE"
    return made
