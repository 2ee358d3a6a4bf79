"""Checks a running demo: owes a piece of work and waits until a worker has done it."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from candidates.applications.models import Application, State
from candidates.outbox.actions import owe_task
from candidates.outbox.models import Task

PATIENCE_SECONDS = 60


class Command(BaseCommand):
    help = "Owe one composite and wait for a worker to compute it."

    def handle(self, *_args: Any, **_options: Any) -> None:
        application = Application.objects.filter(state=State.HIRED).first()
        if application is None:
            raise CommandError("The demo company is not loaded.")
        task = owe_task(
            kind="composites.compute",
            payload={"application_id": application.pk},
            dedupe_key=str(application.pk),
            at=timezone.now(),
        )
        for _ in range(PATIENCE_SECONDS * 10):
            task.refresh_from_db()
            if task.state == Task.State.DONE:
                self.stdout.write("A worker has done a piece of work.")
                return
            time.sleep(0.1)
        raise CommandError(f"No worker did it in {PATIENCE_SECONDS} s: {task.state} {task.error}")
