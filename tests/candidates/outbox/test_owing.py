"""Owing work: one row, in the caller's transaction, whatever Redis does."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction

from candidates.layout.middleware import carry_request_id
from candidates.outbox import bell
from candidates.outbox.actions import NotNow, drop_task, owe_task, release_task, retry_task
from candidates.outbox.models import Task
from candidates.outbox.registry import UnknownKind

State = Task.State


@pytest.fixture
def awake(monkeypatch):
    """The bell is not left alone because of a failure in another test."""
    monkeypatch.setattr(bell, "_quiet_until", 0.0)


@pytest.fixture
def deaf(settings, awake, monkeypatch):
    """Nobody listens where Redis should be."""
    for queue in settings.RQ_QUEUES.values():
        monkeypatch.setitem(queue, "URL", "unix:///nowhere/redis.sock")
    settings.REDIS_URL = "unix:///nowhere/redis.sock"


def test_owed_task_carries_its_kind_and_the_request(db, kinds, at):
    kinds(queue="slow", max_attempts=3)
    with carry_request_id("click-12345678"):
        task = owe_task(kind="test.work", payload={"id": 1}, at=at)
    task = Task.objects.get(pk=task.pk)
    assert (task.state, task.queue, task.max_attempts) == (State.PENDING, "slow", 3)
    assert (task.payload, task.created_at, task.run_after_at) == ({"id": 1}, at, at)
    assert task.request_id == "click-12345678"


def test_unknown_kind_is_refused(db, at):
    with pytest.raises(UnknownKind):
        owe_task(kind="test.nobody", payload={}, at=at)


def test_same_key_twice_is_one_task_while_it_waits(db, kinds, at):
    kinds()
    first = owe_task(kind="test.work", payload={}, at=at, dedupe_key="7")
    assert owe_task(kind="test.work", payload={}, at=at, dedupe_key="7").pk == first.pk
    assert owe_task(kind="test.work", payload={}, at=at, dedupe_key="8").pk != first.pk
    Task.objects.filter(pk=first.pk).update(state=State.FAILED)
    assert owe_task(kind="test.work", payload={}, at=at, dedupe_key="7").pk != first.pk


def test_no_key_means_no_merging(db, kinds, at):
    kinds()
    first = owe_task(kind="test.work", payload={}, at=at)
    assert owe_task(kind="test.work", payload={}, at=at).pk != first.pk


def test_equal_task_that_waits_for_later_is_pulled_forward(db, kinds, at):
    kinds()
    later = at + dt.timedelta(hours=1)
    first = owe_task(kind="test.work", payload={}, at=at, dedupe_key="7", run_after_at=later)
    again = owe_task(kind="test.work", payload={}, at=at, dedupe_key="7")
    assert (again.pk, again.run_after_at) == (first.pk, at)
    assert (
        owe_task(
            kind="test.work", payload={}, at=at, dedupe_key="7", run_after_at=later
        ).run_after_at
        == at
    )


@pytest.mark.django_db(transaction=True)
def test_two_at_once_owe_one_task(kinds, at):
    kinds()
    barrier = threading.Barrier(2)
    owed = []

    def owe():
        try:
            with transaction.atomic():
                barrier.wait()
                owed.append(owe_task(kind="test.work", payload={}, at=at, dedupe_key="7").pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=owe) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert owed[0] == owed[1]
    assert Task.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_equal_task_waits_for_whoever_owes_it_again(kinds, at):
    """A worker must not start on the facts from before the second caller's commit."""
    from candidates.outbox.work import claim

    kinds()
    task = owe_task(kind="test.work", payload={}, at=at, dedupe_key="7")
    claimed = threading.Event()

    def work():
        try:
            claim(task.pk, at=at)
            claimed.set()
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    with transaction.atomic():
        owe_task(kind="test.work", payload={}, at=at, dedupe_key="7")
        thread.start()
        assert not claimed.wait(0.3)
    thread.join()
    assert claimed.is_set()


@pytest.mark.django_db(transaction=True)
def test_commit_rings_and_rollback_does_not(kinds, at, awake):
    kinds()
    before = bell.waiting("fast")
    with transaction.atomic():
        owe_task(kind="test.work", payload={}, at=at)
        transaction.set_rollback(True)
    assert (bell.waiting("fast"), Task.objects.count()) == (before, 0)
    task = owe_task(kind="test.work", payload={}, at=at)
    assert bell.waiting("fast") == before + 1
    assert Task.objects.get(pk=task.pk).state == State.SENT


@pytest.mark.django_db(transaction=True)
def test_work_for_later_does_not_ring(kinds, at, awake):
    kinds()
    before = bell.waiting("fast")
    later = at + dt.timedelta(minutes=1)
    task = owe_task(kind="test.work", payload={}, at=at, run_after_at=later)
    assert bell.waiting("fast") == before
    assert Task.objects.get(pk=task.pk).state == State.PENDING


@pytest.mark.django_db(transaction=True)
def test_bell_that_is_left_alone_does_not_ring(kinds, at, awake):
    kinds()
    before = bell.waiting("fast")
    with bell.left_alone(), transaction.atomic():
        owe_task(kind="test.work", payload={}, at=at)
    assert bell.waiting("fast") == before
    with transaction.atomic():
        owe_task(kind="test.work", payload={}, at=at)
    assert bell.waiting("fast") == before + 1


@pytest.mark.django_db(transaction=True)
def test_missing_redis_loses_nothing(kinds, at, deaf, caplog):
    kinds()
    task = owe_task(kind="test.work", payload={}, at=at)
    other = owe_task(kind="test.work", payload={}, at=at)
    assert Task.objects.filter(pk__in=[task.pk, other.pk], state=State.PENDING).count() == 2
    # the second one does not even try: a hundred tasks do not wait for a hundred time-outs
    assert caplog.text.count("the bell does not ring") == 1
    assert (bell.answers(), bell.waiting("fast")) == (False, None)


def failed(kinds, at, **fields):
    kinds()
    task = owe_task(kind="test.work", payload={"id": 3}, at=at, **fields)
    Task.objects.filter(pk=task.pk).update(state=State.FAILED, attempts=8, error="It broke.")
    return task


def test_retry_starts_a_failed_task_over(kinds, at, ada):
    task = failed(kinds, at)
    later = at + dt.timedelta(hours=1)
    retry_task(task_id=task.pk, actor=ada, at=later)
    retry_task(task_id=task.pk, actor=ada, at=later)
    task.refresh_from_db()
    assert (task.state, task.attempts, task.error) == (State.PENDING, 0, "")
    assert task.run_after_at == later


def test_retry_pulls_a_waiting_attempt_forward(kinds, at, ada):
    task = failed(kinds, at)
    Task.objects.update(state=State.PENDING, run_after_at=at + dt.timedelta(hours=1))
    assert retry_task(task_id=task.pk, actor=ada, at=at).run_after_at == at


@pytest.mark.parametrize("state", [State.DONE, State.DROPPED, State.HELD, State.RUNNING])
def test_retry_of_anything_else_is_refused(kinds, at, ada, state):
    task = failed(kinds, at)
    put(task, state, at)
    with pytest.raises(NotNow):
        retry_task(task_id=task.pk, actor=ada, at=at)


def test_retry_is_refused_while_a_newer_task_does_the_same(kinds, at, ada):
    task = failed(kinds, at, dedupe_key="7")
    owe_task(kind="test.work", payload={}, at=at, dedupe_key="7")
    with pytest.raises(NotNow, match="newer task"):
        retry_task(task_id=task.pk, actor=ada, at=at)
    task.refresh_from_db()
    assert task.state == State.FAILED


def put(task, state, at):
    running = {"lease": task.pk, "lease_until_at": at} if state == State.RUNNING else {}
    Task.objects.filter(pk=task.pk).update(state=state, finished_at=at, **running)


def test_release_does_a_held_task_after_all(kinds, at, ada):
    task = failed(kinds, at)
    Task.objects.update(state=State.HELD, effect_begun_at=at)
    release_task(task_id=task.pk, actor=ada, at=at)
    release_task(task_id=task.pk, actor=ada, at=at)
    task.refresh_from_db()
    assert (task.state, task.effect_begun_at) == (State.PENDING, None)


@pytest.mark.parametrize("state", [State.DONE, State.DROPPED, State.FAILED, State.RUNNING])
def test_release_of_anything_else_is_refused(kinds, at, ada, state):
    task = failed(kinds, at)
    put(task, state, at)
    with pytest.raises(NotNow):
        release_task(task_id=task.pk, actor=ada, at=at)


def test_drop_ends_a_task_and_tells_its_kind_once(kinds, changed, at, ada):
    told = []
    task = failed(kinds, at)
    changed("test.work", dropped=lambda payload, when: told.append((payload, when)))
    drop_task(task_id=task.pk, actor=ada, at=at)
    drop_task(task_id=task.pk, actor=ada, at=at)
    task.refresh_from_db()
    assert (task.state, task.finished_at) == (State.DROPPED, at)
    assert told == [({"id": 3}, at)]


def test_drop_of_work_that_no_room_knows(db, at, ada):
    task = Task.objects.create(
        kind="test.gone", queue="fast", created_at=at, run_after_at=at, state=State.FAILED
    )
    assert drop_task(task_id=task.pk, actor=ada, at=at).state == State.DROPPED


@pytest.mark.parametrize("state", [State.DONE, State.RUNNING])
def test_drop_of_what_runs_or_is_done_is_refused(kinds, at, ada, state):
    task = failed(kinds, at)
    put(task, state, at)
    with pytest.raises(NotNow):
        drop_task(task_id=task.pk, actor=ada, at=at)


def test_second_kind_of_one_code_is_refused(kinds):
    kinds()
    with pytest.raises(ValueError, match=r"test\.work"):
        kinds(queue="slow")
