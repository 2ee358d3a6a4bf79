"""Real workers and dispatchers, killed with -9 again and again while work flows.

Nothing may be lost, nothing done twice; a mail of unknown fate is held if twice would hurt, and
sent again under the same Message-ID if not.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import psycopg
import pytest
from django.db import connections

from ops.redis import Redis
from tests.chaos.kinds import content
from tests.chaos.smtp import Sink

ROOT = Path(__file__).resolve().parent.parent.parent
SEED = int(os.environ.get("CHAOS_SEED", "30"))
COUNT, SECONDS = 90, 20.0
EVERY, REPORTS = 5, 4  # as in produce.py
PLAN = {
    "jobs": 15,
    "worker and job": 6,
    "worker": 6,
    "dispatcher": 5,
    "command": 2,
    "redis emptied": 4,
}
KILLS = sum(PLAN.values()) - PLAN["redis emptied"]  # at least: of jobs, all that run at once
KINDS = ("chaos.row", "chaos.file", "messages.%", "messages.%", "%")
PATIENCE = 300.0  # on a machine that has other things to do; alone it takes a third of it
WORK = ("manage.py", "work")
DISPATCH = ("manage.py", "dispatch")


def children(pid):
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(word) for word in text.split()]


class Site:
    """The site's processes; those that die are started anew, as systemd or compose would."""

    def __init__(self, environment, folder):
        self.environment = environment
        self.log = (folder / "log").open("ab")
        self.running = {}
        for name in ("work 1", "work 2"):
            self.start(name, WORK)
        for name in ("dispatch 1", "dispatch 2"):
            self.start(name, DISPATCH)

    def start(self, name, command):
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )
        self.running[name] = (process, command)

    def revive(self):
        for name, (process, command) in list(self.running.items()):
            if process.poll() is not None:
                self.start(name, command)

    def _commands(self, word):
        return [process.pid for name, (process, _) in self.running.items() if word in name]

    def victims(self, what):
        """Return the processes of a sort, each as the list of those that die together."""
        if what == "dispatcher":
            return [[pid] for pid in self._commands("dispatch")]
        commands = self._commands("work")
        workers = [child for pid in commands for child in children(pid)]
        jobs = [child for pid in workers for child in children(pid)]
        both = [[pid, *children(pid)] for pid in workers if children(pid)]
        return {
            "command": [[pid] for pid in commands],
            "worker": [[pid] for pid in workers],
            "jobs": [jobs] if jobs else [],
            "worker and job": both,
        }[what]

    def kill(self, what, dice):
        """Kill one of a sort with -9, or every running job; return how many died."""
        found = sorted(self.victims(what))
        hit = 0
        for pid in dice.choice(found) if found else []:
            with contextlib.suppress(ProcessLookupError):  # a job that has just ended
                os.kill(pid, signal.SIGKILL)
                hit += 1
        return hit

    def stop(self):
        for process, _ in self.running.values():
            process.send_signal(signal.SIGTERM)
        ends = [process.wait(timeout=20) for process, _ in self.running.values()]
        self.log.close()
        return ends


@pytest.fixture
def database():
    """A database of its own, copied from the migrated one."""
    connections.close_all()
    where = {"host": os.environ["PGHOST"], "user": os.environ["PGUSER"], "dbname": "postgres"}
    with psycopg.connect(**where, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS chaos WITH (FORCE)")
        connection.execute("CREATE DATABASE chaos TEMPLATE test_service_day")
        yield {**where, "dbname": "chaos"}
        connection.execute("DROP DATABASE chaos WITH (FORCE)")


@pytest.fixture
def place(database):
    """A Redis of its own, a mail server, and the environment that points to them."""
    with tempfile.TemporaryDirectory(prefix="chaos-", dir="/var/tmp") as name:
        folder = Path(name)
        (folder / "files").mkdir()
        redis = Redis(folder / "redis").start()
        sink = Sink()
        environment = {
            **os.environ,
            **redis.environment,
            "PGDATABASE": "chaos",
            "DJANGO_SETTINGS_MODULE": "tests.chaos.settings",
            "CHAOS_FILES": str(folder / "files"),
            "SERVICE_DAY_FILES": str(folder / "store"),
            "SERVICE_DAY_SMTP_HOST": "127.0.0.1",
            "SERVICE_DAY_SMTP_PORT": str(sink.server_address[1]),
            "SERVICE_DAY_SMTP_TLS": "0",
        }
        yield folder, redis, sink, environment
        sink.shutdown()
        sink.server_close()
        redis.stop()


def ask(connection, question):
    return connection.execute(question).fetchall()


def settled(connection):
    return ask(connection, "SELECT count(*) FROM candidates_task WHERE state IN ('done', 'held')")[
        0
    ][0]


def amidst(kind, dice, connection, end):
    """Wait until work of a kind runs, and then for a random part of the time that it takes."""
    running = f"SELECT count(*) FROM candidates_task WHERE state = 'running' AND kind LIKE '{kind}'"
    while not ask(connection, running)[0][0] and time.monotonic() < end:
        time.sleep(0.005)
    time.sleep(dice.uniform(0, 0.15))


def wreak(site, redis, dice, producer, connection):
    """Kill and flush at random points, in a random order, until all of the plan was done.

    It begins when work flows, and goes on only while there is some, however slow the machine.
    """
    plan = [what for what, number in PLAN.items() for _ in range(number)]
    dice.shuffle(plan)
    done = Counter()
    end = time.monotonic() + PATIENCE
    while not settled(connection) and time.monotonic() < end and producer.poll() in (None, 0):
        time.sleep(0.1)
    for what in plan:
        time.sleep(dice.uniform(0.1, 0.9))
        site.revive()
        if what == "redis emptied":
            redis._client().flushall()
            done[what] += 1
            continue
        if "job" in what:
            amidst(dice.choice(KINDS), dice, connection, end)
        while not (hit := site.kill(what, dice)) and time.monotonic() < end:
            site.revive()
            time.sleep(0.01)
        done[what] += hit
    producer.wait(timeout=PATIENCE)
    return done


COUNTS = "SELECT kind, state, count(*) FROM candidates_task GROUP BY 1, 2"
# what a schedule owes comes again and again, for as long as the site runs
OWED = "(dedupe_key IS NULL OR dedupe_key NOT LIKE 'schedule-%')"
STATES = f"SELECT state, count(*) FROM candidates_task WHERE {OWED} GROUP BY 1"
OPEN = {"pending", "sent", "running"}
# a digest waits for its morning and a calibration for its minute: neither would be seen to end
HASTEN = (
    "UPDATE candidates_task SET run_after_at = now()"
    " WHERE state = 'pending' AND attempts = 0 AND run_after_at > now()"
)


def drain(connection, folder):
    """Wait until nothing is open any more, whatever the hour; return how many are in which state.

    What waits for its time on purpose is due now. What waits because an attempt came to nothing
    is waited for.
    """
    end = time.monotonic() + PATIENCE
    while OPEN & (states := dict(ask(connection, STATES))).keys():
        if time.monotonic() > end:
            log = (folder / "log").read_text(encoding="utf-8")[-4000:]
            pytest.fail(f"still open: {ask(connection, COUNTS)}\n{log}")
        connection.execute(HASTEN)
        time.sleep(0.2)
    return states


def check_rows(connection):
    rows = Counter(
        ask(connection, "SELECT subject_key, verb FROM candidates_entry WHERE subject='row'")
    )
    expected = {(number, verb): 1 for number in range(COUNT) for verb in ("half", "whole")}
    assert rows == expected


def check_files(connection, folder):
    noted = Counter(
        ask(connection, "SELECT subject_key FROM candidates_entry WHERE subject='file'")
    )
    expected = range(1, COUNT, 2)
    assert noted == {(number,): 1 for number in expected}
    for number in expected:
        assert (folder / "files" / str(number)).read_bytes() == content(number)


def check_composites(connection):
    """One current composite for each, and made of both scorecards: none on stale facts."""
    found = ask(
        connection,
        "SELECT application_id, marks_locked, value FROM interviews_composite WHERE is_current",
    )
    assert Counter((marks, value) for _, marks, value in found) == {(2, 4.0): COUNT // EVERY}


def check_reports(connection, folder):
    """Every PDF that was asked for is there, whole."""
    found = ask(
        connection,
        "SELECT f.key, f.sha256 FROM hiring_report r"
        " LEFT JOIN candidates_storedfile f ON f.id = r.file_id",
    )
    assert len(found) == REPORTS
    for key, sha256 in found:
        path = folder / "store" / key.hex[:2] / key.hex[2:4] / key.hex
        assert hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def check_mails(connection, sink):
    """Return how many mails were held although they had gone out, and how many went twice."""
    held_but_delivered = twice = 0
    mails = ask(
        connection,
        "SELECT m.id, extract(epoch from m.created_at), m.state, t.state, t.kind"
        " FROM candidates_message m JOIN candidates_task t ON t.id = m.task_id",
    )
    assert len(mails) == COUNT
    for pk, created, state, task_state, kind in mails:
        delivered = sink.delivered.pop(f"<message-{pk}.{int(created)}@localhost>", 0)
        if task_state == "held":
            assert (kind, state) == ("messages.send-once", "released")
            assert delivered <= 1
            held_but_delivered += delivered
            continue
        assert (task_state, state) == ("done", "sent")
        assert delivered >= 1
        if kind == "messages.send-once":
            assert delivered == 1
        twice += delivered - 1
    check_notices(connection, sink)
    assert sink.delivered == {}
    assert sink.recipients == {1}
    return held_but_delivered, twice


NOTICE = re.compile(r"<notice-(?P<first>\d+)-(?P<last>\d+)\.\d+@localhost>")


def check_notices(connection, sink):
    """Every notice that was news for long enough went out by mail, at once or in a digest of its
    person's, by day or night; what was done before is told no more."""
    notices = dict(ask(connection, "SELECT id, user_id FROM candidates_notice"))
    told = set()
    for key in list(sink.delivered):
        if found := NOTICE.fullmatch(key):
            first, last = int(found["first"]), int(found["last"])
            theirs = {pk for pk in range(first, last + 1) if notices.get(pk) == notices[first]}
            told |= theirs
            del sink.delivered[key]
    sent = ask(connection, "SELECT id FROM candidates_notice WHERE mailed_at IS NOT NULL")
    mailed = {pk for (pk,) in sent}
    assert mailed
    assert mailed <= told <= set(notices)
    news = "SELECT id FROM candidates_notice WHERE mailed_at IS NULL AND read_at IS NULL"
    assert ask(connection, news) == []


@pytest.mark.chaos
def test_nothing_is_lost_and_nothing_is_doubled(database, place, capsys):
    folder, redis, sink, environment = place
    dice = random.Random(SEED)
    begun = time.monotonic()
    site = Site(environment, folder)
    producer = subprocess.Popen(
        [sys.executable, "-m", "tests.chaos.produce", str(COUNT), str(SECONDS)],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=site.log,
        stderr=site.log,
    )
    try:
        with psycopg.connect(**database, autocommit=True) as connection:
            killed = wreak(site, redis, dice, producer, connection)
            site.revive()
            assert producer.returncode == 0, (folder / "log").read_text(encoding="utf-8")[-3000:]
            states = drain(connection, folder)
            attempts = ask(
                connection,
                "SELECT sum(attempts), max(attempts) FROM candidates_task",
            )[0]
            check_rows(connection)
            check_files(connection, folder)
            check_composites(connection)
            check_reports(connection, folder)
            held_but_delivered, twice = check_mails(connection, sink)
    finally:
        ends = site.stop()
    assert set(states) <= {"done", "held"}
    kills = sum(killed.values()) - killed["redis emptied"]
    assert kills >= KILLS >= 30
    took = time.monotonic() - begun
    with capsys.disabled():
        sys.stdout.write(
            f"\nchaos, seed {SEED}, {took:.0f} s: {kills} kills {dict(killed)}; "
            f"tasks {states}, attempts {attempts[0]} (at most {attempts[1]} for one); "
            f"rows, composites, files, PDFs lost or doubled 0; rejections and offers doubled 0, "
            f"held {states.get('held', 0)} (of these {held_but_delivered} had gone out), "
            f"other mails sent again {twice}\n"
        )
    assert ends == [0, 0, 0, 0]
