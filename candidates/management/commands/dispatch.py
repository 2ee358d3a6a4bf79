"""`manage.py dispatch`: looks after what is owed. Any number may run."""

from __future__ import annotations

import logging
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import Error as DatabaseError
from django.db import close_old_connections, connection
from django.utils import timezone

from candidates.outbox.dispatching import one_round, write_schedules

log = logging.getLogger("candidates.outbox.dispatch")

SWEEP_ROUNDS = 5
TROUBLE_SECONDS = 2.0  # how long to wait when the database is away


class Command(BaseCommand):
    # what an operator forgot, as for the web; not all of it: a worker has to be back quickly
    requires_system_checks = ("operator",)
    help = "Tell the workers of what is owed, sweep up after dead ones, and keep schedules."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--inline", action="store_true", help="carry work out here while Redis is away"
        )
        parser.add_argument("--once", action="store_true", help="do one round and stop")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        self.stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop.set())
        inline = options["inline"]
        if options["once"]:
            write_schedules(at=timezone.now())
            one_round(at=timezone.now(), inline=inline)
            return
        self._loop(inline=inline)

    def _loop(self, *, inline: bool) -> None:
        """Look every second for what is due, every few seconds for what went astray."""
        poll = settings.OUTBOX_POLL_SECONDS
        pause = 0.0
        rounds = 0
        while not self.stop.wait(pause):
            pause = poll
            try:
                close_old_connections()
                if not rounds:
                    write_schedules(at=timezone.now())
                sweep = rounds % SWEEP_ROUNDS == 0
                done = one_round(at=timezone.now(), sweep=sweep, inline=inline)
                rounds += 1
                if done.sent_again or done.taken_back:
                    log.warning("%s", done)
            except DatabaseError:
                log.exception("the database does not answer")
                connection.close()
                pause = TROUBLE_SECONDS
