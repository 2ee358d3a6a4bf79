"""Busy times out of people's own calendars: read, kept as periods, and planned around."""

from __future__ import annotations

import base64
import datetime as dt

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from candidates.layout.sealing import CannotOpen
from candidates.outbox.models import Task
from candidates.outbox.work import run_due
from interviews.calendars import jobs
from interviews.calendars.actions import (
    TooManySources,
    add_busy_address,
    add_busy_file,
    remove_busy_source,
    reseal_addresses,
    take_busy,
)
from interviews.calendars.busy import Unreadable, read_busy
from interviews.calendars.fetching import Fetched, Refused
from interviews.calendars.models import BusyPeriod, BusySource
from interviews.calendars.queries import address_of
from interviews.planner.queries import open_windows

ADDRESS = "https://cal.example.org/x.ics"
FIRST = dt.datetime(2026, 10, 19, tzinfo=dt.UTC)
LAST = FIRST + dt.timedelta(days=14)


def calendar(*events, extra=""):
    body = "".join(f"BEGIN:VEVENT\r\n{event}END:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{body}{extra}END:VCALENDAR\r\n".encode()


def event(start, end="", uid="1", **others):
    lines = [f"UID:{uid}", "DTSTAMP:20261001T000000Z", f"DTSTART{start}"]
    lines += [f"DTEND{end}"] if end else []
    lines += [f"{key}:{value}" for key, value in others.items()]
    return "".join(f"{line}\r\n" for line in lines)


def read(*events, zone="Europe/Vilnius", extra=""):
    return read_busy(calendar(*events, extra=extra), zone=zone, first=FIRST, last=LAST)


def utc(day, hour, minute=0):
    return dt.datetime(2026, 10, day, hour, minute, tzinfo=dt.UTC)


def test_a_meeting_a_whole_day_and_a_time_without_a_zone():
    assert read(
        event(":20261020T080000Z", ":20261020T090000Z", uid="a"),
        event(";VALUE=DATE:20261021", ";VALUE=DATE:20261022", uid="b"),
        event(":20261023T100000", ":20261023T110000", uid="c"),
    ) == [
        (utc(20, 8), utc(20, 9)),
        (utc(20, 21), utc(21, 21)),
        (utc(23, 7), utc(23, 8)),
    ]


def test_what_is_free_or_off_does_not_count_and_what_touches_is_joined():
    assert read(
        event(":20261020T080000Z", ":20261020T090000Z", uid="a", TRANSP="TRANSPARENT"),
        event(":20261020T080000Z", ":20261020T090000Z", uid="b", STATUS="CANCELLED"),
        event(":20261020T100000Z", ":20261020T110000Z", uid="c"),
        event(":20261020T110000Z", ":20261020T113000Z", uid="d"),
        event(":20261020T120000Z", "", uid="e", DURATION="PT30M"),
    ) == [(utc(20, 10), utc(20, 11, 30)), (utc(20, 12), utc(20, 12, 30))]


def test_a_weekly_meeting_keeps_its_hour_where_clocks_change():
    weekly = event(
        ";TZID=Europe/Vilnius:20260907T090000",
        ";TZID=Europe/Vilnius:20260907T100000",
        RRULE="FREQ=WEEKLY;BYDAY=MO",
    )
    # the clocks go back in the night to the 25th: nine there is six before and seven after
    assert read(weekly) == [(utc(19, 6), utc(19, 7)), (utc(26, 7), utc(26, 8))]


def test_exceptions_and_moved_meetings_are_understood():
    series = event(
        ":20261019T080000Z",
        ":20261019T090000Z",
        RRULE="FREQ=DAILY;COUNT=4",
        EXDATE="20261020T080000Z",
    )
    moved = event(":20261021T130000Z", ":20261021T140000Z", **{"RECURRENCE-ID": "20261021T080000Z"})
    assert read(series, moved) == [
        (utc(19, 8), utc(19, 9)),
        (utc(21, 13), utc(21, 14)),
        (utc(22, 8), utc(22, 9)),
    ]


def test_free_busy_calendars_count_too():
    extra = (
        "BEGIN:VFREEBUSY\r\nUID:f\r\nDTSTAMP:20261001T000000Z\r\n"
        "FREEBUSY;FBTYPE=BUSY:20261020T080000Z/20261020T093000Z,20261022T080000Z/PT30M\r\n"
        "FREEBUSY;FBTYPE=FREE:20261021T080000Z/20261021T093000Z\r\nEND:VFREEBUSY\r\n"
    )
    assert read(extra=extra) == [(utc(20, 8), utc(20, 9, 30)), (utc(22, 8), utc(22, 8, 30))]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "no calendar"),
        (b"<html>", "no calendar"),
        (b"\xff\xfe\x00", "no calendar"),
        (b"BEGIN:VCALENDAR\r\n", "no calendar"),
        (calendar(event(":20261020T080000Z", RRULE="FREQ=SECONDLY")), "too often"),
        (calendar(event(":20261020T080000Z", RRULE="FREQ=HOURLY;INTERVAL=2")), "too often"),
        (calendar(event(":20261020T080000Z", RRULE="FREQ=DAILY;BYMINUTE=1,2")), "too often"),
        (calendar(event(":00010101T080000Z", RRULE="FREQ=DAILY")), "too much"),
        (calendar(*[event(":20261020T080000Z", uid=str(n)) for n in range(5001)]), "too much"),
        (b"x" * (2 * 1024 * 1024 + 1), "too large"),
    ],
)
def test_what_is_no_calendar_or_a_bomb_is_refused(content, fault):
    with pytest.raises(Unreadable) as refused:
        read_busy(content, zone="UTC", first=FIRST, last=LAST)
    assert refused.value.fault == fault


@pytest.fixture
def source(ines, at):
    return add_busy_address(person_id=ines.pk, address=ADDRESS, at=at)


def test_an_address_is_sealed_and_sealed_anew_with_the_next_key(source, ines, settings, at):
    with connection.cursor() as cursor:
        cursor.execute("SELECT s::text FROM interviews_busysource s")
        row = cursor.fetchone()[0]
    assert "x.ics" not in row
    assert ADDRESS.encode().hex() not in row
    assert address_of(source) == ADDRESS
    settings.SEAL_KEYS = [base64.b64encode(b"another key of thirty-two bytes!").decode()]
    with pytest.raises(CannotOpen):
        reseal_addresses()
    settings.SEAL_KEYS += [settings.SAMPLE_SEAL_KEY]
    assert (reseal_addresses(), reseal_addresses()) == (1, 0)
    del settings.SEAL_KEYS[1]
    source.refresh_from_db()
    assert address_of(source) == ADDRESS


def test_a_missing_key_is_said_beside_the_calendar(source, settings, at):
    settings.SEAL_KEYS = [base64.b64encode(b"another key of thirty-two bytes!").decode()]
    run_due(at=at)
    source.refresh_from_db()
    assert source.fault == "sealed"


def test_an_address_of_somebody_else_does_not_open(source, viktor):
    source.person = viktor
    with pytest.raises(CannotOpen):
        address_of(source)


def test_an_address_is_fetched_by_a_worker_and_the_planner_keeps_away(
    source, ines, at, monkeypatch, django_assert_num_queries
):
    asked = []
    begin = at + dt.timedelta(days=1)
    start, end = (f"{begin + dt.timedelta(hours=h):%Y%m%dT%H0000Z}" for h in (1, 2))

    def fetched(url, *, guard, etag=""):
        asked.append((url, etag))
        return Fetched(calendar(event(f":{start}", f":{end}")) if not etag else None, '"7"')

    monkeypatch.setattr(jobs, "fetch", fetched)
    with time_machine.travel(at, tick=False):
        run_due(at=at)
        jobs.refresh(None, None, at)
        run_due(at=at)
    assert asked == [(ADDRESS, ""), (ADDRESS, '"7"')]
    source.refresh_from_db()
    assert (source.read_at, source.fault, source.periods.count()) == (at, "", 1)
    low, high = begin, begin + dt.timedelta(hours=4)
    (first, last) = open_windows([ines.pk], low, high, except_day=0)[ines.pk]
    hour = dt.timedelta(hours=1)
    cut = begin.replace(minute=0, second=0, microsecond=0)
    assert (first[1], last[0]) == (cut + hour, cut + 2 * hour)


@pytest.mark.parametrize("error", [Refused("inside"), Unreadable("too often")])
def test_a_fault_is_kept_and_what_was_known_goes_on_to_count(source, at, error, monkeypatch):
    take_busy(source_id=source.pk, periods=[(at, at + dt.timedelta(hours=1))], etag="", at=at)

    def refused(url, *, guard, etag=""):
        raise error

    monkeypatch.setattr(jobs, "fetch", refused)
    run_due(at=at)
    source.refresh_from_db()
    assert (source.fault, source.periods.count()) == (error.fault, 1)
    assert Task.objects.get(kind="calendars.fetch").state == "done"


def test_the_same_address_is_one_and_five_are_enough(source, ines, at):
    again = add_busy_address(person_id=ines.pk, address=" https://cal.example.org/x.ics ", at=at)
    assert again.pk == source.pk
    for number in range(4):
        add_busy_file(person_id=ines.pk, name=f"{number}.ics", periods=[], at=at)
    with pytest.raises(TooManySources):
        add_busy_address(person_id=ines.pk, address="https://cal.example.org/y.ics", at=at)
    remove_busy_source(person_id=ines.pk, source_id=source.pk)
    take_busy(source_id=source.pk, periods=[(at, at)], etag="", at=at)
    assert BusySource.objects.filter(pk=source.pk).count() == BusyPeriod.objects.count() == 0


def test_a_file_of_the_same_name_gives_way_to_the_newer(ines, at):
    hour = dt.timedelta(hours=1)
    add_busy_file(person_id=ines.pk, name="a.ics", periods=[(at, at + hour)], at=at)
    newer = [(at + hour, at + 2 * hour), (at + 3 * hour, at + 4 * hour)]
    source = add_busy_file(person_id=ines.pk, name="a.ics", periods=newer, at=at)
    assert list(BusySource.objects.all()) == [source]
    assert [(p.during.lower, p.during.upper) for p in source.periods.order_by("pk")] == newer


def test_people_add_and_remove_their_own(client, ines, viktor, at):
    with time_machine.travel(at, tick=False):
        client.force_login(ines)
        wrong = client.post("/calendars/busy/address/", {"address": "my calendar"})
        assert (wrong.status_code, 'value="my calendar"' in wrong.content.decode()) == (422, True)
        typed = {"address": "webcal://cal.example.org/secret-42.ics"}
        assert client.post("/calendars/busy/address/", typed).status_code == 302
        shown = client.get("/calendars/").content.decode()
        assert ("cal.example.org" in shown, "secret-42" in shown) == (True, False)
        bad = client.post("/calendars/busy/file/", {"file": SimpleUploadedFile("a.ics", b"no")})
        assert (bad.status_code, "not a calendar" in bad.content.decode()) == (422, True)
        start = at + dt.timedelta(days=3)
        good = calendar(event(f":{start:%Y%m%dT%H%M%SZ}", "", DURATION="PT1H"))
        sent = client.post("/calendars/busy/file/", {"file": SimpleUploadedFile("a.ics", good)})
        assert sent.status_code == 302
        assert "1 busy time ahead" in client.get("/calendars/").content.decode()
        own = BusySource.objects.get(name="a.ics")
        client.force_login(viktor)
        assert client.post(f"/calendars/busy/{own.pk}/remove/").status_code == 404
        client.force_login(ines)
        assert client.post(f"/calendars/busy/{own.pk}/remove/").status_code == 302
    assert not BusySource.objects.filter(name="a.ics").exists()
