"""The whole site killed with -9, part by part, while people work through the web.

Web, workers, scheduler, Redis and PostgreSQL are each killed at CHAOS_POINTS random points
(`make chaos`: 100). Whatever a person was told is done must be there, once; every mail is out, or
held where twice would hurt; every report that was asked for is whole; nothing is stuck.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import psycopg
import pytest

from ops.postgres import Postgres
from ops.redis import Redis
from tests.chaos.smtp import Sink
from tests.chaos.test_kills import HASTEN, OPEN, ROOT, SEED, STATES, Site, children
from tests.services import _migrated_cluster

POINTS = int(os.environ.get("CHAOS_POINTS", "100"))
PARTS = ("web", "work", "dispatch", "redis", "postgres")
PATIENCE = 300.0  # nothing may be stuck for longer
BOOT = 120.0


class Eye:
    """Looks into the database, however often that goes away."""

    def __init__(self, postgres):
        self.where = {"host": postgres.environment["PGHOST"], "user": "postgres", "dbname": "chaos"}
        self.line = None

    def ask(self, question):
        end = time.monotonic() + BOOT
        while True:
            try:
                if self.line is None or self.line.closed:
                    self.line = psycopg.connect(**self.where, autocommit=True)
                cursor = self.line.execute(question)
                return cursor.fetchall() if cursor.description else []
            except psycopg.OperationalError:
                if self.line is not None:
                    self.line.close()
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)

    def close(self):
        if self.line is not None:
            self.line.close()


class Everything(Site):
    """All of the site: the processes of `Site`, the web before them, and what they stand on."""

    def __init__(self, environment, folder, redis, postgres, port):
        super().__init__(environment, folder)
        self.redis, self.postgres, self.port = redis, postgres, port
        bind = f"127.0.0.1:{port}"
        web = ("-m", "gunicorn", "hiring.wsgi", "--worker-class", "gthread", "--workers", "1")
        self.start("web", (*web, "--threads", "4", "--bind", bind, "--log-level", "warning"))

    def answers(self):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False

    def ready_to_die(self, part, dice):
        """Wait until there is something of this part that works, and return what to kill."""
        end = time.monotonic() + BOOT
        while time.monotonic() < end:
            self.revive()
            found = self._found(part)
            if found:
                return dice.choice(found)
            time.sleep(0.1)
        raise TimeoutError(part)

    def _found(self, part):
        """Return the processes of a part, each as the list of those that die together."""
        if part == "web":
            [master] = self._commands("web")
            workers = children(master)
            if not workers or not self.answers():
                return []
            return [[master, *workers], workers[:1]]
        if part == "work":
            tops = self._commands("work")
            workers = [child for top in tops for child in children(top)]
            jobs = [child for worker in workers for child in children(worker)]
            # jobs twice: they are what is in the middle of something
            return [[pid] for pid in (*jobs, *jobs, *workers, *(tops if workers else ()))]
        if part == "dispatch":
            return [[pid] for pid in self._commands("dispatch")]
        if part == "redis":
            return [[self.redis.process.pid]]
        return [self._postgres()]

    def _postgres(self):
        lines = (self.postgres.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        master = int(lines[0])
        return [master, *children(master)]

    def strike(self, part, dice):
        """Kill one of a part with -9; what it stood on is back after a while."""
        pids = self.ready_to_die(part, dice)
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if part == "redis":
            self.redis.process.wait()
            time.sleep(dice.uniform(0, 1.5))
            self.redis.start()
        if part == "postgres":
            while any(Path(f"/proc/{pid}").exists() for pid in pids):
                time.sleep(0.02)
            time.sleep(dice.uniform(0, 0.5))
            self.postgres.start()


@pytest.fixture
def everything():
    """A house of its own: a durable PostgreSQL, Redis, a mail server, and the whole site."""
    with contextlib.ExitStack() as stack:
        name = stack.enter_context(tempfile.TemporaryDirectory(prefix="chaos-", dir="/var/tmp"))
        folder = Path(name)
        folder.chmod(0o755)
        subprocess.run(
            ["cp", "-a", str(_migrated_cluster() / "pg"), str(folder / "pg")], check=True
        )
        postgres = Postgres(folder / "pg").start()
        stack.callback(postgres.stop, "immediate")
        postgres.ensure_database("chaos", template="test_service_day")
        redis = Redis(folder / "redis").start()
        stack.callback(redis.stop)
        sink = Sink()
        stack.callback(sink.server_close)
        stack.callback(sink.shutdown)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        environment = {
            **os.environ, **redis.environment, **postgres.environment,
            "PGDATABASE": "chaos",
            "DJANGO_SETTINGS_MODULE": "tests.chaos.settings",
            "CHAOS_FILES": str(folder),
            "SERVICE_DAY_FILES": str(folder / "store"),
            "SERVICE_DAY_HOSTS": "127.0.0.1",
            "SERVICE_DAY_URL": f"http://127.0.0.1:{port}",
            "SERVICE_DAY_PROXIES": "1",
            "SERVICE_DAY_SMTP_HOST": "127.0.0.1",
            "SERVICE_DAY_SMTP_PORT": str(sink.server_address[1]),
            "SERVICE_DAY_SMTP_TLS": "0",
        }  # fmt: skip
        site = Everything(environment, folder, redis, postgres, port)
        eye = Eye(postgres)
        yield site, folder, sink, eye
        for process, _command in site.running.values():
            process.kill()
            process.wait()
        site.log.close()
        eye.close()


def begin_work(site, folder):
    address = f"http://127.0.0.1:{site.port}"
    with (folder / "people.log").open("wb") as log:
        return subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.chaos.click",
                address,
                folder / "ledger",
                folder / "stop",
            ],
            cwd=ROOT,
            env=site.environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )


def log_of(folder):
    """Return the ends of what people and the site said, and what stopped somebody."""
    logs = (folder / "log", folder / "people.log")
    said = [each.read_text(encoding="utf-8", errors="replace")[-3000:] for each in logs]
    if (folder / "ledger").exists():
        said += json.loads((folder / "ledger").read_text(encoding="utf-8"))["broken"]
    return "\n".join(said) or "silence"


def ledger_of(people, site, folder):
    """Let everybody finish what they are at, and read what they were told."""
    (folder / "stop").touch()
    end = time.monotonic() + PATIENCE
    while people.poll() is None and time.monotonic() < end:
        site.revive()
        time.sleep(0.2)
    assert people.poll() is not None, log_of(folder)
    assert (folder / "ledger").exists(), log_of(folder)
    ledger = json.loads((folder / "ledger").read_text(encoding="utf-8"))
    assert ledger["broken"] == [], log_of(folder)
    return ledger


def drain(site, eye, folder):
    """Wait until nothing is open any more; return how many are in which state, and how long."""
    begun = time.monotonic()
    while OPEN & (states := dict(eye.ask(STATES))).keys():
        if time.monotonic() > begun + PATIENCE:
            counts = eye.ask(
                "SELECT kind, state, error, count(*) FROM candidates_task GROUP BY 1, 2, 3"
            )
            pytest.fail(f"still open: {counts}\n{log_of(folder)}")
        site.revive()
        eye.ask(HASTEN)
        time.sleep(0.3)
    return states, time.monotonic() - begun


def check_marks(eye, ledger):
    kept = eye.ask("SELECT scorecard_id, evidence FROM interviews_rating")
    assert Counter(map(tuple, ledger["ratings"])) == Counter(kept)
    locked = eye.ask("SELECT id FROM interviews_scorecard WHERE locked_at IS NOT NULL")
    assert sorted(ledger["locks"]) == sorted(pk for (pk,) in locked)
    found = eye.ask(
        "SELECT application_id, marks_locked, value FROM interviews_composite c"
        " JOIN interviews_plan p ON p.id = c.plan_id WHERE c.is_current AND p.name = 'Chaos'"
    )
    assert Counter((marks, value) for _pk, marks, value in found) == {
        (2, 2.0): len(ledger["locks"]) // 2
    }


def check_decisions(eye, ledger):
    kept = eye.ask("SELECT application_id FROM hiring_decision WHERE revoked_at IS NULL")
    assert Counter(ledger["decided"]) == Counter(pk for (pk,) in kept)
    moves = eye.ask("SELECT application_id FROM candidates_move WHERE to_state = 'declined'")
    assert Counter(ledger["decided"]) == Counter(pk for (pk,) in moves)


def check_applicants(eye, ledger):
    kept = eye.ask(
        "SELECT c.email FROM candidates_application a JOIN candidates_candidate c"
        " ON c.id = a.candidate_id WHERE c.email LIKE 'applied-%'"
    )
    assert Counter(ledger["applied"]) == Counter(email for (email,) in kept)


def check_answers(eye, ledger):
    """Every answer that was confirmed stands once; what was handed in is scored, once."""
    kept = eye.ask("SELECT sitting_id, task_key, value FROM interviews_answer")
    assert Counter(map(tuple, ledger["answers"])) == Counter(
        (sitting, task, str(value)) for sitting, task, value in kept
    )
    scored = eye.ask(
        "SELECT s.id FROM interviews_sitting s JOIN interviews_result r ON r.sitting_id = s.id"
        " WHERE s.ending = 'finished'"
    )
    assert Counter(ledger["handed in"]) == Counter(pk for (pk,) in scored)
    composites = eye.ask(
        "SELECT application_id FROM interviews_composite c JOIN interviews_plan p"
        " ON p.id = c.plan_id WHERE c.is_current AND p.name = 'Exam'"
    )
    assert len(composites) == len(ledger["handed in"])


GIVEN_UP = "SELECT kind, attempts, error FROM candidates_task WHERE state = 'failed'"
MESSAGE = re.compile(r"<message-(\d+)\.\d+@[^>]+>")


def check_mails(eye, ledger, sink):
    """Nothing released is lost in silence; a rejection goes once, or is held."""
    delivered = Counter()
    for key, times in sink.delivered.items():
        if found := MESSAGE.fullmatch(key):
            delivered[int(found[1])] += times
    held = twice = 0
    released = eye.ask(
        "SELECT m.id, m.state, t.state, t.kind FROM candidates_message m"
        " JOIN candidates_task t ON t.id = m.task_id"
    )
    assert set(ledger["mails"]) <= {pk for pk, *_rest in released}
    for pk, state, task_state, kind in released:
        if task_state == "held":
            assert (kind, state) == ("messages.send-once", "released")
            assert delivered[pk] <= 1
            held += 1
            continue
        assert (task_state, state) == ("done", "sent")
        assert delivered[pk] == 1 if kind == "messages.send-once" else delivered[pk] >= 1
        twice += delivered[pk] - 1
    assert set(delivered) <= {pk for pk, *_rest in released}
    return len(released), held, twice


def check_reports(eye, ledger, folder):
    found = eye.ask(
        "SELECT r.id, f.key, f.sha256 FROM hiring_report r"
        " JOIN candidates_storedfile f ON f.id = r.file_id"
    )
    assert set(ledger["reports"]) <= {pk for pk, *_rest in found}
    for _pk, key, sha256 in found:
        path = folder / "store" / key.hex[:2] / key.hex[2:4] / key.hex
        assert hashlib.sha256(path.read_bytes()).hexdigest() == sha256


@pytest.mark.long
def test_whoever_was_told_that_it_is_done_finds_it_done(everything, capsys):
    site, folder, sink, eye = everything
    dice = random.Random(SEED)
    begun = time.monotonic()
    people = begin_work(site, folder)
    try:
        end = time.monotonic() + BOOT
        while not eye.ask("SELECT 1 FROM interviews_composite LIMIT 1"):
            assert time.monotonic() < end, log_of(folder)
            assert people.poll() is None, log_of(folder)
            time.sleep(0.5)
        plan = [part for part in PARTS for _point in range(POINTS)]
        dice.shuffle(plan)
        for part in plan:
            time.sleep(dice.uniform(0.1, 0.9))
            assert people.poll() is None, log_of(folder)
            site.strike(part, dice)
        ledger = ledger_of(people, site, folder)
        states, took = drain(site, eye, folder)
        assert set(states) <= {"done", "held"}, eye.ask(GIVEN_UP)
        check_marks(eye, ledger)
        check_decisions(eye, ledger)
        check_applicants(eye, ledger)
        check_answers(eye, ledger)
        mails, held, twice = check_mails(eye, ledger, sink)
        check_reports(eye, ledger, folder)
    finally:
        people.kill()
        people.wait()
    done = {name: len(rows) for name, rows in ledger.items() if name != "broken"}
    with capsys.disabled():
        sys.stdout.write(
            f"\nchaos of everything, seed {SEED}, {time.monotonic() - begun:.0f} s: "
            f"{dict(Counter(plan))} kills; told to people {done}; tasks {states}; "
            f"lost 0, doubled 0 of all these; of {mails} mails {held} held, {twice} sent again "
            f"under their own Message-ID; the backlog was gone after {took:.0f} s\n"
        )
