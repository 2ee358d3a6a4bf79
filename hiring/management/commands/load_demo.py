"""Brings the database up to date and loads the demo company.

Loaded already, it does nothing; half loaded, it begins anew. Both are one command, because a
second start waits for nothing else.
"""

from __future__ import annotations

import gc
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from candidates.history.actions import record_entry
from candidates.history.models import Entry
from candidates.openings.models import Opening
from candidates.outbox import bell
from hiring.demo.story import Story

SUBJECT, LOADED = "demo", "demo-loaded"


class Command(BaseCommand):
    help = "Load the demo company (demonstrations and tests only)."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if settings.MODE == "production":
            raise CommandError("The demo company is not for production.")
        call_command("migrate", verbosity=0)
        if Entry.objects.filter(subject=SUBJECT, verb=LOADED).exists():
            return
        if Opening.objects.exists():
            self.stdout.write("The last loading was interrupted: beginning anew.")
            call_command("flush", interactive=False, verbosity=0)
        with connection.cursor() as cursor:  # it can be made again, so need not be durable
            cursor.execute("SET synchronous_commit = off")
        gc.set_threshold(50_000, 20, 20)  # millions of short-lived objects, and then it ends
        now = timezone.now()
        with bell.left_alone():
            events = Story(now, self.stdout.write).tell()
        record_entry(subject=SUBJECT, subject_key=0, verb=LOADED, at=now, facts={"events": events})
        self.stdout.write(f"The demo company is there: {events} events.")
