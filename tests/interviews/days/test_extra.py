"""One more session after the Day: planned, moved, called off, held; nobody in two places."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import IntegrityError, connection, transaction

from candidates.applications.actions import move_application, withdraw_application
from candidates.applications.models import State
from candidates.messages.models import Message
from candidates.outbox.models import Task
from interviews.days.actions import (
    ExtraAhead,
    Meeting,
    NotDeciding,
    SlotTaken,
    WrongSession,
    cancel_session,
    change_session,
    plan_extra,
)
from interviews.days.models import Attendance, Day, Session
from interviews.days.queries import extra_session, standing_attendance
from interviews.replacements.actions import decline_session
from interviews.scorecards.models import Scorecard
from tests.hiring.conftest import put
from tests.interviews.days.conftest import ON, local

LATER = ON + dt.timedelta(days=3)


@pytest.fixture
def deciding(kim):
    return put(kim, State.DECIDING)


@pytest.fixture
def voice(plan):
    return plan.stages.get(kind="voice-coach")


@pytest.fixture
def extra(deciding, voice, rooms, ines, milan, at):
    """Plan one more session for kim; what is not said is the plain case."""

    def do(application=deciding, *, by=ines, when=at, room=rooms[0], place="", url="", hour=10):
        return plan_extra(
            application_id=application.pk,
            stage_id=voice.pk,
            interviewer_id=by.pk,
            meeting=Meeting(
                local(hour, on=LATER), 20, room.pk if room else None, place, video_url=url
            ),
            actor=milan,
            at=when,
        )

    return do


def test_an_extra_session_is_a_published_day_of_its_own(extra, deciding, ines, rooms):
    session = extra()
    day = session.station.day
    day.refresh_from_db()
    assert (day.on, day.site, day.state, day.seats) == (LATER, "Vilnius", "published", 1)
    assert day.is_extra
    assert standing_attendance(deciding.pk).day == day
    slot = extra_session(deciding.pk)
    assert (slot.room, slot.span, slot.interviewer_names) == (
        "Amber",
        "10:00–10:20",
        "Ines Ivanova",
    )
    card = Scorecard.objects.get(session=session)
    assert (card.interviewer, card.due_at) == (ines, local(11, 20, on=LATER))
    deciding.refresh_from_db()
    assert deciding.state == State.DECIDING


def test_its_mail_is_a_draft_that_says_when_and_where(extra):
    extra(room=None, place="Video call", url="https://calls.example.org/kim")
    mail = Message.objects.get(code="extra-session")
    assert mail.state == Message.State.DRAFT
    assert "22 November 2026, Video call." in mail.body
    assert "10:00–10:20  Voice coach\nhttps://calls.example.org/kim" in mail.body


def test_the_date_of_a_day_is_free_for_extra_ones(extra, day, voice, deciding, jonas):
    move_date = Day.objects.filter(pk=day.pk)
    move_date.update(on=LATER)
    extra()
    extra(put(jonas, State.DECIDING), hour=14)
    assert Day.objects.filter(on=LATER, opening=day.opening).count() == 3


@pytest.mark.parametrize("state", [State.ON_DAY, State.OFFERED, State.WITHDRAWN, State.DECLINED])
def test_only_who_is_being_decided_on_gets_one(extra, kim, milan, state):
    with pytest.raises(NotDeciding, match="Finish it first"):
        extra(put(kim, state, milan))
    assert not Day.objects.filter(is_extra=True).exists()


def test_a_time_that_is_over_is_refused_beside_its_field(extra):
    with pytest.raises(WrongSession, match="This time is over") as refused:
        extra(when=local(10, on=LATER))
    assert refused.value.field == "starts_at"


def test_room_and_interviewer_are_never_taken_twice(extra, jonas, viktor, rooms):
    extra()
    other = put(jonas, State.DECIDING)
    with pytest.raises(SlotTaken, match="Amber is taken: Voice coach with Kim") as refused:
        extra(other, by=viktor)
    assert [clash.field for clash in refused.value.clashes] == ["room_id"]
    with pytest.raises(SlotTaken, match="Ines Ivanova is taken") as refused:
        extra(other, room=rooms[1])
    assert [clash.field for clash in refused.value.clashes] == ["interviewer_ids"]
    assert Day.objects.filter(is_extra=True).count() == 1


def test_one_more_mark_at_a_time(extra, viktor, deciding):
    first = extra()
    with pytest.raises(ExtraAhead, match="on 22 Nov 2026 at 10:00"):
        extra(by=viktor, hour=14)
    second = extra(by=viktor, hour=14, when=local(11, on=LATER))
    first.station.day.refresh_from_db()
    assert first.station.day.state == Day.State.FINISHED
    assert extra_session(deciding.pk).session_id == second.pk


def test_an_extra_session_moves_as_others_do(extra, ines, rooms, rosa, at):
    session = extra()
    moved = change_session(
        session_id=session.pk,
        room_id=rooms[1].pk,
        starts_at=local(15, on=LATER),
        minutes=20,
        interviewer_ids=[ines.pk],
        actor=rosa,
        at=at,
    )
    assert moved.during.lower == local(15, on=LATER)
    mail = Message.objects.get(code="extra-session", state=Message.State.DRAFT)
    assert "15:00–15:20  Voice coach (Birch)" in mail.body
    assert Scorecard.objects.get(session=session).due_at == local(16, 20, on=LATER)


def test_with_its_session_an_extra_day_is_called_off(extra, deciding, rosa, at):
    session = extra()
    Task.objects.all().delete()
    cancel_session(session_id=session.pk, actor=rosa, at=at)
    day = Day.objects.get(is_extra=True)
    assert day.state == Day.State.CANCELLED
    assert not Scorecard.objects.filter(session=session).exists()
    assert not Message.objects.filter(code="extra-session", state="draft").exists()
    assert standing_attendance(deciding.pk) is None
    assert Task.objects.filter(kind="composites.compute", dedupe_key=str(deciding.pk)).exists()


@pytest.mark.parametrize(
    ("when", "state"), [(0, Day.State.CANCELLED), (4, Day.State.FINISHED)], ids=["ahead", "held"]
)
def test_it_ends_with_the_deciding_that_it_was_for(extra, deciding, at, when, state):
    extra()
    withdraw_application(application_id=deciding.pk, at=at + dt.timedelta(days=when))
    assert Day.objects.get(is_extra=True).state == state


def test_a_move_that_is_not_away_from_deciding_leaves_it(extra, jonas, rosa, at):
    extra()
    move_application(application_id=jonas.pk, to=State.SCREENING, actor=rosa, at=at)
    assert Day.objects.get(is_extra=True).state == Day.State.PUBLISHED


def test_nobody_steps_in_by_rule_where_a_mark_must_be_independent(extra, ines, viktor, at):
    session = extra()
    decline = decline_session(session_id=session.pk, reason="I am away.", actor=ines, at=at)
    assert (decline.outcome, decline.replaced_by) == ("nobody", None)


def test_an_extra_day_is_offered_to_nobody(extra):
    extra()
    with pytest.raises(IntegrityError, match="an_extra_day_is_for_one"), transaction.atomic():
        Day.objects.filter(is_extra=True).update(seats=2)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_for_one_interviewer_make_exactly_one(extra, deciding, jonas, rooms):
    calls = [(deciding, rooms[0]), (put(jonas, State.DECIDING), rooms[1])]
    barrier, outcomes = threading.Barrier(2), []

    def run(application, room):
        barrier.wait(10)
        try:
            outcomes.append(extra(application, room=room))
        except SlotTaken as error:
            outcomes.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    refused = next(each for each in outcomes if isinstance(each, SlotTaken))
    assert "Ines Ivanova is taken" in str(refused)
    assert Session.objects.count() == Attendance.objects.count() == 1
    assert Day.objects.filter(is_extra=True).count() == 1
