"""Carrying out what is owed, and what becomes of an attempt that came to nothing."""

import datetime as dt
import logging
import threading

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from candidates.history.models import Entry
from candidates.layout.middleware import current_request_id
from candidates.outbox import work
from candidates.outbox.actions import owe_task
from candidates.outbox.models import Task
from candidates.outbox.registry import GiveUp

State = Task.State


def owe(at, **fields):
    return owe_task(kind="test.work", payload={"id": 5}, at=at, **fields)


def write_entry(run, made, at):
    Entry.objects.create(subject="test", subject_key=run.payload["id"], verb="made", at=at)
    return {"made": made}


def test_task_is_performed_recorded_and_done(db, kinds, at):
    kinds(perform=lambda run: run.payload["id"] * 2, record=write_entry)
    task = owe(at)
    assert work.run_due(at=at) == 1
    assert work.run_due(at=at) == 0
    task.refresh_from_db()
    assert (task.state, task.result, task.finished_at) == (State.DONE, {"made": 10}, at)
    assert (task.lease, task.attempts) == (None, 1)
    assert Entry.objects.count() == 1


def test_delivery_of_a_task_that_is_done_does_nothing(db, kinds, at):
    ran = []
    kinds(perform=lambda run: ran.append(run.task_id))
    task = owe(at - dt.timedelta(days=36500))
    work.run_task(str(task.pk), something_new=True)
    work.run_task(str(task.pk))
    assert ran == [task.pk]


def test_work_that_work_owes_is_done_too(db, kinds, at):
    kinds("test.second")
    kinds(record=lambda run, made, at: owe_task(kind="test.second", payload={}, at=at) and None)
    owe(at)
    assert work.run_due(at=at) == 2


def test_work_for_later_waits(db, kinds, at):
    kinds()
    owe(at, run_after_at=at + dt.timedelta(minutes=1))
    assert work.run_due(at=at) == 0
    assert work.run_due(at=at + dt.timedelta(minutes=1)) == 1


def test_limit_is_kept(db, kinds, at):
    kinds()
    for _ in range(3):
        owe(at)
    assert work.run_due(at=at, limit=2) == 2


def test_request_id_goes_from_the_click_to_the_work(db, kinds, at):
    from candidates.layout.middleware import carry_request_id

    seen = []
    kinds(perform=lambda run: seen.append(current_request_id()))
    with carry_request_id("click-12345678"):
        owe(at)
    task = owe(at)
    work.run_due(at=at)
    assert seen == ["click-12345678", f"task-{task.pk.hex[:12]}"]
    assert current_request_id() == ""


@pytest.mark.django_db(transaction=True)
def test_two_workers_one_claim(kinds, at):
    kinds()
    task = owe(at)
    barrier = threading.Barrier(2)
    claims = []

    def take():
        try:
            barrier.wait()
            claims.append(work.claim(task.pk, at=at))
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claim is None for claim in claims) == [False, True]


def test_worker_that_lost_its_lease_leaves_no_effect(db, kinds, at):
    def perform(run):
        Task.objects.filter(pk=run.task_id).update(lease="0" * 32)  # another took over

    kinds(perform=perform, record=write_entry)
    task = owe(at)
    work.run_due(at=at)
    task.refresh_from_db()
    assert (task.state, Entry.objects.count()) == (State.RUNNING, 0)


@pytest.mark.parametrize("act", ["progress", "begin", "refused"])
def test_worker_that_lost_its_lease_is_told_at_the_next_step(db, kinds, at, act):
    kinds()
    run = work.claim(owe(at).pk, at=at)
    Task.objects.update(lease="0" * 32)
    steps = {
        "progress": lambda: run.progress(1, 1),
        "begin": run.begin_effect,
        "refused": run.effect_refused,
    }
    with pytest.raises(work.LeaseLost):
        steps[act]()


def test_record_that_fails_leaves_no_effect_and_is_tried_again(db, kinds, changed, at):
    def record(run, made, at):
        write_entry(run, made, at)
        raise RuntimeError("on the last line")

    kinds(record=record)
    task = owe(at)
    work.run_due(at=at)
    task.refresh_from_db()
    assert (task.state, task.attempts, Entry.objects.count()) == (State.PENDING, 1, 0)
    assert task.error_sentence == "Something went wrong (RuntimeError)."
    assert "on the last line" in task.error_details
    assert 7 <= (task.run_after_at - at).total_seconds() <= 13
    changed("test.work", record=write_entry)
    work.run_due(at=at + dt.timedelta(minutes=1))
    task.refresh_from_db()
    assert (task.state, task.error, Entry.objects.count()) == (State.DONE, "", 1)


def test_attempts_run_out_with_a_plain_sentence(db, kinds, at):
    def perform(run):
        raise OSError("disk full")

    kinds(perform=perform, max_attempts=2)
    task = owe(at)
    work.run_due(at=at)
    work.run_due(at=at + dt.timedelta(minutes=5))
    task.refresh_from_db()
    assert (task.state, task.attempts) == (State.FAILED, 2)
    assert task.error_sentence == "Something went wrong (OSError). Given up after 2 attempts."


def test_a_database_that_was_away_is_not_the_tasks_fault(db, kinds, at):
    def perform(run):
        raise OperationalError("server closed the connection unexpectedly")

    kinds(perform=perform, max_attempts=2)
    task = owe(at)
    for hour in range(3):
        work.run_due(at=at + dt.timedelta(hours=hour))
    task.refresh_from_db()
    assert (task.state, task.attempts) == (State.PENDING, 3)


def test_giving_up_fails_at_once(db, kinds, at):
    def perform(run):
        raise GiveUp("The mail was discarded.")

    kinds(perform=perform)
    task = owe(at)
    work.run_due(at=at)
    task.refresh_from_db()
    assert (task.state, task.error) == (State.FAILED, "The mail was discarded.")


def test_kind_that_no_room_knows_is_tried_again(db, at):
    """A newer program may have owed it; a newer worker may know it."""
    task = Task.objects.create(kind="test.new", queue="fast", created_at=at, run_after_at=at)
    work.run_due(at=at)
    task.refresh_from_db()
    assert task.state == State.PENDING
    assert task.error_sentence == "No part of this program knows the work “test.new”."


def test_retry_that_meets_a_newer_equal_task_is_superseded(db, kinds, at):
    def perform(run):
        owe_task(kind="test.work", payload={}, at=at + dt.timedelta(hours=1), dedupe_key="7")
        raise OSError("no")

    kinds(perform=perform)
    task = owe(at, dedupe_key="7")
    work.run_due(at=at)
    task.refresh_from_db()
    assert (task.state, task.finished_at) == (State.DROPPED, at)
    assert task.error.startswith("Superseded")
    assert Task.objects.filter(state=State.PENDING).count() == 1


@pytest.mark.parametrize(
    ("fate", "refused", "state"),
    [
        ("hold", False, State.HELD),
        ("hold", True, State.PENDING),
        ("again", False, State.PENDING),
    ],
)
def test_error_after_an_effect_began(db, kinds, at, fate, refused, state):
    def perform(run):
        run.begin_effect()
        if refused:
            run.effect_refused()
        raise OSError("the line went dead")

    kinds(perform=perform, unknown_fate=fate)
    task = owe(at)
    work.run_due(at=at)
    task.refresh_from_db()
    assert task.state == state
    assert (task.effect_begun_at is None) == refused
    if state == State.HELD:
        assert task.error_sentence.endswith("it may have gone out, or not.")


@pytest.mark.django_db(transaction=True)
def test_effects_begin_outside_any_transaction(kinds, at):
    kinds()
    run = work.claim(owe(at).pk, at=at)
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        run.begin_effect()


def test_progress_is_written_and_the_end_never_skipped(db, kinds, at):
    kinds()
    run = work.claim(owe(at).pk, at=at)
    run.progress(1, 3, "first")
    run.progress(2, 3, "too soon after the first")
    task = Task.objects.get()
    assert (task.progress_done, task.progress_total, task.progress_label) == (1, 3, "first")
    run.progress(3, 3, "x" * 500)
    task.refresh_from_db()
    assert (task.progress_done, len(task.progress_label)) == (3, 200)


@pytest.mark.django_db(transaction=True)
def test_heartbeat_renews_the_lease_until_it_is_lost(kinds, at, settings):
    settings.OUTBOX_LEASE_SECONDS = 0.3
    kinds()
    task = owe(at)
    run = work.claim(task.pk, at=at)
    seen = threading.Event()

    def renewed():
        return Task.objects.get(pk=task.pk).lease_until_at > timezone.now()

    with work.heartbeat(run):
        Task.objects.update(lease_until_at=timezone.now() - dt.timedelta(days=1))
        for _ in range(100):
            if renewed():
                seen.set()
                break
            threading.Event().wait(0.05)
        assert seen.is_set()
        Task.objects.update(lease="0" * 32, lease_until_at=at)
        threading.Event().wait(0.4)
    assert Task.objects.get(pk=task.pk).lease_until_at == at


def test_backoff_grows_and_stops_growing():
    first, second, tenth = (work.backoff(n).total_seconds() for n in (1, 2, 10))
    assert 7.5 <= first <= 12.5
    assert 22.5 <= second <= 37.5
    assert 2700 <= tenth <= 4500


def test_log_lines_say_what_was_done(db, kinds, at, caplog):
    kinds()
    task = owe(at)
    with caplog.at_level(logging.INFO, "candidates.outbox"):
        work.run_due(at=at)
    assert f"test.work {task.pk} is done" in caplog.text
