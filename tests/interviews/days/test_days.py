from __future__ import annotations

import datetime as dt

import pytest

from candidates.applications.actions import move_application, withdraw_application
from candidates.applications.models import State
from candidates.history.queries import timeline
from candidates.messages.actions import release_messages
from candidates.messages.models import Message
from interviews.days.actions import (
    AlreadyArrived,
    DateTaken,
    DayOver,
    NoPlan,
    NothingPlanned,
    NotInvited,
    NotOnThisDay,
    NotStarted,
    RoomExists,
    SessionsAhead,
    SessionUnderWay,
    add_to_day,
    cancel_day,
    cancel_session,
    change_room,
    change_session,
    change_station,
    check_in,
    create_day,
    create_room,
    end_session,
    finish_day,
    mark_no_show,
    publish_day,
    remove_from_day,
    retire_room,
    start_session,
    undo_check_in,
    undo_end,
    undo_start,
    unpublish_day,
)
from interviews.days.models import Attendance, Day, Session
from tests.interviews.days.conftest import ON, invite, local

EVENING = local(18)


def version(day):
    return Day.objects.values_list("version", flat=True).get(pk=day.pk)


def state(application):
    application.refresh_from_db()
    return application.state


def attendance(day, application):
    return Attendance.objects.get(day=day, application=application)


# rooms


def test_create_room_twice_is_refused_in_words(rooms, at):
    with pytest.raises(RoomExists) as caught:
        create_room(name="Amber", site="Vilnius", seats=2, at=at)
    assert str(caught.value) == "There is a room “Amber” at Vilnius already."
    assert create_room(name="Amber", site="Sofia", seats=2, at=at).site == "Sofia"


def test_change_and_retire_room_once(rooms, rosa, at):
    amber = rooms[0]
    for _ in range(2):
        change_room(room_id=amber.pk, name="Agate", site="Vilnius", seats=5, actor=rosa, at=at)
        retire_room(room_id=amber.pk, retired=True, actor=rosa, at=at)
    amber.refresh_from_db()
    assert (amber.name, amber.seats, amber.retired_at) == ("Agate", 5, at)
    sentences = [line.sentence for line in timeline(subject="room", subject_key=amber.pk)]
    assert sentences == [
        "Rosa Ruiz took the room Agate out of use.",
        "Rosa Ruiz changed the room Agate.",
        "The room Amber was added.",
    ]
    retire_room(room_id=amber.pk, retired=False, actor=rosa, at=at)
    amber.refresh_from_db()
    assert amber.retired_at is None
    with pytest.raises(RoomExists):
        change_room(room_id=amber.pk, name="Birch", site="Vilnius", seats=5, actor=rosa, at=at)


# making a Day


def test_create_day_makes_stations_of_the_plans_stages_on_the_day(day, stations):
    assert (day.state, day.time_zone, day.version) == (Day.State.PLANNED, "Europe/Vilnius", 2)
    assert {
        kind: (station.minutes, station.seats, station.room.name)
        for kind, station in stations.items()
    } == {
        "voice-coach": (20, 1, "Amber"),
        "psychologist": (40, 1, "Birch"),
        "call-shadowing": (30, 2, "Cedar"),
    }


def test_create_day_gives_no_room_where_there_is_none(plan, opening, rosa, at):
    day = create_day(
        opening_id=opening.pk, on=ON, starts_at=local(9), site="Elsewhere", actor=rosa, at=at
    )
    assert [station.room for station in day.stations.all()] == [None, None, None]


def test_create_day_a_second_time_on_a_date_is_refused(day, opening, rosa, at):
    facts = {"opening_id": opening.pk, "site": "Vilnius", "actor": rosa, "at": at}
    with pytest.raises(DateTaken):
        create_day(on=ON, starts_at=local(13), **facts)
    later = ON + dt.timedelta(days=1)
    assert create_day(on=later, starts_at=local(9, on=later), **facts).on == later
    with pytest.raises(ValueError, match="its own date"):
        create_day(on=ON, starts_at=local(9, on=later), **facts)


def test_create_day_without_a_plan_is_refused(opening, rosa, at):
    with pytest.raises(NoPlan):
        create_day(opening_id=opening.pk, on=ON, starts_at=local(9), site="V", actor=rosa, at=at)


def test_create_day_gives_a_group_the_largest_room_that_is_left(plan, opening, rosa, at):
    """Two may watch calls together, but the only room holds one."""
    create_room(name="Cell", site="Vilnius", seats=1, at=at)
    create_room(name="Nook", site="Vilnius", seats=1, at=at)
    create_room(name="Den", site="Vilnius", seats=1, at=at)
    day = create_day(
        opening_id=opening.pk, on=ON, starts_at=local(9), site="Vilnius", actor=rosa, at=at
    )
    stations = day.stations.order_by("stage__position")
    assert [(each.room.name, each.seats) for each in stations] == [
        ("Cell", 1),
        ("Den", 1),
        ("Nook", 1),
    ]


def test_change_station_gives_its_room_to_sessions_without_one(
    day, guests, book, stations, rooms, rosa, at
):
    kim, jonas = guests
    free = book(hour=9, who=[kim])
    taken = book(hour=10, who=[jonas])
    book("psychologist", 10, 10, who=[kim], room=rooms[2])
    change_station(
        station_id=stations["voice-coach"].pk,
        room_id=rooms[2].pk,
        minutes=20,
        seats=1,
        at=at,
        actor=rosa,
    )
    free.refresh_from_db()
    taken.refresh_from_db()
    assert (free.room, taken.room) == (rooms[2], None)


def test_change_station_once(day, stations, rooms, rosa, at):
    station = stations["psychologist"]
    facts = {"station_id": station.pk, "room_id": rooms[2].pk, "minutes": 35, "seats": 1}
    before = version(day)
    change_station(**facts, at=at, actor=rosa)
    changed = change_station(**facts, at=at, actor=rosa)
    assert (changed.room, changed.minutes) == (rooms[2], 35)
    assert version(day) == before + 1
    cancel_day(day_id=day.pk, actor=rosa, at=at)
    with pytest.raises(DayOver):
        change_station(**{**facts, "minutes": 5}, at=at, actor=rosa)


# who is on it


def test_add_to_day_moves_the_invited_on_once(day, kim, rosa, at):
    invite(kim)
    made = add_to_day(day_id=day.pk, application_ids=[kim.pk], actor=rosa, at=at)
    again = add_to_day(day_id=day.pk, application_ids=[kim.pk], actor=rosa, at=at)
    assert ([each.application for each in made], again) == ([kim], [])
    assert state(kim) == State.ON_DAY


def test_add_to_day_refuses_who_is_not_invited_and_adds_nobody(day, kim, jonas, rosa, at):
    invite(kim)
    with pytest.raises(NotInvited) as caught:
        add_to_day(day_id=day.pk, application_ids=[kim.pk, jonas.pk], actor=rosa, at=at)
    assert str(caught.value).endswith("on another Day already: Jonas Jonaitis.")
    assert state(kim) == State.INVITED
    assert day.attendances.count() == 0


def test_add_to_day_refuses_who_is_on_another_day(day, guests, opening, rosa, at):
    later = ON + dt.timedelta(days=7)
    other = create_day(
        opening_id=opening.pk, on=later, starts_at=local(9, on=later), site="V", actor=rosa, at=at
    )
    kim = guests[0]
    with pytest.raises(NotInvited):
        add_to_day(day_id=other.pk, application_ids=[kim.pk], actor=rosa, at=at)
    # who did not come to a Day that is over may come to the next one
    mark_no_show(attendance_id=attendance(day, kim).pk, actor=rosa, at=EVENING)
    finish_day(day_id=day.pk, actor=rosa, at=EVENING)
    assert state(kim) == State.ON_DAY
    assert len(add_to_day(day_id=other.pk, application_ids=[kim.pk], actor=rosa, at=at)) == 1


def test_remove_from_day_frees_seats_and_moves_back_once(day, guests, book, rosa, at):
    kim, jonas = guests
    alone = book(hour=9, who=[kim])
    both = book("call-shadowing", 10, who=guests)
    facts = {"day_id": day.pk, "application_ids": [kim.pk], "actor": rosa, "at": at}
    assert (remove_from_day(**facts), remove_from_day(**facts)) == (1, 0)
    alone.refresh_from_db()
    assert alone.cancelled_at == at
    assert [seat.application for seat in both.seats.all()] == [jonas]
    assert (state(kim), state(jonas)) == (State.INVITED, State.ON_DAY)


def test_remove_from_day_keeps_who_is_here(day, guests, rosa, at):
    kim, jonas = guests
    check_in(attendance_id=attendance(day, kim).pk, actor=rosa, at=at)
    with pytest.raises(AlreadyArrived, match="Kim Karlsson arrived already"):
        remove_from_day(day_id=day.pk, application_ids=[kim.pk, jonas.pk], actor=rosa, at=at)
    assert day.attendances.count() == 2


# arrivals


def test_check_in_keeps_the_first_time_and_can_be_undone(day, guests, rosa, at):
    pk = attendance(day, guests[0]).pk
    before = version(day)
    check_in(attendance_id=pk, actor=rosa, at=at)
    again = check_in(attendance_id=pk, actor=rosa, at=EVENING)
    assert again.arrived_at == at
    assert version(day) == before + 1
    assert undo_check_in(attendance_id=pk, actor=rosa, at=at).arrived_at is None
    undo_check_in(attendance_id=pk, actor=rosa, at=at)
    assert version(day) == before + 2


def test_no_show_keeps_sessions_until_a_late_check_in(day, guests, book, rosa, at):
    kim, _ = guests
    session = book(hour=9, who=[kim])
    pk = attendance(day, kim).pk
    for _ in range(2):
        mark_no_show(attendance_id=pk, actor=rosa, at=at)
    late = check_in(attendance_id=pk, actor=rosa, at=EVENING)
    assert (late.arrived_at, late.no_show_at) == (EVENING, None)
    session.refresh_from_db()
    assert session.cancelled_at is None
    with pytest.raises(AlreadyArrived):
        mark_no_show(attendance_id=pk, actor=rosa, at=at)


def test_check_in_of_who_withdrew_is_refused(day, guests, rosa, at):
    withdraw_application(application_id=guests[0].pk, at=at)
    with pytest.raises(NotOnThisDay, match=r"No longer on this Day: Kim Karlsson\."):
        check_in(attendance_id=attendance(day, guests[0]).pk, actor=rosa, at=at)


# running sessions


def test_start_session_checks_its_only_candidate_in(day, guests, book, rosa, at):
    kim, jonas = guests
    alone, both = book(hour=9, who=[kim]), book("call-shadowing", 10, who=guests)
    start_session(session_id=alone.pk, actor=rosa, at=at)
    start_session(session_id=both.pk, actor=rosa, at=at)
    assert attendance(day, kim).arrived_at == at
    assert attendance(day, jonas).arrived_at is None


def test_sessions_start_and_end_once_and_a_slip_is_taken_back(day, guests, book, rosa, at):
    session = book(hour=9, who=[guests[0]])
    facts = {"session_id": session.pk, "actor": rosa}
    with pytest.raises(NotStarted):
        end_session(**facts, at=at)
    start_session(**facts, at=at)
    assert start_session(**facts, at=EVENING).started_at == at
    end_session(**facts, at=at)
    assert end_session(**facts, at=EVENING).ended_at == at
    before = version(day)
    for undo in (undo_end, undo_end, undo_start, undo_start):
        undo(**facts, at=at)
    session.refresh_from_db()
    assert (session.started_at, session.ended_at) == (None, None)
    assert version(day) == before + 2


# publishing


def test_publish_day_drafts_a_mail_for_everybody_with_a_session(day, guests, book, rooms, rosa, at):
    kim, _ = guests
    with pytest.raises(NothingPlanned):
        publish_day(day_id=day.pk, actor=rosa, at=at)
    book("psychologist", 10, who=[kim], room=rooms[1])
    book(hour=9, who=[kim])
    for _ in range(2):
        publish_day(day_id=day.pk, actor=rosa, at=at)
    day.refresh_from_db()
    assert (day.state, day.published_at) == (Day.State.PUBLISHED, at)
    message = Message.objects.get(code="day-timetable")
    assert (message.state, message.application) == (Message.State.DRAFT, kim)
    assert "Thursday, 19 November 2026, Vilnius. All times are Vilnius time." in message.body
    assert "09:00–09:20  Voice coach\n10:00–10:40  Psychologist (Birch)" in message.body


def test_a_change_of_a_published_day_drafts_the_mail_anew(day, guests, book, rosa, at):
    kim, jonas = guests
    session = book(hour=9, who=[kim])
    other = book("psychologist", 10, who=[jonas])
    publish_day(day_id=day.pk, actor=rosa, at=at)
    sent = Message.objects.filter(code="day-timetable", application=kim)
    release_messages(message_ids=list(sent.values_list("pk", flat=True)), actor=rosa, at=at)
    change_session(
        session_id=session.pk,
        room_id=None,
        starts_at=local(11),
        minutes=20,
        interviewer_ids=[],
        actor=rosa,
        at=at,
    )
    cancel_session(session_id=other.pk, actor=rosa, at=at)
    drafts = Message.objects.filter(code="day-timetable", state=Message.State.DRAFT)
    assert [(each.application, "11:00–11:20" in each.body) for each in drafts] == [(kim, True)]


def test_unpublish_day_takes_drafts_back_but_not_what_was_sent(day, guests, book, rosa, at):
    for each, hour in zip(guests, (9, 10), strict=True):
        book(hour=hour, who=[each])
    publish_day(day_id=day.pk, actor=rosa, at=at)
    first = Message.objects.filter(code="day-timetable").earliest("pk")
    release_messages(message_ids=[first.pk], actor=rosa, at=at)
    for _ in range(2):
        unpublish_day(day_id=day.pk, actor=rosa, at=at)
    states = Message.objects.filter(code="day-timetable").order_by("pk")
    assert [each.state for each in states] == [Message.State.RELEASED, Message.State.DISCARDED]
    day.refresh_from_db()
    assert (day.state, day.published_at) == (Day.State.PLANNED, None)


# the end


def test_finish_day_hands_over_who_came_and_frees_who_did_not(day, guests, book, rosa, at):
    kim, jonas = guests
    held = book(hour=9, who=[kim])
    missed = book("psychologist", 10, who=[jonas])
    start_session(session_id=held.pk, actor=rosa, at=local(9))
    for _ in range(2):
        finish_day(day_id=day.pk, actor=rosa, at=EVENING)
    assert (state(kim), state(jonas)) == (State.DECIDING, State.ON_DAY)
    held.refresh_from_db()
    missed.refresh_from_db()
    assert (held.ended_at, missed.cancelled_at) == (EVENING, EVENING)
    day.refresh_from_db()
    assert (day.state, day.finished_at) == (Day.State.FINISHED, EVENING)
    line = timeline(subject="day", subject_key=day.pk)[0].sentence
    assert line == "Rosa Ruiz finished the Day; to be decided on: 1."


def test_finish_day_with_sessions_to_come_is_refused(day, guests, book, rosa, at):
    kim, jonas = guests
    book(hour=15, who=[kim])
    book("psychologist", 16, who=[jonas])
    check_in(attendance_id=attendance(day, kim).pk, actor=rosa, at=local(9))
    with pytest.raises(SessionsAhead) as caught:
        finish_day(day_id=day.pk, actor=rosa, at=local(14))
    assert str(caught.value) == (
        "1 session is still to come, at 15:00. Hold it or cancel it first."
    )
    assert Session.objects.standing().count() == 2
    assert state(kim) == State.ON_DAY


def test_nothing_changes_on_a_day_that_is_finished(day, guests, book, rosa, at):
    kim, _ = guests
    session = book(hour=9, who=[kim])
    finish_day(day_id=day.pk, actor=rosa, at=EVENING)
    pk = attendance(day, kim).pk
    for act in (
        lambda: check_in(attendance_id=pk, actor=rosa, at=EVENING),
        lambda: publish_day(day_id=day.pk, actor=rosa, at=EVENING),
        lambda: unpublish_day(day_id=day.pk, actor=rosa, at=EVENING),
        lambda: cancel_day(day_id=day.pk, actor=rosa, at=EVENING),
        lambda: start_session(session_id=session.pk, actor=rosa, at=EVENING),
        lambda: add_to_day(day_id=day.pk, application_ids=[], actor=rosa, at=EVENING),
    ):
        with pytest.raises(DayOver):
            act()


def test_cancel_day_cancels_sessions_and_invites_again(day, guests, book, rosa, at):
    kim, jonas = guests
    session = book(hour=9, who=[kim])
    publish_day(day_id=day.pk, actor=rosa, at=at)
    for _ in range(2):
        cancel_day(day_id=day.pk, actor=rosa, at=at)
    session.refresh_from_db()
    assert session.cancelled_at == at
    assert (state(kim), state(jonas)) == (State.INVITED, State.INVITED)
    assert not Message.objects.filter(code="day-timetable", state=Message.State.DRAFT).exists()
    with pytest.raises(DayOver):
        finish_day(day_id=day.pk, actor=rosa, at=EVENING)


def test_cancel_day_that_has_begun_is_refused(day, guests, book, rosa, at):
    session = book(hour=9, who=[guests[0]])
    start_session(session_id=session.pk, actor=rosa, at=at)
    with pytest.raises(SessionUnderWay):
        cancel_day(day_id=day.pk, actor=rosa, at=at)
    assert state(guests[0]) == State.ON_DAY


def test_an_early_decision_leaves_the_day_alone(day, guests, book, rosa, at):
    session = book(hour=9, who=[guests[0]])
    move_application(application_id=guests[0].pk, to=State.DECIDING, actor=rosa, at=at)
    session.refresh_from_db()
    assert session.cancelled_at is None
