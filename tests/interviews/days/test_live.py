"""The live board as data, and the ETag that makes it cheap."""

from __future__ import annotations

import datetime as dt

import pytest

from candidates.applications.actions import withdraw_application
from interviews.days import live
from interviews.days.actions import check_in, end_session, mark_no_show, start_session
from interviews.days.live import Mark
from interviews.days.models import Attendance, Day
from interviews.days.queries import board, next_sessions, sessions_of_interviewer, timetable
from tests.interviews.days.conftest import local


@pytest.fixture
def morning(book, guests, ines, viktor, rooms):
    """Kim: voice 9:00, psychologist 9:30. Jonas: psychologist 9:00 is not booked, voice 9:25."""
    kim, jonas = guests
    return {
        "kim-voice": book(hour=9, who=[kim], by=[ines], room=rooms[0]),
        "jonas-voice": book(hour=9, minute=25, who=[jonas], by=[ines], room=rooms[0]),
        "kim-psych": book("psychologist", 9, 30, who=[kim], by=[viktor], room=rooms[1]),
    }


def seen(day, at, marks=None):
    return board(timetable(Day.objects.get(pk=day.pk)), at, marks)


def names(arrivals):
    return [arrival.guest.name for arrival in arrivals]


def test_board_before_anybody_has_come(day, morning):
    now = seen(day, local(8, 50))
    assert names(now.waiting) == ["Kim Karlsson", "Jonas Jonaitis"]
    assert [turn.slot.title for turn in now.soon] == ["Voice coach"]
    assert now.soon[0].minutes_until == 10
    assert [(place.name, len(place.now)) for place in now.places] == [
        ("Amber", 0),
        ("Birch", 0),
        ("Cedar", 0),
    ]
    amber, birch, cedar = now.places
    assert amber.next.slot.span == "09:00–09:20"
    assert birch.next.slot.span == "09:30–10:10"
    assert cedar.next is None
    assert (now.running, now.over, now.done, now.total) == (0, 0, 0, 3)


def test_board_says_who_is_late_and_what_should_have_begun(day, morning):
    now = seen(day, local(9, 4))
    assert [(arrival.guest.name, arrival.is_late) for arrival in now.waiting] == [
        ("Kim Karlsson", True),
        ("Jonas Jonaitis", False),
    ]
    (turn,) = now.places[0].now
    assert (turn.minutes_late, turn.minutes_over, turn.everybody_here) == (4, 0, False)


def test_board_shows_a_running_session_and_its_overrun(day, morning, rosa):
    start_session(session_id=morning["kim-voice"].pk, actor=rosa, at=local(9, 2))
    now = seen(day, local(9, 10))
    (turn,) = now.places[0].now
    assert (turn.minutes_left, turn.minutes_over, now.running, now.over) == (10, 0, 1, 0)
    assert turn.everybody_here
    now = seen(day, local(9, 26))
    over, due = now.places[0].now
    assert (over.minutes_over, due.slot.candidate_names) == (6, "Jonas Jonaitis")
    assert (now.running, now.over) == (1, 1)
    end_session(session_id=morning["kim-voice"].pk, actor=rosa, at=local(9, 27))
    now = seen(day, local(9, 28))
    assert [turn.slot.candidate_names for turn in now.places[0].now] == ["Jonas Jonaitis"]
    assert (now.done, [turn.slot.candidate_names for turn in now.lately]) == (1, ["Kim Karlsson"])


def test_board_keeps_what_is_over_in_sight_while_something_is_missing(day, crowd, book, rosa, at):
    sessions = [
        book(hour=9, minute=0, who=[each], minutes=5 + n) for n, each in enumerate(crowd(7))
    ]
    for n, session in enumerate(sessions):
        start_session(session_id=session.pk, actor=rosa, at=local(9))
        end_session(session_id=session.pk, actor=rosa, at=local(9, 10 + n))
    marks = {sessions[0].pk: [Mark("marks missing 2", "bad")]}
    now = seen(day, local(10), marks)
    assert [turn.slot.session_id for turn in now.lately] == [
        session.pk for session in (sessions[0], *reversed(sessions[3:]))
    ]
    assert now.lately[0].marks == (Mark("marks missing 2", "bad"),)


def test_board_tells_who_does_not_come(day, morning, guests, rosa, at):
    kim, jonas = guests
    mark_no_show(attendance_id=Attendance.objects.get(application=kim).pk, actor=rosa, at=at)
    withdraw_application(application_id=jonas.pk, at=at)
    now = seen(day, local(9, 5))
    assert names(now.missed) == ["Kim Karlsson"]
    assert [guest.name for guest in now.gone] == ["Jonas Jonaitis"]
    assert now.waiting == ()
    assert now.places[0].now[0].nobody_comes


def test_board_of_a_day_without_rooms_has_a_place_for_each_station(day, guests, book):
    day.stations.update(room=None)
    book(hour=9, who=[guests[0]])
    assert [place.name for place in seen(day, local(9)).places] == ["Voice coach"]


def test_register_marks_once_and_adds_providers_up(monkeypatch):
    monkeypatch.setattr(live, "_providers", [])

    def missing(viewer, session_ids, at):
        return {pk: [Mark("marks missing 2", "warn")] for pk in session_ids if pk == 1}

    def flags(viewer, session_ids, at):
        return {pk: [Mark("red flag", "bad")] for pk in session_ids}

    for provider in (missing, flags, missing):
        live.register_marks(provider)
    found = live.marks_for(None, [1, 2], local(9))
    assert {pk: [mark.text for mark in each] for pk, each in found.items()} == {
        1: ["marks missing 2", "red flag"],
        2: ["red flag"],
    }


# what rooms above ask


def test_next_sessions_are_running_or_to_come(morning, guests, rosa, django_assert_num_queries):
    kim, jonas = guests
    with django_assert_num_queries(4):
        found = next_sessions([kim.pk, jonas.pk, 0], local(9, 10))
    assert {pk: slot.span for pk, slot in found.items()} == {
        kim.pk: "09:00–09:20",
        jonas.pk: "09:25–09:45",
    }
    start_session(session_id=morning["kim-voice"].pk, actor=rosa, at=local(9))
    end_session(session_id=morning["kim-voice"].pk, actor=rosa, at=local(9, 5))
    assert next_sessions([kim.pk], local(9, 10))[kim.pk].title == "Psychologist"
    assert next_sessions([kim.pk], local(18)) == {}


def test_sessions_of_interviewer_are_those_from_today_on(morning, ines, viktor, petra):
    spans = [slot.span for slot in sessions_of_interviewer(ines, local(18))]
    assert spans == ["09:00–09:20", "09:25–09:45"]
    assert [slot.title for slot in sessions_of_interviewer(viktor, local(7))] == ["Psychologist"]
    assert sessions_of_interviewer(petra, local(7)) == []
    tomorrow = local(9) + dt.timedelta(days=1)
    assert sessions_of_interviewer(ines, tomorrow) == []


@pytest.mark.parametrize("size", [1, 3])
def test_timetable_takes_as_many_queries_for_one_as_for_three(
    size, day, crowd, book, django_assert_num_queries
):
    for n, each in enumerate(crowd(size)):
        book(hour=9 + n, who=[each])
    with django_assert_num_queries(5):
        table = timetable(day)
    assert (len(table.guests), len(table.slots)) == (size, size)


def test_timetable_says_what_is_missing(day, morning, guests, rooms, stations):
    table = timetable(day)
    assert [
        (guest.name, [station.stage.title for station in missing])
        for guest, missing in table.not_placed
    ] == [
        ("Jonas Jonaitis", ["Psychologist", "Call shadowing"]),
        ("Kim Karlsson", ["Call shadowing"]),
    ]
    assert table.roomless == ()
    assert table.understaffed == ()
    morning["kim-voice"].assignments.all().delete()
    stations["psychologist"].stage.raters = 3
    stations["psychologist"].stage.save()
    table = timetable(day)
    assert [(slot.title, missing) for slot, missing in table.understaffed] == [
        ("Voice coach", 1),
        ("Psychologist", 2),
    ]


def test_check_in_shows_on_the_board(day, morning, guests, rosa):
    attendance = Attendance.objects.get(application=guests[0])
    check_in(attendance_id=attendance.pk, actor=rosa, at=local(8, 45))
    now = seen(day, local(8, 50))
    assert (names(now.here), names(now.waiting)) == (["Kim Karlsson"], ["Jonas Jonaitis"])


def test_one_tap_leads_to_each_usual_trouble(client, day, morning, ines, rosa, at):
    """Late, an interviewer who cannot go on, a session that overruns: each filled in already."""
    import time_machine

    session = morning["kim-voice"]
    start_session(session_id=session.pk, actor=rosa, at=local(9))
    with time_machine.travel(local(9, 30), tick=False):
        client.force_login(rosa)
        shown = client.get(f"/days/{day.pk}/live/").content.decode()
        replan = f"/days/{day.pk}/replan/"
        for asked in (f"away={ines.pk}", f"over={session.pk}", "late="):
            assert f"{replan}?{asked}" in shown
        form = client.get(f"{replan}?over={session.pk}&away={ines.pk}").content.decode()
        assert f'<option value="{session.pk}" selected>' in form
        assert f'<option value="{ines.pk}" selected>' in form
        client.force_login(ines)
        assert "?away=" not in client.get(f"/days/{day.pk}/live/").content.decode()
