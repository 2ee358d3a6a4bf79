"""Sending: one recipient, the same Message-ID every time, and never twice in doubt."""

import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from candidates.messages import actions
from candidates.messages.models import Message
from candidates.outbox.actions import drop_task
from candidates.outbox.models import Task
from candidates.outbox.work import run_due


class Refusing(EmailBackend):
    """The edge of the world: a mail server that fails in the way that a test asks for."""

    error: Exception

    def send_messages(self, messages):
        raise self.error


class Unreachable(EmailBackend):
    def open(self):
        raise ConnectionRefusedError


class BreaksAtGoodbye(EmailBackend):
    def close(self):
        raise smtplib.SMTPServerDisconnected


@pytest.fixture
def server(settings):
    def use(backend, error=None):
        settings.EMAIL_BACKEND = f"{__name__}.{backend.__name__}"
        Refusing.error = error

    return use


@pytest.fixture
def released(kim, rosa, at):
    def release(code):
        message = actions.draft_message(code=code, application=kim, at=at)
        actions.release_messages(message_ids=[message.pk], actor=rosa, at=at)
        return message

    return release


def test_mail_goes_to_one_person_as_plain_text(released, at, settings):
    settings.PUBLIC_URL = "https://hiring.example.com:8443"
    message = released("offered")
    run_due(at=at)
    message.refresh_from_db()
    assert (message.state, message.sent_at) == (Message.State.SENT, at)
    sent = mail.outbox[0]
    assert (sent.to, sent.cc, sent.bcc) == (["kim@example.org"], [], [])
    assert sent.message().get_content_type() == "text/plain"
    expected = f"<message-{message.pk}.{int(at.timestamp())}@hiring.example.com>"
    assert sent.extra_headers["Message-ID"] == expected
    assert "Dear" not in sent.body
    assert "Hello Kim Karlsson,\n" in sent.body


def test_sent_mail_is_not_sent_again(released, at):
    message = released("invited")
    Message.objects.filter(pk=message.pk).update(state=Message.State.SENT, sent_at=at)
    run_due(at=at)
    assert (mail.outbox, Task.objects.get().state) == ([], Task.State.DONE)


@pytest.mark.parametrize("address", ["a@example.com, b@example.com", "x", "a@b\nBcc: c@d.example"])
def test_mail_without_exactly_one_address_is_not_sent(released, at, address):
    message = released("invited")
    Message.objects.filter(pk=message.pk).update(to_address=address)
    run_due(at=at)
    task = Task.objects.get()
    assert (mail.outbox, task.state) == ([], Task.State.FAILED)
    assert task.error_sentence.startswith(f"“{address}"[:3])


def test_discarded_mail_is_not_sent(released, at):
    message = released("invited")
    Message.objects.filter(pk=message.pk).update(state=Message.State.DISCARDED)
    run_due(at=at)
    assert (mail.outbox, Task.objects.get().error) == ([], "The message was discarded.")


@pytest.mark.parametrize("code", ["invited", "offered"])
@pytest.mark.parametrize(
    ("error", "state"),
    [
        (smtplib.SMTPDataError(451, b"later"), "pending"),
        (smtplib.SMTPDataError(550, b"no such person"), "failed"),
        (smtplib.SMTPRecipientsRefused({"kim@example.org": (550, b"no such person")}), "failed"),
        (smtplib.SMTPRecipientsRefused({"kim@example.org": (450, b"busy")}), "pending"),
        (smtplib.SMTPServerDisconnected("gone"), "unknown"),
        (TimeoutError(), "unknown"),
    ],
)
def test_what_the_server_said_decides(released, server, at, code, error, state):
    server(Refusing, error)
    message = released(code)
    run_due(at=at)
    task = Task.objects.get()
    unknown = "held" if code == "offered" else "pending"
    assert task.state == (unknown if state == "unknown" else state)
    message.refresh_from_db()
    assert message.state == Message.State.RELEASED
    if state == "failed":
        assert task.error_sentence == "The mail server refused it: 550 no such person"


def test_unreachable_server_is_tried_again_even_for_an_offer(released, server, at):
    server(Unreachable)
    released("offered")
    run_due(at=at)
    assert Task.objects.get().state == Task.State.PENDING


def test_line_that_breaks_at_goodbye_changes_nothing(released, server, at):
    server(BreaksAtGoodbye)
    message = released("offered")
    run_due(at=at)
    message.refresh_from_db()
    assert (message.state, len(mail.outbox)) == (Message.State.SENT, 1)


def test_dropped_task_puts_its_message_away(released, server, at, ada):
    server(Refusing, TimeoutError())
    message = released("offered")
    run_due(at=at)
    drop_task(task_id=Task.objects.get().pk, actor=ada, at=at)
    message.refresh_from_db()
    assert message.state == Message.State.DISCARDED
