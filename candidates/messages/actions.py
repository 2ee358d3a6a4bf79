"""Drafting, releasing and sending mails to candidates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from candidates.applications.models import Application
from candidates.history.actions import record_entry
from candidates.messages import placeholders, queries
from candidates.messages.models import SUBJECT_LENGTH, Message, MessageTemplate
from candidates.messages.placeholders import Facts
from candidates.messages.texts import BY_STATE, OWN_WORDS, TEXTS
from candidates.outbox.actions import owe_task

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

State = Message.State
SEND, SEND_ONCE = "messages.send", "messages.send-once"


class UnknownText(LookupError):
    """There is no such kind of mail."""


class NotADraft(Exception):
    """The message is no longer a draft; the text says so."""


@transaction.atomic(savepoint=False)
def draft_message(
    *,
    code: str,
    application: Application,
    at: dt.datetime,
    actor: Viewer | None = None,
    extra: Mapping[str, str] | None = None,
) -> Message:
    """Write a mail that waits to be released; nothing in its text can make this fail.

    A draft of the same kind for the same application is discarded: the new one replaces it.
    Raises UnknownText.
    """
    if code not in TEXTS:
        raise UnknownText(code)
    _discard_drafts(application, [code])
    return _draft(code, application, at, actor, extra or {})


def _draft(
    code: str,
    application: Application,
    at: dt.datetime,
    actor: Viewer | None,
    extra: Mapping[str, str],
) -> Message:
    words = queries.text_for(code, queries.language_for(application.candidate))
    message = _filled(code, application, words, at, actor, extra)
    message.save(force_insert=True)
    return message


def _filled(
    code: str,
    application: Application,
    words: tuple[str, str],
    at: dt.datetime,
    actor: Viewer | None,
    extra: Mapping[str, str],
) -> Message:
    candidate, (subject, body) = application.candidate, words
    facts = Facts(candidate, application, at, extra)
    return Message(
        candidate=candidate,
        application=application,
        code=code,
        to_address=candidate.email,
        subject=placeholders.one_line(placeholders.fill(subject, facts))[:SUBJECT_LENGTH],
        body=placeholders.fill(body, facts),
        created_at=at,
        created_by_id=actor.pk if actor else None,
    )


@transaction.atomic
def write_drafts(
    *,
    application_ids: Iterable[int],
    subject: str,
    body: str,
    actor: Viewer,
    at: dt.datetime,
) -> int:
    """Write the same words to several as drafts, each with its own placeholders; return how many.

    Whoever has this very draft already is passed over, so that a second click writes nothing.
    """
    locked = Application.objects.select_for_update(no_key=True, of=("self",))
    about = locked.select_related("candidate", "opening").filter(pk__in=list(application_ids))
    made = [
        _filled(OWN_WORDS, application, (subject, body), at, actor, {})
        for application in about.order_by("pk")
    ]
    waiting = set(
        Message.objects.filter(
            application__in=[message.application_id for message in made],
            code=OWN_WORDS,
            state=State.DRAFT,
        ).values_list("application_id", "subject", "body")
    )
    new = [each for each in made if (each.application_id, each.subject, each.body) not in waiting]
    return len(Message.objects.bulk_create(new))


def _discard_drafts(application: Application, codes: Iterable[str]) -> None:
    stale = Message.objects.filter(application=application, code__in=codes, state=State.DRAFT)
    stale.update(state=State.DISCARDED)


@transaction.atomic(savepoint=False)
def draft_for_state(
    *, application: Application, state: str, actor: Viewer | None, at: dt.datetime
) -> Message | None:
    """Draft what an application's new state calls for; discard drafts that it makes stale."""
    _discard_drafts(application, BY_STATE.values())
    if state not in BY_STATE:
        return None
    return _draft(BY_STATE[state], application, at, actor, {})


@transaction.atomic(savepoint=False)
def release_messages(*, message_ids: Iterable[int], actor: Viewer | None, at: dt.datetime) -> int:
    """Owe the sending of drafts; return how many. Without an actor a rule released them.

    What is no draft any more is passed over, so that doing it twice sends nothing twice.
    """
    drafts = Message.objects.select_for_update(no_key=True).filter(
        pk__in=list(message_ids), state=State.DRAFT
    )
    released = list(drafts.order_by("pk"))
    _release(released, actor, at)
    return len(released)


def _release(drafts: Iterable[Message], actor: Viewer | None, at: dt.datetime) -> None:
    for message in drafts:
        kind = SEND_ONCE if TEXTS[message.code].unknown_fate == "hold" else SEND
        message.task = owe_task(
            kind=kind,
            payload={"message_id": message.pk},
            at=at,
            dedupe_key=f"message-{message.pk}",
        )
        message.state = State.RELEASED
        message.released_at = at
        message.released_by_id = actor.pk if actor else None
        message.save(update_fields=["task", "state", "released_at", "released_by"])
        if actor:
            _tell("message-released", message, at, actor)


def _tell(verb: str, message: Message, at: dt.datetime, actor: Viewer | None = None) -> None:
    if message.application_id:
        record_entry(
            subject="application",
            subject_key=message.application_id,
            verb=verb,
            at=at,
            actor=actor,
            facts={"subject": message.subject},
        )


@transaction.atomic(savepoint=False)
def send_at_once(
    *,
    code: str,
    application: Application,
    at: dt.datetime,
    extra: Mapping[str, str] | None = None,
) -> Message:
    """Draft a mail and release it by rule: a confirmation that needs nobody's reading."""
    message = draft_message(code=code, application=application, at=at, extra=extra)
    _release([message], None, at)
    return message


@transaction.atomic
def edit_message(
    *,
    message_id: int,
    subject: str,
    body: str,
    actor: Viewer,  # noqa: ARG001  (who did it stands in the message's own audit rows)
    at: dt.datetime,  # noqa: ARG001
) -> Message:
    """Change a draft's words. Raises NotADraft."""
    message = Message.objects.select_for_update(no_key=True).get(pk=message_id)
    if message.state != State.DRAFT:
        raise NotADraft(_("This message is not a draft any more: it cannot be changed."))
    message.subject = placeholders.one_line(subject)[:SUBJECT_LENGTH]
    message.body = body
    message.save(update_fields=["subject", "body"])
    return message


@transaction.atomic
def discard_messages(
    *,
    message_ids: Iterable[int],
    actor: Viewer | None,  # noqa: ARG001
    at: dt.datetime,  # noqa: ARG001
) -> int:
    """Put drafts away unsent; return how many. What is no draft any more is passed over."""
    drafts = Message.objects.filter(pk__in=list(message_ids), state=State.DRAFT)
    return drafts.update(state=State.DISCARDED)


@transaction.atomic(savepoint=False)
def mark_sent(*, message_id: int, at: dt.datetime) -> bool:
    """Write down that a mail went out; return whether that was news."""
    message = Message.objects.select_for_update(no_key=True).get(pk=message_id)
    if message.state != State.RELEASED:
        return False
    message.state = State.SENT
    message.sent_at = at
    message.save(update_fields=["state", "sent_at"])
    _tell("message-sent", message, at)
    return True


@transaction.atomic
def mark_not_sent(*, message_id: int, at: dt.datetime) -> None:
    """Put a released mail away, because a person dropped the task that would have sent it."""
    message = Message.objects.select_for_update(no_key=True).get(pk=message_id)
    if message.state == State.RELEASED:
        message.state = State.DISCARDED
        message.save(update_fields=["state"])
        _tell("message-dropped", message, at)


@transaction.atomic
def write_template(*, code: str, language: str, subject: str, body: str) -> MessageTemplate:
    """Use an administrator's words for a kind of mail from now on. Raises UnknownText."""
    if code not in TEXTS:
        raise UnknownText(code)
    row, _created = MessageTemplate.objects.update_or_create(
        code=code, language=language, defaults={"subject": subject, "body": body}
    )
    return row


@transaction.atomic
def reset_template(*, code: str, language: str) -> None:
    """Use the words that came with the program again; twice is the same."""
    MessageTemplate.objects.filter(code=code, language=language).delete()
