"""Rings RQ, so that a worker looks at a task at once.

Nothing depends on it: a bell that nobody hears is logged, and the sweep makes up for it.
"""

from __future__ import annotations

import contextlib
import functools
import logging
import math
import time
import uuid
from typing import TYPE_CHECKING, Any

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

if TYPE_CHECKING:
    from collections.abc import Iterator

    import rq

    from candidates.outbox.models import Task

log = logging.getLogger(__name__)

JOB = "candidates.outbox.work.run_task"
QUIET_SECONDS = 2.0  # how long the bell is left alone after it failed
FAILED_JOB_SECONDS = 3600
_quiet_until = 0.0
HEARD_SECONDS = 3.0  # how long an answer about Redis is good enough for a page
_heard_at, _heard = -math.inf, True


@functools.cache
def _connection(url: str) -> redis.Redis:
    """A client that gives up at once: by default redis-py tries again for seconds."""
    timeout = settings.OUTBOX_BELL_TIMEOUT_SECONDS
    return redis.Redis.from_url(
        url,
        retry=Retry(NoBackoff(), 0),
        socket_timeout=timeout,
        socket_connect_timeout=timeout,
    )


def _queue(name: str) -> rq.Queue:
    import django_rq  # noqa: TID251  (this is the outbox)

    queue: rq.Queue = django_rq.get_queue(
        name, connection=_connection(settings.RQ_QUEUES[name]["URL"]), commit_mode="auto"
    )
    return queue


def ring(task: Task) -> bool:
    """Tell RQ about a task. Returns whether that worked; never raises because of Redis.

    After a failure the bell is left alone for a while, so that a hundred tasks owed at once do
    not wait for a hundred time-outs.
    """
    global _quiet_until  # noqa: PLW0603
    if time.monotonic() < _quiet_until:
        return False
    try:
        _queue(task.queue).enqueue_call(
            JOB,
            args=(str(task.pk),),
            result_ttl=0,
            failure_ttl=FAILED_JOB_SECONDS,
            # with a random end: RQ keeps an id taken for as long as it remembers the job
            job_id=f"{task.pk.hex}-{task.attempts}-{uuid.uuid4().hex[:8]}",
            description=task.kind,
        )
    except redis.RedisError as error:
        _quiet_until = time.monotonic() + QUIET_SECONDS
        log.warning("the bell does not ring, the sweep will find %s: %s", task, error)
        return False
    return True


@contextlib.contextmanager
def left_alone() -> Iterator[None]:
    """Ring nobody within it: whoever owes the work carries it out here, by `work.run_due`.

    Else workers find the bell rung hundreds of times for what has long been done.
    """
    global _quiet_until  # noqa: PLW0603
    before, _quiet_until = _quiet_until, math.inf
    try:
        yield
    finally:
        _quiet_until = before


def _ask(question: str, *arguments: Any) -> Any:
    try:
        return getattr(_connection(settings.REDIS_URL), question)(*arguments)
    except redis.RedisError:
        return None


def answers() -> bool:
    """Tell whether Redis is there."""
    return bool(_ask("ping"))


def is_silent() -> bool:
    """Tell whether Redis is away, as far as this process has heard in the last seconds.

    For every page: it asks once in a while only, and never for longer than a short time-out.
    """
    global _heard_at, _heard  # noqa: PLW0603
    now = time.monotonic()
    if now > _heard_at + HEARD_SECONDS:
        _heard_at = now  # before asking: the other threads need not wait for the same answer
        _heard = answers()
    return not _heard


def waiting(queue: str) -> int | None:
    """Return how many jobs lie in RQ's list of a queue; None when Redis is away."""
    try:
        return int(_queue(queue).count)
    except redis.RedisError:
        return None
