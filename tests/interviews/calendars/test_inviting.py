"""Interviewers' sessions in their own calendars: each change mailed once, answers read back."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
import vobject
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from candidates.notices.models import Notice
from candidates.outbox.models import Task
from candidates.outbox.work import run_due
from interviews.calendars.actions import choose_shown, owe_invitations, remember_news
from interviews.calendars.jobs import INVITE
from interviews.calendars.models import CalendarChoice, CalendarReply, StaffInvitation
from interviews.calendars.queries import staff_news
from interviews.days.actions import (
    cancel_session,
    change_session,
    publish_day,
    unpublish_day,
)
from tests.interviews.calendars.conftest import reply
from tests.interviews.days.conftest import local

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def sessions(day, guests, book, rooms, ines, viktor):
    return [
        book(hour=9, who=guests[:1], by=[ines], room=rooms[0]),
        book("psychologist", hour=10, who=guests[:1], by=[viktor], room=rooms[0]),
    ]


@pytest.fixture
def clock(at):
    with time_machine.travel(at, tick=False) as travelling:
        yield travelling


@pytest.fixture
def mails(clock):
    """Let a minute pass and the worker work; return the mails to interviewers, by address."""

    def do():
        mail.outbox.clear()
        clock.shift(MINUTE)
        now = timezone.now()
        run_due(at=now)
        run_due(at=now)
        staff = [each for each in mail.outbox if "Your sessions" in each.subject]
        assert len({each.to[0] for each in staff}) == len(staff)
        return {each.to[0]: each for each in staff}

    return do


@pytest.fixture
def published(day, sessions, rosa, at, mails):
    publish_day(day_id=day.pk, actor=rosa, at=at)
    return mails()


def read(sent):
    """What the calendars on a mail say, by method: UID, and what vobject reads."""
    found = {}
    for name, content, kind in sent.attachments:
        calendar = vobject.readOne(content)
        assert calendar.method.value in kind
        assert name in {"sessions.ics", "called-off.ics"}
        events = calendar.contents["vevent"]
        found[calendar.method.value] = {each.uid.value: each for each in events}
    return found


def test_publishing_invites_each_interviewer_once_with_initials(
    published, sessions, ines, viktor, mails
):
    assert sorted(published) == [ines.email, viktor.email]
    sent = published[ines.email]
    (alternative,) = sent.alternatives
    assert alternative.mimetype == "text/calendar; method=REQUEST"
    ((uid, event),) = read(sent)["REQUEST"].items()
    assert uid == f"session-{sessions[0].pk}@localhost"
    assert event.summary.value == "Voice coach: K. K."
    assert event.dtstart.value == local(9)
    assert event.attendee.value == f"mailto:{ines.email}"
    assert event.attendee.params["RSVP"] == ["TRUE"]
    assert "09:00–09:20  Voice coach (Amber)" in sent.body
    assert "Karlsson" not in sent.message().as_string()
    assert mails() == {}


def test_a_moved_session_is_mailed_with_a_higher_sequence_to_whom_it_concerns(
    published, sessions, ines, rosa, rooms, mails
):
    before = read(published[ines.email])["REQUEST"].popitem()[1]
    now = timezone.now()
    for minute in (30, 45):  # two changes within a minute are one mail
        change_session(
            session_id=sessions[0].pk,
            room_id=rooms[1].pk,
            starts_at=local(11, minute),
            minutes=20,
            interviewer_ids=[ines.pk],
            actor=rosa,
            at=now,
        )
    (sent,) = mails().values()
    assert sent.to == [ines.email]
    after = read(sent)["REQUEST"].popitem()[1]
    assert after.uid.value == before.uid.value
    assert int(after.sequence.value) > int(before.sequence.value)
    assert (after.dtstart.value, after.location.value) == (local(11, 45), "Birch, Vilnius")
    assert mails() == {}


def test_who_leaves_a_session_gets_it_called_off_and_who_comes_is_invited(
    published, sessions, ines, viktor, petra, rosa, mails
):
    change_session(
        session_id=sessions[0].pk,
        room_id=sessions[0].room_id,
        starts_at=local(9),
        minutes=20,
        interviewer_ids=[petra.pk],
        actor=rosa,
        at=timezone.now(),
    )
    sent = mails()
    assert sorted(sent) == sorted([ines.email, petra.email])
    uid = f"session-{sessions[0].pk}@localhost"
    assert {method: list(events) for method, events in read(sent[ines.email]).items()} == {
        "CANCEL": [uid]
    }
    assert read(sent[ines.email])["CANCEL"][uid].status.value == "CANCELLED"
    assert "no sessions on this Day any more" in sent[ines.email].body
    assert list(read(sent[petra.email])) == ["REQUEST"]
    assert StaffInvitation.objects.get(person=ines).is_off


def test_taking_back_calls_all_off_and_publishing_again_invites_anew(
    published, day, sessions, rosa, ines, mails
):
    unpublish_day(day_id=day.pk, actor=rosa, at=timezone.now())
    off = mails()
    assert [list(read(each)) for each in off.values()] == [["CANCEL"], ["CANCEL"]]
    cancel_session(session_id=sessions[1].pk, actor=rosa, at=timezone.now())
    assert mails() == {}
    publish_day(day_id=day.pk, actor=rosa, at=timezone.now())
    again = mails()
    assert list(again) == [ines.email]
    cancel = read(off[ines.email])["CANCEL"].popitem()[1]
    request = read(again[ines.email])["REQUEST"].popitem()[1]
    assert int(request.sequence.value) > int(cancel.sequence.value)


def test_a_day_that_nobody_sees_yet_is_no_news(sessions, mails):
    assert mails() == {}
    assert not Task.objects.filter(kind__startswith="calendars.").exists()


@pytest.mark.parametrize(("shown", "summary"), [("names", "Voice coach: Kim Karlsson")])
def test_its_owner_chooses_names(shown, summary, day, sessions, rosa, at, ines, mails, client):
    client.force_login(ines)
    assert client.post(reverse("interviews:calendar-shown"), {"shown": "all"}).status_code == 422
    client.post(reverse("interviews:calendar-shown"), {"shown": shown})
    publish_day(day_id=day.pk, actor=rosa, at=at)
    event = read(mails()[ines.email])["REQUEST"].popitem()[1]
    assert event.summary.value == summary


def test_who_wants_no_entries_still_gets_the_words(day, sessions, rosa, at, ines, mails):
    for _again in range(2):
        choose_shown(person_id=ines.pk, shown=CalendarChoice.Shown.NOTHING)
    publish_day(day_id=day.pk, actor=rosa, at=at)
    sent = mails()[ines.email]
    assert (sent.attachments, sent.alternatives) == ([], [])
    assert "Voice coach" in sent.body


def test_in_the_night_it_waits_for_the_morning_unless_the_day_is_today(
    day, sessions, rosa, ines, clock
):
    night = local(23, on=day.on - dt.timedelta(days=3))
    publish_day(day_id=day.pk, actor=rosa, at=night)
    owe_invitations(day_id=day.pk, at=night)
    due = set(Task.objects.filter(kind=INVITE).values_list("run_after_at", flat=True))
    assert all(each > night + dt.timedelta(hours=5) for each in due)
    early = local(5, on=day.on)
    assert owe_invitations(day_id=day.pk, at=early) == 2
    due = set(Task.objects.filter(kind=INVITE).values_list("run_after_at", flat=True))
    assert all(each <= early for each in due)


def test_what_was_told_is_remembered_once(published, sessions, ines, at):
    for _again in range(2):
        remember_news(person_id=ines.pk, told={sessions[0].pk: "0" * 64}, off=[], at=at)
    assert StaffInvitation.objects.get(person=ines).told_sha256 == "0" * 64


@pytest.mark.parametrize("count", [1, 3])
def test_news_take_as_many_queries_for_one_as_for_three(
    count, day, guests, book, ines, viktor, petra, rosa, at, django_assert_num_queries
):
    kinds = ("voice-coach", "psychologist", "call-shadowing")
    for place, person in enumerate([ines, viktor, petra][:count]):
        book(kinds[place], hour=9 + place, who=guests[:1], by=[person])
    publish_day(day_id=day.pk, actor=rosa, at=at)
    day.refresh_from_db()
    with django_assert_num_queries(6):
        assert len(staff_news(day, at)) == count


def test_a_no_in_the_calendar_is_told_to_who_runs_the_day_and_moves_nobody(
    published,
    sessions,
    ines,
    rosa,
    inbox,
    day,
):
    answer = reply(sessions[0], "DECLINED", who=ines.email, comment="Dentist")
    assert inbox(answer) == "Answers that counted: 1. Mails without one: 0."
    assert inbox() == "Answers that counted: 0. Mails without one: 0."
    notice = Notice.objects.get(kind="calendar-said-no", user=rosa)
    assert notice.url == reverse("interviews:day-page", args=[day.pk])
    assert "Voice coach" in notice.sentence
    assert "Dentist" in notice.sentence
    assert sessions[0].assignments.get().interviewer == ines
    inbox(reply(sessions[0], "ACCEPTED", who=ines.email, number=2))
    answers = CalendarReply.objects.filter(person=ines).order_by("pk")
    assert list(answers.values_list("answer", flat=True)) == ["DECLINED", "ACCEPTED"]
    assert Notice.objects.filter(kind="calendar-said-no").count() == 1


def test_who_was_called_off_or_speaks_for_another_is_passed_over(
    published,
    sessions,
    ines,
    viktor,
    inbox,
):
    wrong = reply(sessions[0], "DECLINED", who=ines.email, sender=viktor.email)
    inbox(wrong, reply(sessions[0], "DECLINED", who=viktor.email, number=2))
    assert not CalendarReply.objects.exists()
