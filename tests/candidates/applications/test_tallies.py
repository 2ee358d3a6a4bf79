"""Counts are sums of tally rows, which a schedule folds together."""

import threading

import pytest
from django.db import connection

from candidates.applications.actions import move_application
from candidates.applications.jobs import KIND
from candidates.applications.models import State, Tally
from candidates.applications.queries.counts import counts_by_state, opening_counts
from candidates.applications.tallies import fold_tallies
from candidates.outbox.actions import owe_task
from candidates.outbox.models import Task
from candidates.outbox.work import run_due


def counted(opening):
    return {state: n for state, n in counts_by_state([opening.pk])[opening.pk].items() if n}


def test_fold_tallies_keeps_the_sums(kim, jonas, opening, rosa, at):
    for to in (State.SCREENING, State.INVITED):
        move_application(application_id=kim.pk, to=to, actor=rosa, at=at)
    assert counted(opening) == {State.APPLIED: 1, State.INVITED: 1}
    assert fold_tallies() == Tally.objects.count() + 3
    assert counted(opening) == {State.APPLIED: 1, State.INVITED: 1}
    assert Tally.objects.count() == 2
    assert fold_tallies() == 0


@pytest.mark.django_db(transaction=True)
def test_fold_tallies_by_two_at_once_counts_everybody_once(kim, jonas, opening, at):
    ready = threading.Barrier(2)

    def fold():
        ready.wait()
        fold_tallies()
        connection.close()

    threads = [threading.Thread(target=fold) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counted(opening) == {State.APPLIED: 2}


@pytest.mark.django_db(transaction=True)
def test_folding_is_work_that_can_be_owed(kim, jonas, opening, at):
    owe_task(kind=KIND, payload={}, at=at)
    run_due(at=at)
    task = Task.objects.get(kind=KIND)
    assert (task.state, task.result) == (Task.State.DONE, {"rows": 2})


def test_opening_counts_lead_to_the_table(kim, opening):
    counts = opening_counts([opening])[opening.pk]
    assert (counts.in_process, counts.hired, counts.total) == (1, 0, 1)
    first = counts.states[0]
    assert (first.code, first.amount, first.url) == (
        "applied", 1, "/openings/headset-advisor-vilnius/table/?state=applied",
    )  # fmt: skip
