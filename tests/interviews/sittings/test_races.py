"""Two at once: a double click starts one sitting, and an answer cannot pass the end of its part."""

from __future__ import annotations

import threading

import pytest
from django.db import close_old_connections, connection, transaction

from interviews.sittings import actions
from interviews.sittings.models import Accommodation, Answer, Fact, Result, Sitting
from tests.interviews.sittings.conftest import tasks_in

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """Run the calls in threads, all let go at the same moment; return results and exceptions."""
    gate = threading.Barrier(len(calls))
    outcomes = [None] * len(calls)

    def run(place, call):
        close_old_connections()
        try:
            gate.wait(timeout=30)
            outcomes[place] = call()
        except (actions.NotRunning, actions.TimeOver) as error:
            outcomes[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return outcomes


def test_double_click_starts_one_sitting(grammar, invited, at):
    def start():
        return actions.start_sitting(application_id=invited.pk, stage_id=grammar.pk, at=at).pk

    first, second = at_once(start, start)
    assert (first == second, Sitting.objects.count()) == (True, 1)


def test_two_tabs_save_the_same_task_and_the_later_number_wins(sitting, at):
    task = tasks_in(sitting)[0]["key"]

    def save(sequence):
        return lambda: actions.save_answer(
            sitting_id=sitting.pk, section=0, task_key=task, value=sequence, at=at,
            sequence=sequence,
        )  # fmt: skip

    at_once(*(save(sequence) for sequence in (5, 3, 8, 1, 7, 2, 6, 4)))
    answer = Answer.objects.get()
    assert (answer.sequence, answer.value) == (8, 8)


def test_two_forms_without_numbers_get_two(sitting, at):
    first, second = (task["key"] for task in tasks_in(sitting)[:2])

    def save(task):
        return lambda: actions.save_answer(
            sitting_id=sitting.pk, section=0, task_key=task, value=1, at=at
        )

    at_once(save(first), save(second))
    assert sorted(Answer.objects.values_list("sequence", flat=True)) == [1, 2]


def test_an_answer_waits_for_the_end_and_is_refused(sitting, at):
    """The part is handed in by a transaction that has not committed when the answer comes."""
    task, came, ended = tasks_in(sitting)[0]["key"], threading.Event(), []

    def save():
        close_old_connections()
        came.set()
        try:
            actions.save_answer(
                sitting_id=sitting.pk, section=0, task_key=task, value=1, at=at, sequence=1
            )
        except actions.NotRunning as error:
            ended.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=save)
    with transaction.atomic():
        actions.finish_section(sitting_id=sitting.pk, section=0, at=at)
        thread.start()
        came.wait(10)
        thread.join(0.5)
        assert thread.is_alive()  # it waits for the lock
    thread.join(30)
    assert (len(ended), Answer.objects.count()) == (1, 0)


def test_handing_in_twice_at_once_skips_no_part(sitting, at):
    def finish():
        return actions.finish_section(sitting_id=sitting.pk, section=0, at=at).section

    assert at_once(finish, finish) == [1, 1]
    assert Sitting.objects.get().state == "running"


def test_sweep_and_hand_in_at_once_end_it_once(sitting, at):
    actions.finish_section(sitting_id=sitting.pk, section=0, at=at)
    late = Sitting.objects.get().deadline.replace(microsecond=999_999)
    at_once(
        lambda: actions.end_expired(at=late),
        lambda: actions.finish_section(sitting_id=sitting.pk, section=1, at=late),
    )
    from candidates.history.models import Entry

    assert Sitting.objects.get().ending == "time"
    assert Entry.objects.filter(verb="sitting-ended").count() == 1


def test_two_workers_score_once(sitting, at):
    actions.stop_sittings(application_id=sitting.application_id, at=at)

    def score():
        return actions.score_sitting(sitting_id=sitting.pk, at=at).pk

    first, second = at_once(score, score)
    assert (first == second, Result.objects.count()) == (True, 1)


def test_wish_and_grant_at_once_keep_both(invited, rosa, at):
    at_once(
        lambda: actions.write_wish(application_id=invited.pk, wish="More time.", at=at),
        lambda: actions.grant(
            application_id=invited.pk, multiplier=None, breaks=True, alternative="",
            actor=rosa, at=at,
        ),
    )  # fmt: skip
    kept = Accommodation.objects.get()
    assert (kept.wish, kept.multiplier, kept.breaks) == ("More time.", None, True)


def test_facts_of_two_tabs_make_one_row(sitting, at):
    def tell(amount):
        return lambda: actions.note_facts(
            sitting_id=sitting.pk, facts=[("away", "", amount)], at=at
        )

    at_once(tell(2), tell(5), tell(3))
    assert Fact.objects.get().amount == 5


def test_showing_twice_at_once_shows_it_once(sitting, at):
    task = tasks_in(sitting)[0]["key"]

    def show():
        return actions.show_task(sitting_id=sitting.pk, section=0, task_key=task, at=at).pk

    first, second = at_once(show, show)
    assert first == second


def test_two_recruiters_allow_another_attempt_once(sitting, rosa, at):
    def allow(reason):
        return lambda: (
            actions.allow_again(
                sitting_id=sitting.pk, reason=reason, actor=rosa, at=at
            ).set_aside_reason
        )

    first, second = at_once(allow("Power."), allow("Noise."))
    assert first == second
