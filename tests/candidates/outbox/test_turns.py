"""Kinds of work take turns; what a person wants no more stops at its next step."""

import datetime as dt

import pytest

from candidates.history.models import Entry
from candidates.outbox import dispatching, turns, work
from candidates.outbox.actions import NotNow, cancel_task, owe_task
from candidates.outbox.models import Task
from candidates.outbox.registry import Canceled

State = Task.State
SECOND = dt.timedelta(seconds=1)


def crowd(at, number, kind="test.many", queue="fast"):
    return Task.objects.bulk_create(
        Task(kind=kind, queue=queue, created_at=at, run_after_at=at) for _ in range(number)
    )


def test_ten_thousand_of_one_kind_do_not_starve_another(db, kinds, at):
    order = []
    for code in ("test.many", "test.few"):
        kinds(code, perform=lambda run, code=code: order.append(code))
    many = crowd(at, 10_000)
    for _ in range(3):
        owe_task(kind="test.few", payload={}, at=at + SECOND)  # owed after all of them
    for task in many[:7]:  # and these are the bells that the worker hears
        work.run_task(str(task.pk))
    assert order == ["test.many", "test.few"] * 3 + ["test.many"]


def test_within_a_kind_it_goes_by_time(db, kinds, at):
    kinds()
    early, late = (
        owe_task(kind="test.work", payload={}, at=at + dt.timedelta(seconds=n)) for n in (0, 1)
    )
    now = at + dt.timedelta(minutes=1)
    assert turns.choose("fast", at=now) == early.pk
    work.claim(early.pk, at=now)
    assert turns.choose("fast", at=now) == late.pk
    assert turns.choose("slow", at=now) is None
    assert turns.choose("fast", at=at - dt.timedelta(seconds=1)) is None


def test_every_bell_is_one_task(db, kinds, at):
    kinds("test.many")
    kinds("test.few")
    tasks = [*crowd(at, 5), *crowd(at, 2, "test.few")]
    for task in tasks:
        work.run_task(str(task.pk))
    assert set(Task.objects.values_list("state", flat=True)) == {State.DONE}
    assert set(Task.objects.values_list("attempts", flat=True)) == {1}


@pytest.mark.parametrize("rows", [1, 3])
def test_choice_is_one_query(db, kinds, at, rows, django_assert_num_queries):
    kinds("test.many")
    crowd(at, rows)
    with django_assert_num_queries(1):
        turns.choose("fast", at=at)


def test_kinds_take_turns_while_redis_is_away(db, kinds, at, settings, monkeypatch):
    from candidates.outbox import bell

    settings.REDIS_URL = "unix:///nowhere/redis.sock"
    for queue in settings.RQ_QUEUES.values():
        monkeypatch.setitem(queue, "URL", settings.REDIS_URL)
    monkeypatch.setattr(bell, "_quiet_until", 0.0)
    order = []
    for code in ("test.many", "test.few"):
        kinds(code, perform=lambda run, code=code: order.append(code))
    crowd(at, 200)
    owe_task(kind="test.few", payload={}, at=at + SECOND)
    assert dispatching.one_round(at=at, sweep=False, inline=True).done_inline == 100
    assert order.index("test.few") == 1


def write(run, made, at):
    Entry.objects.create(subject="test", subject_key=1, verb="made", at=at)


def test_running_work_stops_at_its_next_step(db, kinds, at, ada):
    told, after = [], []

    def perform(run):
        run.progress(0, 2)
        cancel_task(task_id=run.task_id, actor=ada, at=at)
        cancel_task(task_id=run.task_id, actor=ada, at=at)  # twice is the same
        run.progress(2, 2)
        after.append(run)

    kinds(perform=perform, record=write, dropped=lambda payload, at: told.append((payload, at)))
    task = owe_task(kind="test.work", payload={"id": 1}, at=at)
    work.run_due(at=at)
    task.refresh_from_db()
    assert (task.state, task.error, task.finished_at) == (
        State.DROPPED,
        "Canceled while it ran.",
        at,
    )
    assert (told, after, Entry.objects.count()) == ([({"id": 1}, at)], [], 0)
    cancel_task(task_id=task.pk, actor=ada, at=at)
    assert len(told) == 1


def test_canceled_work_begins_no_effect(db, kinds, at, ada):
    kinds()
    run = work.claim(owe_task(kind="test.work", payload={}, at=at).pk, at=at)
    cancel_task(task_id=run.task_id, actor=ada, at=at)
    with pytest.raises(Canceled):
        run.begin_effect()
    assert Task.objects.get().effect_begun_at is None


def test_waiting_work_is_dropped_at_once_and_finished_work_stays(db, kinds, at, ada):
    kinds()
    waiting = owe_task(kind="test.work", payload={}, at=at)
    assert cancel_task(task_id=waiting.pk, actor=ada, at=at).state == State.DROPPED
    done = owe_task(kind="test.work", payload={}, at=at)
    work.run_due(at=at)
    with pytest.raises(NotNow):
        cancel_task(task_id=done.pk, actor=ada, at=at)


@pytest.mark.parametrize(("begun", "state"), [(False, State.DROPPED), (True, State.HELD)])
def test_canceled_work_of_a_silent_worker_is_not_tried_again(db, kinds, at, ada, begun, state):
    """Unless nobody knows whether it happened: then a person has to look."""
    kinds(unknown_fate="hold")
    run = work.claim(owe_task(kind="test.work", payload={}, at=at).pk, at=at)
    if begun:
        run.begin_effect()
    cancel_task(task_id=run.task_id, actor=ada, at=at)
    dispatching.take_back(at=at + dt.timedelta(minutes=2))
    assert Task.objects.get().state == state
