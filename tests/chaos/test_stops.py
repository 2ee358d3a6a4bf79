"""Told to end, everybody finishes what they are at; a worker gives back what takes too long."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from urllib.error import URLError

import psycopg
import pytest
from django.db import connections

from tests.chaos.test_kills import ROOT, WORK, ask, children, database, place  # noqa: F401

OWE = """
import django; django.setup()
from django.utils import timezone
from candidates.outbox.actions import owe_task
owe_task(kind="chaos.long", payload={}, at=timezone.now())
"""
PATIENCE = 60.0


def wait_for(connection, question, answer):
    end = time.monotonic() + PATIENCE
    while (found := ask(connection, question)) != answer:
        assert time.monotonic() < end, found
        time.sleep(0.05)


@pytest.mark.chaos
@pytest.mark.parametrize(("grace", "state", "attempts"), [("30", "done", 1), ("0.5", "pending", 0)])
def test_worker_that_is_told_to_end(database, place, grace, state, attempts):  # noqa: F811
    connections.close_all()
    folder, _redis, _sink, environment = place
    environment["OUTBOX_GRACE_SECONDS"] = grace
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, *WORK, "--queue", "slow"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        subprocess.run([sys.executable, "-c", OWE], cwd=ROOT, env=environment, check=True)
        with psycopg.connect(**database, autocommit=True) as connection:
            wait_for(connection, "SELECT state FROM candidates_task", [("running",)])
            time.sleep(0.3)
            process.terminate()
            assert process.wait(PATIENCE) == 0
            found = ask(connection, "SELECT state, attempts, lease FROM candidates_task")
    assert found == [(state, attempts, None)]


def is_gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def wait_until_it_answers(port):
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/livez", timeout=PATIENCE):
                return
        except URLError:
            assert time.monotonic() < end
            time.sleep(0.1)


@pytest.mark.chaos
def test_web_that_is_told_to_end_answers_who_has_asked(place):  # noqa: F811
    """A form is half sent when the order comes: it is read, answered, and then the web ends."""
    connections.close_all()
    folder, _redis, _sink, environment = place
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment |= {"SERVICE_DAY_HOSTS": "127.0.0.1", "SERVICE_DAY_URL": f"http://127.0.0.1:{port}"}
    web = ("-m", "gunicorn", "hiring.wsgi", "--worker-class", "gthread", "--bind")
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, *web, f"127.0.0.1:{port}"],
            cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
        body = b"login=nobody@example.org&password=x"
        head = (
            f"POST /login/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: csrftoken={'a' * 32}\r\n"
            f"X-CSRFToken: {'a' * 32}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        wait_until_it_answers(port)
        workers = children(process.pid)
        line = socket.create_connection(("127.0.0.1", port), PATIENCE)
        with line:
            line.sendall(head.encode() + body[:10])
            time.sleep(1)
            process.send_signal(signal.SIGTERM)
            time.sleep(1)
            line.sendall(body[10:])
            answer = line.makefile("rb").readline()
        assert answer.startswith(b"HTTP/1.1 200 ")  # the form again, with a sentence
        assert process.wait(PATIENCE) == 0
    assert all(is_gone(pid) for pid in workers)
