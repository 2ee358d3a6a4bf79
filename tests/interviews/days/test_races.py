"""Two and a hundred at once: exactly one gets the slot, the others are told why."""

from __future__ import annotations

import threading

import pytest
from django.db import close_old_connections, connection

from interviews.days.actions import (
    SlotTaken,
    WrongSession,
    add_to_day,
    book_session,
    cancel_session,
    change_session,
    check_in,
    finish_day,
    publish_day,
    start_session,
)
from interviews.days.models import Day, Session
from tests.interviews.days.conftest import local

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """Run the calls in threads, all let go at the same moment; return results and exceptions."""
    gate = threading.Barrier(len(calls))
    outcomes = [None] * len(calls)

    def run(place, call):
        close_old_connections()
        try:
            gate.wait(timeout=30)
            outcomes[place] = tried(call)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return outcomes


def tried(call):
    """Return what it returns, or why it was refused."""
    try:
        return call()
    except (SlotTaken, WrongSession) as error:
        return error


def booking(station, rosa, at, *, who, by=None, room=None, hour=9, minute=0):
    def call():
        return book_session(
            station_id=station.pk,
            room_id=room.pk if room else None,
            starts_at=local(hour, minute),
            application_ids=[who.pk],
            interviewer_ids=[by.pk] if by else [],
            actor=rosa,
            at=at,
        )

    return call


def winners(outcomes):
    return [each for each in outcomes if isinstance(each, Session)]


@pytest.mark.parametrize("shared", ["room", "interviewer", "candidate"])
def test_two_bookings_of_one_at_once_make_exactly_one(
    shared, guests, stations, rooms, ines, viktor, rosa, at
):
    kim, jonas = guests
    one = {"who": kim, "by": ines, "room": rooms[0]}
    other = {"who": jonas, "by": viktor, "room": rooms[1]}
    key = {"room": "room", "interviewer": "by", "candidate": "who"}[shared]
    other[key] = one[key]
    outcomes = at_once(
        booking(stations["voice-coach"], rosa, at, **one),
        booking(stations["psychologist"], rosa, at, minute=10, **other),
    )
    assert len(winners(outcomes)) == 1
    refused = next(each for each in outcomes if isinstance(each, SlotTaken))
    assert " is taken: " in str(refused)
    assert Session.objects.count() == 1


def test_a_hundred_bookings_of_one_slot_make_exactly_one(
    crowd, stations, rooms, ines, rosa, at, day
):
    people = crowd(20)
    before = Day.objects.get(pk=day.pk).version

    def book_five(who):
        call = booking(stations["voice-coach"], rosa, at, who=who, by=ines, room=rooms[0])
        return [tried(call) for _time in range(5)]

    outcomes = at_once(*[lambda who=who: book_five(who) for who in people])
    outcomes = [each for five in outcomes for each in five]
    assert len(winners(outcomes)) == 1
    # whoever has it is told that they have it, the others by whom it is taken
    assert sum(isinstance(each, SlotTaken) for each in outcomes) == 95
    assert sum(isinstance(each, WrongSession) for each in outcomes) == 4
    assert Session.objects.count() == 1
    assert Day.objects.get(pk=day.pk).version == before + 1


def test_days_of_two_openings_race_for_a_room_without_a_deadlock(
    guests, stations, rooms, oskar, plan, rosa, at
):
    """Different Days do not wait for one another's row, only for the room."""
    from candidates.openings.models import Opening
    from interviews.days.actions import create_day
    from interviews.plans.models import Plan
    from tests.conftest import make_application
    from tests.interviews.days.conftest import ON, invite, make_stage

    other = Opening.objects.get(slug="warehouse-lead")
    theirs = Plan.objects.create(opening=other, name="T", state="active", bar="3.5", created_at=at)
    make_stage(theirs, 1, "voice-coach", "Voice coach")
    their_day = create_day(
        opening_id=other.pk, on=ON, starts_at=local(9), site="Vilnius", actor=oskar, at=at
    )
    guest = invite(make_application(other, "Olga Olsen", "olga@example.org", at))
    add_to_day(day_id=their_day.pk, application_ids=[guest.pk], actor=oskar, at=at)
    outcomes = at_once(
        booking(stations["voice-coach"], rosa, at, who=guests[0], room=rooms[0]),
        booking(their_day.stations.get(), oskar, at, who=guest, room=rooms[0]),
    )
    assert len(winners(outcomes)) == 1
    refused = next(each for each in outcomes if isinstance(each, SlotTaken))
    # each is told in the time of their own Day: Oslo is an hour behind Vilnius
    assert str(refused) in {
        "Amber is taken: a session of another opening, 09:00–09:20.",
        "Amber is taken: a session of another opening, 08:00–08:20.",
    }


def test_two_changes_into_one_gap_leave_exactly_one_there(
    guests, stations, rooms, ines, viktor, rosa, at, book
):
    kim, jonas = guests
    sessions = [
        book(hour=9, who=[kim], by=[ines], room=rooms[0]),
        book(hour=11, who=[jonas], by=[viktor], room=rooms[1]),
    ]

    def move(session):
        return lambda: change_session(
            session_id=session.pk,
            room_id=rooms[2].pk,
            starts_at=local(14),
            minutes=20,
            interviewer_ids=[],
            actor=rosa,
            at=at,
        )

    outcomes = at_once(*map(move, sessions))
    assert len(winners(outcomes)) == 1
    assert Session.objects.filter(room=rooms[2]).count() == 1


def test_two_people_tapping_at_once_do_it_once(guests, book, day, rosa, milan, at):
    kim, _ = guests
    session = book(hour=9, who=[kim])
    attendance = day.attendances.get(application=kim)
    before = Day.objects.get(pk=day.pk).version
    calls = [
        lambda actor=actor: check_in(attendance_id=attendance.pk, actor=actor, at=at)
        for actor in (rosa, milan)
    ]
    at_once(*calls)
    assert Day.objects.get(pk=day.pk).version == before + 1
    at_once(
        *[
            lambda actor=actor: start_session(session_id=session.pk, actor=actor, at=at)
            for actor in (rosa, milan)
        ]
    )
    assert Day.objects.get(pk=day.pk).version == before + 2


def test_two_people_publishing_or_finishing_at_once_do_it_once(guests, book, day, rosa, milan, at):
    from candidates.messages.models import Message

    book(hour=9, who=[guests[0]])
    at_once(
        *[
            lambda actor=actor: publish_day(day_id=day.pk, actor=actor, at=at)
            for actor in (rosa, milan)
        ]
    )
    assert Message.objects.filter(code="day-timetable").count() == 1
    at_once(
        *[
            lambda actor=actor: finish_day(day_id=day.pk, actor=actor, at=local(18))
            for actor in (rosa, milan)
        ]
    )
    day.refresh_from_db()
    assert day.state == Day.State.FINISHED


def test_a_withdrawal_and_a_booking_at_once_leave_no_seat(guests, stations, rosa, at):
    from candidates.applications.actions import withdraw_application
    from interviews.days.models import SessionSeat

    kim, _ = guests
    at_once(
        booking(stations["voice-coach"], rosa, at, who=kim),
        lambda: withdraw_application(application_id=kim.pk, at=at),
    )
    assert not SessionSeat.objects.filter(application=kim, cancelled_at__isnull=True).exists()


def test_two_cancellations_at_once_are_one(guests, book, rosa, milan, at, day):
    session = book(hour=9, who=[guests[0]])
    before = Day.objects.get(pk=day.pk).version
    at_once(
        *[
            lambda actor=actor: cancel_session(session_id=session.pk, actor=actor, at=at)
            for actor in (rosa, milan)
        ]
    )
    assert Day.objects.get(pk=day.pk).version == before + 1
