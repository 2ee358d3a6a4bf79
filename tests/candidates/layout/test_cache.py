"""While Redis is away: limits still count, pages load, staff are told."""

import threading
import time

import pytest
from django.core.cache import caches
from django.test import Client

from candidates.layout.limits import Limit
from candidates.outbox import bell


@pytest.fixture
def away(settings):
    """A cache whose Redis is not there."""
    settings.REDIS_URL = "unix:///nowhere/redis.sock"
    default = settings.CACHES["default"]
    settings.CACHES = {"default": {**default, "LOCATION": settings.REDIS_URL}}
    caches["default"].own.clear()
    yield caches["default"]
    caches["default"].own.clear()


def test_limit_counts_while_redis_is_away(away):
    limit = Limit("test-away", tries=3, seconds=60)
    assert [limit.spend("kim") for _ in range(5)] == [True, True, True, False, False]
    assert limit.spend("jonas")


def test_parallel_tries_do_not_slip_through_while_redis_is_away(away):
    limit = Limit("test-parallel", tries=5, seconds=60)
    answers = []
    threads = [
        threading.Thread(target=lambda: answers.append(limit.spend("kim"))) for _ in "x" * 20
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # the cache of a thread is its own, what they count with is not
    assert answers.count(True) == 5


def test_redis_is_asked_again_after_a_while(db):
    cache = caches["default"]
    cache.delete("test-again")
    cache.quiet_until = time.monotonic() + 60
    cache.set("test-again", 1, 60)
    assert cache.get("test-again") == 1
    cache.quiet_until = 0.0
    assert cache.get("test-again") is None  # Redis was not told


def test_sign_in_works_while_redis_is_away(away, rosa):
    answer = Client().post("/login/", {"login": rosa.email, "password": "rosarosa"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def test_staff_are_told_that_work_waits_and_strangers_are_not(away, rosa, monkeypatch):
    monkeypatch.setattr(bell, "_heard_at", -1e9)
    client = Client()
    client.force_login(rosa)
    told = "Mails, PDFs and scores are waiting for a moment."
    assert told in client.get("/").text
    assert told not in Client().get("/jobs/").text


def test_nothing_is_said_while_redis_answers(rosa, monkeypatch):
    monkeypatch.setattr(bell, "_heard_at", -1e9)
    client = Client()
    client.force_login(rosa)
    assert "quiet-strip" not in client.get("/").text
