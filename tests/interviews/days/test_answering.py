"""Candidates confirm, take another Day, or ask for one; the last seat goes to exactly one."""

from __future__ import annotations

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from candidates.applications.models import State
from candidates.history.models import Entry
from candidates.messages.models import Message
from candidates.notices.models import Notice
from candidates.portal.actions import mint_link
from interviews.calendars.queries import own_day
from interviews.days.actions import (
    DayFull,
    DayOver,
    MoreThanSeats,
    NotOffered,
    NotOnThisDay,
    ReasonMissing,
    TooLate,
    add_to_day,
    ask_other_day,
    cancel_day,
    check_in,
    choose_day,
    confirm_day,
    create_day,
    move_day,
    offer_day,
    publish_day,
)
from interviews.days.cards import own_timetable
from interviews.days.models import Attendance, Session
from interviews.days.queries import offers_for
from tests.conftest import make_application
from tests.interviews.days.conftest import ON, invite, local

HOUR = dt.timedelta(hours=1)
LATER = ON + dt.timedelta(days=7)


@pytest.fixture
def offer(rosa, at):
    """Offer a Day: `offer(day, seats=2)`."""

    def do(day, seats=2, *, closes=None, **others):
        facts = {"booking_closes_at": closes or day.starts_at - 2 * HOUR, "shows_first_names": True}
        return offer_day(day_id=day.pk, seats=seats, actor=rosa, at=at, **(facts | others))

    return do


@pytest.fixture
def other(day, opening, rosa, at):
    """A second Day, a week later."""
    return create_day(
        opening_id=opening.pk,
        on=LATER,
        starts_at=local(9, on=LATER),
        site="Vilnius",
        actor=rosa,
        at=at,
    )


def attendance_of(application, day):
    return Attendance.objects.get(application=application, day=day)


def test_confirming_is_kept_once_and_takes_a_wish_back(day, guests, at):
    own = attendance_of(guests[0], day)
    ask_other_day(attendance_id=own.pk, reason=" Only  in May ", at=at)
    confirm_day(attendance_id=own.pk, at=at + HOUR)
    again = confirm_day(attendance_id=own.pk, at=at + 2 * HOUR)
    assert again.confirmed_at == at + HOUR
    assert (again.asked_other_at, again.asked_other_reason) == (None, "")
    verbs = Entry.objects.filter(verb__in=("day.confirmed", "day.asked-other"))
    assert list(verbs.order_by("pk").values_list("verb", flat=True)) == [
        "day.asked-other",
        "day.confirmed",
    ]


def test_asking_for_another_day_tells_recruiters_once_and_keeps_the_seat(day, guests, rosa, at):
    own = attendance_of(guests[0], day)
    confirm_day(attendance_id=own.pk, at=at)
    for _again in range(2):
        own = ask_other_day(attendance_id=own.pk, reason="Only in May", at=at)
    assert (own.asked_other_reason, own.confirmed_at) == ("Only in May", None)
    (notice,) = Notice.objects.filter(kind="candidate-answered")
    assert (notice.user, notice.text_values["candidate"]) == (rosa, "Kim Karlsson")
    assert attendance_of(guests[0], day).day == day


def test_a_wish_says_something(day, guests, at):
    with pytest.raises(ReasonMissing):
        ask_other_day(attendance_id=attendance_of(guests[0], day).pk, reason=" ", at=at)


def test_who_withdrew_and_who_was_on_a_day_that_is_over_answer_no_more(day, guests, rosa, at):
    own = attendance_of(guests[0], day)
    guests[0].state = State.WITHDRAWN
    guests[0].save(update_fields=["state"])
    for answer in (confirm_day, lambda **key: ask_other_day(reason="May", **key)):
        with pytest.raises(NotOnThisDay):
            answer(attendance_id=own.pk, at=at)
    cancel_day(day_id=day.pk, actor=rosa, at=at)
    with pytest.raises(DayOver):
        confirm_day(attendance_id=own.pk, at=at)


def test_the_database_keeps_a_wish_apart_from_a_confirmation(day, guests, at):
    own = attendance_of(guests[0], day)
    with pytest.raises(IntegrityError, match="nobody_confirms_a_day"), transaction.atomic():
        Attendance.objects.filter(pk=own.pk).update(confirmed_at=at, asked_other_at=at)


def test_an_invited_candidate_chooses_a_day(other, offer, kim, at):
    invite(kim)
    offer(other)
    made = choose_day(application_id=kim.pk, day_id=other.pk, at=at)
    again = choose_day(application_id=kim.pk, day_id=other.pk, at=at + HOUR)
    kim.refresh_from_db()
    assert (kim.state, made.confirmed_at, again.pk) == (State.ON_DAY, at, made.pk)
    last = kim.moves.order_by("-pk").first()
    assert (last.to_state, last.actor) == (State.ON_DAY, None)


def test_choosing_another_day_frees_seats_sessions_and_drafts(
    day, other, guests, offer, book, rosa, at
):
    kim = guests[0]
    alone = book(hour=9, who=[kim])
    offer(day, seats=9)  # until two hours before
    offer(other)
    publish_day(day_id=day.pk, actor=rosa, at=at)
    choose_day(application_id=kim.pk, day_id=other.pk, at=at)
    kim.refresh_from_db()
    assert list(kim.attendances.values_list("day", flat=True)) == [other.pk]
    assert (kim.state, Session.objects.get(pk=alone.pk).cancelled_at) == (State.ON_DAY, at)
    assert not Message.objects.filter(application=kim, state="draft").exists()
    assert Notice.objects.get(kind="candidate-answered-gone").user == rosa


@pytest.mark.parametrize(
    "spoil",
    ["closed", "published", "not offered", "not invited", "another opening"],
)
def test_only_what_is_offered_can_be_chosen(spoil, day, other, offer, kim, jonas, book, rosa, at):
    invite(kim)
    offer(other)
    later = at
    if spoil == "closed":
        later = other.starts_at - HOUR
    elif spoil == "published":
        type(other).objects.filter(pk=other.pk).update(state="published", published_at=at)
    elif spoil == "not offered":
        offer(other, booking_closes_at=None)
    elif spoil == "not invited":
        kim = jonas
    else:
        kim.opening.pk, kim.opening.slug = None, "elsewhere"
        kim.opening.save()
        type(kim).objects.filter(pk=kim.pk).update(opening=kim.opening)
    with pytest.raises(NotOffered):
        choose_day(application_id=kim.pk, day_id=other.pk, at=later)
    assert offers_for(type(kim).objects.get(pk=kim.pk), later) == ()


def test_near_the_day_and_at_the_desk_it_is_too_late(day, other, guests, offer, rosa, at):
    offer(other)
    with pytest.raises(TooLate):
        choose_day(
            application_id=guests[0].pk, day_id=other.pk, at=day.starts_at - dt.timedelta(hours=23)
        )
    check_in(attendance_id=attendance_of(guests[1], day).pk, actor=rosa, at=at)
    with pytest.raises(TooLate):
        choose_day(application_id=guests[1].pk, day_id=other.pk, at=at)


def test_a_full_day_takes_nobody_more_by_whatever_hand(day, guests, offer, opening, rosa, at):
    offer(day, seats=2)
    third = invite(make_application(opening, "Third Person", "third@example.org", at))
    assert offers_for(third, at) == ()
    with pytest.raises(DayFull):
        choose_day(application_id=third.pk, day_id=day.pk, at=at)
    with pytest.raises(DayFull):
        add_to_day(day_id=day.pk, application_ids=[third.pk], actor=rosa, at=at)
    third.refresh_from_db()
    assert third.state == State.INVITED
    guests[0].state = State.WITHDRAWN
    guests[0].save(update_fields=["state"])
    assert choose_day(application_id=third.pk, day_id=day.pk, at=at).day == day


def test_seats_are_not_fewer_than_who_is_there(day, guests, offer, at):
    with pytest.raises(MoreThanSeats, match="2 candidates are on the Day"):
        offer(day, seats=1)
    before = offer(day, seats=2).version
    assert offer(day, seats=2).version == before
    with pytest.raises(ValueError, match="says how many"):
        offer(day, seats=None)


def test_a_day_that_is_moved_has_to_be_confirmed_again(day, guests, rosa, at):
    own = attendance_of(guests[0], day)
    confirm_day(attendance_id=own.pk, at=at)
    starts_at = day.starts_at + HOUR
    move_day(day_id=day.pk, on=day.on, starts_at=starts_at, site=day.site, actor=rosa, at=at)
    own.refresh_from_db()
    assert own.confirmed_at is None


@pytest.mark.django_db(transaction=True)
def test_a_hundred_who_want_one_seat_at_once_make_exactly_one(day, offer, opening, at):
    offer(day, seats=1)
    people = [
        invite(make_application(opening, f"Guest {n}", f"guest{n}@example.org", at))
        for n in range(100)
    ]
    gate = threading.Barrier(20)

    def choose(application):
        try:
            if application in people[:20]:
                gate.wait(timeout=60)
            return choose_day(application_id=application.pk, day_id=day.pk, at=at)
        except DayFull as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        outcomes = list(pool.map(choose, people))
    assert sum(isinstance(each, Attendance) for each in outcomes) == 1
    assert sum(isinstance(each, DayFull) for each in outcomes) == 99
    assert day.attendances.count() == 1


@pytest.fixture
def portal(client, kim, at):
    """Kim's browser, inside the portal."""
    with time_machine.travel(at, tick=False):
        token = mint_link(candidate_id=kim.candidate_id, at=at)
        client.post(f"/my/enter/{token}/")
        yield client


def test_the_portal_shows_breaks_video_and_first_names(
    portal, day, guests, book, rooms, ines, rosa, at
):
    kim = guests[0]
    type(rooms[0]).objects.filter(pk=rooms[0].pk).update(video_url="https://calls.example.org/1")
    book(hour=9, who=[kim], by=[ines], room=rooms[0])
    book("psychologist", hour=10, who=[kim], by=[ines])
    publish_day(day_id=day.pk, actor=rosa, at=at)
    shown = portal.get("/my/").content.decode()
    assert "09:20–10:00" in shown
    assert "Break" in shown
    assert "https://calls.example.org/1" in shown
    assert "with Ines" in shown
    assert "Ibanez" not in shown
    type(day).objects.filter(pk=day.pk).update(shows_first_names=False)
    assert "Ines" not in portal.get("/my/").content.decode()


def test_on_the_day_the_page_begins_with_now_and_then(portal, day, guests, book, ines, rosa, at):
    kim = guests[0]
    book(hour=9, who=[kim], by=[ines])
    book("psychologist", hour=10, who=[kim], by=[ines])
    publish_day(day_id=day.pk, actor=rosa, at=at)

    def turn(hour, minute=0, on=ON):
        with time_machine.travel(local(hour, minute, on=on), tick=False):
            turn = own_timetable(kim, timezone.now())["turn"]
        return turn and [line and (line.title or "Break") for line in (turn.now, turn.then)]

    assert turn(23, on=ON - dt.timedelta(days=1)) is None
    assert turn(8) == [None, "Voice coach"]
    assert turn(9, 5) == ["Voice coach", "Psychologist"]
    assert turn(9, 30) == ["Break", "Psychologist"]
    assert turn(10, 10) == ["Psychologist", None]
    assert turn(18) == [None, None]
    session = Session.objects.get(station__stage__kind="voice-coach")
    Session.objects.filter(pk=session.pk).update(started_at=local(9))
    assert turn(9, 30) == ["Voice coach", "Psychologist"]  # it takes longer
    with time_machine.travel(local(9, 5), tick=False):
        portal.post(f"/my/enter/{mint_link(candidate_id=kim.candidate_id, at=local(9))}/")
        page = portal.get("/my/").content.decode()
    assert page.index("own-turn") < page.index("own-headline")
    assert "I will come" not in page


def test_the_way_there_is_on_the_page_in_the_mail_and_on_the_next_day_of_the_site(
    portal, day, guests, book, rosa, at
):
    offer_day(
        day_id=day.pk,
        seats=None,
        booking_closes_at=None,
        shows_first_names=True,
        directions=" Rose Street 4\nCall 555 0101 ",
        actor=rosa,
        at=at,
    )
    book(hour=9, who=[guests[0]])
    publish_day(day_id=day.pk, actor=rosa, at=at)
    assert "Rose Street 4" in portal.get("/my/").content.decode()
    body = Message.objects.get(code="day-timetable").body
    assert "Thursday, 19 November 2026, Vilnius. All times are Vilnius time." in body
    assert "How to get there\nRose Street 4\nCall 555 0101\n" in body
    assert own_day(guests[0]).standing[0].description == "Rose Street 4\nCall 555 0101"
    kept = portal.get(f"/my/{guests[0].pk}/day/calendar.ics")
    assert (kept["Content-Type"], kept.content.count(b"BEGIN:VEVENT")) == (
        "text/calendar; charset=utf-8",
        1,
    )
    assert b"Rose Street 4" in kept.content
    later = create_day(
        opening_id=day.opening_id,
        on=LATER,
        starts_at=local(9, on=LATER),
        site="Vilnius",
        actor=rosa,
        at=at,
    )
    assert later.directions == "Rose Street 4\nCall 555 0101"


def test_a_candidate_confirms_chooses_and_asks_on_their_own_page(
    portal, day, other, guests, offer, at
):
    kim = guests[0]
    page = f"/my/{kim.pk}/day/"
    offer(day, seats=9)  # until two hours before
    offer(other)
    assert portal.post(f"{page}confirm/").status_code == 302
    assert attendance_of(kim, day).confirmed_at == at
    shown = portal.get(page).content.decode()
    assert f"check-in/{attendance_of(kim, day).badge}/" in shown
    assert f'value="{other.pk}"' in shown
    empty = portal.post(f"{page}ask/", {"reason": ""})
    assert empty.status_code == 422
    assert portal.post(f"{page}ask/", {"reason": "After May"}).status_code == 302
    assert attendance_of(kim, day).asked_other_reason == "After May"
    wrong = portal.post(f"{page}choose/", {"day": "0"})
    assert wrong.status_code == 422
    assert portal.post(f"{page}choose/", {"day": other.pk}).status_code == 302
    assert attendance_of(kim, other).confirmed_at == at
    foreign = f"/my/{guests[1].pk}/day/"
    assert [portal.get(foreign).status_code, portal.post(f"{foreign}confirm/").status_code] == [
        404,
        404,
    ]


def test_an_invited_candidate_without_a_day_is_offered_dates(portal, other, kim, offer, at):
    invite(kim)
    assert portal.get(f"/my/{kim.pk}/day/").status_code == 404
    offer(other)
    assert "Choose your Service Day" in portal.get("/my/").content.decode()
    assert "2 seats left" in portal.get(f"/my/{kim.pk}/day/").content.decode()


def test_offers_cost_two_queries_however_many(
    other, offer, kim, at, opening, rosa, django_assert_num_queries
):
    invite(kim)
    offer(other)
    for weeks in (2, 3):
        on = ON + dt.timedelta(days=7 * weeks)
        made = create_day(
            opening_id=opening.pk,
            on=on,
            starts_at=local(9, on=on),
            site="Vilnius",
            actor=rosa,
            at=at,
        )
        offer(made)
    with django_assert_num_queries(1):
        assert len(offers_for(kim, at)) == 3
