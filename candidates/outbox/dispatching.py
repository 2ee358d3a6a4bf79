"""Looks after what is owed. Any number of dispatchers may run: rows that one has locked are
skipped by the others.

It tells RQ of tasks that are due, tells it again of tasks that it seems to have lost, takes
tasks from workers that fell silent, and makes tasks of schedules.
"""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from candidates.outbox import bell, schedules, work
from candidates.outbox.actions import owe_task
from candidates.outbox.models import Schedule, Task

log = logging.getLogger(__name__)

State = Task.State
BATCH = 100


@dataclass
class Round:
    """What one round did."""

    sent: int = 0
    sent_again: int = 0
    taken_back: int = 0
    scheduled: int = 0
    done_inline: int = 0


@transaction.atomic
def send_due(*, at: dt.datetime) -> int:
    """Tell RQ of due tasks, and only then commit that it knows; return how many.

    A crash in between delivers twice, which the claim absorbs; the other order would lose.
    """
    due = Task.objects.select_for_update(skip_locked=True, no_key=True).filter(
        state=State.PENDING, run_after_at__lte=at
    )
    told = []
    for task in due.order_by("run_after_at")[:BATCH]:
        if not bell.ring(task):
            break
        told.append(task.pk)
    return Task.objects.filter(pk__in=told).update(state=State.SENT, sent_at=at)


@transaction.atomic
def resend_lost(*, at: dt.datetime) -> int:
    """Make tasks due again that RQ was told of and has lost; return how many.

    As long as RQ's list is as long as the tasks that were sent, they only wait their turn, and
    telling it again would make the queue longer and longer.
    """
    patience = dt.timedelta(seconds=settings.OUTBOX_SENT_PATIENCE_SECONDS)
    again = 0
    for queue in Task.Queue.values:
        sent = Task.objects.filter(state=State.SENT, queue=queue)
        late = sent.filter(sent_at__lt=at - patience)
        overdue = late.count()
        if not overdue:
            continue
        waiting = bell.waiting(queue)
        if waiting is not None and waiting < sent.count():
            locked = late.select_for_update(skip_locked=True, no_key=True).order_by("sent_at")
            keys = [task.pk for task in locked[:BATCH]]
            again += Task.objects.filter(pk__in=keys).update(state=State.PENDING)
    return again


@transaction.atomic
def take_back(*, at: dt.datetime) -> int:
    """Settle tasks whose worker fell silent: try again, fail, or hold; return how many."""
    silent = Task.objects.select_for_update(skip_locked=True, no_key=True).filter(
        state=State.RUNNING, lease_until_at__lt=at
    )
    tasks = list(silent.order_by("lease_until_at")[:BATCH])
    for task in tasks:
        log.warning("the worker of %s fell silent", task)
        work.settle_silent(task, at=at)
    return len(tasks)


@transaction.atomic
def write_schedules(*, at: dt.datetime) -> None:
    """Bring the rows up to the registry; a new one is due at once. Twice is the same."""
    wanted = schedules.all_schedules()
    Schedule.objects.exclude(name__in=[each.name for each in wanted]).delete()
    Schedule.objects.bulk_create(
        [
            Schedule(name=each.name, kind=each.kind, every_seconds=each.every_seconds, next_at=at)
            for each in wanted
        ],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["kind", "every_seconds"],
    )


@transaction.atomic
def owe_scheduled(*, at: dt.datetime) -> int:
    """Owe what the due schedules ask for; what was missed meanwhile is owed once."""
    due = Schedule.objects.select_for_update(skip_locked=True, no_key=True).filter(next_at__lte=at)
    rows = list(due.order_by("pk"))
    for schedule in rows:
        owe_task(kind=schedule.kind, payload={}, at=at, dedupe_key=f"schedule-{schedule.name}")
        every = dt.timedelta(seconds=schedule.every_seconds)
        missed = (at - schedule.next_at) // every
        schedule.next_at += every * (missed + 1)
        schedule.save(update_fields=["next_at"])
    return len(rows)


def _do_inline() -> int:
    """Carry out a batch of each queue, the kinds in turn; return how many tasks that were."""
    done = 0
    for queue in Task.Queue.values:
        for _turn in range(BATCH):
            if not work.run_turn(queue):
                break
            done += 1
    return done


def one_round(*, at: dt.datetime, sweep: bool = True, inline: bool = False) -> Round:
    """Do one round. With `inline`, carry out what is due here as long as Redis is away."""
    done = Round()
    if sweep:
        done.scheduled = owe_scheduled(at=at)
        done.taken_back = take_back(at=at)
        done.sent_again = resend_lost(at=at)
    done.sent = send_due(at=at)
    if inline and not done.sent and not bell.answers():
        done.done_inline = _do_inline()
    return done
