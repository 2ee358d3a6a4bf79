"""Drafts, and what becomes of them."""

import datetime as dt
import threading

import pytest
from django.db import connection

from candidates.history.queries import timeline
from candidates.messages import actions
from candidates.messages.models import Message
from candidates.outbox.models import Task

State = Message.State


@pytest.fixture
def draft(kim, rosa, at):
    return actions.draft_message(code="invited", application=kim, at=at, actor=rosa)


def test_draft_speaks_to_the_candidate(draft, kim, rosa, at):
    assert draft.subject == "Your next steps: Headset advisor"
    assert draft.body.startswith("Hello Kim Karlsson,\n\nwe have read your application as Headset")
    assert (draft.to_address, draft.created_by, draft.created_at) == ("kim@example.org", rosa, at)
    assert draft.state == State.DRAFT
    # a secret is not made before the mail goes out
    assert "{portal_link}" in draft.body
    assert Task.objects.count() == 0


def test_second_draft_replaces_the_first(draft, kim, at):
    second = actions.draft_message(code="invited", application=kim, at=at)
    draft.refresh_from_db()
    assert (draft.state, second.state) == (State.DISCARDED, State.DRAFT)


def test_draft_of_an_unknown_kind_is_refused(kim, at):
    with pytest.raises(actions.UnknownText):
        actions.draft_message(code="hello", application=kim, at=at)


def test_draft_in_a_language_that_we_do_not_speak_is_english(kim, at):
    kim.candidate.language = "xx"
    assert actions.draft_message(code="declined", application=kim, at=at).body.startswith("Hello")


def test_draft_uses_the_administrators_words(kim, at):
    words = {"subject": "{candidate_name}!", "body": "Welcome to {team}, {unknown} {day}."}
    actions.write_template(code="invited", language="en", **words)
    actions.write_template(code="invited", language="en", **words)
    message = actions.draft_message(code="invited", application=kim, at=at)
    assert message.subject == "Kim Karlsson!"
    # a template that went wrong is read by a person before it goes: it must not stop a move
    assert message.body == "Welcome to Customer service, {unknown} ."
    actions.reset_template(code="invited", language="en")
    actions.reset_template(code="invited", language="en")
    again = actions.draft_message(code="invited", application=kim, at=at)
    assert again.subject == "Your next steps: Headset advisor"


def test_template_of_an_unknown_kind_is_refused(db):
    with pytest.raises(actions.UnknownText):
        actions.write_template(code="hello", language="en", subject="a", body="b")


def test_timetable_keeps_its_lines(kim, at):
    extra = {"day": "Monday, 23 November, Vilnius", "timetable": "09:00  Voice\n09:30  Pause"}
    message = actions.draft_message(code="day-timetable", application=kim, at=at, extra=extra)
    assert "Monday, 23 November, Vilnius\n\n09:00  Voice\n09:30  Pause\n\n" in message.body


def test_release_owes_the_sending_once(draft, rosa, at):
    assert actions.release_messages(message_ids=[draft.pk], actor=rosa, at=at) == 1
    assert actions.release_messages(message_ids=[draft.pk], actor=rosa, at=at) == 0
    draft.refresh_from_db()
    assert (draft.state, draft.released_by, draft.released_at) == (State.RELEASED, rosa, at)
    assert (Task.objects.get(), draft.task.kind) == (draft.task, "messages.send")
    told = timeline(subject="application", subject_key=draft.application_id)
    assert told[0].sentence == ("Rosa Ruiz released the mail “Your next steps: Headset advisor”")


@pytest.mark.parametrize("code", ["declined", "offered"])
def test_what_must_never_go_twice_is_held_in_doubt(kim, rosa, at, code):
    message = actions.draft_message(code=code, application=kim, at=at)
    actions.release_messages(message_ids=[message.pk], actor=rosa, at=at)
    assert Task.objects.get().kind == "messages.send-once"


@pytest.mark.django_db(transaction=True)
def test_two_people_release_one_mail(draft, rosa, at):
    barrier = threading.Barrier(2)
    released = []

    def release():
        try:
            barrier.wait()
            released.append(actions.release_messages(message_ids=[draft.pk], actor=rosa, at=at))
        finally:
            connection.close()

    threads = [threading.Thread(target=release) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(released), Task.objects.count()) == ([0, 1], 1)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_write_one_draft(kim, rosa, at):
    barrier = threading.Barrier(2)
    written = []

    def write():
        try:
            barrier.wait()
            words = {"subject": "Parking", "body": "Behind the house."}
            written.append(
                actions.write_drafts(application_ids=[kim.pk], **words, actor=rosa, at=at)
            )
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(written), Message.objects.count()) == ([0, 1], 1)


def test_confirmation_goes_at_once_and_by_rule(kim, at):
    message = actions.send_at_once(code="application-received", application=kim, at=at)
    assert (message.state, message.released_by) == (State.RELEASED, None)
    assert Task.objects.get() == message.task
    assert timeline(subject="application", subject_key=kim.pk) == []


def test_edit_changes_a_draft_and_nothing_else(draft, rosa, at):
    edit = {"message_id": draft.pk, "actor": rosa, "at": at}
    actions.edit_message(**edit, subject="Come\r\nBcc: all@example.com", body="Now.")
    edited = actions.edit_message(**edit, subject="Come\r\nBcc: all@example.com", body="Now.")
    assert (edited.subject, edited.body) == ("Come Bcc: all@example.com", "Now.")
    actions.release_messages(message_ids=[draft.pk], actor=rosa, at=at)
    with pytest.raises(actions.NotADraft):
        actions.edit_message(**edit, subject="Late", body="Late.")


def test_discard_puts_drafts_away(draft, rosa, at):
    assert actions.discard_messages(message_ids=[draft.pk], actor=rosa, at=at) == 1
    assert actions.discard_messages(message_ids=[draft.pk], actor=rosa, at=at) == 0
    assert actions.release_messages(message_ids=[draft.pk], actor=rosa, at=at) == 0


def test_discard_leaves_what_is_on_its_way(draft, rosa, at):
    actions.release_messages(message_ids=[draft.pk], actor=rosa, at=at)
    assert actions.discard_messages(message_ids=[draft.pk], actor=rosa, at=at) == 0


def test_sent_is_written_down_once(draft, rosa, at):
    assert actions.mark_sent(message_id=draft.pk, at=at) is False
    actions.release_messages(message_ids=[draft.pk], actor=rosa, at=at)
    later = at + dt.timedelta(seconds=5)
    assert actions.mark_sent(message_id=draft.pk, at=later) is True
    assert actions.mark_sent(message_id=draft.pk, at=later) is False
    draft.refresh_from_db()
    assert (draft.state, draft.sent_at) == (State.SENT, later)
    told = [
        line.sentence for line in timeline(subject="application", subject_key=draft.application_id)
    ]
    assert told[0] == "The mail “Your next steps: Headset advisor” was sent"


def test_dropped_mail_is_put_away_once(draft, rosa, at):
    actions.mark_not_sent(message_id=draft.pk, at=at)
    draft.refresh_from_db()
    assert draft.state == State.DRAFT
    actions.release_messages(message_ids=[draft.pk], actor=rosa, at=at)
    for _ in range(2):
        actions.mark_not_sent(message_id=draft.pk, at=at)
    draft.refresh_from_db()
    assert draft.state == State.DISCARDED


def test_new_state_drafts_its_mail_and_discards_the_last_one(kim, rosa, at):
    def drafts():
        rows = Message.objects.filter(state=State.DRAFT)
        return list(rows.order_by("pk").values_list("code", flat=True))

    timetable = actions.draft_message(code="day-timetable", application=kim, at=at)
    for state, expected in [
        ("screening", []),
        ("invited", ["invited"]),
        ("declined", ["declined"]),
        ("deciding", []),
        ("offered", ["offered"]),
        ("hired", []),
    ]:
        actions.draft_for_state(application=kim, state=state, actor=rosa, at=at)
        assert drafts() == [timetable.code, *expected]
