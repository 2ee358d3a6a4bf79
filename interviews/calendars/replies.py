"""Answers of calendar programs (iTIP, METHOD:REPLY) out of a mail. No Django."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any, Final

LARGEST: Final = 512 * 1024
MOST: Final = 50  # entries in one answer


@dataclass(frozen=True)
class Reply:
    """One answer to one entry. Addresses are in small letters."""

    message_id: str
    sender: str
    attendee: str
    uid: str
    answer: str  # ACCEPTED, DECLINED, TENTATIVE …
    comment: str = ""


def read_replies(content: bytes) -> list[Reply]:
    """Return the answers in a mail; none for a mail that holds no calendar's reply."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101  (what this policy makes)
    found: list[Reply] = []
    for part in message.walk():
        if part.get_content_type() == "text/calendar":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and len(payload) <= LARGEST:
                found += _answers(payload, message)
    # programs send the same calendar twice: as a part and as an attachment
    return list(dict.fromkeys(found))[:MOST]


def _answers(payload: bytes, message: EmailMessage) -> Iterator[Reply]:
    from icalendar import Calendar  # costs every process's start: only where it is used

    try:
        calendar = Calendar.from_ical(payload)
        if str(calendar.get("METHOD", "")).upper() != "REPLY":
            return
        entries = list(calendar.walk("VEVENT"))
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        return
    sender = parseaddr(str(message.get("From", "")))[1].lower()
    message_id = str(message.get("Message-ID", "")).strip()[:200]
    for entry in entries:
        for attendee in _all(entry.get("ATTENDEE")):
            yield Reply(
                message_id=message_id,
                sender=sender,
                attendee=_plain(str(attendee)),
                uid=str(entry.get("UID", "")),
                answer=str(attendee.params.get("PARTSTAT", "")).upper(),
                comment=" ".join(str(entry.get("COMMENT", "")).split())[:500],
            )


def _all(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _plain(address: str) -> str:
    text = address.strip().lower()
    return text.removeprefix("mailto:")
