"""What hangs on mails: a door, so that a room above can add a calendar to a kind of mail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from candidates.messages.models import Message


@dataclass(frozen=True)
class Attachment:
    """A file on a mail. A calendar's `method` also makes it a part that mail programs answer."""

    name: str
    content: bytes
    content_type: str
    method: str = ""


Provider = Callable[["Message", dt.datetime], Sequence[Attachment]]

_providers: dict[str, Provider] = {}


def register(code: str, provider: Provider) -> None:
    """Let a provider add to mails of one kind; raises ValueError for a kind that has one."""
    if _providers.setdefault(code, provider) != provider:
        raise ValueError(f"something hangs on {code} already")


def attachments_for(message: Message, at: dt.datetime) -> Sequence[Attachment]:
    """Return what hangs on this mail when it goes out."""
    provider = _providers.get(message.code)
    return provider(message, at) if provider else ()
