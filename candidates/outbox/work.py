"""Carries out what is owed: claim, perform, record; whatever dies on whichever line.

A claim is one UPDATE that hands out a lease, so that among any number of deliveries one wins.
A heartbeat renews the lease; `outbox.dispatching` sweeps up a lease that ran out. The effects in
the database commit together with `state = done`, fenced by the lease: whoever lost it rolls back.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import random
import signal
import threading
import time
import traceback
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from candidates.layout.middleware import carry_request_id
from candidates.outbox import registry, turns
from candidates.outbox.models import Task
from candidates.outbox.registry import Canceled

if TYPE_CHECKING:
    from collections.abc import Iterator

log = logging.getLogger(__name__)

State = Task.State
WAITING = (State.PENDING, State.SENT)
# the clocks of two machines may differ by this much
SKEW = dt.timedelta(seconds=2)
BACKOFF_LIMIT_SECONDS = 3600
PROGRESS_PAUSE_SECONDS = 0.25
DETAILS_LENGTH = 4000
LABEL_LENGTH = 200
CUTS = 8  # so often at least may a machine, or the database, fail before the task is suspected
TRIES = 50  # other workers can be quicker this often, not more


class Stopped(BaseException):
    """The worker has to end now: what it does is given back. No kind may catch it by mistake."""


class LeaseLost(Exception):
    """Another worker has taken over: whatever this one still did must not count."""


def lease_time() -> dt.timedelta:
    """How long a worker may be silent before its task is taken from it."""
    return dt.timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)


def backoff(attempts: int) -> dt.timedelta:
    """How long to wait after so many attempts: three times as long each time, with jitter."""
    first = settings.OUTBOX_BACKOFF_SECONDS
    seconds = min(first * 3 ** max(attempts - 1, 0), BACKOFF_LIMIT_SECONDS)
    return dt.timedelta(seconds=seconds * random.uniform(0.75, 1.25))  # noqa: S311  (jitter)


@dataclass
class LeasedRun:
    """One attempt at one task, under a lease. This is the `Run` that kinds get."""

    task_id: uuid.UUID
    payload: dict[str, Any]
    lease: uuid.UUID
    kind: str
    request_id: str
    _told_at: float = 0.0
    _total: int = -1

    def _update(self, **fields: Any) -> None:
        held = Task.objects.filter(pk=self.task_id, lease=self.lease, state=State.RUNNING)
        if not held.update(**fields):
            raise LeaseLost(str(self.task_id))

    def _step(self, **fields: Any) -> None:
        """Write something down on the way, unless a person wants the work no more."""
        held = Task.objects.filter(pk=self.task_id, lease=self.lease, state=State.RUNNING)
        if held.filter(cancel_asked_at=None).update(**fields):
            return
        raise Canceled if held.exists() else LeaseLost(str(self.task_id))

    def progress(self, done: int, total: int, label: str = "") -> None:
        """Say how far it is; written down four times a second at most, when the total is new,
        and at the end."""
        is_soon = time.monotonic() < self._told_at + PROGRESS_PAUSE_SECONDS
        if done < total == self._total and is_soon:
            return
        self._told_at, self._total = time.monotonic(), total
        self._step(
            progress_done=min(done, total),
            progress_total=total,
            progress_label=label[:LABEL_LENGTH],
        )

    def begin_effect(self) -> None:
        """Commit that an effect which cannot be taken back begins now."""
        with transaction.atomic(durable=True):
            self._step(effect_begun_at=timezone.now())

    def effect_refused(self) -> None:
        """Commit that nothing went out after all."""
        with transaction.atomic(durable=True):
            self._update(effect_begun_at=None)

    def finish(self, result: dict[str, Any], at: dt.datetime) -> None:
        """Be done, inside the transaction of the effects; raises LeaseLost to roll them back."""
        self._update(
            state=State.DONE,
            lease=None,
            lease_until_at=None,
            finished_at=at,
            result=result,
            error="",
        )


def claim(task_id: uuid.UUID, *, at: dt.datetime) -> LeasedRun | None:
    """Take a due task that waits; None when there is nothing to take.

    Exactly one claimant wins, whatever RQ delivers, and however often.
    """
    lease = uuid.uuid4()
    taken = Task.objects.filter(pk=task_id, state__in=WAITING, run_after_at__lte=at + SKEW).update(
        state=State.RUNNING,
        lease=lease,
        lease_until_at=at + lease_time(),
        started_at=at,
        attempts=F("attempts") + 1,
        progress_done=0,
        progress_total=0,
        progress_label="",
    )
    if not taken:
        return None
    known = Task.objects.values_list("payload", "kind", "request_id").get(pk=task_id)
    payload, kind, request_id = known
    return LeasedRun(task_id, payload, lease, kind, request_id)


@contextlib.contextmanager
def heartbeat(run: LeasedRun) -> Iterator[None]:
    """Renew the lease for as long as the block runs, from a thread with its own connection."""
    pause = lease_time().total_seconds() / 3
    stop = threading.Event()

    def beat_once() -> bool:
        """Renew; tell whether there is anything left to renew."""
        held = Task.objects.filter(pk=run.task_id, lease=run.lease, state=State.RUNNING)
        try:
            return bool(held.update(lease_until_at=timezone.now() + lease_time()))
        except DatabaseError as error:
            # away, perhaps for a moment only: if not, the lease runs out and the fence holds
            log.warning("no heartbeat for %s: %s", run.task_id, error)
            connection.close()
            return True

    def beat() -> None:
        try:
            while not stop.wait(pause) and beat_once():
                pass
        finally:
            connection.close()

    thread = threading.Thread(target=beat, daemon=True, name=f"heartbeat {run.task_id}")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def put_back(task: Task, *, run_after_at: dt.datetime, error: str, at: dt.datetime) -> None:
    """Let a task wait for its next attempt; drop it when a newer one does the same work.

    For a task that is locked or fenced by its lease.
    """
    mine = Task.objects.filter(pk=task.pk, lease=task.lease, state=State.RUNNING)
    free = {"lease": None, "lease_until_at": None}
    try:
        with transaction.atomic():
            mine.update(state=State.PENDING, run_after_at=run_after_at, error=error, **free)
    except IntegrityError:
        mine.update(
            state=State.DROPPED,
            finished_at=at,
            error=_("Superseded: a newer task does the same work."),
            **free,
        )


def drop_canceled(task: Task, *, at: dt.datetime) -> None:
    """Be done with a task that a person canceled while it ran, and tell its kind."""
    with transaction.atomic():
        dropped = Task.objects.filter(pk=task.pk, lease=task.lease, state=State.RUNNING).update(
            state=State.DROPPED,
            finished_at=at,
            lease=None,
            lease_until_at=None,
            error=_("Canceled while it ran."),
        )
        if dropped:
            registry.tell_dropped(task.kind, task.payload, at)


def stop_for_good(task: Task, state: Task.State, error: str) -> None:
    """Leave a task to a person: failed, or held because its fate is unknown."""
    Task.objects.filter(pk=task.pk, lease=task.lease, state=State.RUNNING).update(
        state=state, error=error, lease=None, lease_until_at=None
    )
    log.error("%s is %s: %s", task, state, error.partition("\n")[0])


def _fate_is_unknown(task: Task) -> bool:
    """Whether an effect had begun that nobody may begin twice without being told to."""
    if task.effect_begun_at is None:
        return False
    try:
        return registry.get(task.kind).unknown_fate == "hold"
    except registry.UnknownKind:
        return True


def settle(
    task: Task,
    *,
    sentence: str,
    at: dt.datetime,
    details: str = "",
    wait: bool = True,
    most: int = 0,
) -> None:
    """Decide what becomes of an attempt that came to nothing: held, failed, or tried again.

    It fails after its kind's number of attempts, or after `most` if these are more.
    """
    error = f"{sentence}\n\n{details[-DETAILS_LENGTH:]}" if details else sentence
    if _fate_is_unknown(task):
        held = _("It was cut off while it was being handed over: it may have gone out, or not.")
        stop_for_good(task, State.HELD, f"{held}\n\n{error}")
    elif task.cancel_asked_at:
        drop_canceled(task, at=at)
    elif task.attempts >= max(task.max_attempts, most):
        tried = _("Given up after %(number)d attempts.") % {"number": task.attempts}
        stop_for_good(task, State.FAILED, f"{sentence} {tried}\n\n{details[-DETAILS_LENGTH:]}")
    else:
        pause = backoff(task.attempts) if wait else dt.timedelta()
        put_back(task, run_after_at=at + pause, error=error, at=at)


def settle_silent(task: Task, *, at: dt.datetime) -> None:
    """Settle a task, locked by the caller, whose worker let its lease run out."""
    sentence = _("Its worker stopped in the middle of it.")
    settle(task, sentence=sentence, at=at, wait=False, most=CUTS)


def _sentence(error: Exception) -> str:
    if isinstance(error, registry.UnknownKind):
        return _("No part of this program knows the work “%(kind)s”.") % {"kind": error}
    return _("Something went wrong (%(name)s).") % {"name": type(error).__name__}


def _fail(run: LeasedRun, error: Exception, at: dt.datetime) -> None:
    """Settle the attempt of a run that raised; a run that lost its lease has no say."""
    task = Task.objects.filter(pk=run.task_id, lease=run.lease, state=State.RUNNING).first()
    if task is None:
        return
    if isinstance(error, Canceled):
        drop_canceled(task, at=at)
        return
    if isinstance(error, registry.GiveUp):
        stop_for_good(task, State.FAILED, str(error))
        return
    log.warning("%s came to nothing: %r", task, error)
    settle(
        task,
        sentence=_sentence(error),
        details="".join(traceback.format_exception(error)),
        at=at,
        most=CUTS if isinstance(error, OperationalError) else 0,
    )


def _give_back(run: LeasedRun, at: dt.datetime) -> None:
    """Let another worker begin at once what this one may not finish; no attempt is counted."""
    task = Task.objects.filter(pk=run.task_id, lease=run.lease, state=State.RUNNING).first()
    if task is None:
        return
    log.warning("%s is given back: its worker has to stop", task)
    settle(task, sentence=_("Its worker had to stop."), at=at, wait=False)
    Task.objects.filter(pk=task.pk, state=State.PENDING, attempts=task.attempts).update(
        attempts=F("attempts") - 1
    )


def _stop_now(*_: object) -> None:
    raise Stopped


def _carry_out(run: LeasedRun, at: dt.datetime | None) -> None:
    kind = registry.get(run.kind)
    made = kind.perform(run) if kind.perform else None
    done_at = at or timezone.now()
    with transaction.atomic(durable=True):
        result = kind.record(run, made, done_at) if kind.record else None
        run.finish(result or {}, done_at)


def _run(task_id: uuid.UUID, *, at: dt.datetime | None) -> bool:
    """Claim and carry out one task; return whether it was ours. Without `at`: by the clock."""
    run = claim(task_id, at=at or timezone.now())
    if run is None:
        return False
    kind = run.kind
    with carry_request_id(run.request_id or f"task-{task_id.hex[:12]}"):
        log.info("%s %s begins", kind, task_id)
        try:
            with heartbeat(run):
                _carry_out(run, at)
        except LeaseLost:
            log.warning("%s %s was taken over by another worker", kind, task_id)
        except Stopped:
            _give_back(run, at or timezone.now())
        except Exception as error:  # noqa: BLE001  (whatever a kind raises is settled)
            _fail(run, error, at or timezone.now())
        else:
            log.info("%s %s is done", kind, task_id)
    return True


def run_turn(queue: str, *, at: dt.datetime | None = None) -> bool:
    """Carry out the task of a queue whose kind's turn it is; return whether there was one."""
    for _try in range(TRIES):
        task_id = turns.choose(queue, at=at or timezone.now())
        if task_id is None:
            return False
        if _run(task_id, at=at):
            return True
    return False


def run_task(task_id: str, **_: object) -> None:
    """Carry out one task; RQ's only job. Repeating it is harmless.

    The bell was rung for one task, but among those that wait it is done for the kind whose turn
    it is: there are as many bells as tasks, so that each has its turn. What a kind raises is
    written down with the task, not raised.
    """
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _stop_now)
    key = uuid.UUID(task_id)
    queue = Task.objects.filter(pk=key).values_list("queue", flat=True).first()
    if queue and not run_turn(queue):
        _run(key, at=None)  # of a kind that only a newer program knows


def run_due(*, at: dt.datetime, limit: int | None = None) -> int:
    """Carry out everything that is due, in this process and without Redis; return how many.

    Work that this work owes is done too, as far as it is due at `at`.
    """
    done = 0
    tried: set[uuid.UUID] = set()
    while limit is None or done < limit:
        due = Task.objects.filter(state__in=WAITING, run_after_at__lte=at).exclude(pk__in=tried)
        task_id = due.order_by("run_after_at", "created_at").values_list("pk", flat=True).first()
        if task_id is None:
            break
        tried.add(task_id)
        done += _run(task_id, at=at)
    return done
