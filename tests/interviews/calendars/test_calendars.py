"""What goes out is read back by a second library; feeds answer their token and nobody else."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
import vobject
from django.core import mail

from candidates.messages.actions import release_messages
from candidates.messages.models import Message
from candidates.outbox.work import run_due
from interviews.calendars.actions import open_feed, revoke_feed
from interviews.calendars.ical import Entry, Party, write
from interviews.calendars.models import CalendarFeed
from interviews.calendars.queries import initials
from interviews.days.actions import cancel_session, change_session, publish_day
from tests.interviews.days.conftest import local


@pytest.fixture(autouse=True)
def _clock(at):
    with time_machine.travel(at, tick=False):
        yield


def read(content):
    """The events of a calendar as vobject understands them, by UID."""
    calendar = vobject.readOne(content.decode() if isinstance(content, bytes) else content)
    return calendar, {event.uid.value: event for event in calendar.vevent_list}


def send(at):
    drafts = Message.objects.filter(state="draft").values_list("pk", flat=True)
    mail.outbox.clear()
    release_messages(message_ids=list(drafts), actor=None, at=at)
    run_due(at=at)
    return mail.outbox


def parts(message):
    """The calendars of a mail, by method: the part that is answered, and the files."""
    raw = message.message()
    found = {}
    for part in raw.walk():
        if part.get_content_type() == "text/calendar":
            key = (part.get_param("method"), part.get_filename())
            found[key] = part.get_payload(decode=True).decode()
    return found


def test_a_timetable_mail_carries_an_invitation_that_updates_and_is_called_off(
    day, guests, book, rooms, ines, rosa, at
):
    kim = guests[0]
    first = book(hour=9, who=[kim], by=[ines], room=rooms[0])
    second = book("psychologist", hour=10, who=[kim], by=[ines], room=rooms[1])
    publish_day(day_id=day.pk, actor=rosa, at=at)
    (sent,) = send(at)
    found = parts(sent)
    assert set(found) == {("REQUEST", None), ("REQUEST", "timetable.ics")}
    calendar, events = read(found["REQUEST", None])
    assert (calendar.method.value, len(events)) == ("REQUEST", 2)
    event = events[f"session-{first.pk}@localhost"]
    assert event.dtstart.value == local(9)
    assert event.dtstart.value.tzinfo.utcoffset(event.dtstart.value) == dt.timedelta(hours=2)
    assert event.location.value == "Amber, Vilnius"
    assert event.attendee.value == "mailto:kim@example.org"
    assert event.attendee.params["RSVP"] == ["TRUE"]
    assert "BEGIN:VTIMEZONE" in found["REQUEST", None]
    before = int(event.sequence.value)

    facts = {"actor": rosa, "at": at, "room_id": rooms[0].pk, "interviewer_ids": [ines.pk]}
    change_session(session_id=first.pk, starts_at=local(11), minutes=20, **facts)
    cancel_session(session_id=second.pk, actor=rosa, at=at)
    (sent,) = send(at)
    found = parts(sent)
    _calendar, events = read(found["REQUEST", "timetable.ics"])
    assert list(events) == [f"session-{first.pk}@localhost"]
    (moved,) = events.values()
    assert (moved.dtstart.value, int(moved.sequence.value) > before) == (local(11), True)
    calendar, gone = read(found["CANCEL", "called-off.ics"])
    assert (calendar.method.value, list(gone)) == ("CANCEL", [f"session-{second.pk}@localhost"])
    (off,) = gone.values()
    assert (off.status.value, int(off.sequence.value) > before) == ("CANCELLED", True)


def test_what_was_called_off_once_is_not_called_off_again(day, guests, book, ines, rosa, at):
    kim = guests[0]
    session = book(hour=9, who=[kim], by=[ines])
    book("psychologist", hour=10, who=[kim])
    publish_day(day_id=day.pk, actor=rosa, at=at)
    send(at)
    cancel_session(session_id=session.pk, actor=rosa, at=at)
    assert ("CANCEL", "called-off.ics") in parts(send(at)[0])
    book("call-shadowing", hour=11, who=[kim])
    assert ("CANCEL", "called-off.ics") not in parts(send(at)[0])


@pytest.mark.parametrize(
    ("starts_at", "hours"),
    [
        (dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC), 3),  # 03:30 comes twice that night
        (dt.datetime(2027, 3, 28, 0, 30, tzinfo=dt.UTC), 2),  # 03:30 does not come at all
    ],
)
def test_a_session_across_a_change_of_clocks_keeps_its_moments(starts_at, hours):
    ends_at = starts_at + dt.timedelta(hours=hours)
    entry = Entry("u@x", 1, starts_at, ends_at, "Europe/Vilnius", "Night")
    _calendar, events = read(write([entry], stamp=starts_at, method="PUBLISH"))
    event = events["u@x"]
    assert event.dtend.value.astimezone(dt.UTC) == ends_at
    assert event.dtstart.value.astimezone(dt.UTC) == starts_at


def test_names_cannot_break_a_line():
    evil = Party("a@example.org", 'Eve "x"\r\nATTENDEE:mailto:b@example.org')
    entry = Entry(
        "u@x",
        1,
        dt.datetime(2026, 11, 19, 8, tzinfo=dt.UTC),
        dt.datetime(2026, 11, 19, 9, tzinfo=dt.UTC),
        "Europe/Vilnius",
        "A\r\nSUMMARY:B",
    )
    content = write([entry], stamp=entry.starts_at, method="REQUEST", organizer=evil, attendee=evil)
    _calendar, events = read(content)
    assert len(events["u@x"].attendee_list) == 1
    assert events["u@x"].summary.value == "A SUMMARY:B"


@pytest.fixture
def feed(day, guests, book, rooms, ines, rosa, at):
    book(hour=9, who=guests[:1], by=[ines], room=rooms[0])
    publish_day(day_id=day.pk, actor=rosa, at=at)
    return open_feed(person_id=ines.pk, shows_names=False, at=at)


def test_a_feed_shows_initials_and_answers_304(feed, client, django_assert_num_queries):
    answer = client.get(f"/calendars/{feed}.ics")
    _calendar, events = read(answer.content)
    (event,) = events.values()
    assert event.summary.value == "Voice coach: K. K."
    assert b"Karlsson" not in answer.content
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    etag = {"If-None-Match": answer["ETag"]}
    with django_assert_num_queries(5):
        again = client.get(f"/calendars/{feed}.ics", headers=etag)
    assert (again.status_code, again.content) == (304, b"")


def test_a_changed_session_changes_the_feed(feed, client, day, guests, book):
    before = client.get(f"/calendars/{feed}.ics")["ETag"]
    book("psychologist", hour=12, minute=45, who=guests[1:])
    assert client.get(f"/calendars/{feed}.ics")["ETag"] != before


def test_a_feed_with_names_is_a_choice(feed, client, ines, at):
    token = open_feed(person_id=ines.pk, shows_names=True, at=at)
    assert b"Kim Karlsson" in client.get(f"/calendars/{token}.ics").content
    assert client.get(f"/calendars/{feed}.ics").status_code == 404


def test_a_revoked_feed_and_a_closed_account_answer_nobody(feed, client, ines, at):
    ines.is_active = False
    ines.save()
    assert client.get(f"/calendars/{feed}.ics").status_code == 404
    ines.is_active = True
    ines.save()
    assert client.get(f"/calendars/{feed}.ics").status_code == 200
    row = CalendarFeed.objects.get()
    revoke_feed(feed_id=row.pk, at=at)
    revoke_feed(feed_id=row.pk, at=at + dt.timedelta(days=1))
    row.refresh_from_db()
    assert row.revoked_at == at
    assert client.get(f"/calendars/{feed}.ics").status_code == 404


def test_nothing_is_in_a_feed_before_the_day_is_published(day, guests, book, ines, client, at):
    book(hour=9, who=guests[:1], by=[ines])
    token = open_feed(person_id=ines.pk, shows_names=False, at=at)
    assert b"BEGIN:VEVENT" not in client.get(f"/calendars/{token}.ics").content


def test_the_page_shows_an_address_once_and_only_own_feeds(client, feed, ines, viktor, rosa, rooms):
    client.force_login(viktor)
    row = CalendarFeed.objects.get()
    assert client.post(f"/calendars/{row.pk}/revoke/").status_code == 404
    client.force_login(ines)
    shown = client.post("/calendars/open/").content.decode()
    assert "/calendars/" in shown
    address = re.compile(r"/calendars/[\w-]{20,}\.ics")
    assert address.search(shown)
    assert not address.search(client.get("/calendars/").content.decode())
    assert client.post(f"/calendars/rooms/{rooms[0].pk}/open/").status_code == 403
    client.force_login(rosa)
    shown = client.post(f"/calendars/rooms/{rooms[0].pk}/open/").content.decode()
    token = address.search(shown).group().split(".ics")[0].split("/")[-1]
    content = client.get(f"/calendars/{token}.ics").content
    assert b"SUMMARY:Voice coach\r\n" in content
    assert b"Ines" not in content
    assert b"K. K." not in content


@pytest.mark.parametrize(("name", "short"), [("Kim Karlsson", "K. K."), ("Ada", "A."), ("", "")])
def test_initials(name, short):
    assert initials(name) == short
