"""Redis emptied or away at twenty points, while people work through the web.

Pages load and say that work waits, what people write is kept, and the backlog drains by itself.
"""

from __future__ import annotations

import http.client
import random
import subprocess
import sys
import time

import pytest

from tests.chaos.click import apply_as
from tests.chaos.test_everything import (  # noqa: F401
    begin_work,
    check_answers,
    check_applicants,
    check_decisions,
    check_mails,
    check_marks,
    check_reports,
    drain,
    everything,
    ledger_of,
    log_of,
)
from tests.chaos.test_kills import ROOT, SEED

EMPTIED, AWAY = 10, 10
PATIENCE = 120.0
MINE = 1_000_000  # numbers of those who apply while Redis is away
SIGNED_IN = """
import django; django.setup()
from hiring.accounts.models import User
from tests.chaos.click import Person
print(Person("http://x", User.objects.get(email="milan@chaos.example")).headers["Cookie"])
"""


def cookie_of(site):
    """Sign the hiring manager in and return what their browser would send."""
    command = [sys.executable, "-c", SIGNED_IN]
    told = subprocess.run(command, cwd=ROOT, env=site.environment, check=True, capture_output=True)
    return told.stdout.decode().strip()


def home(site, cookie):
    """Return whether the first page says that work waits; it has to load."""
    line = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    line.request("GET", "/", headers={"Cookie": cookie})
    answer = line.getresponse()
    text = answer.read().decode()
    line.close()
    assert answer.status == 200
    return "Mails, PDFs and scores are waiting for a moment." in text


def wait_until(true, folder, people):
    end = time.monotonic() + PATIENCE
    while not true():
        assert people.poll() is None, log_of(folder)
        assert time.monotonic() < end, log_of(folder)
        time.sleep(0.2)


@pytest.mark.long
def test_pages_load_and_writing_works_without_redis(everything, capsys):  # noqa: F811
    site, folder, sink, eye = everything
    dice = random.Random(SEED)
    people = begin_work(site, folder)

    applied = []
    try:
        wait_until(lambda: eye.ask("SELECT 1 FROM interviews_composite LIMIT 1"), folder, people)
        cookie = cookie_of(site)
        plan = ["emptied"] * EMPTIED + ["away"] * AWAY
        dice.shuffle(plan)
        for what in plan:
            time.sleep(dice.uniform(0.1, 0.9))
            if what == "emptied":
                site.redis._client().flushall()
                assert not home(site, cookie)
                continue
            site.redis.process.kill()
            site.redis.process.wait()
            wait_until(lambda: home(site, cookie), folder, people)
            applied.append(apply_as(f"http://127.0.0.1:{site.port}", MINE + len(applied)))
            site.redis.start()
            wait_until(lambda: not home(site, cookie), folder, people)
        ledger = ledger_of(people, site, folder)
        ledger["applied"] += applied
        states, took = drain(site, eye, folder)
        check_marks(eye, ledger)
        check_decisions(eye, ledger)
        check_applicants(eye, ledger)
        check_answers(eye, ledger)
        mails, held, twice = check_mails(eye, ledger, sink)
        check_reports(eye, ledger, folder)
    finally:
        people.kill()
        people.wait()
    assert (held, twice) == (0, 0)
    with capsys.disabled():
        sys.stdout.write(
            f"\nRedis emptied {EMPTIED} and away {AWAY} times: every page loaded, "
            f"{len(applied)} applied while it was away, the strip came and went; tasks {states}, "
            f"{mails} mails once each; the backlog was gone after {took:.0f} s\n"
        )
