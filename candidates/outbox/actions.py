"""Owing work, and what an administrator may do with what is owed."""

from __future__ import annotations

import datetime as dt
import logging
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from candidates.layout.middleware import current_request_id
from candidates.outbox import bell, registry
from candidates.outbox.models import Task

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

log = logging.getLogger(__name__)

State = Task.State
WAITING = (State.PENDING, State.SENT)
# another transaction can take an equal task from under our eyes this often, not more
TRIES = 10
BATCH = 1000


class NotNow(Exception):
    """The task is in a state in which this cannot be done with it; the text says which."""


@transaction.atomic(savepoint=False)
def owe_task(
    *,
    kind: str,
    payload: dict[str, Any],
    at: dt.datetime,
    dedupe_key: str | None = None,
    run_after_at: dt.datetime | None = None,
) -> Task:
    """Write down a piece of work, in the caller's transaction; RQ hears of it on commit.

    With a `dedupe_key`, an equal task that still waits is returned instead of a second one. It
    stays locked until the caller commits, so that no worker starts it on the facts of before.
    Raises UnknownKind.
    """
    due_at = run_after_at or at
    known = registry.get(kind)
    for _try in range(TRIES):
        if dedupe_key is not None and (waiting := _lock_waiting(kind, dedupe_key, due_at)):
            return _ring_on_commit(waiting, at)
        task = Task(
            kind=kind,
            payload=payload,
            dedupe_key=dedupe_key,
            queue=known.queue,
            max_attempts=known.max_attempts,
            created_at=at,
            run_after_at=due_at,
            request_id=current_request_id(),
        )
        if dedupe_key is None:
            task.save(force_insert=True)
            return _ring_on_commit(task, at)
        try:
            with transaction.atomic():
                task.save(force_insert=True)
        except IntegrityError:
            continue  # an equal one was owed meanwhile: take that
        return _ring_on_commit(task, at)
    raise RuntimeError(f"{kind} {dedupe_key} is owed and taken again and again")


def _lock_waiting(kind: str, dedupe_key: str, due_at: dt.datetime) -> Task | None:
    """Lock the equal task that waits, and let it start no later than the new one would."""
    task = (
        Task.objects.select_for_update(no_key=True)
        .filter(kind=kind, dedupe_key=dedupe_key, state__in=WAITING)
        .first()
    )
    if task and task.run_after_at > due_at:
        task.run_after_at = due_at
        task.save(update_fields=["run_after_at"])
    return task


def _ring_on_commit(task: Task, at: dt.datetime) -> Task:
    if task.state == State.PENDING and task.run_after_at <= at:
        transaction.on_commit(partial(_ring, task, at))
    return task


def _ring(task: Task, at: dt.datetime) -> None:
    """Tell RQ, then write that it knows, unless a worker was quicker."""
    if bell.ring(task):
        Task.objects.filter(pk=task.pk, state=State.PENDING, attempts=task.attempts).update(
            state=State.SENT, sent_at=at
        )


def _lock(task_id: UUID) -> Task:
    return Task.objects.select_for_update(no_key=True).get(pk=task_id)


def _start_over(task: Task, *, at: dt.datetime) -> Task:
    task.state = State.PENDING
    task.attempts = 0
    task.run_after_at = at
    task.sent_at = task.finished_at = task.effect_begun_at = task.cancel_asked_at = None
    task.progress_done = task.progress_total = 0
    task.progress_label = task.error = ""
    try:
        with transaction.atomic():
            task.save()
    except IntegrityError:
        raise NotNow(_("A newer task does the same work already: drop this one.")) from None
    return _ring_on_commit(task, at)


@transaction.atomic
def retry_task(*, task_id: UUID, actor: Viewer, at: dt.datetime) -> Task:
    """Start a failed task over, or a task that waits for its next attempt now.

    Doing it twice is the same. Raises NotNow for a task that runs, is held or is over.
    """
    task = _lock(task_id)
    if task.state in WAITING and task.run_after_at <= at:
        return task
    if task.state not in (*WAITING, State.FAILED):
        raise NotNow(_("Only failed or waiting work can be tried again."))
    log.info("%s is tried again by user %s", task, actor.pk)
    return _start_over(task, at=at)


@transaction.atomic
def release_task(*, task_id: UUID, actor: Viewer, at: dt.datetime) -> Task:
    """Do a held task after all, although it may have been done before: a person says so.

    A task that waits already is left as it is. Raises NotNow for every other state.
    """
    task = _lock(task_id)
    if task.state in WAITING:
        return task
    if task.state != State.HELD:
        raise NotNow(_("Only held work can be released."))
    log.info("%s is released by user %s", task, actor.pk)
    return _start_over(task, at=at)


@transaction.atomic
def drop_task(*, task_id: UUID, actor: Viewer, at: dt.datetime) -> Task:
    """Never do a task; its kind is told. Dropping twice is the same.

    Raises NotNow for a task that runs or is done.
    """
    task = _lock(task_id)
    if task.state == State.DROPPED:
        return task
    if task.state in (State.RUNNING, State.DONE):
        raise NotNow(_("Work that runs or is done cannot be dropped."))
    task.state = State.DROPPED
    task.finished_at = at
    task.save(update_fields=["state", "finished_at"])
    registry.tell_dropped(task.kind, task.payload, at)
    log.info("%s is dropped by user %s", task, actor.pk)
    return task


@transaction.atomic
def cancel_task(*, task_id: UUID, actor: Viewer, at: dt.datetime) -> Task:
    """Want a task no more, also while it runs: its worker stops at the next step that it tells.

    What does not run is dropped at once. Canceling twice is the same. Work that is over before
    it tells another step stays done. Raises NotNow for a task that is done.
    """
    task = _lock(task_id)
    if task.state != State.RUNNING:
        return drop_task(task_id=task_id, actor=actor, at=at)
    if task.cancel_asked_at is None:
        task.cancel_asked_at = at
        task.save(update_fields=["cancel_asked_at"])
        log.info("%s is canceled by user %s while it runs", task, actor.pk)
    return task


@transaction.atomic
def forget_finished(*, before_at: dt.datetime) -> int:
    """Delete tasks that were done or dropped before a moment; return how many.

    What failed or is held stays until a person has looked after it.
    """
    over = Task.objects.filter(state__in=(State.DONE, State.DROPPED), finished_at__lt=before_at)
    forgotten = 0
    while keys := list(over.values_list("pk", flat=True)[:BATCH]):
        Task.objects.filter(pk__in=keys).delete()
        forgotten += len(keys)
    return forgotten
