"""The funnel: counted as applications move, folded without a change, read in one query."""

import datetime as dt
import threading

import pytest
from django.db import connection

from candidates.applications.actions import (
    move_application,
    reopen_application,
    withdraw_application,
)
from candidates.applications.models import Application, Move, State
from candidates.outbox.actions import owe_task
from candidates.outbox.work import run_due
from hiring.dashboards.actions import fold_funnel_counts
from hiring.dashboards.jobs import FOLD
from hiring.dashboards.models import FunnelCount
from hiring.dashboards.queries.funnel import STEPS, Cohort, funnels_of, joined, make_funnel
from tests.conftest import decide_to_hire, make_application

WAY = (State.SCREENING, State.INVITED, State.ON_DAY, State.DECIDING, State.OFFERED, State.HIRED)


def advance(application, actor, at, *, to):
    for state in WAY[: WAY.index(to) + 1]:
        if state == State.OFFERED:
            decide_to_hire(application, actor, at)
        move_application(
            application_id=application.pk, to=state, actor=actor, at=at, reason="Seen."
        )


def figures(opening, **cohort):
    funnel = funnels_of([opening.pk], Cohort(**cohort))[opening.pk]
    return [(step.reached, step.here) for step in funnel.steps]


def test_every_step_is_reached_once_however_often_one_goes_back(kim, rosa, opening, at):
    advance(kim, rosa, at, to=State.INVITED)
    move_application(application_id=kim.pk, to=State.SCREENING, actor=rosa, at=at)
    assert figures(opening)[:3] == [(1, 0), (1, 1), (1, 0)]
    move_application(application_id=kim.pk, to=State.INVITED, actor=rosa, at=at)
    assert figures(opening)[:3] == [(1, 0), (1, 0), (1, 1)]


def test_decline_and_reopen_change_who_waits_and_not_who_got_there(kim, rosa, opening, at):
    advance(kim, rosa, at, to=State.SCREENING)
    move_application(
        application_id=kim.pk, to=State.DECLINED, actor=rosa, at=at, reason="No phone."
    )
    assert figures(opening)[:2] == [(1, 0), (1, 0)]
    reopen_application(application_id=kim.pk, actor=rosa, at=at)
    assert figures(opening)[:2] == [(1, 0), (1, 1)]


def test_deleted_moves_are_taken_back(kim, jonas, rosa, opening, at):
    advance(kim, rosa, at, to=State.INVITED)
    advance(jonas, rosa, at, to=State.SCREENING)
    Move.objects.filter(application=kim).delete()
    assert figures(opening)[:3] == [(1, 0), (1, 1), (0, 0)]
    Move.objects.filter(application=jonas).delete()
    assert figures(opening)[:3] == [(0, 0), (0, 0), (0, 0)]


def test_moves_written_in_bulk_are_counted(kim, opening, at):
    Move.objects.bulk_create(
        Move(application=kim, from_state=before, to_state=after, at=at)
        for before, after in ((State.APPLIED, State.SCREENING), (State.SCREENING, State.INVITED))
    )
    assert figures(opening)[:3] == [(1, 0), (1, 0), (1, 1)]


def test_period_counts_those_who_applied_in_it(kim, opening, at):
    make_application(opening, "Old One", "old@example.org", at - dt.timedelta(days=100))
    assert figures(opening)[0] == (2, 2)
    assert figures(opening, since=at.date() - dt.timedelta(days=30))[0] == (1, 1)


def test_folding_leaves_one_row_a_day_and_the_same_figures(kim, jonas, rosa, opening, at):
    advance(kim, rosa, at, to=State.HIRED)
    withdraw_application(application_id=jonas.pk, at=at)
    before, rows = figures(opening), FunnelCount.objects.count()
    owe_task(kind=FOLD.code, payload={}, at=at)
    run_due(at=at)
    assert figures(opening) == before
    folded = FunnelCount.objects.count()
    assert folded < rows
    keys = FunnelCount.objects.values_list("opening", "applied_on", "state")
    assert folded == len(set(keys))
    fold_funnel_counts()
    assert FunnelCount.objects.count() == folded


@pytest.mark.django_db(transaction=True)
def test_two_folds_at_once_while_somebody_applies_lose_nothing(opening, at):
    people = [make_application(opening, f"P{n}", f"p{n}@example.org", at) for n in range(5)]
    start = threading.Barrier(3)

    def run(call):
        start.wait()
        try:
            call()
        finally:
            connection.close()

    def apply():
        make_application(opening, "Late", "late@example.org", at)

    calls = [fold_funnel_counts, fold_funnel_counts, apply]
    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert figures(opening)[0] == (len(people) + 1, len(people) + 1)


def test_funnels_take_one_query_for_one_opening_as_for_three(
    kim, opening, oskar, django_assert_num_queries
):
    for ids in ([opening.pk], [opening.pk, 10**6, 10**6 + 1]):
        with django_assert_num_queries(1):
            assert funnels_of(ids)[opening.pk].applied == 1


def counts(*reached, here=None):
    here = here or {}
    return {
        state: (amount, here.get(state, 0)) for state, amount in zip(STEPS, reached, strict=True)
    }


def test_one_in_thirty_of_those_who_apply():
    funnel = make_funnel(counts(120, 60, 40, 24, 22, 5, 4))
    assert (funnel.share.count, funnel.share.of, funnel.share.one_in) == (4, 120, 30)
    assert [step.passed.of for step in funnel.steps[:-1]] == [120, 60, 40, 24, 22, 5]
    assert [step.left for step in funnel.steps] == [60, 20, 16, 2, 17, 1, 0]
    assert funnel.steps[-1].passed is None


def test_who_still_waits_is_neither_a_pass_nor_a_miss():
    funnel = make_funnel(
        counts(130, 60, 40, 24, 22, 5, 4, here={State.APPLIED: 8, State.DECIDING: 2})
    )
    applied, deciding = funnel.steps[0], funnel.steps[4]
    assert (applied.passed.count, applied.passed.of, applied.left) == (60, 122, 62)
    assert (deciding.passed.count, deciding.passed.of, deciding.left) == (5, 20, 15)
    assert funnel.share.of == 120


def test_who_was_moved_back_does_not_make_nonsense():
    funnel = make_funnel(counts(1, 1, 1, 0, 0, 0, 0, here={State.SCREENING: 1}))
    screening = funnel.steps[1]
    assert (screening.passed.count, screening.passed.of, screening.left) == (1, 1, 0)
    assert funnel.share is None


def test_an_empty_funnel_has_no_shares():
    funnel = make_funnel({})
    assert (funnel.applied, funnel.hired, funnel.share) == (0, 0, None)
    assert {step.passed for step in funnel.steps} == {None}


def test_joined_funnels_add_up():
    one = make_funnel(counts(30, 10, 5, 3, 2, 1, 1))
    both = joined([one, one])
    assert (both.applied, both.hired, both.share.one_in) == (60, 2, 30)
    assert joined([]).applied == 0


def test_the_counts_agree_with_the_applications_themselves(kim, jonas, rosa, opening, at):
    advance(kim, rosa, at, to=State.DECIDING)
    funnel = funnels_of([opening.pk])[opening.pk]
    for step in funnel.steps:
        assert step.here == Application.objects.filter(state=step.state).count()
        moved = Move.objects.filter(to_state=step.state).values("application").distinct()
        assert step.reached == moved.count()
