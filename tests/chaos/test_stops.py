"""Told to end, a worker finishes its task, or gives it back when that takes too long."""

import subprocess
import sys
import time

import psycopg
import pytest
from django.db import connections

from tests.chaos.test_kills import ROOT, WORK, ask, database, place  # noqa: F401

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
