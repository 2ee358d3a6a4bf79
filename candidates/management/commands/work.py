"""`manage.py work`: RQ workers, each on one queue, forked from one warm parent."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import logging
import os
import random
import signal
import sys
import threading
import time
from argparse import ArgumentParser
from typing import Any, NoReturn

import redis
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections

from candidates.outbox import work  # noqa: F401  (what every job imports, imported once)
from candidates.outbox.warm import warm_up

log = logging.getLogger("candidates.outbox.worker")

PAUSE_SECONDS = 1.0  # before a worker that died is replaced
PR_SET_PDEATHSIG = 1
SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Command(BaseCommand):
    # what an operator forgot, as for the web; not all of it: a worker has to be back quickly
    requires_system_checks = ("operator",)
    help = "Carry out what is owed: one process per queue and number, replaced when it dies."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--queue", action="append", choices=sorted(settings.RQ_QUEUES), help="both if not said"
        )
        parser.add_argument("--processes", type=int, default=1, help="workers for each queue")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        queues = options["queue"] or sorted(settings.RQ_QUEUES)
        Workers(list(dict.fromkeys(queues)), options["processes"]).keep()


class Workers:
    """The worker processes: forked, waited for, replaced, and taken down together."""

    def __init__(self, queues: list[str], processes: int) -> None:
        self.queues = queues
        self.processes = processes
        self.missing: list[str] = []
        self.running: dict[int, str] = {}
        self.stopping = False

    def _begin(self) -> None:
        """Warm up for one queue after the other: mails need not wait for what PDFs need."""
        for queue in self.queues:
            warm_up(queue)
            if self.stopping:
                return
            # nothing that is warm now has to be looked through again in every job
            gc.collect()
            gc.freeze()
            connections.close_all()
            for _ in range(self.processes):
                self._fork(queue)

    def keep(self) -> None:
        """Keep the processes alive until told to stop; then let them finish their work."""
        for number in SIGNALS:
            signal.signal(number, self._stop)
        self._begin()
        while self.running or not self.stopping:
            while self.missing and not self.stopping:
                self._fork(self.missing.pop())
            with contextlib.suppress(ChildProcessError, InterruptedError):
                pid, status = os.wait()
                queue = self.running.pop(pid, None)
                if queue and not self.stopping:
                    log.warning("a worker of %s ended (%s), another one starts", queue, status)
                    self.missing.append(queue)
                    time.sleep(PAUSE_SECONDS)

    def _stop(self, *_: object) -> None:
        """Ask every worker to finish what it does; asked again, they stop at once."""
        self.stopping = True
        for pid in self.running:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)

    def _fork(self, queue: str) -> None:
        parent = os.getpid()
        # until the child has a handler of its own, a signal waits: ours would swallow it there
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        # told to stop while memory was looked through: a child born now would never hear of it
        if not self.stopping:
            pid = os.fork()
            if not pid:
                self._work(queue, parent)
            self.running[pid] = queue
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)

    def _work(self, queue: str, parent: int) -> NoReturn:
        """Be a worker of one queue: with two, RQ may lose a job for ever."""
        code = 1
        try:
            for number in SIGNALS:
                signal.signal(number, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
            _die_with(parent)
            random.seed()
            _rq_worker(queue).work(logging_level="WARNING")
            code = 0
        except redis.RedisError as error:
            log.warning("Redis does not answer: %s", error)
        except Exception:
            log.exception("a worker of %s failed", queue)
        finally:
            os._exit(code)


def _die_with(parent: int) -> None:
    """Be told to finish when the parent is killed, so that no worker of an old program stays."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)


def _rq_worker(queue: str) -> Any:
    import django_rq  # noqa: TID251  (this is the outbox's)
    from rq import Worker

    class PatientWorker(Worker):  # type: ignore[misc]  # RQ is not typed for us
        """Told to stop, it lets its job finish; after the grace the job gives its task back."""

        def request_stop(self, signum: int, frame: Any) -> None:
            grace = threading.Timer(settings.OUTBOX_GRACE_SECONDS, self._end_job)
            grace.daemon = True
            grace.start()
            super().request_stop(signum, frame)

        def _end_job(self) -> None:
            if self.horse_pid:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self.horse_pid, signal.SIGTERM)

    queues = [django_rq.get_queue(queue, commit_mode="auto")]
    return PatientWorker(
        queues,
        connection=queues[0].connection,
        serializer=settings.RQ_QUEUES[queue]["SERIALIZER"],
        log_job_description=False,
    )
