"""Sends mails: one recipient each, at most once where twice would hurt."""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import smtplib
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import DNS_NAME, EmailMultiAlternatives, get_connection
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.messages import actions, placeholders
from candidates.messages.attachments import attachments_for
from candidates.messages.models import Message
from candidates.messages.placeholders import Facts
from candidates.outbox import envelope, registry, warm
from candidates.outbox.registry import GiveUp, Run, TaskKind

log = logging.getLogger(__name__)

PERMANENT = 500  # SMTP answers from here on mean: not now and not later


def compose(message: Message, *, at: dt.datetime) -> EmailMultiAlternatives:
    """Return the mail as it goes out; what is secret in it is made here and kept nowhere."""
    facts = Facts(message.candidate, message.application, at)
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=placeholders.fill(message.body, facts, at_send=True),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.to_address],
        headers=envelope.headers(f"message-{message.pk}.{int(message.created_at.timestamp())}"),
    )
    for each in attachments_for(message, at):
        kind = f"{each.content_type}; method={each.method}" if each.method else each.content_type
        if each.method == "REQUEST":  # one part that the mail program itself answers
            mail.attach_alternative(each.content.decode(), kind)
        mail.attach(each.name, each.content.decode(), kind)
    return mail


def _ready_to_send(pk: int) -> Message | None:
    """Return the message if it is still to be sent; raise GiveUp if it cannot be."""
    message = (
        Message.objects.select_related("candidate", "application__opening").filter(pk=pk).first()
    )
    if message is None or message.state in (Message.State.DRAFT, Message.State.DISCARDED):
        raise GiveUp(_("The message was discarded."))
    if message.state == Message.State.SENT:
        return None
    try:
        validate_email(message.to_address)
    except ValidationError:
        raise GiveUp(_("“%s” is not an e-mail address.") % message.to_address) from None
    return message


def _refusal(error: smtplib.SMTPException) -> tuple[int, str] | None:
    """Return code and text with which the server said no; None if it did not say so."""
    text: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused) and error.recipients:
        code, text = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, text = error.smtp_code, error.smtp_error
    else:
        return None
    return code, text.decode(errors="replace") if isinstance(text, bytes) else str(text)


def perform(run: Run) -> bool:
    """Hand one mail over. Between `begin_effect` and the server's answer its fate is unknown."""
    message = _ready_to_send(run.payload["message_id"])
    if message is None:
        return False
    connection = get_connection()
    connection.open()
    try:
        mail = compose(message, at=timezone.now())
        run.begin_effect()
        connection.send_messages([mail])
    except smtplib.SMTPException as error:
        refusal = _refusal(error)
        if refusal is None:
            raise
        run.effect_refused()
        if refusal[0] >= PERMANENT:
            told = {"code": refusal[0], "text": refusal[1]}
            raise GiveUp(_("The mail server refused it: %(code)s %(text)s") % told) from error
        raise
    finally:
        # it has been handed over by now: a line that breaks at "goodbye" changes nothing
        with contextlib.suppress(smtplib.SMTPException, OSError):
            connection.close()
    return True


def record(run: Run, _made: Any, at: dt.datetime) -> dict[str, Any]:
    """Write down that it went out."""
    actions.mark_sent(message_id=run.payload["message_id"], at=at)
    return {}


def dropped(payload: dict[str, Any], at: dt.datetime) -> None:
    """Put the message of a dropped task away."""
    actions.mark_not_sent(message_id=payload["message_id"], at=at)


def warm_up() -> None:
    """Import the mail backend, and find this machine's own name: that may take seconds."""
    get_connection()
    DNS_NAME.get_fqdn()


def register() -> None:
    """Register both kinds of sending: again in doubt, and never twice."""
    again = TaskKind(
        actions.SEND, gettext_lazy("Mail"), perform=perform, record=record, dropped=dropped
    )
    registry.register(again)
    once = replace(
        again,
        code=actions.SEND_ONCE,
        label=gettext_lazy("Mail, never twice"),
        unknown_fate="hold",
    )
    registry.register(once)
    warm.register(warm_up, queue="fast")
