"""What candidates answer: at the link in the mail, and by their calendar program."""

from __future__ import annotations

import mailbox
import re
from email.message import EmailMessage

import pytest
import time_machine
from django.core import mail, signing
from django.core.management import CommandError, call_command

from candidates.messages.actions import release_messages
from candidates.messages.models import Message
from candidates.outbox.work import run_due
from interviews.calendars.models import CalendarReply
from interviews.calendars.replies import read_replies
from interviews.days.actions import publish_day, unpublish_day
from interviews.days.models import Attendance
from tests.interviews.calendars.conftest import reply


@pytest.fixture(autouse=True)
def _clock(at):
    with time_machine.travel(at, tick=False):
        yield


@pytest.fixture
def session(day, guests, book, rooms, ines, rosa, at):
    made = book(hour=9, who=guests[:1], by=[ines], room=rooms[0])
    publish_day(day_id=day.pk, actor=rosa, at=at)
    drafts = Message.objects.filter(state="draft").values_list("pk", flat=True)
    mail.outbox.clear()
    release_messages(message_ids=list(drafts), actor=None, at=at)
    run_due(at=at)
    return made


@pytest.fixture
def own(session, guests):
    return Attendance.objects.get(application=guests[0])


@pytest.fixture
def link(session):
    (sent,) = mail.outbox
    return re.search(r"/answer/[^\s]+/", sent.body).group()


def test_the_link_asks_first_and_confirms_by_a_button(client, link, own, at):
    shown = client.get(link)
    own.refresh_from_db()
    assert (shown.status_code, own.confirmed_at) == (200, None)
    assert shown["Referrer-Policy"] == "strict-origin"
    assert "Kim" not in shown.content.decode()  # whoever has the address reads no name
    for _again in range(2):
        assert "look forward" in client.post(link, {"answer": "yes"}).content.decode()
    own.refresh_from_db()
    assert own.confirmed_at == at


def test_who_cannot_come_says_when_they_could(client, link, own):
    empty = client.post(link, {"answer": "no", "reason": " "})
    assert (empty.status_code, "in a few words" in empty.content.decode()) == (422, True)
    client.post(link, {"answer": "no", "reason": "After May"})
    own.refresh_from_db()
    assert (own.asked_other_reason, own.confirmed_at) == ("After May", None)


def test_no_other_link_opens_and_none_after_the_day_was_taken_back(
    client, link, own, day, rosa, at
):
    foreign = signing.dumps(own.pk, salt="something else")
    for path in ("/answer/x/", f"/answer/{foreign}/", f"/answer/{own.pk}/"):
        assert client.get(path).status_code == 404
    unpublish_day(day_id=day.pk, actor=rosa, at=at)
    assert client.get(link).status_code == 404


def test_the_portal_shows_the_mail_without_the_raw_word(session, guests, at):
    from candidates.portal.queries import own_applications

    (shown, *_more) = own_applications(guests[0].candidate, here="https://here/")
    (sent,) = [each for each in shown.mails if "timetable" in each.subject.lower()]
    assert "{answer_link}" not in sent.body
    assert "https://here/" in sent.body


def test_an_accepted_invitation_confirms_once(session, own, inbox, at):
    said = inbox(reply(session))
    assert said == "Answers that counted: 1. Mails without one: 0."
    own.refresh_from_db()
    assert own.confirmed_at == at
    assert inbox() == "Answers that counted: 0. Mails without one: 0."
    assert CalendarReply.objects.get().answer == "ACCEPTED"


def test_a_declined_one_asks_a_person_and_declines_nobody(session, own, inbox, guests):
    inbox(reply(session, "DECLINED"))
    own.refresh_from_db()
    assert own.asked_other_reason == "Declined in the calendar: Voice coach, 09:00–09:20."
    guests[0].refresh_from_db()
    assert guests[0].state == "on_day"
    inbox(reply(session, "DECLINED", number=2, comment="After May"))
    own.refresh_from_db()
    assert own.asked_other_reason == "After May"
    inbox(reply(session, "ACCEPTED", number=3))  # one entry of several: the wish stands
    own.refresh_from_db()
    assert own.confirmed_at is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"sender": "somebody@example.org"},
        {"who": "jonas@example.org"},
        {"host": "elsewhere.example.org"},
        {"method": "REQUEST"},
    ],
)
def test_who_speaks_for_somebody_else_is_passed_over(wrong, session, own, inbox):
    inbox(reply(session, **wrong))
    own.refresh_from_db()
    assert (own.confirmed_at, CalendarReply.objects.count()) == (None, 0)


def test_maybe_is_written_down_and_changes_nothing(session, own, inbox):
    assert inbox(reply(session, "TENTATIVE")).startswith("Answers that counted: 1.")
    own.refresh_from_db()
    assert (own.confirmed_at, own.asked_other_at) == (None, None)


def test_other_mails_and_broken_calendars_are_no_answers(session, inbox):
    plain = EmailMessage()
    plain.set_content("Hello")
    broken = EmailMessage()
    broken.set_content("BEGIN:VCALENDAR\r\nMETHOD:REPLY", subtype="calendar")
    assert read_replies(bytes(plain)) == read_replies(bytes(broken)) == []
    assert inbox(plain, broken) == "Answers that counted: 0. Mails without one: 2."


def test_a_maildir_is_read_too_and_a_missing_one_said_so(session, own, tmp_path, at, capsys):
    box = mailbox.Maildir(tmp_path / "maildir", create=True)
    box.add(reply(session))
    call_command("read_replies", str(tmp_path / "maildir"))
    own.refresh_from_db()
    assert own.confirmed_at == at
    with pytest.raises(CommandError, match="no mailbox"):
        call_command("read_replies", str(tmp_path / "nowhere"))
