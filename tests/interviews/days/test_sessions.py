from __future__ import annotations

import datetime as dt

import pytest

from candidates.applications.actions import move_application, withdraw_application
from candidates.applications.models import State
from candidates.history.queries import timeline
from interviews.days.actions import (
    DayOver,
    SessionGone,
    SessionUnderWay,
    SlotTaken,
    WrongSession,
    book_session,
    cancel_day,
    cancel_session,
    change_session,
    change_station,
    start_session,
)
from interviews.days.models import Session, SessionSeat
from interviews.days.signals import sessions_changed
from tests.interviews.days.conftest import local


@pytest.fixture
def heard():
    """What the rooms above were told of: whether it stands, and the session."""
    told = []

    def hear(sender, *, sessions, at, **_):
        told.extend(("cancelled" if one.cancelled_at else "booked", one.pk) for one in sessions)

    sessions_changed.connect(hear)
    yield told
    sessions_changed.disconnect(hear)


def change(session, actor, at, **others):
    facts = {
        "room_id": session.room_id,
        "starts_at": session.during.lower,
        "minutes": 20,
        "interviewer_ids": list(session.assignments.values_list("interviewer_id", flat=True)),
    }
    return change_session(session_id=session.pk, actor=actor, at=at, **{**facts, **others})


def test_book_session_takes_the_stations_minutes_and_counts_the_day_up(
    book, day, guests, ines, rooms, heard
):
    kim, _jonas = guests
    day.refresh_from_db()
    before = day.version
    session = book(hour=9, who=[kim], by=[ines], room=rooms[0])
    day.refresh_from_db()
    assert (session.during.lower, session.during.upper) == (local(9), local(9, 20))
    assert [seat.application for seat in session.seats.all()] == [kim]
    assert [each.interviewer for each in session.assignments.all()] == [ines]
    assert day.version == before + 1
    assert heard == [("booked", session.pk)]
    line = timeline(subject="day", subject_key=day.pk)[0].sentence
    assert line == "Rosa Ruiz booked Voice coach for Kim Karlsson, 09:00–09:20 Amber."


def test_book_session_beside_another_one_is_fine(book, guests, ines, rooms):
    kim, jonas = guests
    book(hour=9, who=[kim], by=[ines], room=rooms[0])
    session = book(hour=9, minute=20, who=[jonas], by=[ines], room=rooms[0])
    assert session.cancelled_at is None


def test_book_session_a_second_time_is_refused(book, guests, ines, rooms):
    kim, _ = guests
    book(hour=9, who=[kim], by=[ines], room=rooms[0])
    with pytest.raises((SlotTaken, WrongSession)):
        book(hour=9, who=[kim], by=[ines], room=rooms[0])
    assert Session.objects.count() == 1


@pytest.mark.parametrize(
    ("same", "field", "sentence"),
    [
        ("room", "room_id", "Amber is taken: Voice coach with Kim Karlsson in Amber, 09:00–09:20."),
        (
            "by",
            "interviewer_ids",
            "Ines Ivanova is taken: Voice coach with Kim Karlsson in Amber, 09:00–09:20.",
        ),
        (
            "who",
            "application_ids",
            "Kim Karlsson is taken: Voice coach with Kim Karlsson in Amber, 09:00–09:20.",
        ),
    ],
)
def test_book_session_says_who_is_taken_by_what_and_when(
    book, guests, ines, viktor, rooms, same, field, sentence
):
    kim, jonas = guests
    book(hour=9, who=[kim], by=[ines], room=rooms[0])
    other = {"who": [jonas], "by": [viktor], "room": rooms[1]}
    other[same] = {"who": [kim], "by": [ines], "room": rooms[0]}[same]
    with pytest.raises(SlotTaken) as caught:
        book("psychologist", 9, 10, **other)
    assert str(caught.value) == sentence
    assert [clash.field for clash in caught.value.clashes] == [field]


def test_book_session_names_no_candidate_of_another_opening(
    book, guests, oskar, plan, rooms, ines, at, stations
):
    """A room is shared by two openings; whoever plans one may not know the other's people."""
    from candidates.openings.models import Opening
    from interviews.days.actions import add_to_day, create_day
    from interviews.plans.models import Plan
    from tests.conftest import make_application
    from tests.interviews.days.conftest import ON, invite, make_stage

    other = Opening.objects.get(slug="warehouse-lead")
    theirs = Plan.objects.create(opening=other, name="T", state="active", bar="3.5", created_at=at)
    make_stage(theirs, 1, "voice-coach", "Secret stage")
    their_day = create_day(
        opening_id=other.pk, on=ON, starts_at=local(9), site="Vilnius", actor=oskar, at=at
    )
    guest = invite(make_application(other, "Canary Person", "canary@example.org", at))
    add_to_day(day_id=their_day.pk, application_ids=[guest.pk], actor=oskar, at=at)
    book_session(
        station_id=their_day.stations.get().pk,
        room_id=rooms[0].pk,
        starts_at=local(9),
        application_ids=[guest.pk],
        interviewer_ids=[],
        actor=oskar,
        at=at,
    )
    with pytest.raises(SlotTaken) as caught:
        book(hour=9, who=[guests[0]], by=[ines], room=rooms[0])
    assert str(caught.value) == "Amber is taken: a session of another opening, 09:00–09:20."


def test_book_session_refuses_what_makes_no_sense(book, guests, ines, rooms, opening, at):
    from tests.conftest import make_application

    kim, jonas = guests
    stranger = make_application(opening, "Not Coming", "not@example.org", at)
    cases = [
        ({"who": []}, "Choose at least one candidate."),
        ({"who": [kim, jonas]}, "Voice coach takes 1 at a time."),
        ({"who": [stranger]}, "One of these candidates is no longer on this Day."),
        ({"who": [kim], "minutes": -5}, "A session lasts at least a minute."),
        ({"who": [kim], "hour": 23, "minute": 59, "minutes": 5}, None),
    ]
    for facts, sentence in cases:
        if sentence is None:
            book(by=[ines], **facts)
            continue
        with pytest.raises(WrongSession) as caught:
            book(by=[ines], **facts)
        assert str(caught.value) == sentence
    with pytest.raises(WrongSession) as caught:
        book(hour=12, who=[kim], by=[ines])
    assert str(caught.value) == (
        "Kim Karlsson has a session of Voice coach already; change that one."
    )


def test_book_session_refuses_another_date(guests, stations, rosa, at):
    with pytest.raises(WrongSession, match="not on the date of this Day"):
        book_session(
            station_id=stations["voice-coach"].pk,
            room_id=None,
            starts_at=local(9) + dt.timedelta(days=1),
            application_ids=[guests[0].pk],
            interviewer_ids=[],
            actor=rosa,
            at=at,
        )


def test_book_session_refuses_a_room_that_is_too_small(book, guests, stations, rooms, rosa, at):
    station = stations["call-shadowing"]
    change_station(station_id=station.pk, room_id=None, minutes=30, seats=4, at=at, actor=rosa)
    rooms[0].seats = 1
    rooms[0].save()
    with pytest.raises(WrongSession) as caught:
        book("call-shadowing", 9, who=guests, room=rooms[0])
    assert str(caught.value) == "Amber has room for 1, not for 2 candidates."


def test_book_session_on_a_day_that_is_over_is_refused(book, day, guests, rosa, at):
    cancel_day(day_id=day.pk, actor=rosa, at=at)
    with pytest.raises(DayOver):
        book(who=[guests[0]])


def test_change_session_moves_seats_and_interviewers_along(
    book, guests, ines, viktor, rooms, rosa, at, heard
):
    session = book(hour=9, who=[guests[0]], by=[ines], room=rooms[0])
    changed = change(
        session,
        rosa,
        at,
        starts_at=local(10),
        minutes=25,
        room_id=rooms[1].pk,
        interviewer_ids=[viktor.pk],
    )
    seat = changed.seats.get()
    assert (seat.during.lower, seat.during.upper) == (local(10), local(10, 25))
    assert [each.interviewer for each in changed.assignments.all()] == [viktor]
    assert changed.assignments.get().during.lower == local(10)
    assert heard == [("booked", session.pk), ("booked", session.pk)]
    # what it left behind is free
    book("psychologist", 9, who=[guests[1]], by=[ines], room=rooms[0])


def test_change_session_to_the_same_changes_nothing(book, guests, ines, rosa, at, day, heard):
    session = book(hour=9, who=[guests[0]], by=[ines])
    day.refresh_from_db()
    change(session, rosa, at)
    version = day.version
    day.refresh_from_db()
    assert day.version == version
    assert len(heard) == 1


def test_change_session_into_a_taken_room_is_refused_and_changes_nothing(
    book, guests, ines, viktor, rooms, rosa, at
):
    kim, jonas = guests
    book(hour=9, who=[kim], by=[ines], room=rooms[0])
    session = book(hour=10, who=[jonas], by=[viktor], room=rooms[0])
    with pytest.raises(SlotTaken, match="Amber is taken: Voice coach with Kim Karlsson"):
        change(session, rosa, at, starts_at=local(9, 19))
    session.refresh_from_db()
    assert session.during.lower == local(10)


def test_change_session_that_began_or_was_cancelled_is_refused(book, guests, ines, rosa, at):
    kim, jonas = guests
    begun = book(hour=9, who=[kim], by=[ines])
    start_session(session_id=begun.pk, actor=rosa, at=at)
    with pytest.raises(SessionUnderWay):
        change(begun, rosa, at, starts_at=local(15))
    with pytest.raises(SessionUnderWay):
        cancel_session(session_id=begun.pk, actor=rosa, at=at)
    gone = book(hour=11, who=[jonas], by=[ines])
    cancel_session(session_id=gone.pk, actor=rosa, at=at)
    with pytest.raises(SessionGone):
        change(gone, rosa, at, starts_at=local(15))
    with pytest.raises(SessionGone):
        start_session(session_id=gone.pk, actor=rosa, at=at)


def test_cancel_session_frees_everybody_once(book, guests, ines, rooms, rosa, at, day, heard):
    session = book(hour=9, who=[guests[0]], by=[ines], room=rooms[0])
    cancel_session(session_id=session.pk, actor=rosa, at=at)
    day.refresh_from_db()
    version = day.version
    cancel_session(session_id=session.pk, actor=rosa, at=at)
    day.refresh_from_db()
    assert day.version == version
    assert heard == [("booked", session.pk), ("cancelled", session.pk)]
    again = book(hour=9, who=[guests[0]], by=[ines], room=rooms[0])
    assert again.pk != session.pk


def test_a_withdrawal_frees_the_seats_to_come(book, guests, ines, rooms, at, day, heard):
    kim, jonas = guests
    alone = book(hour=9, who=[kim], by=[ines], room=rooms[0])
    both = book("call-shadowing", 10, who=[kim, jonas], by=[ines], room=rooms[0])
    heard.clear()
    withdraw_application(application_id=kim.pk, at=at)
    alone.refresh_from_db()
    both.refresh_from_db()
    assert alone.cancelled_at == at
    assert both.cancelled_at is None
    assert [seat.application for seat in both.seats.all()] == [jonas]
    assert heard == [("cancelled", alone.pk), ("booked", both.pk)]
    assert day.attendances.count() == 2
    line = timeline(subject="day", subject_key=day.pk)[0].sentence
    assert line == "Kim Karlsson left the pipeline; the seats to come are free again."


def test_a_decline_keeps_what_has_been(book, guests, ines, milan, at):
    kim, _ = guests
    past = book(hour=9, who=[kim], by=[ines])
    future = book("psychologist", 15, who=[kim], by=[ines])
    move_application(
        application_id=kim.pk, to=State.DECLINED, actor=milan, at=local(12), reason="Rude to others"
    )
    past.refresh_from_db()
    future.refresh_from_db()
    assert (past.cancelled_at, future.cancelled_at) == (None, local(12))


def test_going_back_to_invited_by_hand_leaves_the_day(book, guests, ines, rosa, day, at):
    kim, jonas = guests
    session = book(hour=9, who=[kim], by=[ines])
    move_application(application_id=kim.pk, to=State.INVITED, actor=rosa, at=at)
    session.refresh_from_db()
    assert session.cancelled_at == at
    assert [each.application for each in day.attendances.all()] == [jonas]
    assert SessionSeat.objects.filter(cancelled_at__isnull=True).count() == 0


def test_the_database_has_the_last_word(book, guests, stations, rooms):
    """Whatever slips past the check is refused by the exclusion constraints, in words too."""
    from interviews.days.actions.sessions import never_twice

    first = book(hour=9, who=[guests[0]], room=rooms[0])
    with (
        pytest.raises(SlotTaken, match="Somebody took this room, candidate or interviewer"),
        never_twice(),
    ):
        Session.objects.create(station=stations["psychologist"], room=rooms[0], during=first.during)
    assert Session.objects.count() == 1


def test_only_double_bookings_are_called_so(stations):
    from django.db import IntegrityError

    from interviews.days.actions.sessions import never_twice

    with pytest.raises(IntegrityError), never_twice():
        Session.objects.create(
            station=stations["psychologist"], during=(local(10), local(10), "[)")
        )
