"""Twelve editors, round after round, on real PostgreSQL: nothing saved is lost."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from interviews.scorecards import actions
from interviews.scorecards.models import Rating

from .conftest import EVIDENCE, make_criterion, mark_all

EDITORS, ROUNDS = 12, 20


def together(*works):
    """Run the functions at once, each on a connection of its own; return what they raised."""
    start = threading.Barrier(len(works))
    errors: list[Exception] = []

    def run(work):
        try:
            start.wait()
            work()
        except Exception as error:  # noqa: BLE001
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def append(card, criterion_id, word, at, told):
    """Add a word to what is there, as an editor does who is shown every conflict."""
    evidence, version = "", 0
    while True:
        try:
            actions.save_rating(
                scorecard_id=card.pk,
                criterion_id=criterion_id,
                value=3,
                null_reason="",
                evidence=f"{evidence} {word}".strip(),
                version=version,
                actor=card.interviewer,
                at=at,
            )
        except actions.VersionConflict as conflict:
            told.append(word)
            evidence, version = conflict.current.evidence, conflict.current.version
        else:
            return


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("rounds", [10, pytest.param(40, marks=pytest.mark.long)])
def test_editors_of_one_criterion_lose_nothing(card, rounds, at):
    """All on one criterion: every word arrives, and every overwriting was announced."""
    criterion = card.stage.criteria.first()
    told: list[str] = []

    def edit(editor):
        for turn in range(rounds):
            append(card, criterion.pk, f"e{editor}r{turn}", at, told)

    errors = together(*(lambda editor=editor: edit(editor) for editor in range(EDITORS)))
    rating = Rating.objects.get(criterion=criterion)
    expected = {f"e{editor}r{turn}" for editor in range(EDITORS) for turn in range(rounds)}
    assert errors == []
    assert sorted(rating.evidence.split()) == sorted(expected)
    assert rating.version == EDITORS * rounds
    assert told  # it was contended


@pytest.mark.django_db(transaction=True)
def test_editors_of_different_criteria_do_not_even_meet(card, at):
    """One criterion each: no conflict at all, because each criterion is a row of its own."""
    for position in range(3, EDITORS + 1):
        make_criterion(card.stage, position, f"Criterion {position}")
    criteria = list(card.stage.criteria.values_list("pk", flat=True))

    def edit(criterion_id):
        for turn in range(ROUNDS):
            actions.save_rating(
                scorecard_id=card.pk,
                criterion_id=criterion_id,
                value=3,
                null_reason="",
                evidence=f"round {turn}",
                version=turn,
                actor=card.interviewer,
                at=at,
            )

    errors = together(*(lambda each=each: edit(each) for each in criteria))
    rows = Rating.objects.values_list("evidence", "version")
    assert errors == []
    assert set(rows) == {(f"round {ROUNDS - 1}", ROUNDS)}
    assert len(rows) == EDITORS


@pytest.mark.django_db(transaction=True)
def test_nothing_is_saved_behind_the_back_of_a_lock(card, at):
    """A save and a lock at once: either it was in before, or it is refused."""
    mark_all(card, 3, at)
    criterion = card.stage.criteria.first()

    def save():
        actions.save_rating(
            scorecard_id=card.pk,
            criterion_id=criterion.pk,
            value=5,
            null_reason="",
            evidence=EVIDENCE + " late",
            version=1,
            actor=card.interviewer,
            at=at,
        )

    def lock():
        actions.lock_scorecard(scorecard_id=card.pk, actor=card.interviewer, at=at)

    errors = together(save, lock)
    card.refresh_from_db()
    assert card.is_locked
    value = card.ratings.get(criterion=criterion).value
    refused = [type(error) for error in errors]
    assert (value, refused) in ((5, []), (3, [actions.ScorecardLocked]))


@pytest.mark.django_db(transaction=True)
def test_two_locks_at_once_owe_one_composite(card, at):
    from candidates.outbox.models import Task

    mark_all(card, 3, at)
    lock = [lambda: actions.lock_scorecard(scorecard_id=card.pk, actor=card.interviewer, at=at)] * 2
    assert together(*lock) == []
    assert Task.objects.filter(kind="composites.compute").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_bookings_at_once_owe_one_scorecard_each(session, at):
    from interviews.scorecards.models import Scorecard

    Scorecard.objects.all().delete()
    ensure = [lambda: actions.ensure_scorecards(session_ids=[session.pk], at=at)] * 2
    assert together(*ensure) == []
    assert Scorecard.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_one_of_two_answers_to_a_red_flag_stands(card, rosa, milan, at):
    flag = actions.raise_red_flag(
        scorecard_id=card.pk, kind="dishonesty", seen="Lied.", actor=card.interviewer, at=at
    )

    def answer(person, text):
        return lambda: actions.answer_red_flag(
            red_flag_id=flag.pk, answer=text, actor=person, at=at
        )

    errors = together(answer(rosa, "Spoke with them."), answer(milan, "Nothing in it."))
    assert [type(error) for error in errors] == [actions.AlreadyAnswered]
