"""`manage.py read_replies PATH`: what candidates' calendars answered to invitations."""

from __future__ import annotations

import mailbox
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from interviews.calendars.actions import take_reply
from interviews.calendars.replies import read_replies


class Command(BaseCommand):
    help = (
        "Read the answers of calendar programs (METHOD:REPLY) from a mailbox: an mbox file or a "
        "Maildir. Mails are left where they are; each answer counts once, however often it is read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """One path."""
        parser.add_argument("path", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print how many answers counted, and how many mails held none."""
        path: Path = options["path"]
        if not path.exists():
            raise CommandError(f"There is no mailbox at {path}.")
        box: mailbox.Mailbox[Any] = (
            mailbox.Maildir(path, create=False)
            if path.is_dir()
            else mailbox.mbox(path, create=False)
        )
        taken = others = 0
        with closing(box):
            for key in box.keys():  # noqa: SIM118  (a mailbox iterates over its mails, parsed)
                replies = read_replies(box.get_bytes(key))
                others += not replies
                taken += sum(take_reply(reply=reply, at=timezone.now()) for reply in replies)
        self.stdout.write(f"Answers that counted: {taken}. Mails without one: {others}.")
