"""Telling RQ, sweeping up, keeping schedules."""

import datetime as dt
import threading

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from candidates.outbox import bell, dispatching, schedules, work
from candidates.outbox.actions import forget_finished, owe_task
from candidates.outbox.models import Schedule, Task

State = Task.State
SECOND = dt.timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _empty_redis(monkeypatch, settings):
    monkeypatch.setattr(bell, "_quiet_until", 0.0)
    bell._connection(settings.REDIS_URL).flushall()


@pytest.fixture
def deaf(settings, monkeypatch):
    for queue in settings.RQ_QUEUES.values():
        monkeypatch.setitem(queue, "URL", "unix:///nowhere/redis.sock")
    settings.REDIS_URL = "unix:///nowhere/redis.sock"


@pytest.fixture
def repeated(kinds, monkeypatch):
    """One schedule, and no other."""
    monkeypatch.setattr(schedules, "_schedules", {})
    kinds()
    schedules.register("test-schedule", "test.work", 60)


def owe(at, **fields):
    return owe_task(kind="test.work", payload={}, at=at, **fields)


def test_due_work_is_sent_and_later_work_is_not(db, kinds, at):
    kinds()
    due, later = owe(at), owe(at, run_after_at=at + SECOND)
    assert dispatching.send_due(at=at) == 1
    assert dispatching.send_due(at=at) == 0
    due.refresh_from_db()
    later.refresh_from_db()
    assert (due.state, due.sent_at, later.state) == (State.SENT, at, State.PENDING)
    assert bell.waiting("fast") == 1


def test_work_stays_owed_while_redis_is_away(db, kinds, at, deaf):
    kinds()
    task = owe(at)
    assert dispatching.send_due(at=at) == 0
    assert dispatching.resend_lost(at=at + 60 * SECOND) == 0
    task.refresh_from_db()
    assert task.state == State.PENDING


def test_work_that_redis_lost_is_sent_again(db, kinds, at, settings):
    kinds()
    task = owe(at)
    dispatching.send_due(at=at)
    late = at + 31 * SECOND
    # still in RQ's list: it only waits its turn
    assert dispatching.resend_lost(at=late) == 0
    bell._connection(settings.REDIS_URL).flushall()
    assert dispatching.resend_lost(at=at + 29 * SECOND) == 0
    assert dispatching.resend_lost(at=late) == 1
    assert dispatching.send_due(at=late) == 1
    task.refresh_from_db()
    assert (task.state, bell.waiting("fast")) == (State.SENT, 1)


@pytest.mark.parametrize(
    ("fields", "begun", "attempts", "state"),
    [
        ({}, False, 1, State.PENDING),
        ({}, True, 1, State.PENDING),
        ({"unknown_fate": "hold"}, False, 1, State.PENDING),
        ({"unknown_fate": "hold"}, True, 1, State.HELD),
        # that a machine fails is not the task's fault, until it happens again and again
        ({"max_attempts": 2}, False, 7, State.PENDING),
        ({"max_attempts": 2}, False, 8, State.FAILED),
        ({"max_attempts": 9}, False, 8, State.PENDING),
        ({"max_attempts": 9}, False, 9, State.FAILED),
    ],
)
def test_work_of_a_silent_worker_is_settled(db, kinds, at, fields, begun, attempts, state):
    kinds(**fields)
    task = owe(at)
    work.claim(task.pk, at=at)
    Task.objects.update(attempts=attempts, effect_begun_at=at if begun else None)
    assert dispatching.take_back(at=at + 60 * SECOND) == 0
    late = at + 61 * SECOND
    assert dispatching.take_back(at=late) == 1
    assert dispatching.take_back(at=late) == 0
    task.refresh_from_db()
    assert (task.state, task.lease) == (state, None)
    if state == State.PENDING:
        assert task.run_after_at == late
        assert task.error == "Its worker stopped in the middle of it."


def test_work_of_a_kind_that_nobody_knows_is_held_in_doubt(db, at):
    Task.objects.create(
        kind="test.gone",
        queue="fast",
        state=State.RUNNING,
        created_at=at,
        run_after_at=at,
        lease="0" * 32,
        lease_until_at=at,
        effect_begun_at=at,
    )
    dispatching.take_back(at=at + SECOND)
    assert Task.objects.get().state == State.HELD


def test_silent_work_that_was_owed_anew_is_superseded(db, kinds, at):
    kinds()
    task = owe(at, dedupe_key="7")
    work.claim(task.pk, at=at)
    owe(at, dedupe_key="7")
    dispatching.take_back(at=at + 61 * SECOND)
    task.refresh_from_db()
    assert task.state == State.DROPPED


@pytest.mark.django_db(transaction=True)
def test_dispatchers_skip_what_another_has_locked(kinds, at):
    kinds()
    first, second = owe(at), owe(at)
    Task.objects.update(state=State.PENDING)
    sent = []

    def dispatch():
        try:
            sent.append(dispatching.send_due(at=at))
        finally:
            connection.close()

    with transaction.atomic():
        Task.objects.select_for_update().get(pk=first.pk)
        thread = threading.Thread(target=dispatch)
        thread.start()
        thread.join()
    assert sent == [1]
    second.refresh_from_db()
    assert second.state == State.SENT


def test_schedules_are_written_and_kept(db, repeated, at):
    Schedule.objects.create(name="old", kind="test.work", every_seconds=1, next_at=at)
    dispatching.write_schedules(at=at)
    dispatching.write_schedules(at=at + SECOND)
    assert list(Schedule.objects.values_list("name", "next_at")) == [("test-schedule", at)]


def test_schedule_owes_its_work_once_however_much_was_missed(db, repeated, at):
    dispatching.write_schedules(at=at)
    late = at + 150 * SECOND
    assert dispatching.owe_scheduled(at=late) == 1
    assert dispatching.owe_scheduled(at=late) == 0
    assert Schedule.objects.get().next_at == at + 180 * SECOND
    assert dispatching.owe_scheduled(at=at + 180 * SECOND) == 1
    # the first one still waits: no second one beside it
    assert Task.objects.get().dedupe_key == "schedule-test-schedule"


@pytest.mark.django_db(transaction=True)
def test_two_dispatchers_keep_one_schedule(repeated, at):
    dispatching.write_schedules(at=at)
    barrier = threading.Barrier(2)
    owed = []

    def dispatch():
        try:
            barrier.wait()
            owed.append(dispatching.owe_scheduled(at=at))
        finally:
            connection.close()

    threads = [threading.Thread(target=dispatch) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(owed), Task.objects.count()) == ([0, 1], 1)


def test_schedule_is_registered_once(repeated, kinds):
    schedules.register("test-schedule", "test.work", 60)
    with pytest.raises(ValueError, match="test-schedule"):
        schedules.register("test-schedule", "test.work", 61)


@pytest.mark.parametrize("inline", [True, False])
def test_work_is_done_inline_only_when_told_to(db, repeated, at, deaf, inline):
    owe(at)
    assert dispatching.one_round(at=at, inline=inline).done_inline == inline


def test_inline_leaves_the_work_to_rq_while_it_answers(db, repeated, at):
    owe(at)
    done = dispatching.one_round(at=at, inline=True)
    assert (done.sent, done.done_inline) == (1, 0)


def test_command_does_one_round(db, repeated):
    call_command("dispatch", once=True)
    assert Task.objects.get().state == State.SENT


def test_finished_work_is_forgotten_after_a_month(db, kinds, at):
    keep = dt.timedelta(days=30)
    kinds()
    for state in State.values:
        running = {"lease": "0" * 32, "lease_until_at": at} if state == State.RUNNING else {}
        Task.objects.create(
            kind="test.work",
            queue="fast",
            state=state,
            created_at=at,
            run_after_at=at,
            finished_at=at,
            **running,
        )
    assert forget_finished(before_at=at) == 0
    owe_task(kind="outbox.forget", payload={}, at=at + keep + SECOND)
    Task.objects.exclude(kind="outbox.forget").exclude(state__in=("done", "dropped")).update(
        run_after_at=at + 2 * keep
    )
    work.run_due(at=at + keep + SECOND)
    assert Task.objects.get(kind="outbox.forget").result == {"forgotten": 2}
    assert not Task.objects.filter(state="dropped").exists()


def test_worker_warms_up_for_its_queue_only(monkeypatch, caplog):
    from candidates.outbox import warm

    monkeypatch.setattr(warm, "_callables", {})
    warmed = []
    warm.register(lambda: 1 / 0)
    warm.register(lambda: warmed.append("slow"))
    warm.register(lambda: warmed.append("fast"), queue="fast")
    warm.warm_up("slow")
    assert warmed == ["slow"]
    assert "could not warm up" in caplog.text
